// SPDX-License-Identifier: MIT
#include "io/geometry_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

namespace parkplan::io {
namespace {

using layer::GeometryState;

constexpr double arc_step_degrees = 0.1;

bool has_points(const OGRLinearRing* ring) {
    return ring != nullptr && ring->getNumPoints() > 0;
}

bool has_hole_with_points(const OGRPolygon& polygon) {
    for (int i = 0; i < polygon.getNumInteriorRings(); ++i) {
        if (has_points(polygon.getInteriorRing(i))) {
            return true;
        }
    }
    return false;
}

bool lacks_shell(const OGRPolygon* polygon) {
    return !has_points(polygon->getExteriorRing()) && has_hole_with_points(*polygon);
}

} // namespace

ReadGeometry GeometryReader::read(const OGRGeometry* geometry, layer::Table& table) {
    geo::PolygonColumn& column = table.polygons;
    ReadGeometry result;
    OGRGeometryUniquePtr straight;
    m_polygons.clear();
    m_paths.clear();
    m_paths_whole = true;
    if (geometry != nullptr && geometry->hasCurveGeometry(TRUE) != FALSE) {
        straight.reset(geometry->getLinearGeometry(arc_step_degrees));
        result.curves = true;
    } else if (geometry != nullptr && geometry->hasCurveGeometry(FALSE) != FALSE) {
        straight.reset(geometry->getLinearGeometry()); // curve types that hold straight lines only
    }
    const OGRGeometry* plain = straight ? straight.get() : geometry;
    if (plain != nullptr) {
        result.z_or_m = geometry->Is3D() != FALSE || geometry->IsMeasured() != FALSE;
        collect(*plain, result);
    }
    if (plain == nullptr) {
        result.state = GeometryState::null;
    } else if (std::ranges::any_of(m_polygons, lacks_shell)) {
        result.state = GeometryState::unreadable;
        result.detail = hole_without_shell;
    } else if (m_polygons.empty() && plain->IsEmpty() == FALSE) {
        result.state = GeometryState::not_polygon;
        result.detail = type_name(geometry->getGeometryType());
        add_paths(column.size(), table.paths);
    } else {
        for (const OGRPolygon* polygon : m_polygons) {
            result.state = GeometryState::polygon;
            add_polygon(*polygon, column, result);
        }
        if (m_polygons.empty()) {
            result.state = GeometryState::empty;
        }
    }
    column.end_feature();
    return result;
}

void GeometryReader::collect(const OGRGeometry& geometry, ReadGeometry& result) {
    const OGRwkbGeometryType type = OGR_GT_Flatten(geometry.getGeometryType());
    if (type == wkbPolygon || type == wkbTriangle) {
        const OGRPolygon& polygon = *geometry.toPolygon();
        if (has_points(polygon.getExteriorRing()) || has_hole_with_points(polygon)) {
            m_polygons.push_back(&polygon);
        }
    } else if (type == wkbMultiPolygon || type == wkbGeometryCollection) {
        for (const OGRGeometry* member : *geometry.toGeometryCollection()) {
            collect(*member, result);
        }
    } else if (geometry.IsEmpty() == FALSE) {
        result.members_dropped = true;
        collect_path(geometry);
    }
}

void GeometryReader::collect_path(const OGRGeometry& geometry) {
    const OGRwkbGeometryType type = OGR_GT_Flatten(geometry.getGeometryType());
    if (type == wkbMultiPoint || type == wkbMultiLineString) {
        for (const OGRGeometry* member : *geometry.toGeometryCollection()) {
            collect_path(*member);
        }
    } else if (geometry.IsEmpty() != FALSE) {
        return;
    } else if (type == wkbPoint) {
        const OGRPoint& point = *geometry.toPoint();
        m_paths.push_back({point_of(point.getX(), point.getY())});
    } else if (type == wkbLineString) {
        const OGRLineString& line = *geometry.toLineString();
        std::vector<geo::Point>& path = m_paths.emplace_back();
        for (int i = 0; i < line.getNumPoints(); ++i) {
            path.push_back(point_of(line.getX(i), line.getY(i)));
        }
    } else {
        m_paths_whole = false;
    }
}

/// All of them or none: a distance to some would be wrong.
void GeometryReader::add_paths(std::size_t row, geo::PathColumn& paths) const {
    const auto finite = [](const std::vector<geo::Point>& path) {
        return std::ranges::all_of(
            path, [](geo::Point p) { return std::isfinite(p.x) && std::isfinite(p.y); });
    };
    if (!m_paths_whole || !std::ranges::all_of(m_paths, finite)) {
        return;
    }
    for (const std::vector<geo::Point>& path : m_paths) {
        for (const geo::Point& p : path) {
            paths.add_point(p);
        }
        paths.end_path();
    }
    paths.end_row(row);
}

void GeometryReader::add_ring(const OGRLinearRing& ring, geo::PolygonColumn& column,
                              ReadGeometry& result) const {
    const auto point = [&](int i) { return point_of(ring.getX(i), ring.getY(i)); };
    const int points = ring.getNumPoints();
    const bool closed = points > 1 && point(0) == point(points - 1);
    result.unclosed = result.unclosed || !closed;
    for (int i = 0; i < (closed ? points - 1 : points); ++i) {
        column.add_point(point(i));
    }
    column.end_ring();
}

void GeometryReader::add_polygon(const OGRPolygon& polygon, geo::PolygonColumn& column,
                                 ReadGeometry& result) const {
    add_ring(*polygon.getExteriorRing(), column, result);
    for (int i = 0; i < polygon.getNumInteriorRings(); ++i) {
        if (has_points(polygon.getInteriorRing(i))) {
            add_ring(*polygon.getInteriorRing(i), column, result);
        }
    }
    column.end_polygon();
}

std::string type_name(OGRwkbGeometryType type) {
    const OGRwkbGeometryType flat = OGR_GT_Flatten(type);
    if (flat == wkbUnknown) {
        return "Geometry";
    }
    if (flat == wkbNone) {
        return "None";
    }
    const char* z = OGR_GT_HasZ(type) != FALSE ? "Z" : "";
    const char* m = OGR_GT_HasM(type) != FALSE ? "M" : "";
    std::string name = OGRGeometryTypeToName(flat); // "Multi Polygon"
    std::erase(name, ' ');
    return fmt::format("{}{}{}{}", name, *z != 0 || *m != 0 ? " " : "", z, m);
}

} // namespace parkplan::io
