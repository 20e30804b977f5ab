// SPDX-License-Identifier: MIT
#pragma once

#include "geo/point.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace parkplan::overlay {

/// Area that four units in the last place of the largest coordinate amount to along a boundary:
/// what is not larger, the rounding of coordinates explains (see within_rounding).
[[nodiscard]] inline double rounding_area_of(const geo::Box& box, double length) {
    const double largest = std::max(
        {std::abs(box.min.x), std::abs(box.min.y), std::abs(box.max.x), std::abs(box.max.y)});
    const double unit = std::nextafter(largest, std::numeric_limits<double>::infinity()) - largest;
    return 2.0 * unit * length;
}

} // namespace parkplan::overlay
