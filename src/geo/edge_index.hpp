// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "geo/point.hpp"
#include "geo/polygon_column.hpp"

#include <compare>
#include <cstddef>
#include <span>
#include <vector>

namespace parkplan::geo {

/// An edge of an area, stored from left to right. `sign` is +1 when the area lies below the edge,
/// -1 when it lies above, 0 for a vertical edge: at any x, the signs of the edges above a point add
/// up to the number of times that the area covers it.
struct SlabEdge {
    Point left{};
    Point right{};
    double sign = 0.0;
    friend constexpr auto operator<=>(const SlabEdge&, const SlabEdge&) = default;
};

/// Appends the edges of an area over the open x-range of `window` that are not vertical and do not
/// lie wholly below it: for areas that are looked at once.
PARKPLAN_API void gather_edges(const MultiPolygonView& area, const Box& window,
                               std::vector<SlabEdge>& out);

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

    [[nodiscard]] const Box& box() const noexcept { return m_box; }
    [[nodiscard]] std::size_t size() const noexcept { return m_edges.size(); }

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

    Box m_box{};
    std::vector<SlabEdge> m_edges{};
    std::vector<WidthClass> m_classes{};
};

} // namespace parkplan::geo
