// SPDX-License-Identifier: MIT
#pragma once

#include "geo/point.hpp"
#include "geo/polygon_column.hpp"
#include "geo/shape.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <random>
#include <utility>
#include <vector>

namespace parkplan::test {

using Ring = std::vector<geo::Point>;

/// Seeded numbers that are the same with every standard library.
class Random {
public:
    explicit Random(std::uint64_t seed) : m_engine(seed) {}

    /// 0 … count-1
    std::size_t below(std::size_t count) { return m_engine() % count; }
    double between(double low, double high) {
        constexpr double step = 0x1p-53;
        return low + (high - low) * static_cast<double>(m_engine() >> 11U) * step;
    }

private:
    std::mt19937_64 m_engine;
};

/// A simple, star-shaped ring, counter-clockwise: radii between 30 % and 100 % of `radius`.
[[nodiscard]] inline Ring star_ring(Random& random, geo::Point centre, double radius,
                                    std::size_t count) {
    Ring ring;
    const double turn = random.between(0.0, 2.0 * std::numbers::pi);
    for (std::size_t i = 0; i < count; ++i) {
        const double angle =
            turn + 2.0 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(count);
        const double r = radius * random.between(0.3, 1.0);
        ring.push_back({centre.x + r * std::cos(angle), centre.y + r * std::sin(angle)});
    }
    return ring;
}

/// A long thin oblique strip with `count` vertices on each side.
[[nodiscard]] inline Ring strip_ring(Random& random, geo::Point start, double length, double width,
                                     std::size_t count) {
    const double angle = random.between(0.0, 2.0 * std::numbers::pi);
    const geo::Point along{std::cos(angle), std::sin(angle)};
    const auto at = [&](double t, double side) {
        return geo::Point{start.x + t * along.x - side * along.y,
                          start.y + t * along.y + side * along.x};
    };
    Ring ring;
    const double step = length / static_cast<double>(count - 1);
    for (std::size_t i = 0; i < count; ++i) {
        ring.push_back(at(step * static_cast<double>(i), -width * random.between(0.2, 1.0)));
    }
    for (std::size_t i = count; i-- > 0;) {
        ring.push_back(at(step * static_cast<double>(i), width * random.between(0.2, 1.0)));
    }
    return ring;
}

/// `count` points of the integer grid [0, size)²: any ring at all, mostly not a valid one.
[[nodiscard]] inline Ring grid_ring(Random& random, std::size_t size, std::size_t count) {
    Ring ring;
    for (std::size_t i = 0; i < count; ++i) {
        const auto x = static_cast<double>(random.below(size));
        ring.push_back({x, static_cast<double>(random.below(size))});
    }
    return ring;
}

/// A simple rectilinear ring like a skyline: `width` columns of unit width and random height, with
/// many collinear neighbours and equal coordinates.
[[nodiscard]] inline Ring skyline_ring(Random& random, geo::Point corner, std::size_t width,
                                       std::size_t height) {
    Ring ring;
    std::vector<double> heights;
    for (std::size_t i = 0; i < width; ++i) {
        heights.push_back(static_cast<double>(1 + random.below(height)));
    }
    ring.push_back(corner);
    ring.push_back({corner.x + static_cast<double>(width), corner.y});
    for (std::size_t i = width; i-- > 0;) {
        const double x = corner.x + static_cast<double>(i);
        ring.push_back({x + 1.0, corner.y + heights[i]});
        ring.push_back({x, corner.y + heights[i]});
    }
    return ring;
}

/// The same ring stored from vertex `start`.
[[nodiscard]] inline Ring started_at(Ring ring, std::size_t start) {
    std::rotate(ring.begin(), ring.begin() + static_cast<std::ptrdiff_t>(start), ring.end());
    return ring;
}

[[nodiscard]] inline Ring reversed(Ring ring) {
    std::reverse(ring.begin(), ring.end());
    return ring;
}

[[nodiscard]] inline Ring shifted(Ring ring, double dx, double dy) {
    for (geo::Point& p : ring) {
        p = {p.x + dx, p.y + dy};
    }
    return ring;
}

/// Coordinates rounded to multiples of 2⁻¹⁰.
[[nodiscard]] inline Ring on_binary_grid(Ring ring) {
    constexpr double cells = 1024.0;
    for (geo::Point& p : ring) {
        p = {std::round(p.x * cells) / cells, std::round(p.y * cells) / cells};
    }
    return ring;
}

/// One feature from polygons that are lists of rings, shell first.
[[nodiscard]] inline geo::MultiPolygon feature(const std::vector<std::vector<Ring>>& polygons) {
    geo::PolygonColumn column;
    for (const std::vector<Ring>& rings : polygons) {
        for (const Ring& ring : rings) {
            for (const geo::Point& p : ring) {
                column.add_point(p);
            }
            column.end_ring();
        }
        column.end_polygon();
    }
    column.end_feature();
    return geo::MultiPolygon{std::move(column)};
}

[[nodiscard]] inline geo::MultiPolygon lone(const Ring& shell) {
    return feature(std::vector<std::vector<Ring>>{{shell}});
}

/// `count` star-shaped features scattered over a square, for layers of any size.
[[nodiscard]] inline geo::PolygonColumn random_column(std::uint64_t seed, std::size_t count,
                                                      double side) {
    Random random{seed};
    geo::PolygonColumn column;
    for (std::size_t i = 0; i < count; ++i) {
        const double x = random.between(0.0, side);
        const geo::Point centre{x, random.between(0.0, side)};
        column.add_feature(
            lone(star_ring(random, centre, side / 20.0, 4 + random.below(30))).view());
    }
    return column;
}

} // namespace parkplan::test
