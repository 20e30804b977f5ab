// SPDX-License-Identifier: MIT
#pragma once

#include "core/tasks.hpp"
#include "measure/measure.hpp"
#include "overlay/residual_faces.hpp"
#include "overlay/topology.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace parkplan::overlay::detail {

struct FoundGap {
    TopologyGap gap{}; ///< sliver is not set
    bool rounding = false;
    std::uint32_t loop = ResidualLoop::none; ///< around it, where it is no face of a knot
};

/// All gaps, by the coordinates of their polygons. Throws Error{geometry}.
[[nodiscard]] std::vector<FoundGap> find_gaps(const Arrangement& arrangement,
                                              std::span<const ResidualFace> faces,
                                              const measure::Measurer& measurer, TaskPool& tasks);

} // namespace parkplan::overlay::detail
