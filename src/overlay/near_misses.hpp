// SPDX-License-Identifier: MIT
#pragma once

#include "core/tasks.hpp"
#include "overlay/edge_meetings.hpp"
#include "overlay/residual_faces.hpp"
#include "overlay/topology.hpp"
#include "overlay/topology_gaps.hpp"

#include <span>
#include <vector>

namespace parkplan::overlay::detail {

struct Near {
    std::vector<NearMiss> misses{};        ///< by a, b
    std::vector<VertexOnEdge> unmatched{}; ///< farther off than rounding; sorted, each once
};

/// Residual edges of two rows that face each other within `snap`.
[[nodiscard]] Near find_near(const Arrangement& arrangement, std::span<const FoundGap> gaps,
                             Metres snap, TaskPool& tasks);

} // namespace parkplan::overlay::detail
