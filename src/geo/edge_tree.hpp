// SPDX-License-Identifier: MIT
#pragma once

#include "geo/point.hpp"
#include "geo/predicates.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace parkplan::geo::detail {

/// Boxes over the edges of one ring, eight by eight, in the order of the ring. A ring is a
/// continuous line, so neighbours along it are neighbours in the plane and the tree needs no
/// sorting. Edge i runs from vertex i to vertex i + 1 (cyclic). Linear memory; joins are quick
/// for boundaries as they occur, and quadratic where many long oblique edges lie side by side.
class EdgeTree {
public:
    explicit EdgeTree(std::span<const Point> ring) : m_ring(ring) {
        const std::size_t n = ring.size();
        for (std::size_t i = 0; i < n; i += fan) {
            Box box;
            for (std::size_t e = i; e < std::min(i + fan, n); ++e) {
                box.add(edge_box(e));
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

    /// Calls visit(e, f), e < f, for every pair of edges of the ring whose boxes meet, other than
    /// neighbours. Every pair of blocks looked into costs one of `budget`; with nothing left, the
    /// join breaks off and leaves 0 behind.
    template <typename Visit>
    void join_self(std::size_t& budget, const Visit& visit) const {
        self(top(), budget, visit);
    }

    /// Calls visit(e, f) for every edge e of `a` and f of `b` whose boxes meet.
    template <typename Visit>
    static void join(const EdgeTree& a, const EdgeTree& b, std::size_t& budget,
                     const Visit& visit) {
        pair(a, a.top(), b, b.top(), budget, visit);
    }

    /// Calls visit(e) for every edge whose box meets `box`.
    template <typename Visit>
    void search(const Box& box, const Visit& visit) const {
        descend(top(), box, visit);
    }

    [[nodiscard]] std::size_t blocks() const noexcept { return m_levels[1]; }

    /// True when `p`, which must not lie on the ring, is enclosed by it (an odd number of edges to
    /// the east). Exact.
    [[nodiscard]] bool encloses(Point p) const noexcept { return odd_to_the_east(top(), p); }

private:
    static constexpr std::size_t fan = 8;

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
            node.level == 0 ? m_ring.size() : m_levels[node.level] - m_levels[node.level - 1];
        return {node.index * fan, std::min((node.index + 1) * fan, below)};
    }
    [[nodiscard]] const Point& vertex(std::size_t i) const noexcept {
        return m_ring[i == m_ring.size() ? 0 : i];
    }
    [[nodiscard]] Box edge_box(std::size_t e) const noexcept {
        Box result;
        result.add(vertex(e));
        result.add(vertex(e + 1));
        return result;
    }

    template <typename Visit>
    void self(Node node, std::size_t& budget, const Visit& visit) const {
        if (budget == 0) {
            return;
        }
        const auto [first, last] = children(node);
        if (node.level == 0) {
            --budget;
            for (std::size_t e = first; e < last; ++e) {
                visit_edge(e, *this, {e + 1, last}, visit);
            }
            return;
        }
        for (std::size_t c = first; c < last; ++c) {
            self({node.level - 1, c}, budget, visit);
            for (std::size_t d = c + 1; d < last; ++d) {
                pair(*this, {node.level - 1, c}, *this, {node.level - 1, d}, budget, visit);
            }
        }
    }

    template <typename Visit>
    static void pair(const EdgeTree& a, Node i, const EdgeTree& b, Node j, std::size_t& budget,
                     const Visit& visit) {
        if (budget == 0 || !a.box(i).meets(b.box(j))) {
            return;
        }
        if (i.level == 0 && j.level == 0) {
            --budget;
            const auto [first, last] = a.children(i);
            for (std::size_t e = first; e < last; ++e) {
                if (a.edge_box(e).meets(b.box(j))) {
                    a.visit_edge(e, b, b.children(j), visit);
                }
            }
        } else if (i.level >= j.level) {
            const auto [first, last] = a.children(i);
            for (std::size_t c = first; c < last; ++c) {
                pair(a, {i.level - 1, c}, b, j, budget, visit);
            }
        } else {
            const auto [first, last] = b.children(j);
            for (std::size_t c = first; c < last; ++c) {
                pair(a, i, b, {j.level - 1, c}, budget, visit);
            }
        }
    }

    template <typename Visit>
    void descend(Node node, const Box& wanted, const Visit& visit) const {
        if (!box(node).meets(wanted)) {
            return;
        }
        const auto [first, last] = children(node);
        for (std::size_t c = first; c < last; ++c) {
            if (node.level != 0) {
                descend({node.level - 1, c}, wanted, visit);
            } else if (edge_box(c).meets(wanted)) {
                visit(static_cast<std::uint32_t>(c));
            }
        }
    }

    template <typename Visit>
    void visit_edge(std::size_t e, const EdgeTree& other, std::pair<std::size_t, std::size_t> range,
                    const Visit& visit) const {
        const Box mine = edge_box(e);
        for (std::size_t f = range.first; f < range.second; ++f) {
            const bool neighbours =
                &other == this && (f == e + 1 || (e == 0 && f + 1 == m_ring.size()));
            if (!neighbours && mine.meets(other.edge_box(f))) {
                visit(static_cast<std::uint32_t>(e), static_cast<std::uint32_t>(f));
            }
        }
    }

    [[nodiscard]] bool odd_to_the_east(Node node, Point p) const noexcept {
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
            const Point a = vertex(c);
            const Point b = vertex(c + 1);
            if ((a.y <= p.y) != (b.y <= p.y)) {
                const bool edge_is_east = (orientation(a, b, p) > 0) == (a.y < b.y);
                odd = odd != edge_is_east;
            }
        }
        return odd;
    }

    std::span<const Point> m_ring;
    std::vector<Box> m_boxes{};
    std::vector<std::size_t> m_levels{};
};

} // namespace parkplan::geo::detail
