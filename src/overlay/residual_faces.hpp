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
#include <utility>
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

/// The residual of a layer with all that is asked of it. With an outline, whose edges count the
/// other way, an edge of a feature and one of the outline may cancel: then only the difference of
/// both is constant over a face, which tells where features are missing, and nothing of overlaps.
struct Arrangement {
    const Coverage& coverage;
    const geo::detail::BoxTree& rows; ///< of the boxes of all rows
    geo::detail::BoxTree edges;       ///< of the residual edges: items are numbers in `places`
    ResidualLoops loops;
    std::vector<ResidualEdge> sources{};     ///< before vertices were put in; if asked for
    const geo::EdgeIndex* outline = nullptr; ///< none: there is no outline
    double rounding = 0.0;

    /// The pairs a < b of rows that have one and the other of two sources.
    [[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>>
    owners(std::uint32_t e, std::uint32_t f) const;
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

/// What lies over the ground outside of a counter-clockwise loop, next to it.
[[nodiscard]] Cover cover_outside(const Arrangement& arrangement, const ResidualLoop& loop);

/// True for loops and rings that are on average no wider than four units in the last place.
[[nodiscard]] bool is_rounding(double area, double length, double rounding) noexcept;

/// True when the area covers a point that is not on its boundary.
[[nodiscard]] bool contains(const geo::MultiPolygonView& area, geo::Point p) noexcept;

} // namespace parkplan::overlay::detail
