// SPDX-License-Identifier: MIT
#include "geo/vertex_gradients.hpp"

#include "geo/canonical.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

namespace parkplan::geo {
namespace {

void append_ring(RingView view, double sign, std::vector<VertexGradient>& out) {
    const CanonicalRing ring{view};
    std::vector<Point> distinct;
    distinct.reserve(ring.size());
    for (std::size_t i = 0; i < ring.size(); ++i) {
        if (distinct.empty() || distinct.back() != ring[i]) {
            distinct.push_back(ring[i]);
        }
    }
    while (distinct.size() > 1 && distinct.back() == distinct.front()) {
        distinct.pop_back();
    }
    const std::size_t n = distinct.size();
    for (std::size_t i = 0; i < n; ++i) {
        const Point& before = distinct[i == 0 ? n - 1 : i - 1];
        const Point& after = distinct[i + 1 == n ? 0 : i + 1];
        out.push_back(
            {distinct[i], {sign * (after.y - before.y) / 2.0, sign * (before.x - after.x) / 2.0}});
    }
}

Point exchanged(Point p) noexcept {
    return {p.y, p.x};
}

/// One edge in a sweep over x.
class Line {
public:
    explicit Line(const SlabEdge& edge)
        : m_edge(edge), m_width(edge.right.x - edge.left.x), m_rise(edge.right.y - edge.left.y) {}

    [[nodiscard]] double at(double x) const noexcept {
        return x == m_edge.right.x ? m_edge.right.y
                                   : m_edge.left.y + (x - m_edge.left.x) * (m_rise / m_width);
    }
    /// Of the two sweeps exactly one takes the edge.
    [[nodiscard]] bool taken(bool turned) const noexcept {
        return turned ? std::abs(m_rise) < m_width : std::abs(m_rise) <= m_width;
    }
    /// What the part over [from, to] adds for both ends, `weight` times.
    void append(double from, double to, double weight, bool turned,
                std::vector<VertexGradient>& out) const {
        const double length = weight * (to - from);
        if (length == 0.0 || !taken(turned)) {
            return;
        }
        const double share = ((from + to) / 2.0 - m_edge.left.x) / m_width;
        append(m_edge.left, length * (1.0 - share), turned, out);
        append(m_edge.right, length * share, turned, out);
    }

private:
    void append(Point at, double length, bool turned, std::vector<VertexGradient>& out) const {
        const Point slope{-length * (m_rise / m_width), length};
        out.push_back(turned ? VertexGradient{exchanged(at), exchanged(slope)}
                             : VertexGradient{at, slope});
    }

    const SlabEdge& m_edge;
    double m_width;
    double m_rise;
};

/// Of the largest coordinate.
double unit_in_last_place(const SlabEdge& a, const SlabEdge& b) {
    double largest = 0.0;
    for (const Point& p : {a.left, a.right, b.left, b.right}) {
        largest = std::max({largest, std::abs(p.x), std::abs(p.y)});
    }
    return std::nextafter(largest, std::numeric_limits<double>::infinity()) - largest;
}

/// The lower of two edges of different areas bounds what they have in common: d/dy of
/// sign · ∫ min(y_a, y_b) dx over their common range.
void append_pair(const SlabEdge& edge_a, const SlabEdge& edge_b, bool turned,
                 std::vector<VertexGradient>& out) {
    const double from = std::max(edge_a.left.x, edge_b.left.x);
    const double to = std::min(edge_a.right.x, edge_b.right.x);
    const Line a{edge_a};
    const Line b{edge_b};
    const double sign = edge_a.sign * edge_b.sign;
    const double gap_from = a.at(from) - b.at(from);
    const double gap_to = a.at(to) - b.at(to);
    const double rounding = 4.0 * unit_in_last_place(edge_a, edge_b);
    if (std::abs(gap_from) <= rounding && std::abs(gap_to) <= rounding) {
        // As if `a` were smaller by nothing: its upper edges lie lower, its lower ones higher.
        (edge_a.sign > 0.0 ? a : b).append(from, to, sign, turned, out);
    } else if ((gap_from < 0.0) != (gap_to < 0.0) && gap_from != 0.0 && gap_to != 0.0) {
        const double at = from + gap_from / (gap_from - gap_to) * (to - from);
        const bool a_first = gap_from < 0.0;
        (a_first ? a : b).append(from, at, sign, turned, out);
        (a_first ? b : a).append(at, to, sign, turned, out);
    } else {
        (gap_from + gap_to < 0.0 ? a : b).append(from, to, sign, turned, out);
    }
}

Box common_part(const Box& a, const Box& b) noexcept {
    return {{std::max(a.min.x, b.min.x), std::max(a.min.y, b.min.y)},
            {std::min(a.max.x, b.max.x), std::min(a.max.y, b.max.y)}};
}

} // namespace

void append_gradients(const MultiPolygonView& area, std::vector<VertexGradient>& out) {
    for (std::size_t p = 0; p < area.size(); ++p) {
        const PolygonView polygon = area[p];
        for (std::size_t r = 0; r < polygon.rings(); ++r) {
            append_ring(polygon.ring(r), r == 0 ? 1.0 : -1.0, out);
        }
    }
}

void TurnedEdges::assign(const MultiPolygonView& area) {
    m_upright.assign(area);
    m_column.clear();
    m_column.add_feature(area);
    for (Point& p : m_column.mutable_points()) {
        std::swap(p.x, p.y);
    }
    m_turned.assign(m_column[0]);
}

void CommonGradientMeter::operator()(const TurnedEdges& a, const TurnedEdges& b,
                                     std::vector<VertexGradient>& out) {
    sweep(a.upright(), b.upright(), false, out);
    sweep(a.turned(), b.turned(), true, out);
}

void CommonGradientMeter::sweep(const EdgeIndex& a, const EdgeIndex& b, bool turned,
                                std::vector<VertexGradient>& out) {
    const Box window = common_part(a.box(), b.box());
    if (!(window.min.x < window.max.x && window.min.y < window.max.y)) {
        return;
    }
    m_edges_a.clear();
    m_edges_b.clear();
    a.gather(window, m_edges_a);
    b.gather(window, m_edges_b);
    for (const SlabEdge& edge_a : m_edges_a) {
        for (const SlabEdge& edge_b : m_edges_b) {
            if (edge_a.left.x < edge_b.right.x && edge_b.left.x < edge_a.right.x) {
                append_pair(edge_a, edge_b, turned, out);
            }
        }
    }
}

} // namespace parkplan::geo
