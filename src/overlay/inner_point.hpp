// SPDX-License-Identifier: MIT
#pragma once

#include "geo/point.hpp"

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace parkplan::overlay::detail {

struct Line {
    geo::Point a{};
    geo::Point b{};
    [[nodiscard]] geo::Point middle() const noexcept {
        return {a.x + (b.x - a.x) / 2.0, a.y + (b.y - a.y) / 2.0};
    }
};

/// Where lines cross the horizontal at `y` between two places, and at these, ascending.
using CrossingsAt = std::function<std::vector<double>(double y, double from, double to)>;

/// Where lines cross the horizontal at `y`, ascending.
[[nodiscard]] std::vector<double> crossings(std::span<const Line> lines, double y);

/// A point inside closed rings, next to them: none of the `others` lies between it and a ring, nor
/// along the ring there, if there is such a place. Well inside, as far as horizontal cuts tell.
/// Nothing where rounding leaves no inside. The order of the lines changes nothing.
[[nodiscard]] std::optional<geo::Point> inner_point(std::span<const Line> rings,
                                                    const CrossingsAt& others);

/// The same outside of the rings, to the left of all of them at some height.
[[nodiscard]] std::optional<geo::Point> outer_point(std::span<const Line> rings,
                                                    const CrossingsAt& others);

/// True when closed rings enclose a point an odd number of times; on a ring: either.
[[nodiscard]] bool lies_inside(std::span<const Line> rings, geo::Point p) noexcept;

} // namespace parkplan::overlay::detail
