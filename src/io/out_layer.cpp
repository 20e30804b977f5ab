// SPDX-License-Identifier: MIT
#include "io/out_layer.hpp"

#include "core/fail.hpp"
#include "core/platform.hpp"
#include "geo/canonical.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::io {
namespace {

namespace fs = std::filesystem;

using layer::FieldType;

constexpr std::size_t dbf_text_bytes = 254;

bool fits(const OutValue& value, FieldType type) {
    if (std::holds_alternative<std::monostate>(value)) {
        return true;
    }
    switch (type) {
    case FieldType::integer:
        return std::holds_alternative<std::int64_t>(value);
    case FieldType::real:
        return std::holds_alternative<double>(value);
    case FieldType::text:
        break;
    }
    return std::holds_alternative<std::string>(value);
}

bool fits(const geo::Shape& shape, OutGeometry geometry) {
    if (std::holds_alternative<std::monostate>(shape)) {
        return true;
    }
    switch (geometry) {
    case OutGeometry::point:
        return std::holds_alternative<geo::MultiPoint>(shape);
    case OutGeometry::line:
        return std::holds_alternative<geo::MultiLine>(shape);
    case OutGeometry::polygon:
        break;
    }
    return std::holds_alternative<geo::MultiPolygon>(shape);
}

/// `text` up to `bytes` bytes, ending with a whole character.
std::string_view cut(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) {
        return text;
    }
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) {
        --bytes;
    }
    return text.substr(0, bytes);
}

void add_points(OGRSimpleCurve& line, const std::vector<geo::Point>& points) {
    line.setNumPoints(static_cast<int>(points.size()), FALSE);
    for (std::size_t i = 0; i < points.size(); ++i) {
        line.setPoint(static_cast<int>(i), points[i].x, points[i].y);
    }
}

void adopt(OGRGeometryCollection& whole, std::unique_ptr<OGRGeometry> part) {
    if (whole.addGeometryDirectly(part.get()) != OGRERR_NONE) {
        fail(ErrorKind::internal, "a part of a geometry was refused");
    }
    static_cast<void>(part.release()); // the collection owns it now
}

OGRGeometryUniquePtr to_ogr(const geo::MultiPoint& shape, bool single_point) {
    if (single_point && shape.points.size() == 1) {
        return OGRGeometryUniquePtr{new OGRPoint{shape.points[0].x, shape.points[0].y}};
    }
    auto points = std::make_unique<OGRMultiPoint>();
    for (const geo::Point p : shape.points) {
        adopt(*points, std::make_unique<OGRPoint>(p.x, p.y));
    }
    return OGRGeometryUniquePtr{points.release()};
}

OGRGeometryUniquePtr to_ogr(const geo::MultiLine& shape) {
    auto lines = std::make_unique<OGRMultiLineString>();
    for (const std::vector<geo::Point>& points : shape.lines) {
        auto line = std::make_unique<OGRLineString>();
        add_points(*line, points);
        adopt(*lines, std::move(line));
    }
    return OGRGeometryUniquePtr{lines.release()};
}

OGRGeometryUniquePtr to_ogr(const geo::MultiPolygonView& shape, Winding winding) {
    auto polygons = std::make_unique<OGRMultiPolygon>();
    for (std::size_t part = 0; part < shape.size(); ++part) {
        auto polygon = std::make_unique<OGRPolygon>();
        for (std::size_t i = 0; i < shape[part].rings(); ++i) {
            std::vector<geo::Point> points = wound(shape[part].ring(i), i == 0, winding);
            if (!points.empty()) {
                points.push_back(points.front());
            }
            auto ring = std::make_unique<OGRLinearRing>();
            add_points(*ring, points);
            polygon->addRingDirectly(ring.release());
        }
        adopt(*polygons, std::move(polygon));
    }
    return OGRGeometryUniquePtr{polygons.release()};
}

} // namespace

void check_layer(const OutLayer& layer) {
    std::set<std::string> names;
    for (const OutField& field : layer.fields) {
        if (field.name.empty() || !names.insert(field.name).second) {
            fail(ErrorKind::internal, "layer '{}': the field name '{}' is empty or used twice",
                 layer.name, field.name);
        }
    }
    for (const OutRow& row : layer.rows) {
        if (row.values.size() != layer.fields.size() || !fits(row.shape, layer.geometry)) {
            fail(ErrorKind::internal, "layer '{}': a row does not fit the layer", layer.name);
        }
        for (std::size_t i = 0; i < layer.fields.size(); ++i) {
            if (!fits(row.values[i], layer.fields[i].type)) {
                fail(ErrorKind::internal, "layer '{}': a value does not fit field '{}'", layer.name,
                     layer.fields[i].name);
            }
        }
    }
}

