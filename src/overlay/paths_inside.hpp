// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "geo/box_tree.hpp"
#include "geo/distance.hpp"
#include "geo/path_column.hpp"
#include "geo/point.hpp"
#include "geo/polygon_column.hpp"

#include <span>
#include <utility>
#include <vector>

namespace parkplan::overlay {

/// Cuts points and lines by one area and keeps the parts, as figures of the parts need them; shares
/// of many areas are had from PathCutter. What lies on its boundary lies inside: a line is taken
/// apart where it meets an edge, and each part belongs where its middle is; a part that runs along
/// an edge is known exactly. A cut is off by no more than rounding moves the point where two edges
/// meet. Read from many threads.
class PARKPLAN_API PathsInside {
public:
    explicit PathsInside(const geo::MultiPolygonView& area);

    /// The parts inside, in their order and direction; a path of one vertex stays one, and one
    /// whose vertices all coincide is a point there.
    [[nodiscard]] std::vector<std::vector<geo::Point>> inside(const geo::PathsView& paths) const;

private:
    /// A stretch of a segment, from 0 at its start to 1 at its end.
    using Stretch = std::pair<double, double>;

    [[nodiscard]] bool covers(geo::Point p) const;
    [[nodiscard]] std::vector<Stretch> stretches_inside(geo::Point from, geo::Point to) const;
    void cut(std::span<const geo::Point> path, std::vector<std::vector<geo::Point>>& out) const;

    std::vector<std::pair<geo::Point, geo::Point>> m_edges;
    geo::detail::BoxTree m_tree;
    geo::DistanceIndex m_area;
};

/// Length of a path in units of its coordinates; 0 for one of a single vertex.
[[nodiscard]] PARKPLAN_API double length_of(std::span<const geo::Point> path) noexcept;

} // namespace parkplan::overlay
