// SPDX-License-Identifier: MIT
#include "geo/edge_index.hpp"

#include "geo/canonical.hpp"
#include "geo/predicates.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace parkplan::geo {
namespace {

double width_of(const SlabEdge& edge) noexcept {
    return edge.right.x - edge.left.x;
}

/// Powers of four: a search then looks at few edges that are much shorter than its reach. Vertical
/// edges come before all others.
int class_of(const SlabEdge& edge) noexcept {
    const double width = width_of(edge);
    return width > 0.0 ? std::ilogb(width) >> 1 : std::numeric_limits<int>::min();
}

double top(const SlabEdge& edge) noexcept {
    return std::max(edge.left.y, edge.right.y);
}

double bottom(const SlabEdge& edge) noexcept {
    return std::min(edge.left.y, edge.right.y);
}

/// Calls add(edge) for the edges of a ring. Of a ring that encloses to its left, an edge that runs
/// to the right has the area above it.
template <typename Add>
void for_each_edge(RingView ring, bool is_hole, const Add& add) {
    const bool to_its_left =
        (CanonicalRing{ring}.stored_turn() == Turn::counter_clockwise) != is_hole;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point from = ring[i];
        const Point to = ring.after(i);
        if (from.x < to.x) {
            add(SlabEdge{from, to, to_its_left ? -1.0 : 1.0});
        } else if (to.x < from.x) {
            add(SlabEdge{to, from, to_its_left ? 1.0 : -1.0});
        } else {
            add(SlabEdge{std::min(from, to), std::max(from, to), 0.0});
        }
    }
}

bool matters(const SlabEdge& edge, const Box& window) noexcept {
    return edge.sign != 0.0 && edge.right.x > window.min.x && edge.left.x < window.max.x &&
           top(edge) >= window.min.y;
}

} // namespace

void gather_edges(const MultiPolygonView& area, const Box& window, std::vector<SlabEdge>& out) {
    const auto add = [&](const SlabEdge& edge) {
        if (matters(edge, window)) {
            out.push_back(edge);
        }
    };
    for (std::size_t p = 0; p < area.size(); ++p) {
        for (std::size_t r = 0; r < area[p].rings(); ++r) {
            for_each_edge(area[p].ring(r), r > 0, add);
        }
    }
}

void EdgeIndex::assign(const MultiPolygonView& area) {
    m_box = box_of(area);
    m_edges.clear();
    m_classes.clear();
    const auto add = [this](const SlabEdge& edge) { m_edges.push_back(edge); };
    for (std::size_t p = 0; p < area.size(); ++p) {
        for (std::size_t r = 0; r < area[p].rings(); ++r) {
            for_each_edge(area[p].ring(r), r > 0, add);
        }
    }
    std::ranges::sort(m_edges, [](const SlabEdge& a, const SlabEdge& b) {
        const int class_a = class_of(a);
        const int class_b = class_of(b);
        return class_a != class_b ? class_a < class_b : a < b;
    });
    for (std::size_t first = 0; first < m_edges.size();) {
        const int wanted = class_of(m_edges[first]);
        WidthClass width{first, first, 0.0};
        for (; width.last < m_edges.size() && class_of(m_edges[width.last]) == wanted;
             ++width.last) {
            width.widest = std::max(width.widest, width_of(m_edges[width.last]));
        }
        m_classes.push_back(width);
        first = width.last;
    }
}

std::span<const SlabEdge> EdgeIndex::over(const WidthClass& width, double low,
                                          double high) const noexcept {
    const auto begin = m_edges.begin() + static_cast<std::ptrdiff_t>(width.first);
    const auto end = m_edges.begin() + static_cast<std::ptrdiff_t>(width.last);
    const auto left = [](const SlabEdge& edge) { return edge.left.x; };
    // Rounding of the difference must not cut an edge off that just reaches `low`.
    const double reach = width.widest * (1.0 + 1e-15);
    const auto first = std::ranges::lower_bound(begin, end, low - reach, {}, left);
    const auto last = std::ranges::upper_bound(first, end, high, {}, left);
    return {first, last};
}

void EdgeIndex::gather(const Box& window, std::vector<SlabEdge>& out) const {
    for (const WidthClass& width : m_classes) {
        for (const SlabEdge& edge : over(width, window.min.x, window.max.x)) {
            if (matters(edge, window)) {
                out.push_back(edge);
            }
        }
    }
}

bool EdgeIndex::may_meet(const Box& box) const noexcept {
    for (const WidthClass& width : m_classes) {
        for (const SlabEdge& edge : over(width, box.min.x, box.max.x)) {
            if (edge.right.x >= box.min.x && top(edge) >= box.min.y && bottom(edge) <= box.max.y) {
                return true;
            }
        }
    }
    return false;
}

int EdgeIndex::covers(Point p) const noexcept {
    double sum = 0.0;
    for (const WidthClass& width : m_classes) {
        for (const SlabEdge& edge : over(width, p.x, p.x)) {
            if (edge.left.x <= p.x && p.x < edge.right.x &&
                (bottom(edge) > p.y ||
                 (top(edge) > p.y && orientation(edge.left, edge.right, p) < 0))) {
                sum += edge.sign;
            }
        }
    }
    return static_cast<int>(sum);
}

} // namespace parkplan::geo