StoredValue stored_value(const OutValue& value, TextLimit limit) {
    if (const auto* number = std::get_if<double>(&value); number && !std::isfinite(*number)) {
        return {OutValue{}, "PP-0111"};
    }
    const auto* text = std::get_if<std::string>(&value);
    if (text != nullptr && limit == TextLimit::dbf && text->size() > dbf_text_bytes) {
        return {OutValue{std::string{cut(*text, dbf_text_bytes)}}, "PP-0702"};
    }
    return {value, {}};
}

std::vector<WriteNotice> value_notices(const OutLayer& layer, TextLimit limit) {
    std::vector<WriteNotice> notices;
    for (std::size_t row = 0; row < layer.rows.size(); ++row) {
        for (std::size_t i = 0; i < layer.fields.size(); ++i) {
            const StoredValue stored = stored_value(layer.rows[row].values[i], limit);
            if (!stored.notice.empty()) {
                notices.push_back({std::string{stored.notice}, layer.name, layer.fields[i].name,
                                   fmt::format("{}", row + 1)});
            }
        }
    }
    return notices;
}

bool has_single_points_only(const OutLayer& layer) {
    return std::ranges::all_of(layer.rows, [](const OutRow& row) {
        const auto* points = std::get_if<geo::MultiPoint>(&row.shape);
        return points == nullptr || points->points.size() <= 1;
    });
}

std::vector<geo::Point> wound(geo::RingView ring, bool is_shell, Winding winding) {
    std::vector<geo::Point> points{ring.points().begin(), ring.points().end()};
    if (winding == Winding::as_stored || points.empty()) {
        return points;
    }
    const bool shells_clockwise = winding == Winding::shells_clockwise;
    const geo::Turn wanted =
        shells_clockwise == is_shell ? geo::Turn::clockwise : geo::Turn::counter_clockwise;
    if (geo::CanonicalRing{ring}.stored_turn() != wanted) {
        std::reverse(points.begin() + 1, points.end());
    }
    return points;
}

OGRGeometryUniquePtr to_ogr(const geo::Shape& shape, bool single_point, Winding winding) {
    OGRGeometryUniquePtr geometry;
    if (const auto* points = std::get_if<geo::MultiPoint>(&shape)) {
        geometry = to_ogr(*points, single_point);
    } else if (const auto* lines = std::get_if<geo::MultiLine>(&shape)) {
        geometry = to_ogr(*lines);
    } else if (const auto* polygons = std::get_if<geo::MultiPolygon>(&shape)) {
        geometry = to_ogr(polygons->view(), winding);
    }
    if (geometry && geometry->IsEmpty() != FALSE) {
        geometry.reset();
    }
    return geometry;
}

OGRSpatialReference reference_of(const crs::Crs& crs) {
    OGRSpatialReference reference;
    if (crs.kind() != crs::CrsKind::local) {
        const std::string& definition = crs.code().empty() ? crs.wkt() : crs.code();
        if (reference.SetFromUserInput(definition.c_str()) != OGRERR_NONE) {
            fail(ErrorKind::output, "the coordinate system '{}' cannot be written", crs.label());
        }
    }
    reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return reference;
}

PartialFile::PartialFile(fs::path file) : m_file(std::move(file)) {
    std::error_code error;
    if (fs::exists(m_file, error)) {
        m_keep = true;
        fail(ErrorKind::output, "'{}' exists already", m_file.string());
    }
    const fs::path folder = m_file.has_parent_path() ? m_file.parent_path() : fs::path{"."};
    if (!fs::is_directory(folder, error)) {
        m_keep = true;
        fail(ErrorKind::output, "'{}' cannot be written: {}", m_file.string(),
             platform::reason_for(error ? error.value() : ENOENT, m_file));
    }
}

PartialFile::~PartialFile() {
    if (m_keep) {
        return;
    }
    std::error_code ignored;
    fs::remove(m_file, ignored);
    for (const char* ending : {"-journal", "-wal", "-shm"}) {
        fs::remove(fmt::format("{}{}", m_file.string(), ending), ignored);
    }
    if (m_file.extension() == ".shp") {
        for (const char* ending : {".shx", ".dbf", ".prj", ".cpg"}) {
            fs::remove(fs::path{m_file}.replace_extension(ending), ignored);
        }
    }
}

} // namespace parkplan::io
