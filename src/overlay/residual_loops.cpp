// SPDX-License-Identifier: MIT
#include "overlay/residual_loops.hpp"

#include "core/fail.hpp"
#include "geo/disjoint_sets.hpp"
#include "geo/predicates.hpp"
#include "overlay/edge_matcher.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace parkplan::overlay::detail {
namespace {

using geo::Point;

constexpr std::uint32_t none = ResidualLoop::none;

/// Numbers of the ends of edges, equal for equal points.
class Nodes {
public:
    explicit Nodes(std::span<const ResidualEdge> edges)
        : m_slots(std::bit_ceil(edges.size() * 4 + 1), none) {
        from.reserve(edges.size());
        to.reserve(edges.size());
        for (const ResidualEdge& edge : edges) {
            // Edges of a ring mostly stand one after the other, up or down.
            const std::size_t last = to.size() - 1;
            const bool follows = !to.empty() && m_points[to[last]] == edge.from;
            const bool precedes = !to.empty() && m_points[from[last]] == edge.to;
            const std::uint32_t start = follows ? to[last] : number(edge.from);
            to.push_back(precedes ? from[last] : number(edge.to));
            from.push_back(start);
        }
    }

    std::vector<std::uint32_t> from{};
    std::vector<std::uint32_t> to{};
    [[nodiscard]] std::size_t size() const noexcept { return m_points.size(); }
    [[nodiscard]] Point operator[](std::uint32_t node) const { return m_points[node]; }

private:
    std::uint32_t number(Point p) {
        const std::size_t mask = m_slots.size() - 1;
        for (std::size_t at = point_hash(p) & mask;; at = (at + 1) & mask) {
            std::uint32_t& slot = m_slots[at];
            if (slot == none) {
                slot = static_cast<std::uint32_t>(m_points.size());
                m_points.push_back(p);
                return slot;
            }
            if (m_points[slot] == p) {
                return slot;
            }
        }
    }

    std::vector<std::uint32_t> m_slots;
    std::vector<Point> m_points{};
};

/// An edge at a node.
struct Branch {
    std::uint32_t node = 0;
    std::uint32_t edge = 0;
    bool incoming = false;
};

/// Decides for every edge which one follows.
class Linker {
public:
    Linker(std::span<const ResidualEdge> edges, const Nodes& nodes)
        : next(edges.size(), none), branching(nodes.size(), 0), m_edges(edges), m_nodes(nodes) {
        std::vector<std::uint32_t> leaving(nodes.size(), none);
        for (std::uint32_t e = 0; e < edges.size(); ++e) {
            std::uint32_t& first = leaving[nodes.from[e]];
            if (first == none) {
                first = e;
            } else {
                branching[nodes.from[e]] = 1;
            }
        }
        std::vector<Branch> branches;
        for (std::uint32_t e = 0; e < edges.size(); ++e) {
            if (branching[nodes.from[e]] != 0) {
                branches.push_back({nodes.from[e], e, false});
            }
            if (branching[nodes.to[e]] != 0) {
                branches.push_back({nodes.to[e], e, true});
            } else {
                next[e] = leaving[nodes.to[e]];
            }
        }
        link_branches(branches);
    }

    std::vector<std::uint32_t> next;
    std::vector<std::uint8_t> branching; ///< by node

private:
    void link_branches(std::vector<Branch>& branches) {
        std::ranges::sort(branches,
                          [](const Branch& a, const Branch& b) { return a.node < b.node; });
        for (std::size_t first = 0; first < branches.size();) {
            std::size_t last = first;
            while (last < branches.size() && branches[last].node == branches[first].node) {
                ++last;
            }
            link_node(std::span{branches}.subspan(first, last - first));
            first = last;
        }
    }

    [[nodiscard]] Point end_of(const Branch& branch) const {
        const ResidualEdge& edge = m_edges[branch.edge];
        return branch.incoming ? edge.from : edge.to;
    }

    /// Counter-clockwise after an incoming edge lies its right side, and before an outgoing edge
    /// lies its right side too: like brackets around places of fewer features.
    void link_node(std::span<Branch> around) {
        const Point at = m_nodes[around.front().node];
        std::ranges::sort(around, [&](const Branch& a, const Branch& b) {
            const Point p = end_of(a);
            const Point q = end_of(b);
            if (p != q) {
                return geo::turns_before(at, p, q);
            }
            // Of equal edges the lower number lies on the right, at both ends.
            return a.incoming ? b.edge < a.edge : a.edge < b.edge;
        });
        m_open.clear();
        for (std::size_t round = 0; round < 2; ++round) {
            for (const Branch& branch : around) {
                if (branch.incoming && round == 0) {
                    m_open.push_back(branch.edge);
                } else if (!branch.incoming && !m_open.empty() && !taken(branch.edge)) {
                    next[m_open.back()] = branch.edge;
                    m_open.pop_back();
                    m_taken.push_back(branch.edge);
                }
            }
        }
        m_taken.clear();
    }
    [[nodiscard]] bool taken(std::uint32_t edge) const {
        return std::ranges::find(m_taken, edge) != m_taken.end();
    }

