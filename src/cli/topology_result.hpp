// SPDX-License-Identifier: MIT
#pragma once

#include "cli/coverage.hpp"
#include "core/tasks.hpp"
#include "overlay/topology.hpp"
#include "report/topology.hpp"

#include <cstdint>

namespace parkplan::cli {

/// What the place of an overlap is.
enum class OverlapPlaces : std::uint8_t { centroids, polygons };

/// What was found, as results tell of it: with names and places. Takes the findings of the
/// coverage.
[[nodiscard]] report::TopologyResult topology_result(Coverage& coverage, overlay::Topology found,
                                                     OverlapPlaces places, TaskPool& tasks);

} // namespace parkplan::cli
