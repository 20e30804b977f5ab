// SPDX-License-Identifier: MIT
#pragma once

#include "geo/point.hpp"
#include "geo/polygon_column.hpp"
#include "geo/validity.hpp"

#include <cstdint>
#include <vector>

namespace parkplan::geo::detail {

/// One ring of a feature, made ready for exact tests: all coordinates finite, no two equal
/// vertices in a row, no zero-width spikes, at least three vertices.
struct BoundaryRing {
    std::uint32_t polygon = 0;
    std::uint32_t ring = 0;
    std::uint32_t first = 0; ///< its vertices are [first, last) of Boundary::points
    std::uint32_t last = 0;
    Box box{};
    bool counter_clockwise = true; ///< means nothing for a ring that crosses itself

    [[nodiscard]] bool is_shell() const noexcept { return ring == 0; }
};

/// The rings of a feature that can be tested, and what was wrong with rings taken alone. Edge g
/// runs from vertex g to the next vertex of its ring.
struct Boundary {
    std::vector<Point> points{};
    std::vector<std::uint32_t> source{};  ///< index of each vertex in the stored ring
    std::vector<std::uint32_t> ring_of{}; ///< number in `rings` of each vertex
    std::vector<BoundaryRing> rings{};
    std::vector<Defect> defects{};

    [[nodiscard]] std::uint32_t next(std::uint32_t g) const noexcept {
        const BoundaryRing& ring = rings[ring_of[g]];
        return g + 1 == ring.last ? ring.first : g + 1;
    }
    [[nodiscard]] std::uint32_t previous(std::uint32_t g) const noexcept {
        const BoundaryRing& ring = rings[ring_of[g]];
        return g == ring.first ? ring.last - 1 : g - 1;
    }
    [[nodiscard]] Point start(std::uint32_t g) const noexcept { return points[g]; }
    [[nodiscard]] Point end(std::uint32_t g) const noexcept { return points[next(g)]; }
};

/// Prepares the rings of `feature` and notes not_finite, too_few_points, repeated_point and spike.
[[nodiscard]] Boundary prepare_boundary(const MultiPolygonView& feature);

/// True when the path a → b → c turns straight back at b.
[[nodiscard]] bool reverses(Point a, Point b, Point c) noexcept;

} // namespace parkplan::geo::detail
