// SPDX-License-Identifier: MIT
#include "geo/meetings.hpp"

#include "geo/box_index.hpp"
#include "geo/edge_sweep.hpp"
#include "geo/predicates.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace parkplan::geo::detail {
namespace {

/// Where two lines cross that are known to cross inside both segments: rounded, and kept inside
/// the box of the first.
Point crossing_point(Point a, Point b, Point c, Point d) noexcept {
    const Point u{b.x - a.x, b.y - a.y};
    const Point v{d.x - c.x, d.y - c.y};
    const double along = (c.x - a.x) * v.y - (c.y - a.y) * v.x;
    const double turn = u.x * v.y - u.y * v.x;
    const double t = turn == 0.0 ? 0.5 : std::clamp(along / turn, 0.0, 1.0);
    return {a.x + t * u.x, a.y + t * u.y};
}

class Collector {
public:
    explicit Collector(const Boundary& boundary) : m_boundary(&boundary) {}

    /// Takes note of how edges e < f meet, if they do.
    void compare(std::uint32_t e, std::uint32_t f) {
        const Point a = m_boundary->start(e);
        const Point b = m_boundary->end(e);
        const Point c = m_boundary->start(f);
        const Point d = m_boundary->end(f);
        const int c_side = orientation(a, b, c);
        const int d_side = orientation(a, b, d);
        if (c_side * d_side > 0) {
            return;
        }
        const int a_side = orientation(c, d, a);
        const int b_side = orientation(c, d, b);
        if (a_side * b_side > 0) {
            return;
        }
        if (c_side * d_side < 0 && a_side * b_side < 0) {
            m_meetings.crossings.push_back({e, f, crossing_point(a, b, c, d)});
            return;
        }
        // An edge owns its start, not its end: so each pair of passages is found once.
        if (a_side == 0 && a != d && within(a, c, d)) {
            add_passage(a, e);
            add_passage(a, f);
        }
        if (c_side == 0 && c != a && c != b && within(c, a, b)) {
            add_passage(c, e);
            add_passage(c, f);
        }
        if (c_side == 0 && d_side == 0) {
            const Point from = std::max(std::min(a, b), std::min(c, d));
            const Point to = std::min(std::max(a, b), std::max(c, d));
            if (from < to) {
                m_meetings.overlaps.push_back({e, f, from, to});
            }
        }
    }

    Meetings finish() {
        std::vector<Passage>& passages = m_meetings.passages;
        std::sort(passages.begin(), passages.end());
        passages.erase(std::unique(passages.begin(), passages.end()), passages.end());
        const auto by_edges = [](const auto& p, const auto& q) {
            return std::tie(p.e, p.f) < std::tie(q.e, q.f);
        };
        std::sort(m_meetings.overlaps.begin(), m_meetings.overlaps.end(), by_edges);
        std::sort(m_meetings.crossings.begin(), m_meetings.crossings.end(), by_edges);
        return std::move(m_meetings);
    }

private:
    void add_passage(Point at, std::uint32_t edge) {
        m_meetings.passages.push_back({at, m_boundary->ring_of[edge], edge});
    }

    const Boundary* m_boundary;
    Meetings m_meetings{};
};

} // namespace

