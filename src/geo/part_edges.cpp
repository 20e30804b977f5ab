// SPDX-License-Identifier: MIT
#include "geo/part_edges.hpp"

#include "geo/predicates.hpp"

#include <array>
#include <span>

namespace parkplan::geo::detail {
namespace {

/// True when the segments a–b and c–d share a point. Exact.
bool segments_meet(Point a, Point b, Point c, Point d) noexcept {
    const int side_of_c = orientation(a, b, c);
    const int side_of_d = orientation(a, b, d);
    if (side_of_c * side_of_d > 0) {
        return false;
    }
    const int side_of_a = orientation(c, d, a);
    const int side_of_b = orientation(c, d, b);
    if (side_of_a * side_of_b > 0) {
        return false;
    }
    if (side_of_a == 0 && side_of_b == 0 && side_of_c == 0 && side_of_d == 0) {
        return within(a, c, d) || within(b, c, d) || within(c, a, b) || within(d, a, b);
    }
    return true;
}

double squared_length(Point a, Point b) noexcept {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    return dx * dx + dy * dy;
}

/// From a point to a segment.
Approach approach_of(Point p, Point a, Point b) noexcept {
    const Point along{b.x - a.x, b.y - a.y};
    const double squared = along.x * along.x + along.y * along.y;
    const double t =
        squared > 0.0 ? ((p.x - a.x) * along.x + (p.y - a.y) * along.y) / squared : 0.0;
    Approach result;
    Point foot = a;
    if (t <= 0.0) {
        result.squared = squared_length(p, a);
    } else if (t >= 1.0) {
        foot = b;
        result.squared = squared_length(p, b);
    } else {
        foot = {a.x + t * along.x, a.y + t * along.y};
        const double turn = along.x * (p.y - a.y) - along.y * (p.x - a.x);
        result.squared = turn * turn / squared;
    }
    result.from = std::min(p, foot);
    result.to = std::max(p, foot);
    return result;
}

bool fits(const Box& inner, const Box& outer) noexcept {
    return outer.min.x <= inner.min.x && outer.min.y <= inner.min.y && inner.max.x <= outer.max.x &&
           inner.max.y <= outer.max.y;
}

double diagonal(const Box& a, const Box& b) noexcept {
    Box both = a;
    both.add(b);
    return std::sqrt(squared_length(both.min, both.max));
}

} // namespace

/// Branch and bound over the boxes of two parts, nearest children first.
class PartEdges::Search {
public:
    Search(const PartEdges& a, const PartEdges& b, double limit)
        : m_a(a), m_b(b), m_size(diagonal(a.box(), b.box())), m_limit(limit),
          m_reach(limit > 0.0 ? reach_squared(limit, m_size) : 0.0) {}

    [[nodiscard]] std::optional<Approach> run() {
        if (one_lies_in_the_other()) {
            touch();
        } else {
            descend(m_a.top(), m_b.top());
        }
        return m_best.squared <= m_limit ? std::optional{m_best} : std::nullopt;
    }

private:
    /// Asked by a vertex: where that lies on the boundary the parts touch, whatever is answered.
    [[nodiscard]] bool one_lies_in_the_other() const noexcept {
        return (fits(m_b.box(), m_a.box()) && m_a.covers(m_b.m_edges.front().a)) ||
               (fits(m_a.box(), m_b.box()) && m_b.covers(m_a.m_edges.front().a));
    }

    void descend(Node i, Node j) {
        if (gap_squared(m_a.box(i), m_b.box(j)) > m_reach) {
            return;
        }
        if (i.level == 0 && j.level == 0) {
            compare_edges(i, j);
        } else if (i.level >= j.level) {
            for_children(m_a, i, m_b.box(j), [&](Node child) { descend(child, j); });
        } else {
            for_children(m_b, j, m_a.box(i), [&](Node child) { descend(i, child); });
        }
    }

    /// Calls visit for the children of a node above the edges, the nearest to `other` first.
    template <typename Visit>
    static void for_children(const PartEdges& part, Node node, const Box& other,
                             const Visit& visit) {
        std::array<std::pair<double, std::size_t>, fan> order{};
        const auto [first, last] = part.children(node);
        for (std::size_t c = first; c < last; ++c) {
            order.at(c - first) = {gap_squared(part.box(Node{node.level - 1, c}), other), c};
        }
        const std::span filled = std::span{order}.first(last - first);
        std::ranges::sort(filled);
        for (const auto& [gap, child] : filled) {
            visit(Node{node.level - 1, child});
        }
    }

