// SPDX-License-Identifier: MIT
#include "geo/part_distances.hpp"

#include "geo/disjoint_sets.hpp"
#include "geo/distance.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <optional>

namespace parkplan::geo {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::uint32_t several = std::numeric_limits<std::uint32_t>::max();

Gap gap_of(const Nearest& found) {
    return {found.distance, std::min(found.a, found.b), std::max(found.a, found.b)};
}

/// From which distance of boxes on nothing inside them can be as near as `distance`, among
/// coordinates that lie within `size` of each other: a little more than that, because the distance
/// of an edge is rounded by some units in the last place of its length. -1 for 0: nothing is
/// nearer.
double reach_of(double distance, double size) noexcept {
    constexpr double slack = 64.0 * std::numeric_limits<double>::epsilon();
    return distance == 0.0 ? -1.0 : distance + slack * (distance + size);
}

/// A binary tree over the boxes of parts, cut at the median of the longer side.
class PartTree {
public:
    struct Node {
        Box box{};
        std::uint32_t first = 0; ///< items of the node, in `items`
        std::uint32_t last = 0;
        std::uint32_t left = 0; ///< children; 0: a leaf
        std::uint32_t right = 0;
        std::uint32_t set = several; ///< the set that all its parts are in
    };

    explicit PartTree(std::span<const DistanceIndex> parts)
        : m_parts(parts), m_items(parts.size()) {
        std::iota(m_items.begin(), m_items.end(), std::uint32_t{0});
        build(0, static_cast<std::uint32_t>(parts.size()));
    }

    [[nodiscard]] const Node& node(std::size_t i) const noexcept { return m_nodes[i]; }
    [[nodiscard]] std::span<const std::uint32_t> items(const Node& node) const noexcept {
        return std::span{m_items}.subspan(node.first, node.last - node.first);
    }
    [[nodiscard]] const Box& box() const noexcept { return m_nodes.front().box; }

    /// Tells every node whether its parts are all in one set. Children stand behind their parent.
    void mark(std::span<const std::uint32_t> set_of) {
        for (std::size_t i = m_nodes.size(); i-- > 0;) {
            Node& node = m_nodes[i];
            if (node.left != 0) {
                const std::uint32_t left = m_nodes[node.left].set;
                node.set = left == m_nodes[node.right].set ? left : several;
                continue;
            }
            const std::span<const std::uint32_t> its = items(node);
            const std::uint32_t set = set_of[its.front()];
            const bool uniform =
                std::ranges::all_of(its, [&](std::uint32_t item) { return set_of[item] == set; });
            node.set = uniform ? set : several;
        }
    }

private:
    static constexpr std::uint32_t leaf_size = 4;

    std::uint32_t build(std::uint32_t first, std::uint32_t last) {
        const auto at = static_cast<std::uint32_t>(m_nodes.size());
        Node node;
        node.first = first;
        node.last = last;
        for (const std::uint32_t item : items(node)) {
            node.box.add(m_parts[item].box());
        }
        m_nodes.push_back(node);
        if (last - first > leaf_size) {
            const std::uint32_t middle = first + (last - first) / 2;
            const bool wide = node.box.max.x - node.box.min.x > node.box.max.y - node.box.min.y;
            const auto begin = m_items.begin();
            std::nth_element(begin + first, begin + middle, begin + last,
                             [&](std::uint32_t a, std::uint32_t b) {
                                 const Point p = m_parts[a].box().centre();
                                 const Point q = m_parts[b].box().centre();
                                 return wide ? p.x < q.x : p.y < q.y;
                             });
            const std::uint32_t left = build(first, middle);
            const std::uint32_t right = build(middle, last);
            m_nodes[at].left = left;
            m_nodes[at].right = right;
        }
        return at;
    }

