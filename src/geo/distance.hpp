// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "geo/edge_index.hpp"
#include "geo/path_column.hpp"
#include "geo/point.hpp"
#include "geo/polygon_column.hpp"

#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace parkplan::geo {

/// Where two areas, points or lines come nearest to each other.
struct Nearest {
    double distance = 0.0; ///< in units of the coordinates; 0 when they share a point
    Point a{};             ///< on the boundary or line of the first, (0, 0) when they share a point
    Point b{};             ///< on that of the second
    friend bool operator==(const Nearest&, const Nearest&) = default;
};

/// Boxes over the edges of an area, or of points and lines, for distances to others. Read from
/// many threads.
///
/// The distance of two areas is 0 when they share a point, which is decided exactly (edges that
/// meet, or a shell that lies inside the other area); else the least distance between an edge of
/// the one and an edge of the other, which is that of an end of one of them to the other. Pairs of
/// boxes that lie farther apart than the nearest edges so far are not looked into. Of places that
/// are equally near the one with the smallest coordinates is told, so that ring starts, directions
/// and which area comes first change nothing. Error of a distance: a few units in the last place of
/// the larger of the edge's length and the distance.
///
/// Points and lines cover nothing: a point is an edge without length, a line is its edges.
class PARKPLAN_API DistanceIndex {
public:
    DistanceIndex() = default;
    explicit DistanceIndex(const MultiPolygonView& area);
    explicit DistanceIndex(const PolygonView& part);
    explicit DistanceIndex(const PathsView& paths);

    /// Of all edges; empty without any.
    [[nodiscard]] Box box() const noexcept { return empty() ? Box{} : box(top()); }
    [[nodiscard]] bool empty() const noexcept { return m_edges.empty(); }
    /// True when the area covers a point that is not on its boundary. Exact.
    [[nodiscard]] bool covers(Point p) const noexcept;

    friend PARKPLAN_API std::optional<Nearest> nearest(const DistanceIndex& a,
                                                       const DistanceIndex& b, double at_most);

private:
    class Search;

    static constexpr std::size_t fan = 8;

    struct Node {
        std::size_t level; ///< 0: `fan` edges
        std::size_t index;
    };

    [[nodiscard]] Node top() const noexcept { return {m_levels.size() - 2, 0}; }
    [[nodiscard]] const Box& box(Node node) const noexcept {
        return m_boxes[m_levels[node.level] + node.index];
    }
    /// Numbers of the first child and behind the last: edges for level 0, else nodes below.
    struct Range {
        std::size_t first;
        std::size_t last;
    };
    [[nodiscard]] Range children(Node node) const noexcept;
    [[nodiscard]] double signs_above(Node node, Point p) const noexcept;
    void take(const PolygonView& part);
    void take_path(std::span<const Point> path);
    void build();

    std::vector<SlabEdge> m_edges{};     ///< ring after ring: neighbours lie near each other
    std::vector<Box> m_boxes{};          ///< over `fan` edges, over `fan` of those, …
    std::vector<std::size_t> m_levels{}; ///< start of each level in m_boxes, and the end
    std::vector<Point> m_shells{};       ///< a vertex of each part or path
};

/// Where two come nearest, when that is no farther than `at_most`; nothing for one without edges.
[[nodiscard]] PARKPLAN_API std::optional<Nearest>
nearest(const DistanceIndex& a, const DistanceIndex& b,
        double at_most = std::numeric_limits<double>::infinity());

/// Distance of two boxes, 0 when they share a point; infinite for an empty one.
[[nodiscard]] PARKPLAN_API double distance(const Box& a, const Box& b) noexcept;
/// No two points of the boxes are farther apart; infinite for an empty one.
[[nodiscard]] PARKPLAN_API double reach(const Box& a, const Box& b) noexcept;

} // namespace parkplan::geo
