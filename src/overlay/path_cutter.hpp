// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/exact_number.hpp"
#include "geo/box_index.hpp"
#include "geo/distance.hpp"
#include "geo/edge_index.hpp"
#include "geo/point.hpp"
#include "overlay/side.hpp"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace parkplan::overlay {

/// The boundary of the land of some areas together; where they border on each other there is none.
class PARKPLAN_API LandBorder {
public:
    /// `areas` do not overlap; where they do, their boundaries all count.
    explicit LandBorder(std::span<const geo::EdgeIndex> areas);
    /// The boundaries of several such lands: where two of them border on each other there is one.
    [[nodiscard]] static LandBorder of_each(std::span<const std::vector<geo::EdgeIndex>> lands);

    /// Infinite where there is no boundary.
    [[nodiscard]] double distance(geo::Point p) const;
    /// Edges whose boxes meet `box`.
    [[nodiscard]] std::vector<std::pair<geo::Point, geo::Point>> near(const geo::Box& box) const;

private:
    explicit LandBorder(std::vector<geo::SlabEdge> edges);

    std::vector<geo::SlabEdge> m_edges;
    geo::BoxIndex m_index;
    geo::DistanceIndex m_distances{};
};

/// What of a line lies in the same areas.
struct PathPart {
    std::vector<std::uint32_t> rows{}; ///< of the areas, ascending; none: in no area
    bool near_border = false;          ///< no farther from the border than was asked
    ExactNumber length{};              ///< m
};

/// Cuts lines by areas. Areas are closed: what runs along the boundary of one lies in it, so that a
/// line between two neighbours lies in both. "Along" is within four units in the last place of the
/// coordinates. Immutable; read from many threads.
class PARKPLAN_API PathCutter {
public:
    /// The usable rows of a layer whose coordinates have `metres_per_unit`.
    PathCutter(const Side& areas, double metres_per_unit);

    /// A border, and how near to it is near, in units of the coordinates.
    struct Near {
        const LandBorder* border = nullptr; ///< none: nothing is near
        double distance = 0.0;
    };
    /// Adds the parts of a line of two or more vertices: by rows, those near the border last. Their
    /// lengths are rounded piece by piece: the sum of the parts is the length of the line.
    void cut(std::span<const geo::Point> line, const Near& near,
             std::vector<PathPart>& parts) const;
    /// The areas that a point lies in or on the boundary of, ascending.
    [[nodiscard]] std::vector<std::uint32_t> at(geo::Point p) const;

    /// The edges of a row; none where it is not usable.
    [[nodiscard]] const geo::EdgeIndex& edges(std::size_t row) const { return m_areas[row]; }

private:
    struct Edge {
        geo::Point a{};
        geo::Point b{};
        std::uint32_t row = 0;
    };
    static std::vector<geo::EdgeIndex> areas_of(const Side& areas);
    static std::vector<Edge> edges_of(std::span<const geo::EdgeIndex> areas);

    void cut_segment(geo::Point p, geo::Point q, const Near& near,
                     std::vector<PathPart>& parts) const;
    [[nodiscard]] std::vector<std::uint32_t> rows_at(geo::Point p,
                                                     std::span<const std::uint32_t> edges) const;

    double m_metres_per_unit;
    std::vector<geo::EdgeIndex> m_areas; ///< by row
    std::vector<Edge> m_edges;
    geo::BoxIndex m_edge_boxes;
    geo::BoxIndex m_area_boxes;
    double m_rounding = 0.0; ///< in units of the coordinates
};

} // namespace parkplan::overlay
