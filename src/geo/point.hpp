// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <compare>
#include <limits>

namespace parkplan::geo {

/// A vertex. Units are those of the CRS of the layer it belongs to; x is always east or
/// longitude, y north or latitude (the traditional GIS order), whatever the CRS says.
struct Point {
    double x = 0.0;
    double y = 0.0;
    friend constexpr auto operator<=>(const Point&, const Point&) = default;
};

/// An axis-parallel box; empty until something is added.
struct Box {
    Point min{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
    Point max{-std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};

    [[nodiscard]] constexpr bool empty() const noexcept { return !(min.x <= max.x); }
    constexpr void add(Point p) noexcept {
        min = {std::min(min.x, p.x), std::min(min.y, p.y)};
        max = {std::max(max.x, p.x), std::max(max.y, p.y)};
    }
    constexpr void add(const Box& other) noexcept {
        if (!other.empty()) {
            add(other.min);
            add(other.max);
        }
    }
    /// True when the boxes share a point, boundary included.
    [[nodiscard]] constexpr bool meets(const Box& other) const noexcept {
        return min.x <= other.max.x && other.min.x <= max.x && min.y <= other.max.y &&
               other.min.y <= max.y;
    }
    [[nodiscard]] constexpr Point centre() const noexcept {
        return {min.x + (max.x - min.x) / 2.0, min.y + (max.y - min.y) / 2.0};
    }
    friend constexpr bool operator==(const Box&, const Box&) = default;
};

} // namespace parkplan::geo
