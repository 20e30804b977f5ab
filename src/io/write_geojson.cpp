// SPDX-License-Identifier: MIT
#include "core/fail.hpp"
#include "core/number.hpp"
#include "crs/transform.hpp"
#include "geo/canonical.hpp"
#include "io/file_bytes.hpp"
#include "io/out_layer.hpp"
#include "io/read_back.hpp"
#include "io/vector_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::io {
namespace {

constexpr int decimals = 9;
constexpr double half_a_step = 0.6e-9; // half of the last decimal, and the doubles' own rounding

/// A JSON string (RFC 8259 §7) in quotes.
std::string json_string(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            result += '\\';
            result += c;
        } else if (c == '\n') {
            result += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20) {
            result += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            result += c;
        }
    }
    result += '"';
    return result;
}

std::string json_of(const OutValue& value) {
    const OutValue stored = stored_value(value, TextLimit::none).value;
    if (const auto* integer = std::get_if<std::int64_t>(&stored)) {
        return fmt::format("{}", *integer);
    }
    if (const auto* real = std::get_if<double>(&stored)) {
        return format_shortest(*real);
    }
    const auto* text = std::get_if<std::string>(&stored);
    return text == nullptr ? "null" : json_string(*text);
}

/// Joins what `print` makes of each item, in brackets.
template <typename Items, typename Print>
std::string array_of(const Items& items, Print print) {
    std::string text = "[";
    for (const auto& item : items) {
        text += text.size() > 1 ? "," : "";
        text += print(item);
    }
    text += ']';
    return text;
}

std::string json_of(geo::Point p) {
    return fmt::format("[{},{}]", format_fixed(p.x, decimals), format_fixed(p.y, decimals));
}

std::string json_of(const std::vector<geo::Point>& points) {
    return array_of(points, [](geo::Point p) { return json_of(p); });
}

std::string json_of(geo::PolygonView polygon) {
    std::vector<std::vector<geo::Point>> rings;
    for (std::size_t i = 0; i < polygon.rings(); ++i) {
        const auto points = polygon.ring(i).points();
        rings.emplace_back(points.begin(), points.end());
        if (!points.empty()) {
            rings.back().push_back(points.front());
        }
    }
    return array_of(rings, [](const auto& ring) { return json_of(ring); });
}

std::string typed(std::string_view type, std::string_view coordinates) {
    return fmt::format(R"({{"type":"{}","coordinates":{}}})", type, coordinates);
}

std::string json_of(const geo::Shape& shape, bool single_points) {
    if (const auto* points = std::get_if<geo::MultiPoint>(&shape);
        points && !points->points.empty()) {
        return single_points ? typed("Point", json_of(points->points.front()))
                             : typed("MultiPoint", json_of(points->points));
    }
    if (const auto* lines = std::get_if<geo::MultiLine>(&shape); lines && !lines->lines.empty()) {
        return typed("MultiLineString",
                     array_of(lines->lines, [](const auto& line) { return json_of(line); }));
    }
    const auto* polygons = std::get_if<geo::MultiPolygon>(&shape);
    if (polygons == nullptr || polygons->empty()) {
        return "null";
    }
    std::vector<geo::PolygonView> parts;
    for (std::size_t i = 0; i < polygons->view().size(); ++i) {
        parts.push_back(polygons->view()[i]);
    }
    return typed("MultiPolygon", array_of(parts, [](const auto& part) { return json_of(part); }));
}

/// What a reader of the file must know about its coordinates.
constexpr std::string_view view_note =
    "WGS 84 longitude and latitude with 9 decimals (CGCS2000 taken as identical, 2 m): a view for "
    "exchange, not the measured coordinates";

std::string text_of(const OutLayer& layer) {
    const bool single_points =
        layer.geometry == OutGeometry::point && has_single_points_only(layer);
    std::string text = fmt::format(
        "{{\"type\":\"FeatureCollection\",\n\"name\":{},\n\"description\":{},\n\"features\":[",
        json_string(layer.name), json_string(view_note));
    for (std::size_t row = 0; row < layer.rows.size(); ++row) {
        text += row == 0 ? "\n" : ",\n";
        text += R"({"type":"Feature","properties":{)";
        for (std::size_t i = 0; i < layer.fields.size(); ++i) {
            text += fmt::format("{}{}:{}", i == 0 ? "" : ",", json_string(layer.fields[i].name),
                                json_of(layer.rows[row].values[i]));
        }
        text += fmt::format(R"(}},"geometry":{}}})", json_of(layer.rows[row].shape, single_points));
    }
    text += "\n]}\n";
    return text;
}

/// RFC 7946 §3.1.6: exterior rings counter-clockwise, interior rings clockwise.
geo::MultiPolygon right_handed(const geo::MultiPolygonView& shape) {
    geo::PolygonColumn column;
    for (std::size_t part = 0; part < shape.size(); ++part) {
        for (std::size_t i = 0; i < shape[part].rings(); ++i) {
            const auto points =
                wound(shape[part].ring(i), i == 0, Winding::shells_counter_clockwise);
            std::ranges::for_each(points, [&](geo::Point p) { column.add_point(p); });
            column.end_ring();
        }
        column.end_polygon();
    }
    column.end_feature();
    return geo::MultiPolygon{std::move(column)};
}

geo::Shape transformed(geo::Shape shape, const crs::Transform& transform) {
    if (auto* points = std::get_if<geo::MultiPoint>(&shape)) {
        transform.apply(points->points);
    } else if (auto* lines = std::get_if<geo::MultiLine>(&shape)) {
        for (std::vector<geo::Point>& line : lines->lines) {
            transform.apply(line);
        }
    } else if (const auto* polygons = std::get_if<geo::MultiPolygon>(&shape)) {
        geo::PolygonColumn column;
        column.add_feature(polygons->view());
        transform.apply(column.mutable_points());
        return right_handed(column[0]);
    }
    return shape;
}

} // namespace

std::vector<WriteNotice> write_geojson(const std::filesystem::path& file, const OutLayer& layer) {
    check_layer(layer);
    PartialFile partial{file};
    OutLayer view = layer;
    view.crs = crs::Crs::parse("EPSG:4326");
    const crs::Transform transform{layer.crs, view.crs};
    for (OutRow& row : view.rows) {
        row.shape = transformed(std::move(row.shape), transform);
    }
    write_bytes(file, text_of(view));
    ReadBack allowed{.driver = "GeoJSON", .coordinates = half_a_step};
    for (const OutField& field : layer.fields) {
        allowed.fields.push_back(field.name);
    }
    check_written(file, view, allowed);
    partial.keep();
    return value_notices(layer, TextLimit::none);
}

} // namespace parkplan::io