    void compare_edges(Node i, Node j) {
        const auto [first_a, last_a] = m_a.children(i);
        const auto [first_b, last_b] = m_b.children(j);
        for (std::size_t e = first_a; e < last_a; ++e) {
            const Box box = box_of(m_a.m_edges[e]);
            if (gap_squared(box, m_b.box(j)) > m_reach) {
                continue;
            }
            for (std::size_t f = first_b; f < last_b; ++f) {
                const double gap = gap_squared(box, box_of(m_b.m_edges[f]));
                if (gap <= m_reach) {
                    compare(m_a.m_edges[e], m_b.m_edges[f], gap == 0.0);
                }
            }
        }
    }

    void compare(const Edge& e, const Edge& f, bool boxes_meet) {
        if (boxes_meet && segments_meet(e.a, e.b, f.a, f.b)) {
            touch();
            return;
        }
        offer(approach_of(e.a, f.a, f.b));
        offer(approach_of(e.b, f.a, f.b));
        offer(approach_of(f.a, e.a, e.b));
        offer(approach_of(f.b, e.a, e.b));
    }

    void offer(const Approach& approach) {
        if (approach.squared == 0.0) {
            touch();
        } else if (approach < m_best) {
            m_best = approach;
            m_reach = std::min(m_reach, reach_squared(approach.squared, m_size));
        }
    }

    /// Nothing is nearer: the search is over.
    void touch() noexcept {
        m_best = {0.0, {}, {}};
        m_reach = -1.0;
    }

    const PartEdges& m_a;
    const PartEdges& m_b;
    double m_size;
    double m_limit;
    double m_reach;
    Approach m_best{};
};

PartEdges::PartEdges(const PolygonView& part) {
    for (std::size_t r = 0; r < part.rings(); ++r) {
        const RingView ring = part.ring(r);
        for (std::size_t i = 0; i < ring.size(); ++i) {
            m_edges.push_back({std::min(ring[i], ring.after(i)), std::max(ring[i], ring.after(i))});
        }
    }
    const std::size_t n = m_edges.size();
    for (std::size_t i = 0; i < n; i += fan) {
        Box box;
        for (std::size_t e = i; e < std::min(i + fan, n); ++e) {
            box.add(box_of(m_edges[e]));
        }
        m_boxes.push_back(box);
    }
    m_levels = {0, m_boxes.size()};
    while (m_levels.back() - *(m_levels.end() - 2) > 1) {
        const std::size_t first = *(m_levels.end() - 2);
        const std::size_t last = m_levels.back();
        for (std::size_t i = first; i < last; i += fan) {
            Box box;
            for (std::size_t c = i; c < std::min(i + fan, last); ++c) {
                box.add(m_boxes[c]);
            }
            m_boxes.push_back(box);
        }
        m_levels.push_back(m_boxes.size());
    }
}

std::optional<Approach> PartEdges::nearest(const PartEdges& a, const PartEdges& b, double limit) {
    return Search{a, b, limit}.run();
}

Box PartEdges::box_of(const Edge& edge) noexcept {
    return {{edge.a.x, std::min(edge.a.y, edge.b.y)}, {edge.b.x, std::max(edge.a.y, edge.b.y)}};
}

bool PartEdges::covers(Point p) const noexcept {
    return odd_to_the_east(top(), p);
}

bool PartEdges::odd_to_the_east(Node node, Point p) const noexcept {
    const Box& bounds = box(node);
    if (bounds.max.x < p.x || bounds.max.y < p.y || p.y < bounds.min.y) {
        return false;
    }
    bool odd = false;
    const auto [first, last] = children(node);
    for (std::size_t c = first; c < last; ++c) {
        if (node.level != 0) {
            odd = odd != odd_to_the_east({node.level - 1, c}, p);
            continue;
        }
        const Edge& edge = m_edges[c];
        if ((edge.a.y <= p.y) != (edge.b.y <= p.y)) {
            const bool edge_is_east = (orientation(edge.a, edge.b, p) > 0) == (edge.a.y < edge.b.y);
            odd = odd != edge_is_east;
        }
    }
    return odd;
}

} // namespace parkplan::geo::detail
