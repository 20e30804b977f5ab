// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "geo/point.hpp"
#include "geo/polygon_column.hpp"

#include <compare>
#include <cstdint>
#include <span>
#include <vector>

namespace parkplan::geo {

/// The distance of two parts as sets of points, in units of the coordinates, and where they come
/// that near. Of several such places it is the one whose points are smallest.
struct Gap {
    double distance = 0.0; ///< 0 for parts that touch, overlap or lie in each other
    Point from{};          ///< from < to; {} where the distance is 0
    Point to{};
    friend auto operator<=>(const Gap&, const Gap&) = default;
};

/// The distance of two valid polygons: 0 is exact (they share a point), others are exact to some
/// units in the last place of the coordinates. Ring start, ring direction and the order of the two
/// change nothing.
[[nodiscard]] PARKPLAN_API Gap gap_between(const PolygonView& a, const PolygonView& b);

/// A gap that joins two parts, named by their numbers.
struct PartGap {
    Gap gap{};
    std::uint32_t a = 0; ///< a < b
    std::uint32_t b = 0;
    friend auto operator<=>(const PartGap&, const PartGap&) = default;
};

/// A minimum spanning tree of the distances between parts, by distance ascending: for every d, the
/// gaps up to d join the same parts as all distances up to d do. The distances, and the places of
/// those above 0, do not depend on the order of the parts; which of several equal gaps is taken
/// may.
///
/// Borůvka's algorithm: in each round every group of parts is joined with the part that is nearest
/// to it, found by a tree of boxes (O. Borůvka, "O jistém problému minimálním", 1926). Tens of
/// thousands of parts are no trouble; memory is linear in the vertices.
[[nodiscard]] PARKPLAN_API std::vector<PartGap> spanning_gaps(std::span<const PolygonView> parts);

} // namespace parkplan::geo
