// SPDX-License-Identifier: MIT
#pragma once

#include "core/tasks.hpp"
#include "geo/edge_index.hpp"
#include "geo/shape.hpp"
#include "measure/measure.hpp"
#include "overlay/coverage.hpp"
#include "overlay/side.hpp"
#include "overlay/topology.hpp"

#include <optional>
#include <vector>

namespace parkplan::overlay::detail {

/// The union of the usable rows, canonical. Throws Error{geometry} naming the feature.
[[nodiscard]] geo::MultiPolygon united(const Side& outline, TaskPool& tasks);

struct FoundOutside {
    OutsidePiece piece{}; ///< sliver is not set
    double thinness = 0.0;
};

/// What of every row lies outside the outline, by row, without what rounding makes. Throws
/// Error{geometry}.
[[nodiscard]] std::vector<FoundOutside> find_outside(const Coverage& coverage,
                                                     const geo::MultiPolygonView& outline,
                                                     const measure::Measurer& measurer,
                                                     TaskPool& tasks);

/// ∫(m-1)⁺ over the pieces outside, of rows that the overlaps name.
[[nodiscard]] ExactArea outside_excess(std::span<const FoundOutside> outside,
                                       std::span<const TopologyOverlap> overlaps,
                                       const measure::Measurer& measurer);

} // namespace parkplan::overlay::detail
