// SPDX-License-Identifier: MIT
#include "geo/polygon_column.hpp"
#include "geo/shape.hpp"
#include "report/json_parts.hpp"

#include <cstddef>
#include <span>
#include <utility>
#include <variant>

namespace parkplan::report {
namespace {

json::Value position(const geo::Point& point) {
    return json::Array{point.x, point.y};
}

json::Array positions(std::span<const geo::Point> points) {
    json::Array list;
    list.reserve(points.size() + 1);
    for (const geo::Point& point : points) {
        list.push_back(position(point));
    }
    return list;
}

json::Value geometry(const char* type, json::Value coordinates) {
    return json::Object{{"type", type}, {"coordinates", std::move(coordinates)}};
}

/// One member becomes the simple type, several the Multi type.
json::Value one_or_many(const char* simple, const char* many, json::Array members) {
    if (members.size() == 1) {
        return geometry(simple, std::move(members.front()));
    }
    return geometry(many, std::move(members));
}

json::Value rings_of(const geo::PolygonView& polygon) {
    json::Array rings;
    for (std::size_t i = 0; i < polygon.rings(); ++i) {
        json::Array ring = positions(polygon.ring(i).points());
        if (!ring.empty()) {
            ring.push_back(ring.front());
        }
        rings.emplace_back(std::move(ring));
    }
    return rings;
}

struct ToJson {
    json::Value operator()(std::monostate /*none*/) const { return {}; }
    json::Value operator()(const geo::MultiPoint& shape) const {
        return one_or_many("Point", "MultiPoint", positions(shape.points));
    }
    json::Value operator()(const geo::MultiLine& shape) const {
        json::Array lines;
        for (const auto& line : shape.lines) {
            lines.emplace_back(positions(line));
        }
        return one_or_many("LineString", "MultiLineString", std::move(lines));
    }
    json::Value operator()(const geo::MultiPolygon& shape) const {
        const geo::MultiPolygonView view = shape.view();
        json::Array polygons;
        for (std::size_t i = 0; i < view.size(); ++i) {
            polygons.push_back(rings_of(view[i]));
        }
        return one_or_many("Polygon", "MultiPolygon", std::move(polygons));
    }
};

} // namespace

json::Value json_of(const geo::Shape& shape) {
    return std::visit(ToJson{}, shape);
}

} // namespace parkplan::report
