// SPDX-License-Identifier: MIT
#pragma once

#include "core/progress.hpp"
#include "core/tasks.hpp"
#include "measure/measure.hpp"
#include "overlay/coverage.hpp"
#include "overlay/side.hpp"
#include "overlay/topology.hpp"

#include <optional>

namespace parkplan::overlay::detail {

struct TopologyTask {
    const TopologyOptions& options;
    const std::optional<Side>& outline;
    const measure::Measurer& measurer;
    Progress* progress = nullptr;
};

/// Everything that TopologyBuilder::finish tells; `ledger` knows of the rows already.
[[nodiscard]] Topology find_topology(Coverage& coverage, const TopologyTask& task,
                                     const TopologyLedger& ledger, TaskPool& tasks);

} // namespace parkplan::overlay::detail
