// SPDX-License-Identifier: MIT
#pragma once

#include "core/tasks.hpp"
#include "geo/box_tree.hpp"
#include "geo/edge_index.hpp"
#include "geo/point.hpp"
#include "geo/shape.hpp"
#include "overlay/coverage.hpp"
#include "overlay/residual_loops.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace parkplan::overlay::detail {

/// What lies over a place.
struct Cover {
    std::vector<std::uint32_t> rows{}; ///< ascending
    bool in_outline = false;
};

/// A place over which the number of features does not change: just inside of a loop, or a face of
/// a knot.
struct ResidualFace {
    std::uint32_t loop = ResidualLoop::none; ///< none for a face of a knot
    std::uint32_t knot = ResidualLoop::none;
    geo::MultiPolygon polygon{}; ///< of a face of a knot
    geo::Box box{};
    geo::Point at{};     ///< inside, next to its boundary
    bool hollow = false; ///< other residual edges lie inside; told of loops with two features only
    Cover cover{};
};

/// The residual of a layer with all that is asked of it.
struct Arrangement {
    const Coverage& coverage;
    geo::detail::BoxTree rows;  ///< of the boxes of all rows
    geo::detail::BoxTree edges; ///< of the residual edges: items are numbers in `places`
    ResidualLoops loops;
    const geo::EdgeIndex* outline = nullptr; ///< none: there is no outline
    double rounding = 0.0;

    [[nodiscard]] const ResidualEdge& edge(std::uint32_t item) const {
        return loops.edges[loops.places[item]];
    }
    [[nodiscard]] std::uint32_t loop_of(std::uint32_t item) const {
        return loops.loop_of[loops.places[item]];
    }
};

/// The faces of all loops and knots, but those that rounding makes: loops in their order, then
/// knots. Throws Error{geometry} when the engine cannot part a knot.
[[nodiscard]] std::vector<ResidualFace> find_faces(const Arrangement& arrangement, TaskPool& tasks);

/// True for loops and rings that are on average no wider than four units in the last place.
[[nodiscard]] bool is_rounding(double area, double length, double rounding) noexcept;

/// True when the area covers a point that is not on its boundary.
[[nodiscard]] bool contains(const geo::MultiPolygonView& area, geo::Point p) noexcept;

} // namespace parkplan::overlay::detail
