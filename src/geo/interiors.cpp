// SPDX-License-Identifier: MIT
#include "geo/interiors.hpp"

#include "geo/disjoint_sets.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace parkplan::geo::detail {
namespace {

/// A meeting point belongs to each part on its own: parts may touch wherever they like.
using Node = std::pair<std::uint32_t, Point>;

std::vector<Node> nodes_of(const Boundary& boundary, const Meetings& meetings) {
    std::vector<Node> nodes;
    nodes.reserve(meetings.passages.size());
    for (const Passage& passage : meetings.passages) {
        nodes.emplace_back(boundary.rings[passage.ring].polygon, passage.at);
    }
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    return nodes;
}

} // namespace

std::vector<Passage> find_splits(const Boundary& boundary, const Meetings& meetings,
                                 const std::vector<bool>& broken) {
    const std::vector<Node> nodes = nodes_of(boundary, meetings);
    const auto ring_count = static_cast<std::uint32_t>(boundary.rings.size());
    const auto number = [&nodes, ring_count](std::uint32_t polygon, Point at) {
        return ring_count +
               static_cast<std::uint32_t>(
                   std::lower_bound(nodes.begin(), nodes.end(), Node{polygon, at}) - nodes.begin());
    };
    // Runs first: the points along one are a single node of the graph.
    DisjointSets runs{ring_count + nodes.size()};
    for (const Overlap& overlap : meetings.overlaps) {
        const std::uint32_t polygon = boundary.rings[boundary.ring_of[overlap.e]].polygon;
        if (polygon == boundary.rings[boundary.ring_of[overlap.f]].polygon) {
            runs.join(number(polygon, overlap.from), number(polygon, overlap.to));
        }
    }
    struct Link {
        std::uint32_t ring;
        std::uint32_t node;
        Passage passage;
    };
    std::vector<Link> links;
    for (const Passage& passage : meetings.passages) {
        const std::uint32_t polygon = boundary.rings[passage.ring].polygon;
        if (!broken[polygon]) {
            links.push_back({passage.ring, runs.find(number(polygon, passage.at)), passage});
        }
    }
    std::stable_sort(links.begin(), links.end(), [](const Link& a, const Link& b) {
        return std::pair{a.node, a.ring} < std::pair{b.node, b.ring};
    });
    std::vector<Passage> splits;
    DisjointSets graph{ring_count + nodes.size()};
    for (std::size_t i = 0; i < links.size(); ++i) {
        const bool again =
            i > 0 && links[i].node == links[i - 1].node && links[i].ring == links[i - 1].ring;
        if (!again && !graph.join(links[i].ring, links[i].node)) {
            splits.push_back(links[i].passage);
        }
    }
    return splits;
}

} // namespace parkplan::geo::detail
