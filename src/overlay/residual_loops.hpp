// SPDX-License-Identifier: MIT
#pragma once

#include "geo/box_tree.hpp"
#include "geo/point.hpp"
#include "overlay/coverage.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace parkplan::overlay::detail {

/// A closed run of residual edges that passes no vertex twice. On its left lie more features than
/// on its right: it goes around a place of more (counter-clockwise) or of fewer (clockwise).
struct ResidualLoop {
    std::uint32_t first = 0; ///< its edges are [first, first + size) of ResidualLoops::edges
    std::uint32_t size = 0;
    double area = 0.0;   ///< planar; negative when it runs clockwise
    double length = 0.0; ///< planar
    geo::Box box{};
    std::uint32_t knot = none; ///< the knot that it belongs to

    static constexpr std::uint32_t none = 0xffffffffU;
    [[nodiscard]] bool clockwise() const noexcept { return area < 0.0; }
};

/// All residual edges, in loops, each from its smallest vertex. A loop is part of the boundary of
/// {m >= k} for one k; where such boundaries touch at a vertex they are kept apart so that the
/// places of fewer features are parted there. Loops may run along each other. Loops that cross each
/// other, and what touches them, form knots: what they enclose is not known from them alone.
struct ResidualLoops {
    std::vector<ResidualEdge> edges{};
    std::vector<std::uint32_t> loop_of{}; ///< by edge
    std::vector<std::uint32_t> places{};  ///< number here of each edge that was linked
    std::vector<std::uint8_t> branches{}; ///< by edge: 1 when more than one edge leaves its start
    std::vector<ResidualLoop> loops{};
    std::vector<std::vector<std::uint32_t>> knots{}; ///< loops of each knot

    [[nodiscard]] std::span<const ResidualEdge> edges_of(const ResidualLoop& loop) const {
        return std::span{edges}.subspan(loop.first, loop.size);
    }
};

/// Links edges; `knots` are pairs of edges that cross each other.
[[nodiscard]] ResidualLoops
link_loops(std::span<const ResidualEdge> edges,
           std::span<const std::pair<std::uint32_t, std::uint32_t>> knots);

} // namespace parkplan::overlay::detail
