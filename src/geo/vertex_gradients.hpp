// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "geo/edge_index.hpp"
#include "geo/point.hpp"
#include "geo/polygon_column.hpp"

#include <vector>

namespace parkplan::geo {

/// How an area changes with the position of a vertex: `slope` is (∂A/∂x, ∂A/∂y).
struct VertexGradient {
    Point at{};
    Point slope{};
    friend auto operator<=>(const VertexGradient&, const VertexGradient&) = default;
};

/// Appends those of an area, ring after ring: half the line between its two neighbours, turned by
/// 90°. A vertex that repeats the one before it is none. Ring start and direction change no value.
PARKPLAN_API void append_gradients(const MultiPolygonView& area, std::vector<VertexGradient>& out);

/// An area ready for CommonGradientMeter: its edges as they are, and with x and y exchanged.
class PARKPLAN_API TurnedEdges {
public:
    void assign(const MultiPolygonView& area);
    [[nodiscard]] const EdgeIndex& upright() const noexcept { return m_upright; }
    [[nodiscard]] const EdgeIndex& turned() const noexcept { return m_turned; }

private:
    EdgeIndex m_upright{};
    EdgeIndex m_turned{};
    PolygonColumn m_column{};
};

/// How the area of an intersection changes with the vertices of both areas, without making it. An
/// edge counts along the part of it that bounds the intersection, and each of its ends by its
/// distance from there: an intersection point is no measured point. Where two edges coincide, to
/// four units in the last place, that of `a` counts: its vertices say where both are. Else every
/// term is continuous in the coordinates, as in CommonAreaMeter. Edges flatter than 45° are taken
/// over x, the others over y. Keeps its memory between calls; one per thread.
class PARKPLAN_API CommonGradientMeter {
public:
    /// Appends a vertex once for each of its edges.
    void operator()(const TurnedEdges& a, const TurnedEdges& b, std::vector<VertexGradient>& out);

private:
    void sweep(const EdgeIndex& a, const EdgeIndex& b, bool turned,
               std::vector<VertexGradient>& out);

    std::vector<SlabEdge> m_edges_a{};
    std::vector<SlabEdge> m_edges_b{};
};

} // namespace parkplan::geo
