// SPDX-License-Identifier: MIT
#include "overlay/path_cutter.hpp"

#include "geo/path_column.hpp"
#include "geo/predicates.hpp"
#include "overlay/zone_outline.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <tuple>
#include <utility>

namespace parkplan::overlay {
namespace {

using geo::Box;
using geo::Point;

Box box_of(Point a, Point b, double margin) noexcept {
    return {{std::min(a.x, b.x) - margin, std::min(a.y, b.y) - margin},
            {std::max(a.x, b.x) + margin, std::max(a.y, b.y) + margin}};
}

std::vector<Box> boxes_of(std::span<const geo::SlabEdge> edges) {
    std::vector<Box> boxes;
    boxes.reserve(edges.size());
    for (const geo::SlabEdge& edge : edges) {
        boxes.push_back(box_of(edge.left, edge.right, 0.0));
    }
    return boxes;
}

/// Place of the foot of `p` on the line through a and b: 0 at a, 1 at b.
double along(Point p, Point a, Point b) noexcept {
    const Point d{b.x - a.x, b.y - a.y};
    return ((p.x - a.x) * d.x + (p.y - a.y) * d.y) / (d.x * d.x + d.y * d.y);
}

Point at_place(double place, Point a, Point b) noexcept {
    return {a.x + place * (b.x - a.x), a.y + place * (b.y - a.y)};
}

double distance_from(Point p, Point a, Point b) noexcept {
    const Point foot = a == b ? a : at_place(std::clamp(along(p, a, b), 0.0, 1.0), a, b);
    return std::hypot(p.x - foot.x, p.y - foot.y);
}

/// Adds the places of p → q where an edge crosses it, or where one ends on it.
void add_crossings(Point p, Point q, Point a, Point b, double rounding,
                   std::vector<double>& places) {
    const int left = geo::orientation(p, q, a);
    const int right = geo::orientation(p, q, b);
    if (left * right < 0) {
        // Distances of a and b from the line share the crossing out between them.
        const Point d{q.x - p.x, q.y - p.y};
        const double of_a = std::abs(d.x * (a.y - p.y) - d.y * (a.x - p.x));
        const double of_b = std::abs(d.x * (b.y - p.y) - d.y * (b.x - p.x));
        if (of_a + of_b > 0.0) {
            places.push_back(along(at_place(of_a / (of_a + of_b), a, b), p, q));
        }
    }
    for (const Point end : {a, b}) {
        if (distance_from(end, p, q) <= rounding) {
            places.push_back(along(end, p, q));
        }
    }
}

/// A range of places on a line.
struct Range {
    double first = std::numeric_limits<double>::infinity();
    double last = -std::numeric_limits<double>::infinity();

