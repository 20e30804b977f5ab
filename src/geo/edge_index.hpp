// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "geo/point.hpp"
#include "geo/polygon_column.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace parkplan::geo {

/// An edge of an area, stored from left to right. `sign` is +1 when the area lies below the edge,
/// -1 when it lies above; for a vertical edge it is 0, negative when the area lies to the east. At
/// any x, the signs of the edges above a point add up to the number of times that the area covers
/// it.
struct SlabEdge {
    Point left{};
    Point right{};
    double sign = 0.0;
    friend constexpr bool operator==(const SlabEdge&, const SlabEdge&) = default;
};

/// An order of edges: by the place where they start, from left to right, then by the rest.
[[nodiscard]] PARKPLAN_API bool before(const SlabEdge& a, const SlabEdge& b) noexcept;

/// Appends the edges of an area over the open x-range of `window` that are not vertical and do not
/// lie wholly below it, in no order: for areas that are looked at once, which are worth no index.
PARKPLAN_API void gather_edges(const MultiPolygonView& area, const Box& window,
                               std::vector<SlabEdge>& out);

/// Appends all edges of an area, ring after ring. Shells enclose, holes are taken out, whatever the
/// direction of the rings.
PARKPLAN_API void append_edges(const MultiPolygonView& area, std::vector<SlabEdge>& edges);
PARKPLAN_API void append_edges(const PolygonView& part, std::vector<SlabEdge>& edges);

/// True when the edge lies above a point that it spans: left.x <= p.x < right.x. Exact.
[[nodiscard]] PARKPLAN_API bool lies_above(const SlabEdge& edge, Point p) noexcept;

/// The edges of an area in an order that only its points decide (not where rings start, how they
/// turn, or in which order they stand), so that those over a range of x are found at once. Edges
/// are kept apart by the magnitude of their width: one long edge does not make a search for short
/// ones wide. O(n) memory, 40 bytes an edge.
class PARKPLAN_API EdgeIndex {
public:
    EdgeIndex() = default;
    explicit EdgeIndex(const MultiPolygonView& area) { assign(area); }

    /// Shells enclose, holes are taken out, whatever the direction of the rings.
    void assign(const MultiPolygonView& area);
    /// An area of which only the edges are known: together they must be the boundary of one.
    void assign(std::vector<SlabEdge> edges);

    [[nodiscard]] const Box& box() const noexcept { return m_box; }
    [[nodiscard]] std::size_t size() const noexcept { return m_edges.size(); }
    /// All edges, vertical ones too.
    [[nodiscard]] std::span<const SlabEdge> edges() const noexcept { return m_edges; }

    /// Appends the edges over the open x-range of `window` that are not vertical and do not lie
    /// wholly below it.
    void gather(const Box& window, std::vector<SlabEdge>& out) const;
    /// False when surely no edge meets `box`, boundary included: the area then covers all of it
    /// alike.
    [[nodiscard]] bool may_meet(const Box& box) const noexcept;
    /// How often the area covers a point: 0 outside, 1 inside. Exact for any point that is not on
    /// the boundary.
    [[nodiscard]] int covers(Point p) const noexcept;

private:
    /// A run of edges whose widths are within a factor of four, sorted.
    struct WidthClass {
        std::size_t first = 0;
        std::size_t last = 0;
        double widest = 0.0;
    };
    /// Edges of the class that may lie over [low, high].
    [[nodiscard]] std::span<const SlabEdge> over(const WidthClass& width, double low,
                                                 double high) const noexcept;

    void sort_into_classes();

    Box m_box{};
    std::vector<SlabEdge> m_edges{};
    std::vector<WidthClass> m_classes{};
};

} // namespace parkplan::geo
