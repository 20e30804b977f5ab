// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace parkplan::bench {

/// A place in whole ticks of 0.1 mm, x = east, y = north: arithmetic on it is exact.
struct Point {
    std::int64_t x = 0;
    std::int64_t y = 0;
    friend bool operator==(Point, Point) = default;
};

inline constexpr double ticks_per_metre = 1e4;
[[nodiscard]] inline double metres(std::int64_t ticks) noexcept {
    return static_cast<double>(ticks) / ticks_per_metre;
}
/// The nearest whole tick.
[[nodiscard]] std::int64_t nearest_tick(double ticks) noexcept;

/// A closed ring without the repeated last point; shells run counter-clockwise. A chain, where one
/// is meant, is not closed.
using Ring = std::vector<Point>;

/// Twice the signed area in square ticks, exact for rings up to 100 km across.
[[nodiscard]] std::int64_t doubled_area(std::span<const Point> ring) noexcept;
/// In m².
[[nodiscard]] double area(std::span<const Point> ring) noexcept;

/// Whether two segments have a point in common. Exact.
[[nodiscard]] bool meet(Point a, Point b, Point c, Point d) noexcept;
/// Whether no two edges of the ring meet but neighbours at their common point.
[[nodiscard]] bool is_simple(std::span<const Point> ring) noexcept;
/// Whether any edge of one ring meets an edge of the other.
[[nodiscard]] bool rings_meet(std::span<const Point> a, std::span<const Point> b) noexcept;

/// A direction of length 1 at `turn` of a full turn (0 = east, counter-clockwise), made by the four
/// operations only: same bits on every machine. Directions are not spread evenly, but in order.
struct Direction {
    double x = 0;
    double y = 0;
};
[[nodiscard]] Direction direction(double turn) noexcept;

} // namespace parkplan::bench
