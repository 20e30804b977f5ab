// SPDX-License-Identifier: MIT
#pragma once

#include "core/exact_area.hpp"
#include "core/tasks.hpp"
#include "measure/measure.hpp"
#include "overlay/residual_faces.hpp"
#include "overlay/topology.hpp"

#include <span>
#include <vector>

namespace parkplan::overlay::detail {

struct FoundOverlaps {
    std::vector<TopologyOverlap> overlaps{}; ///< all but rounding, by a, b; sliver is not set
    Booked rounding{};
    ExactArea excess{}; ///< ∫(m-1)⁺ without rounding
};

/// All overlaps between rows. Throws Error{geometry}.
[[nodiscard]] FoundOverlaps find_overlaps(const Arrangement& arrangement,
                                          std::span<const ResidualFace> faces,
                                          const measure::Measurer& measurer, TaskPool& tasks);

/// Marks the overlaps that a third row covers too, and returns ∫(m-1)⁺ of all. `triple`: boxes
/// of all places that three rows cover.
[[nodiscard]] ExactArea mark_multiple(const Coverage& coverage, std::span<const geo::Box> triple,
                                      const measure::Measurer& measurer,
                                      std::span<TopologyOverlap> overlaps, TaskPool& tasks);

} // namespace parkplan::overlay::detail
