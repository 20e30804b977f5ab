// SPDX-License-Identifier: MIT
#pragma once

#include "geo/point.hpp"
#include "geo/polygon_column.hpp"

#include <algorithm>
#include <cmath>
#include <compare>
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace parkplan::geo::detail {

/// Where two parts come nearest to each other; compares by distance, then by place, so that of
/// several equally near places the same one is found whatever the order of the data.
struct Approach {
    double squared = std::numeric_limits<double>::infinity(); ///< squared distance
    Point from{};                                             ///< from <= to; {} where they touch
    Point to{};
    friend auto operator<=>(const Approach&, const Approach&) = default;
};

/// Squared distance of two boxes, 0 where they meet.
[[nodiscard]] inline double gap_squared(const Box& a, const Box& b) noexcept {
    const double dx = std::max({0.0, b.min.x - a.max.x, a.min.x - b.max.x});
    const double dy = std::max({0.0, b.min.y - a.max.y, a.min.y - b.max.y});
    return dx * dx + dy * dy;
}

/// The squared distance of boxes from which on nothing inside them can be as near as `squared`,
/// among coordinates that lie within `size` of each other: a little more than that, because the
/// distance of an edge is rounded by some units in the last place of its length. -1 for 0: nothing
/// is nearer.
[[nodiscard]] inline double reach_squared(double squared, double size) noexcept {
    constexpr double slack = 64.0 * std::numeric_limits<double>::epsilon();
    if (squared == 0.0) {
        return -1.0;
    }
    const double distance = std::sqrt(squared);
    const double reach = distance + slack * (distance + size);
    return reach * reach;
}

/// The edges of one part, shell and holes, with boxes over them, eight by eight in the order of the
/// rings. Read from many threads.
class PartEdges {
public:
    explicit PartEdges(const PolygonView& part);

    [[nodiscard]] const Box& box() const noexcept { return m_boxes.back(); }
    /// True when `p`, which must not lie on the boundary, belongs to the part. Exact.
    [[nodiscard]] bool covers(Point p) const noexcept;

    /// Where the parts come nearest, as sets of points; nothing when they are farther apart than
    /// the square root of `limit`.
    [[nodiscard]] static std::optional<Approach> nearest(const PartEdges& a, const PartEdges& b,
                                                         double limit);

private:
    class Search;

    static constexpr std::size_t fan = 8;

    struct Edge {
        Point a; ///< a <= b
        Point b;
    };
    struct Node {
        std::size_t level; ///< 0: `fan` edges
        std::size_t index;
    };

    [[nodiscard]] Node top() const noexcept { return {m_levels.size() - 2, 0}; }
    [[nodiscard]] const Box& box(Node node) const noexcept {
        return m_boxes[m_levels[node.level] + node.index];
    }
    /// Children of a node: edges for level 0, nodes of the level below otherwise.
    [[nodiscard]] std::pair<std::size_t, std::size_t> children(Node node) const noexcept {
        const std::size_t below =
            node.level == 0 ? m_edges.size() : m_levels[node.level] - m_levels[node.level - 1];
        return {node.index * fan, std::min((node.index + 1) * fan, below)};
    }
    [[nodiscard]] static Box box_of(const Edge& edge) noexcept;
    [[nodiscard]] bool odd_to_the_east(Node node, Point p) const noexcept;

    std::vector<Edge> m_edges{};
    std::vector<Box> m_boxes{};          ///< level after level
    std::vector<std::size_t> m_levels{}; ///< start of each level in m_boxes, and the end
};

} // namespace parkplan::geo::detail
