// SPDX-License-Identifier: MIT
#include "overlay/united.hpp"

#include "geo/canonical.hpp"
#include "geo/solid.hpp"
#include "overlay/layer_solids.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace parkplan::overlay {
namespace {

struct Part {
    std::size_t index = 0;
    std::size_t points = 0;
    double area = 0.0;
};

void add_part(const geo::PolygonView& part, geo::PolygonColumn& column) {
    for (std::size_t r = 0; r < part.rings(); ++r) {
        for (const geo::Point& p : part.ring(r).points()) {
            column.add_point(p);
        }
        column.end_ring();
    }
    column.end_polygon();
}

Part measured(const geo::MultiPolygonView& area, std::size_t index) {
    geo::PolygonColumn column;
    add_part(area[index], column);
    column.end_feature();
    return {index, column.points().size(), geo::planar_area(column[0])};
}

} // namespace

geo::MultiPolygon united(std::span<const geo::MultiPolygon* const> areas) {
    std::vector<geo::Solid> solids;
    solids.reserve(areas.size());
    for (const geo::MultiPolygon* area : areas) {
        solids.push_back(geo::solid_of(area->view()));
    }
    return union_of(solids).polygons();
}

geo::MultiPolygon largest_parts(const geo::MultiPolygonView& area, std::size_t points) {
    std::vector<Part> parts;
    parts.reserve(area.size());
    for (std::size_t i = 0; i < area.size(); ++i) {
        parts.push_back(measured(area, i));
    }
    std::ranges::stable_sort(parts, [](const Part& a, const Part& b) { return a.area > b.area; });
    std::size_t kept = 0;
    for (std::size_t used = 0; kept < parts.size(); ++kept) {
        used += parts[kept].points;
        if (kept > 0 && used > points) {
            break;
        }
    }
    parts.resize(kept);
    std::ranges::sort(parts, {}, &Part::index);
    geo::PolygonColumn column;
    for (const Part& part : parts) {
        add_part(area[part.index], column);
    }
    column.end_feature();
    return geo::MultiPolygon{std::move(column)};
}

} // namespace parkplan::overlay
