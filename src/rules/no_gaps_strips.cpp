// SPDX-License-Identifier: MIT
#include "rules/no_gaps_strips.hpp"

#include "overlay/united.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

double distance(geo::Point a, geo::Point b) {
    return std::hypot(b.x - a.x, b.y - a.y);
}

/// True where the sides of a strip part faster than they go on: that is the corner between two
/// boundaries, not a gap. Corners as in NearMiss::strips.
bool is_corner(const std::array<geo::Point, 4>& corners) {
    const double ends = distance(corners[0], corners[3]) - distance(corners[1], corners[2]);
    return std::abs(ends) > distance(corners[0], corners[1]);
}

} // namespace

geo::MultiPolygon strips_of(const overlay::NearMiss& miss) {
    std::vector<geo::MultiPolygon> areas;
    for (const auto& corners : miss.strips) {
        if (is_corner(corners)) {
            continue;
        }
        geo::PolygonColumn column;
        std::size_t count = 0;
        for (std::size_t i = 0; i < corners.size(); ++i) {
            if (corners.at(i) != corners.at((i + 1) % corners.size())) {
                column.add_point(corners.at(i));
                ++count;
            }
        }
        column.end_ring();
        column.end_polygon();
        column.end_feature();
        if (count > 2) {
            areas.emplace_back(std::move(column));
        }
    }
    std::vector<const geo::MultiPolygon*> all;
    all.reserve(areas.size());
    for (const geo::MultiPolygon& area : areas) {
        all.push_back(&area);
    }
    return overlay::united(all);
}

} // namespace parkplan::rules
