// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/tasks.hpp"
#include "core/units.hpp"
#include "geo/shape.hpp"
#include "layer/layer.hpp"
#include "measure/measure.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace parkplan::overlay {

/// How the two features of an overlap lie to each other, as sets of points.
enum class Relation : std::uint8_t { crossing, a_inside_b, b_inside_a, identical };

/// Where two features of one layer share interior.
struct Overlap {
    std::uint32_t a = 0; ///< row; a < b
    std::uint32_t b = 0;
    geo::MultiPolygon polygon{}; ///< in the coordinates of the layer, canonical
    SquareMetres area{};         ///< by Measurer::piece_method
    Metres width{};              ///< mean width, 2·area/perimeter
    Relation relation = Relation::crossing;
    /// True when the overlap is no wider than the rounding of its coordinates explains
    /// (see within_rounding): no statement about the data, only to be booked.
    bool rounding = false;
};

/// Every pair of usable features that share interior, once (a < b), sorted by a, b. A shared edge
/// or point is no overlap. Ring start, ring direction, feature order and number of threads change
/// no value. `usable` is parallel to the rows; rows that are not usable take no part.
///
/// Known false positives: where the boundary of one feature has a vertex on a slanted edge of the
/// other, that vertex is rounded to the nearest double and lies off the edge by up to half a unit
/// in the last place; the resulting overlap is marked `rounding`. What is not above the noise of
/// the kernel (geo/common_area.hpp) is no overlap.
/// Throws Error{geometry} naming the feature, or both features, that the engine refused.
[[nodiscard]] PARKPLAN_API std::vector<Overlap>
overlaps_within(const layer::Layer& layer, std::span<const std::uint8_t> usable,
                const measure::Measurer& measurer, TaskPool& tasks);

/// True when a piece is on average no wider (2·area/perimeter) than four units in the last place
/// of its largest coordinate: 3.7e-9 m at a northing of 4 400 000 m. Two vertices that stand for
/// the same point of an edge can lie one unit apart per axis, and an intersection adds as much.
[[nodiscard]] PARKPLAN_API bool within_rounding(const geo::MultiPolygonView& piece);

} // namespace parkplan::overlay
