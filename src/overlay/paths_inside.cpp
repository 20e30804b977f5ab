// SPDX-License-Identifier: MIT
#include "overlay/paths_inside.hpp"

#include "geo/predicates.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

namespace parkplan::overlay {
namespace {

using geo::Box;
using geo::Point;
using Edge = std::pair<Point, Point>;

std::vector<Edge> edges_of(const geo::MultiPolygonView& area) {
    std::vector<Edge> edges;
    for (std::size_t part = 0; part < area.size(); ++part) {
        for (std::size_t i = 0; i < area[part].rings(); ++i) {
            const geo::RingView ring = area[part].ring(i);
            for (std::size_t vertex = 0; vertex < ring.size(); ++vertex) {
                edges.emplace_back(ring[vertex], ring.after(vertex));
            }
        }
    }
    return edges;
}

Box box_of(Point a, Point b) {
    Box box;
    box.add(a);
    box.add(b);
    return box;
}

std::vector<Box> boxes_of(std::span<const Edge> edges) {
    std::vector<Box> boxes;
    boxes.reserve(edges.size());
    for (const Edge& edge : edges) {
        boxes.push_back(box_of(edge.first, edge.second));
    }
    return boxes;
}

double cross(Point a, Point b, Point c, Point d) {
    return (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x);
}

/// How far along from → to the foot of `p` is, which lies on it.
double place_on(Point from, Point to, Point p) {
    const double dx = to.x - from.x;
    const double dy = to.y - from.y;
    const double along = std::abs(dx) >= std::abs(dy) ? (p.x - from.x) / dx : (p.y - from.y) / dy;
    return std::clamp(along, 0.0, 1.0);
}

Point point_at(Point from, Point to, double place) {
    if (place <= 0.0 || place >= 1.0) {
        return place <= 0.0 ? from : to;
    }
    return {from.x + place * (to.x - from.x), from.y + place * (to.y - from.y)};
}

bool stays_at_one_place(std::span<const Point> path) {
    return std::ranges::all_of(path, [&path](Point p) { return p == path.front(); });
}

} // namespace

PathsInside::PathsInside(const geo::MultiPolygonView& area)
    : m_edges(edges_of(area)), m_tree(boxes_of(m_edges)), m_area(area) {}

bool PathsInside::covers(Point p) const {
    bool on_edge = false;
    m_tree.search(box_of(p, p), [&](std::uint32_t item) {
        const Edge& edge = m_edges[item];
        on_edge = on_edge || (geo::orientation(edge.first, edge.second, p) == 0 &&
                              geo::within(p, edge.first, edge.second));
    });
    return on_edge || m_area.covers(p);
}

std::vector<PathsInside::Stretch> PathsInside::stretches_inside(Point from, Point to) const {
    std::vector<double> places{0.0, 1.0};
    std::vector<Stretch> along_edges;
    m_tree.search(box_of(from, to), [&](std::uint32_t item) {
        const auto& [a, b] = m_edges[item];
        const int side_a = geo::orientation(from, to, a);
        const int side_b = geo::orientation(from, to, b);
        if (side_a == 0 && side_b == 0) {
            const double one = place_on(from, to, a);
            const double other = place_on(from, to, b);
            places.insert(places.end(), {one, other});
            along_edges.emplace_back(std::min(one, other), std::max(one, other));
        } else if (side_a * side_b <= 0 &&
                   geo::orientation(a, b, from) * geo::orientation(a, b, to) <= 0) {
            const double place = cross(from, a, a, b) / cross(from, to, a, b);
            places.push_back(std::isfinite(place) ? std::clamp(place, 0.0, 1.0) : 0.0);
        }
    });
    std::ranges::sort(places);
    std::vector<Stretch> inside;
    for (std::size_t i = 1; i < places.size(); ++i) {
        const Stretch one{places[i - 1], places[i]};
        if (!(one.first < one.second)) {
            continue;
        }
        const double middle = one.first + (one.second - one.first) / 2.0;
        const bool along = std::ranges::any_of(along_edges, [middle](const Stretch& edge) {
            return edge.first <= middle && middle <= edge.second;
        });
        if (!along && !covers(point_at(from, to, middle))) {
            continue;
        }
        if (!inside.empty() && inside.back().second == one.first) {
            inside.back().second = one.second;
        } else {
            inside.push_back(one);
        }
    }
    return inside;
}

void PathsInside::cut(std::span<const Point> path, std::vector<std::vector<Point>>& out) const {
    bool goes_on = false; // the last part ends where this segment starts
    for (std::size_t i = 1; i < path.size(); ++i) {
        const Point from = path[i - 1];
        const Point to = path[i];
        if (from == to) {
            continue;
        }
        bool reaches_end = false;
        for (const Stretch& one : stretches_inside(from, to)) {
            if (!goes_on || one.first > 0.0) {
                out.push_back({point_at(from, to, one.first)});
            }
            out.back().push_back(point_at(from, to, one.second));
            reaches_end = one.second >= 1.0;
        }
        goes_on = reaches_end;
    }
}

std::vector<std::vector<Point>> PathsInside::inside(const geo::PathsView& paths) const {
    std::vector<std::vector<Point>> parts;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        if (!stays_at_one_place(paths[i])) {
            cut(paths[i], parts);
        } else if (covers(paths[i].front())) {
            parts.push_back({paths[i].front()});
        }
    }
    return parts;
}

double length_of(std::span<const Point> path) noexcept {
    double length = 0.0;
    for (std::size_t i = 1; i < path.size(); ++i) {
        length += std::hypot(path[i].x - path[i - 1].x, path[i].y - path[i - 1].y);
    }
    return length;
}

} // namespace parkplan::overlay
