// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "geo/point.hpp"

#include <cmath>
#include <limits>

namespace parkplan::geo {

/// Sign of the turn a → b → c computed without rounding: 1 left (counter-clockwise), -1 right,
/// 0 collinear. The slow road behind `orientation`.
[[nodiscard]] PARKPLAN_API int orientation_exact(Point a, Point b, Point c) noexcept;

/// Sign of the turn a → b → c, exact for the stored doubles: 1 left (counter-clockwise), -1
/// right, 0 collinear. Coordinates must be finite, products of two of them must neither overflow
/// nor go subnormal (any coordinate of a CRS will do).
///
/// A floating-point filter with the error bound of J. R. Shewchuk, "Adaptive Precision
/// Floating-Point Arithmetic and Fast Robust Geometric Predicates", Discrete & Computational
/// Geometry 18 (1997), section 4.3 (ccwerrboundA); exact expansion arithmetic where it fails.
[[nodiscard]] inline int orientation(Point a, Point b, Point c) noexcept {
    constexpr double ulp = std::numeric_limits<double>::epsilon() / 2.0;
    constexpr double bound = (3.0 + 16.0 * ulp) * ulp;
    const double left = (a.x - c.x) * (b.y - c.y);
    const double right = (a.y - c.y) * (b.x - c.x);
    const double turn = left - right;
    if (std::abs(turn) > bound * (std::abs(left) + std::abs(right))) {
        return turn > 0.0 ? 1 : -1;
    }
    if (left == 0.0 && right == 0.0) {
        // Each product has a factor that is zero, and a difference of doubles is zero only when
        // they are equal.
        return 0;
    }
    return orientation_exact(a, b, c);
}

/// True when `p`, known to be on the line through a and b, lies between them, ends included.
[[nodiscard]] constexpr bool within(Point p, Point a, Point b) noexcept {
    return a < b ? !(p < a) && !(b < p) : !(p < b) && !(a < p);
}

/// Order of the directions p → a and p → b, counter-clockwise from east: true when a comes first.
/// Exact. Neither a nor b may equal p.
[[nodiscard]] PARKPLAN_API bool turns_before(Point p, Point a, Point b) noexcept;

/// True when p → a and p → b are one direction. Exact. Neither a nor b may equal p.
[[nodiscard]] PARKPLAN_API bool same_direction(Point p, Point a, Point b) noexcept;

} // namespace parkplan::geo