    std::span<const DistanceIndex> m_parts;
    std::vector<std::uint32_t> m_items;
    std::vector<Node> m_nodes{};
};

/// Parts that are joined, round by round, until they are one.
class Forest {
public:
    explicit Forest(std::span<const DistanceIndex> parts)
        : m_parts(parts), m_tree(parts), m_sets(parts.size()), m_set_of(parts.size()),
          m_best(parts.size()), m_order(parts.size()), m_floor(parts.size(), 0.0) {
        std::iota(m_order.begin(), m_order.end(), std::uint32_t{0});
        const Box& box = m_tree.box();
        m_size = std::hypot(box.max.x - box.min.x, box.max.y - box.min.y);
    }

    [[nodiscard]] std::vector<PartGap> grow() {
        while (m_gaps.size() + 1 < m_parts.size()) {
            find_nearest();
            join();
        }
        std::ranges::sort(m_gaps);
        return std::move(m_gaps);
    }

private:
    /// The nearest that a set has found so far.
    struct Best {
        Gap gap{infinity, {}, {}};
        double reach = infinity; ///< boxes beyond hold nothing nearer
        std::uint32_t a = 0;
        std::uint32_t b = 0;
    };

    void find_nearest() {
        for (std::uint32_t i = 0; i < m_set_of.size(); ++i) {
            m_set_of[i] = m_sets.find(i);
        }
        m_tree.mark(m_set_of);
        std::ranges::fill(m_best, Best{});
        std::ranges::sort(m_order, {}, [this](std::uint32_t i) { return m_floor[i]; });
        for (const std::uint32_t part : m_order) {
            Best& best = m_best[m_set_of[part]];
            if (m_floor[part] <= best.reach) {
                search(part, 0, best);
                m_floor[part] = best.gap.distance;
            }
        }
    }

    /// Looks for a part of another set that is nearer to `part` than the best.
    void search(std::uint32_t part, std::size_t at, Best& best) const {
        const PartTree::Node& node = m_tree.node(at);
        const Box box = m_parts[part].box();
        if (node.set == m_set_of[part] || distance(node.box, box) > best.reach) {
            return;
        }
        if (node.left != 0) {
            const bool left_first = distance(m_tree.node(node.left).box, box) <=
                                    distance(m_tree.node(node.right).box, box);
            search(part, left_first ? node.left : node.right, best);
            search(part, left_first ? node.right : node.left, best);
            return;
        }
        for (const std::uint32_t other : m_tree.items(node)) {
            if (m_set_of[other] == m_set_of[part] ||
                distance(m_parts[other].box(), box) > best.reach) {
                continue;
            }
            const std::optional<Nearest> found =
                nearest(m_parts[part], m_parts[other], best.gap.distance);
            if (found && gap_of(*found) < best.gap) {
                best = {gap_of(*found), reach_of(found->distance, m_size), std::min(part, other),
                        std::max(part, other)};
            }
        }
    }

    void join() {
        for (const Best& best : m_best) {
            if (best.gap.distance < infinity && m_sets.join(best.a, best.b)) {
                m_gaps.push_back({best.gap, best.a, best.b});
            }
        }
    }

    std::span<const DistanceIndex> m_parts;
    PartTree m_tree;
    detail::DisjointSets m_sets;
    std::vector<std::uint32_t> m_set_of; ///< at the start of the round
    std::vector<Best> m_best;            ///< by set
    std::vector<std::uint32_t> m_order;  ///< parts, those that may be nearest to others first
    std::vector<double> m_floor;         ///< no part of another set is nearer, as was found before
    std::vector<PartGap> m_gaps{};
    double m_size = 0.0;
};

} // namespace

Gap gap_between(const PolygonView& a, const PolygonView& b) {
    return gap_of(nearest(DistanceIndex{a}, DistanceIndex{b}).value_or(Nearest{infinity, {}, {}}));
}

std::vector<PartGap> spanning_gaps(std::span<const PolygonView> parts) {
    if (parts.size() < 2) {
        return {};
    }
    std::vector<DistanceIndex> indexes;
    indexes.reserve(parts.size());
    for (const PolygonView& part : parts) {
        indexes.emplace_back(part);
    }
    return Forest{indexes}.grow();
}

} // namespace parkplan::geo
