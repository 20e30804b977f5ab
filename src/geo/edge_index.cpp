// SPDX-License-Identifier: MIT
#include "geo/edge_index.hpp"

#include "geo/canonical.hpp"
#include "geo/predicates.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <tuple>
#include <utility>

namespace parkplan::geo {
namespace {

double width_of(const SlabEdge& edge) noexcept {
    return edge.right.x - edge.left.x;
}

/// Powers of four: a search then looks at few edges that are much shorter than its reach. Vertical
/// edges come before all others.
int class_of(const SlabEdge& edge) noexcept {
    const double width = width_of(edge);
    constexpr unsigned mantissa_bits = 52;
    constexpr int bias = 1023; // odd, so that classes begin at powers of four
    const auto exponent = static_cast<int>(std::bit_cast<std::uint64_t>(width) >> mantissa_bits);
    return width > 0.0 ? (exponent + bias) >> 1 : 0;
}

double top(const SlabEdge& edge) noexcept {
    return std::max(edge.left.y, edge.right.y);
}

double bottom(const SlabEdge& edge) noexcept {
    return std::min(edge.left.y, edge.right.y);
}

/// Gives every edge of a part to `take`. Of a ring that encloses to its left, an edge that runs to
/// the right has the area above it.
template <typename Take>
void for_each_edge(const PolygonView& part, const Take& take) {
    const auto ring_edges = [&take](RingView ring, bool is_hole) {
        const bool to_its_left =
            (CanonicalRing{ring}.stored_turn() == Turn::counter_clockwise) != is_hole;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Point from = ring[i];
            const Point to = ring.after(i);
            if (from.x < to.x) {
                take(SlabEdge{from, to, to_its_left ? -1.0 : 1.0});
            } else if (to.x < from.x) {
                take(SlabEdge{to, from, to_its_left ? 1.0 : -1.0});
            } else {
                const bool to_the_west = (from.y < to.y) == to_its_left;
                take(SlabEdge{std::min(from, to), std::max(from, to), to_the_west ? 0.0 : -0.0});
            }
        }
    };
    for (std::size_t r = 0; r < part.rings(); ++r) {
        ring_edges(part.ring(r), r > 0);
    }
}

template <typename Take>
void for_each_edge(const MultiPolygonView& area, const Take& take) {
    for (std::size_t p = 0; p < area.size(); ++p) {
        for_each_edge(area[p], take);
    }
}

/// Whether an edge counts for what lies in a window: it is not vertical, over its x-range, and not
/// wholly below it.
bool counts_in(const SlabEdge& edge, const Box& window) noexcept {
    return edge.sign != 0.0 && edge.right.x > window.min.x && edge.left.x < window.max.x &&
           top(edge) >= window.min.y;
}

/// With fewer edges than this a search through all of them is as fast.
constexpr std::size_t worth_classes = 64;

} // namespace

void EdgeIndex::assign(const MultiPolygonView& area) {
    m_box = box_of(area);
    m_edges.clear();
    append_edges(area, m_edges);
    sort_into_classes();
}

void EdgeIndex::assign(std::vector<SlabEdge> edges) {
    m_edges = std::move(edges);
    m_box = {};
    for (const SlabEdge& edge : m_edges) {
        m_box.add(edge.left);
        m_box.add(edge.right);
    }
    sort_into_classes();
}

void EdgeIndex::sort_into_classes() {
    m_classes.clear();
    if (m_edges.size() < worth_classes) {
        WidthClass all{0, m_edges.size(), 0.0};
        for (const SlabEdge& edge : m_edges) {
            all.widest = std::max(all.widest, width_of(edge));
        }
        std::ranges::sort(m_edges, before);
        m_classes.push_back(all);
        return;
    }
    std::ranges::sort(m_edges, [](const SlabEdge& a, const SlabEdge& b) {
        const int class_a = class_of(a);
        const int class_b = class_of(b);
        return class_a != class_b ? class_a < class_b : before(a, b);
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
            if (counts_in(edge, window)) {
                out.push_back(edge);
            }
        }
    }
}

void gather_edges(const MultiPolygonView& area, const Box& window, std::vector<SlabEdge>& out) {
    for_each_edge(area, [&](const SlabEdge& edge) {
        if (counts_in(edge, window)) {
            out.push_back(edge);
        }
    });
}

void append_edges(const PolygonView& part, std::vector<SlabEdge>& edges) {
    for_each_edge(part, [&edges](const SlabEdge& edge) { edges.push_back(edge); });
}

void append_edges(const MultiPolygonView& area, std::vector<SlabEdge>& edges) {
    for (std::size_t p = 0; p < area.size(); ++p) {
        append_edges(area[p], edges);
    }
}

bool lies_above(const SlabEdge& edge, Point p) noexcept {
    return bottom(edge) > p.y || (top(edge) > p.y && orientation(edge.left, edge.right, p) < 0);
}

bool before(const SlabEdge& a, const SlabEdge& b) noexcept {
    if (a.left.x != b.left.x) {
        return a.left.x < b.left.x;
    }
    return std::tie(a.left.y, a.right.x, a.right.y, a.sign) <
           std::tie(b.left.y, b.right.x, b.right.y, b.sign);
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
            if (edge.left.x <= p.x && p.x < edge.right.x && lies_above(edge, p)) {
                sum += edge.sign;
            }
        }
    }
    return static_cast<int>(sum);
}

} // namespace parkplan::geo