    std::span<const ResidualEdge> m_edges;
    const Nodes& m_nodes;
    std::vector<std::uint32_t> m_open{};
    std::vector<std::uint32_t> m_taken{};
};

/// Walks along the links and cuts out a loop whenever a vertex comes again.
class Walker {
public:
    Walker(std::span<const ResidualEdge> edges, const Nodes& nodes, const Linker& links)
        : m_edges(edges), m_nodes(nodes), m_links(links), m_seen(nodes.size(), none),
          m_done(edges.size(), 0) {
        m_loops.places.assign(edges.size(), none);
        m_loops.edges.reserve(edges.size());
        m_loops.loop_of.reserve(edges.size());
        for (std::uint32_t e = 0; e < edges.size(); ++e) {
            if (m_done[e] == 0) {
                walk(e);
            }
        }
    }

    [[nodiscard]] ResidualLoops& loops() noexcept { return m_loops; }

private:
    void walk(std::uint32_t start) {
        m_path.clear();
        for (std::uint32_t e = start; m_done[e] == 0; e = m_links.next[e]) {
            m_done[e] = 1;
            const std::uint32_t node = m_nodes.from[e];
            if (m_path.empty() || m_links.branching[node] != 0) {
                m_seen[node] = static_cast<std::uint32_t>(m_path.size());
            }
            m_path.push_back(e);
            const std::uint32_t at = m_nodes.to[e];
            if (m_seen[at] != none) {
                cut(m_seen[at]);
            }
            if (m_links.next[e] == none) {
                fail(ErrorKind::internal, "an unmatched edge at {}, {} leads nowhere",
                     m_edges[e].to.x, m_edges[e].to.y);
            }
        }
        if (!m_path.empty()) {
            fail(ErrorKind::internal, "unmatched edges at {}, {} do not close",
                 m_edges[start].from.x, m_edges[start].from.y);
        }
    }

    void cut(std::size_t from) {
        const std::span<const std::uint32_t> ring = std::span{m_path}.subspan(from);
        const auto smallest =
            std::ranges::min_element(ring, {}, [this](std::uint32_t e) { return m_edges[e].from; });
        const auto start = static_cast<std::size_t>(smallest - ring.begin());
        ResidualLoop loop;
        loop.first = static_cast<std::uint32_t>(m_loops.edges.size());
        loop.size = static_cast<std::uint32_t>(ring.size());
        const Point origin = m_edges[*smallest].from;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const std::uint32_t e = ring[(start + i) % ring.size()];
            const ResidualEdge& edge = m_edges[e];
            m_loops.places[e] = static_cast<std::uint32_t>(m_loops.edges.size());
            m_loops.edges.push_back(edge);
            m_loops.loop_of.push_back(static_cast<std::uint32_t>(m_loops.loops.size()));
            m_loops.branches.push_back(m_links.branching[m_nodes.from[e]]);
            m_seen[m_nodes.from[e]] = none;
            loop.box.add(edge.from);
            loop.area += (edge.from.x - origin.x) * (edge.to.y - edge.from.y) -
                         (edge.from.y - origin.y) * (edge.to.x - edge.from.x);
            loop.length += std::hypot(edge.to.x - edge.from.x, edge.to.y - edge.from.y);
        }
        loop.area /= 2.0;
        m_loops.loops.push_back(loop);
        m_path.resize(from);
    }

    std::span<const ResidualEdge> m_edges;
    const Nodes& m_nodes;
    const Linker& m_links;
    std::vector<std::uint32_t> m_seen; ///< by node: place in m_path of the edge that leaves it
    std::vector<std::uint8_t> m_done;
    std::vector<std::uint32_t> m_path{};
    ResidualLoops m_loops{};
};

/// Loops that share vertices are tied together where one of them is in a knot: what they enclose
/// between them is not known from them alone either.
void tie_knots(ResidualLoops& loops, const Nodes& nodes, const Linker& links,
               std::span<const std::pair<std::uint32_t, std::uint32_t>> knots) {
    geo::detail::DisjointSets sets{loops.loops.size()};
    std::vector<std::uint32_t> first_at(nodes.size(), none);
    for (std::size_t e = 0; e < nodes.from.size(); ++e) {
        const std::uint32_t node = nodes.from[e];
        if (links.branching[node] != 0) {
            const std::uint32_t loop = loops.loop_of[loops.places[e]];
            first_at[node] = first_at[node] == none ? loop : first_at[node];
            sets.join(first_at[node], loop);
        }
    }
    for (const auto& [e, f] : knots) {
        sets.join(loops.loop_of[loops.places[e]], loops.loop_of[loops.places[f]]);
    }
    for (const auto& [e, f] : knots) {
        ResidualLoop& root = loops.loops[sets.find(loops.loop_of[loops.places[e]])];
        if (root.knot == none) {
            root.knot = static_cast<std::uint32_t>(loops.knots.size());
            loops.knots.emplace_back();
        }
    }
    for (std::uint32_t loop = 0; loop < loops.loops.size(); ++loop) {
        const std::uint32_t knot = loops.loops[sets.find(loop)].knot;
        if (knot != none) {
            loops.loops[loop].knot = knot;
            loops.knots[knot].push_back(loop);
        }
    }
}

} // namespace

ResidualLoops link_loops(std::span<const ResidualEdge> edges,
                         std::span<const std::pair<std::uint32_t, std::uint32_t>> knots) {
    const Nodes nodes{edges};
    const Linker links{edges, nodes};
    Walker walker{edges, nodes, links};
    ResidualLoops loops = std::move(walker.loops());
    if (!knots.empty()) {
        tie_knots(loops, nodes, links, knots);
    }
    return loops;
}

} // namespace parkplan::overlay::detail
