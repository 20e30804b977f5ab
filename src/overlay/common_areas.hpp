// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/exact_area.hpp"
#include "core/tasks.hpp"
#include "core/units.hpp"
#include "geo/shape.hpp"
#include "measure/measure.hpp"
#include "overlay/overlap.hpp"
#include "overlay/side.hpp"

#include <cstdint>
#include <vector>

namespace parkplan::overlay {

/// What a feature of A and a feature of B have in common, as a number.
struct PairArea {
    std::uint32_t a = 0; ///< row of A
    std::uint32_t b = 0; ///< row of B
    SquareMetres area{}; ///< by Measurer::piece_method
    /// As sets of points, but for differences that rounding explains.
    Relation relation = Relation::crossing;
};

/// All pairs of two layers, and what was too small to be one.
struct PairAreas {
    std::vector<PairArea> pairs{}; ///< sorted by a, b
    /// Pairs whose common area the rounding of coordinates explains: on average no wider than four
    /// units in the last place along the shorter of the two boundaries.
    std::uint64_t rounding_pairs = 0;
    ExactArea rounding_area{}; ///< of those
};

/// Every pair of usable rows that share interior. Both layers have the coordinate system of
/// `measurer`. Ring start, ring direction, row order and threads change no value, and
/// (A, B) gives the areas of (B, A). Makes no polygon, but where Measurer::piece_area needs one.
[[nodiscard]] PARKPLAN_API PairAreas common_areas(const Side& a, const Side& b,
                                                  const measure::Measurer& measurer,
                                                  TaskPool& tasks);

/// The polygons of one pair, canonical, by the engine. Throws Error{geometry}.
[[nodiscard]] PARKPLAN_API geo::MultiPolygon common_polygon(const geo::MultiPolygonView& a,
                                                            const geo::MultiPolygonView& b);

} // namespace parkplan::overlay
