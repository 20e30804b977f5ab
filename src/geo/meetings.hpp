// SPDX-License-Identifier: MIT
#pragma once

#include "geo/boundary.hpp"
#include "geo/edge_tree.hpp"

#include <compare>
#include <cstdint>
#include <vector>

namespace parkplan::geo::detail {

/// Two edges (e < f) that cross inside both.
struct Crossing {
    std::uint32_t e = 0;
    std::uint32_t f = 0;
    Point at{}; ///< rounded
};

/// Two edges (e < f) that run along each other on [from, to], from < to. Exact: both ends are
/// vertices.
struct Overlap {
    std::uint32_t e = 0;
    std::uint32_t f = 0;
    Point from{};
    Point to{};
};

/// A ring passes through a vertex of the feature: through its own vertex `edge`, or inside edge
/// `edge`.
struct Passage {
    Point at{};
    std::uint32_t ring = 0;
    std::uint32_t edge = 0;
    friend auto operator<=>(const Passage&, const Passage&) = default;
};

/// How the edges of a feature meet, other than neighbours in their common vertex. Edges of holes
/// of different parts are not compared: they say nothing about the parts.
struct Meetings {
    std::vector<Crossing> crossings{}; ///< sorted by e, f
    std::vector<Overlap> overlaps{};   ///< sorted by e, f
    std::vector<Passage> passages{};   ///< sorted, each once; at least two at each point
};

/// All meetings of the edges; `trees[r]` is the tree of ring r. Exact decisions.
[[nodiscard]] Meetings find_meetings(const Boundary& boundary, const std::vector<EdgeTree>& trees);

/// The same by the road that large rings of awkward shape take: see edges_that_meet.
[[nodiscard]] Meetings find_meetings_by_sweep(const Boundary& boundary,
                                              const std::vector<EdgeTree>& trees);

/// True when rings a and b are to be compared: not two holes of different parts, boxes meet.
[[nodiscard]] bool comparable(const BoundaryRing& a, const BoundaryRing& b) noexcept;

/// Pairs i < j of rings that are comparable, ascending.
[[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>>
comparable_rings(const Boundary& boundary);

} // namespace parkplan::geo::detail
