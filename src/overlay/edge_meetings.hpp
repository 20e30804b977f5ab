// SPDX-License-Identifier: MIT
#pragma once

#include "core/tasks.hpp"
#include "geo/box_tree.hpp"
#include "geo/point.hpp"
#include "overlay/coverage.hpp"

#include <compare>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace parkplan::overlay::detail {

/// A place where an edge gets a vertex: a vertex of another lies there within rounding, or another
/// crosses it there.
struct Split {
    std::uint32_t edge = 0;
    double along = 0.0; ///< distance from the start of the edge
    geo::Point at{};
    friend auto operator<=>(const Split&, const Split&) = default;
};

/// A vertex of one edge on another edge that it runs along, the other way.
struct VertexOnEdge {
    std::uint32_t e = 0; ///< edges, by ResidualEdge::source; e < f
    std::uint32_t f = 0;
    geo::Point at{};
    double distance = 0.0; ///< of the vertex from the edge
    friend auto operator<=>(const VertexOnEdge&, const VertexOnEdge&) = default;
};

/// What edges of a residual do to each other, but for common ends.
struct EdgeMeetings {
    std::vector<Split> splits{};                                      ///< sorted, each once
    std::vector<std::pair<std::uint32_t, std::uint32_t>> crossings{}; ///< inside both; i < j
    std::vector<VertexOnEdge> unmatched{};                            ///< sorted, each once
};

/// `rounding`: how far off an edge a vertex may be that was meant to lie on it.
[[nodiscard]] EdgeMeetings find_edge_meetings(std::span<const ResidualEdge> edges,
                                              const geo::detail::BoxTree& tree, double rounding,
                                              TaskPool& tasks);

/// The same of the edges that a split made, with each other and with all others.
[[nodiscard]] EdgeMeetings find_new_meetings(std::span<const ResidualEdge> edges,
                                             const geo::detail::BoxTree& tree, double rounding,
                                             TaskPool& tasks);

/// The edges with vertices put where the splits say, and what then runs against each other taken
/// out. Of the edges themselves none may run against another.
[[nodiscard]] std::vector<ResidualEdge> split_edges(std::span<const ResidualEdge> edges,
                                                    std::span<const Split> splits);

/// The edges that none of them runs against.
[[nodiscard]] std::vector<ResidualEdge> unmatched_of(std::span<const ResidualEdge> edges);

[[nodiscard]] std::vector<geo::Box> boxes_of(std::span<const ResidualEdge> edges);

/// Four units in the last place of the largest coordinate.
[[nodiscard]] double rounding_of(std::span<const ResidualEdge> edges);

} // namespace parkplan::overlay::detail
