// SPDX-License-Identifier: MIT
#include "geo/simple_ring.hpp"

#include "geo/boundary.hpp"
#include "geo/predicates.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace parkplan::geo::detail {
namespace {

constexpr std::size_t longest = 64; ///< vertices; comparing all edges is quadratic

bool edges_meet(Point a, Point b, Point c, Point d) noexcept {
    return orientation(a, b, c) * orientation(a, b, d) <= 0 &&
           orientation(c, d, a) * orientation(c, d, b) <= 0;
}

/// Edge boxes of a ring, column by column so that the compiler can compare several at once.
struct EdgeBoxes {
    std::array<double, longest> min_x;
    std::array<double, longest> min_y;
    std::array<double, longest> max_x;
    std::array<double, longest> max_y;
};

/// True when two edges that are not neighbours meet.
bool meets_itself(RingView ring, const EdgeBoxes& boxes) noexcept {
    const std::size_t n = ring.size();
    for (std::size_t e = 0; e + 2 < n; ++e) {
        const std::size_t last = e == 0 ? n - 1 : n; // edge n-1 is a neighbour of edge 0
        unsigned near = 0;
        for (std::size_t f = e + 2; f < last; ++f) {
            near |= static_cast<unsigned>(boxes.min_x[e] <= boxes.max_x[f]) &
                    static_cast<unsigned>(boxes.min_x[f] <= boxes.max_x[e]) &
                    static_cast<unsigned>(boxes.min_y[e] <= boxes.max_y[f]) &
                    static_cast<unsigned>(boxes.min_y[f] <= boxes.max_y[e]);
        }
        for (std::size_t f = e + 2; near != 0 && f < last; ++f) {
            if (edges_meet(ring[e], ring[e + 1], ring[f], ring.after(f))) {
                return true;
            }
        }
    }
    return false;
}

/// True when no vertex is repeated, no edge turns straight back and all coordinates are finite.
/// Fills the boxes.
bool corners_are_plain(RingView ring, EdgeBoxes& boxes) noexcept {
    const std::size_t n = ring.size();
    double nothing = 0.0; // stays zero unless a coordinate is NaN or infinite
    Point before = ring[n - 1];
    Point at = ring[0];
    for (std::size_t i = 0; i < n; ++i) {
        const Point after = ring.after(i);
        nothing += (at.x - at.x) + (at.y - at.y);
        boxes.min_x[i] = std::min(at.x, after.x);
        boxes.max_x[i] = std::max(at.x, after.x);
        boxes.min_y[i] = std::min(at.y, after.y);
        boxes.max_y[i] = std::max(at.y, after.y);
        // Turning straight back means a scalar product far below zero; only then ask exactly.
        const double ahead =
            (at.x - before.x) * (after.x - at.x) + (at.y - before.y) * (after.y - at.y);
        if (at == after || (ahead < 0.0 && reverses(before, at, after))) {
            return false;
        }
        before = at;
        at = after;
    }
    return nothing == 0.0;
}

} // namespace

bool is_plain(RingView shell) noexcept {
    if (shell.size() < 3 || shell.size() > longest) {
        return false;
    }
    EdgeBoxes boxes; // NOLINT(cppcoreguidelines-pro-type-member-init): filled as far as needed
    return corners_are_plain(shell, boxes) && !meets_itself(shell, boxes);
}

} // namespace parkplan::geo::detail