    void add(double from, double to) noexcept {
        if (from <= to) {
            first = std::min(first, from);
            last = std::max(last, to);
        }
    }
};

void add_disc(Point p, Point q, Point centre, double radius, Range& range) {
    const double length = std::hypot(q.x - p.x, q.y - p.y);
    const double foot = along(centre, p, q);
    const Point at = at_place(foot, p, q);
    const double off = std::hypot(centre.x - at.x, centre.y - at.y);
    if (off <= radius) {
        const double half = std::sqrt(radius * radius - off * off) / length;
        range.add(foot - half, foot + half);
    }
}

/// The places of p → q no farther than `reach` from an edge: one range, for the places within a
/// distance of a line are convex.
Range places_near(Point p, Point q, Point a, Point b, double reach) {
    Range range;
    add_disc(p, q, a, reach, range);
    add_disc(p, q, b, reach, range);
    const Point d{b.x - a.x, b.y - a.y};
    const double edge = std::hypot(d.x, d.y);
    if (edge > 0.0) {
        // The strip along the edge: 0 <= along <= 1, and -reach <= off <= reach.
        double first = 0.0;
        double last = 1.0;
        const auto clip = [&](double at_p, double at_q, double low, double high) {
            const double slope = at_q - at_p;
            if (slope == 0.0) {
                last = at_p < low || at_p > high ? -1.0 : last;
                return;
            }
            const double one = (low - at_p) / slope;
            const double two = (high - at_p) / slope;
            first = std::max(first, std::min(one, two));
            last = std::min(last, std::max(one, two));
        };
        const auto off = [&](Point at) { return (d.x * (at.y - a.y) - d.y * (at.x - a.x)) / edge; };
        clip(along(p, a, b), along(q, a, b), 0.0, 1.0);
        clip(off(p), off(q), -reach, reach);
        range.add(first, last);
    }
    return {std::max(range.first, 0.0), std::min(range.last, 1.0)};
}

void append_outline(std::span<const geo::EdgeIndex> areas, std::vector<geo::SlabEdge>& edges) {
    const geo::EdgeIndex outline = outline_of(areas);
    edges.insert(edges.end(), outline.edges().begin(), outline.edges().end());
}

void add_part(std::vector<PathPart>& parts, std::vector<std::uint32_t>&& rows, bool near_border,
              ExactNumber length) {
    const auto place = std::ranges::find_if(parts, [&](const PathPart& part) {
        return part.rows == rows && part.near_border == near_border;
    });
    if (place != parts.end()) {
        place->length += length;
    } else {
        parts.push_back({std::move(rows), near_border, length});
    }
}

} // namespace

LandBorder::LandBorder(std::span<const geo::EdgeIndex> areas)
    : LandBorder([areas] {
          std::vector<geo::SlabEdge> edges;
          append_outline(areas, edges);
          return edges;
      }()) {}

LandBorder LandBorder::of_each(std::span<const std::vector<geo::EdgeIndex>> lands) {
    std::vector<geo::SlabEdge> edges;
    for (const std::vector<geo::EdgeIndex>& areas : lands) {
        append_outline(areas, edges);
    }
    return LandBorder{std::move(edges)};
}

LandBorder::LandBorder(std::vector<geo::SlabEdge> edges)
    : m_edges(std::move(edges)), m_index(boxes_of(m_edges)) {
    geo::PathColumn paths;
    for (const geo::SlabEdge& edge : m_edges) {
        paths.add_point(edge.left);
        paths.add_point(edge.right);
        paths.end_path();
    }
    paths.end_row(0);
    m_distances = geo::DistanceIndex{paths.of(0)};
}

double LandBorder::distance(Point p) const {
    geo::PathColumn point;
    point.add_point(p);
    point.end_path();
    point.end_row(0);
    const auto found = geo::nearest(geo::DistanceIndex{point.of(0)}, m_distances);
    return found ? found->distance : std::numeric_limits<double>::infinity();
}

std::vector<std::pair<Point, Point>> LandBorder::near(const Box& box) const {
    std::vector<std::pair<Point, Point>> edges;
    for (const std::uint32_t number : m_index.query(box)) {
        edges.emplace_back(m_edges[number].left, m_edges[number].right);
    }
    return edges;
}

std::vector<geo::EdgeIndex> PathCutter::areas_of(const Side& areas) {
    std::vector<geo::EdgeIndex> all(areas.layer.size());
    for (std::size_t row = 0; row < all.size(); ++row) {
        if (areas.usable[row] != 0) {
            all[row].assign(areas.layer.table().polygons[row]);
        }
    }
    return all;
}

std::vector<PathCutter::Edge> PathCutter::edges_of(std::span<const geo::EdgeIndex> areas) {
    std::vector<Edge> all;
    for (std::uint32_t row = 0; row < areas.size(); ++row) {
        for (const geo::SlabEdge& edge : areas[row].edges()) {
            all.push_back({edge.left, edge.right, row});
        }
    }
    return all;
}

PathCutter::PathCutter(const Side& areas, double metres_per_unit)
    : m_metres_per_unit(metres_per_unit), m_areas(areas_of(areas)), m_edges(edges_of(m_areas)),
      m_edge_boxes([this] {
          std::vector<Box> boxes;
          boxes.reserve(m_edges.size());
          for (const Edge& edge : m_edges) {
              boxes.push_back(box_of(edge.a, edge.b, 0.0));
          }
          return geo::BoxIndex{boxes};
      }()),
      m_area_boxes([this] {
          std::vector<Box> boxes;
          boxes.reserve(m_areas.size());
          for (const geo::EdgeIndex& area : m_areas) {
              boxes.push_back(area.box());
          }
          return geo::BoxIndex{boxes};
      }()) {
    double largest = 0.0;
    for (const Edge& edge : m_edges) {
        largest = std::max({largest, std::abs(edge.a.x), std::abs(edge.a.y), std::abs(edge.b.x),
                            std::abs(edge.b.y)});
    }
    constexpr double units = 4.0;
    m_rounding =
        units * (std::nextafter(largest, std::numeric_limits<double>::infinity()) - largest);
}

std::vector<std::uint32_t> PathCutter::rows_at(Point p,
                                               std::span<const std::uint32_t> edges) const {
    std::vector<std::uint32_t> rows = m_area_boxes.query({p, p});
    std::erase_if(rows, [&](std::uint32_t row) { return m_areas[row].covers(p) == 0; });
    for (const std::uint32_t number : edges) {
        const Edge& edge = m_edges[number];
        if (distance_from(p, edge.a, edge.b) <= m_rounding) {
            rows.push_back(edge.row);
        }
    }
    std::ranges::sort(rows);
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

std::vector<std::uint32_t> PathCutter::at(Point p) const {
    return rows_at(p, m_edge_boxes.query(box_of(p, p, m_rounding)));
}

void PathCutter::cut_segment(Point p, Point q, const Near& near,
                             std::vector<PathPart>& parts) const {
    std::vector<double> places{0.0, 1.0};
    const std::vector<std::uint32_t> edges = m_edge_boxes.query(box_of(p, q, m_rounding));
    for (const std::uint32_t number : edges) {
        add_crossings(p, q, m_edges[number].a, m_edges[number].b, m_rounding, places);
    }
    std::vector<Range> close;
    if (near.border != nullptr) {
        for (const auto& [a, b] : near.border->near(box_of(p, q, near.distance))) {
            const Range range = places_near(p, q, a, b, near.distance);
            if (range.first <= range.last) {
                close.push_back(range);
                places.insert(places.end(), {range.first, range.last});
            }
        }
    }
    for (double& place : places) {
        place = std::clamp(place, 0.0, 1.0);
    }
    std::ranges::sort(places);
    const double length = m_metres_per_unit * std::hypot(q.x - p.x, q.y - p.y);
    for (std::size_t i = 1; i < places.size(); ++i) {
        const auto part = ExactNumber::of((places[i] - places[i - 1]) * length);
        if (!part || *part == ExactNumber{}) {
            continue;
        }
        const double middle = (places[i - 1] + places[i]) / 2.0;
        const bool is_near = std::ranges::any_of(close, [middle](const Range& range) {
            return range.first <= middle && middle <= range.last;
        });
        add_part(parts, rows_at(at_place(middle, p, q), edges), is_near, *part);
    }
}

void PathCutter::cut(std::span<const Point> line, const Near& near,
                     std::vector<PathPart>& parts) const {
    for (std::size_t i = 1; i < line.size(); ++i) {
        if (line[i - 1] != line[i]) {
            // From the smaller end on, so that the direction of a line changes no digit.
            cut_segment(std::min(line[i - 1], line[i]), std::max(line[i - 1], line[i]), near,
                        parts);
        }
    }
    std::ranges::sort(parts, [](const PathPart& a, const PathPart& b) {
        return std::tie(a.near_border, a.rows) < std::tie(b.near_border, b.rows);
    });
}

} // namespace parkplan::overlay