bool comparable(const BoundaryRing& a, const BoundaryRing& b) noexcept {
    return (a.polygon == b.polygon || a.is_shell() || b.is_shell()) && a.box.meets(b.box);
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> comparable_rings(const Boundary& boundary) {
    constexpr std::size_t few = 16; // below this, comparing all is quicker than an index
    const std::vector<BoundaryRing>& rings = boundary.rings;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    if (rings.size() > few) {
        std::vector<Box> boxes(rings.size());
        std::transform(rings.begin(), rings.end(), boxes.begin(),
                       [](const BoundaryRing& ring) { return ring.box; });
        pairs = BoxIndex{boxes}.meeting_pairs();
        std::erase_if(pairs, [&rings](const auto& pair) {
            return !comparable(rings[pair.first], rings[pair.second]);
        });
        return pairs;
    }
    for (std::uint32_t i = 0; i < rings.size(); ++i) {
        for (std::uint32_t j = i + 1; j < rings.size(); ++j) {
            if (comparable(rings[i], rings[j])) {
                pairs.emplace_back(i, j);
            }
        }
    }
    return pairs;
}

namespace {

using RingPairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// Compares all edges whose boxes meet; false when that would be too many, the rest undone.
bool compare_by_boxes(const Boundary& boundary, const std::vector<EdgeTree>& trees,
                      const RingPairs& pairs, Collector& collector) {
    constexpr std::size_t per_block = 16; // boundaries as they occur need two to five
    constexpr std::size_t always = 1000;
    std::size_t budget = always;
    for (const EdgeTree& tree : trees) {
        budget += per_block * tree.blocks();
    }
    const auto comparing = [&collector](std::uint32_t first_e, std::uint32_t first_f) {
        return [&collector, first_e, first_f](std::uint32_t e, std::uint32_t f) {
            collector.compare(first_e + e, first_f + f);
        };
    };
    for (std::size_t r = 0; r < trees.size(); ++r) {
        const std::uint32_t first = boundary.rings[r].first;
        trees[r].join_self(budget, comparing(first, first));
    }
    for (const auto& [i, j] : pairs) {
        EdgeTree::join(trees[i], trees[j], budget,
                       comparing(boundary.rings[i].first, boundary.rings[j].first));
    }
    return budget > 0;
}

/// For each ring, the rings that its edges are compared with: itself first.
std::vector<std::vector<std::uint32_t>> partners(std::size_t rings, const RingPairs& pairs) {
    std::vector<std::vector<std::uint32_t>> result(rings);
    for (std::uint32_t r = 0; r < rings; ++r) {
        result[r].push_back(r);
    }
    for (const auto& [i, j] : pairs) {
        result[i].push_back(j);
        result[j].push_back(i);
    }
    return result;
}

/// Compares edge e with the edges of a ring, but for those that are done.
void compare_with_ring(const Boundary& boundary, std::uint32_t e, const EdgeTree& tree,
                       std::uint32_t first, const std::vector<bool>& done, Collector& collector) {
    Box box;
    box.add(boundary.start(e));
    box.add(boundary.end(e));
    tree.search(box, [&](std::uint32_t in_ring) {
        const std::uint32_t f = first + in_ring;
        if (!done[f] && boundary.next(e) != f && boundary.next(f) != e) {
            collector.compare(std::min(e, f), std::max(e, f));
        }
    });
}

/// The same for any shape: a sweep first finds edges without which no two meet, and only those are
/// compared with all others.
void compare_by_sweep(const Boundary& boundary, const std::vector<EdgeTree>& trees,
                      const RingPairs& pairs, Collector& collector) {
    const std::vector<std::vector<std::uint32_t>> others = partners(trees.size(), pairs);
    std::vector<bool> done(boundary.points.size());
    for (const std::uint32_t e : edges_that_meet(boundary)) {
        done[e] = true; // pairs of such edges: once, when the first has its turn
        for (const std::uint32_t ring : others[boundary.ring_of[e]]) {
            compare_with_ring(boundary, e, trees[ring], boundary.rings[ring].first, done,
                              collector);
        }
    }
}

} // namespace

Meetings find_meetings(const Boundary& boundary, const std::vector<EdgeTree>& trees) {
    const RingPairs pairs = comparable_rings(boundary);
    Collector collector{boundary};
    return compare_by_boxes(boundary, trees, pairs, collector)
               ? collector.finish()
               : find_meetings_by_sweep(boundary, trees);
}

Meetings find_meetings_by_sweep(const Boundary& boundary, const std::vector<EdgeTree>& trees) {
    Collector collector{boundary};
    compare_by_sweep(boundary, trees, comparable_rings(boundary), collector);
    return collector.finish();
}

} // namespace parkplan::geo::detail
