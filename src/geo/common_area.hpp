// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "geo/edge_index.hpp"
#include "geo/moments.hpp"
#include "geo/point.hpp"
#include "geo/polygon_column.hpp"

#include <vector>

namespace parkplan::geo {

/// What two areas have in common, as a number.
struct CommonArea {
    Moments moments{}; ///< of the intersection, about `origin`
    Point origin{};    ///< lower left corner of the common part of the boxes
    /// What rounding may have left in moments.a where there is nothing: an area that is not above
    /// it may be none.
    double noise = 0.0;
};

/// Measures intersections of areas without making them. Each area is the signed sum of the strips
/// below its edges, so that the area of A ∩ B is the sum over all pairs of edges of
///   s_a · s_b · ∫ min(y_a(x), y_b(x)) dx
/// over their common range of x, and the moments alike. Every term is continuous in the
/// coordinates: shared edges, shared vertices, collinear pieces and touching rings need no
/// predicate and no tolerance, and nothing can fail. Both areas must be valid; of one that crosses
/// itself the result is the product of the numbers of times that the rings wind around.
///
/// Error of the area: below 1e-9 · min(A, B) + 1e-9 m² for coordinates in metres. Edge starts, ring
/// directions and the order of the two areas change no bit; neither does a translation that
/// changes no difference of coordinates. Keeps its memory between calls; one per thread.
class PARKPLAN_API CommonAreaMeter {
public:
    [[nodiscard]] CommonArea operator()(const EdgeIndex& a, const EdgeIndex& b);
    /// The same, bit by bit, of areas for which an index does not pay.
    [[nodiscard]] CommonArea operator()(const MultiPolygonView& a, const MultiPolygonView& b);

private:
    /// An edge in coordinates about the origin.
    struct Line {
        Point left{};
        Point right{};
        double slope = 0.0;
        double sign = 0.0;
    };
    static void localise(const std::vector<SlabEdge>& edges, Point origin,
                         std::vector<Line>& lines);
    [[nodiscard]] CommonArea sum_gathered(Point origin);
    [[nodiscard]] CommonArea sum(Point origin);
    static void add_pair(const Line& a, const Line& b, CommonArea& sum) noexcept;

    std::vector<SlabEdge> m_edges_a{};
    std::vector<SlabEdge> m_edges_b{};
    std::vector<Line> m_lines_a{};
    std::vector<Line> m_lines_b{};
    std::vector<const Line*> m_active{};
};

} // namespace parkplan::geo
