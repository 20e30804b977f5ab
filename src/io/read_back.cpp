// SPDX-License-Identifier: MIT
#include "io/read_back.hpp"

#include "core/catalogue.hpp"
#include "core/fail.hpp"
#include "core/text.hpp"
#include "core/told.hpp"
#include "io/field_reader.hpp"
#include "io/gdal.hpp"
#include "io/source_crs.hpp"
#include "layer/attribute_column.hpp"

#include <cpl_string.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::io {
namespace {

using Path = std::vector<geo::Point>;

[[noreturn]] void differs(const std::filesystem::path& file, const BiText& what) {
    fail(ErrorKind::output, "'{}' was written, but reads back differently: {}", file.string(),
         what);
}

/// Points, lines and rings (not closed) of a geometry, one after the other.
void add_paths(const OGRGeometry& geometry, std::vector<Path>& paths) {
    const OGRwkbGeometryType type = OGR_GT_Flatten(geometry.getGeometryType());
    if (type == wkbPoint) {
        paths.push_back({{geometry.toPoint()->getX(), geometry.toPoint()->getY()}});
    } else if (type == wkbLineString) {
        Path path;
        for (const OGRPoint& p : *geometry.toLineString()) {
            path.push_back({p.getX(), p.getY()});
        }
        paths.push_back(std::move(path));
    } else if (type == wkbPolygon) {
        for (const OGRLinearRing* ring : *geometry.toPolygon()) {
            add_paths(*ring, paths);
            if (!paths.back().empty()) {
                paths.back().pop_back();
            }
        }
    } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection) != FALSE) {
        for (const OGRGeometry* part : *geometry.toGeometryCollection()) {
            add_paths(*part, paths);
        }
    }
}

/// A form that does not depend on the order of rings and of points in them.
void sort_all(std::vector<Path>& paths) {
    for (Path& path : paths) {
        std::ranges::sort(path);
    }
    std::ranges::sort(paths);
}

std::vector<Path> paths_of(const OGRGeometry* geometry, bool unordered) {
    std::vector<Path> paths;
    if (geometry != nullptr) {
        add_paths(*geometry, paths);
    }
    if (unordered) {
        sort_all(paths);
    }
    return paths;
}

bool near_enough(const Path& a, const Path& b, double tolerance) {
    return std::ranges::equal(a, b, [&](geo::Point p, geo::Point q) {
        return p == q || (std::abs(p.x - q.x) <= tolerance && std::abs(p.y - q.y) <= tolerance);
    });
}

std::string_view without_blanks(std::string_view text) {
    const std::size_t first = text.find_first_not_of(' ');
    return first == std::string_view::npos
               ? std::string_view{}
               : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

bool same_text(const std::string& wanted, const std::optional<std::string>& found,
               const ReadBack& allowed) {
    if (allowed.empty_is_null) {
        return without_blanks(wanted) == without_blanks(found.value_or(""));
    }
    return found == wanted;
}

bool same_value(const OutValue& wanted, const layer::AttributeColumn& column,
                const ReadBack& allowed) {
    if (const auto* text = std::get_if<std::string>(&wanted)) {
        return same_text(*text, column.as_text(0), allowed);
    }
    if (std::holds_alternative<std::monostate>(wanted) || column.is_null(0)) {
        return std::holds_alternative<std::monostate>(wanted) && column.is_null(0);
    }
    if (const auto* integer = std::get_if<std::int64_t>(&wanted)) {
        return column.type() == layer::FieldType::integer
                   ? column.integer(0) == *integer
                   : column.as_number(0) == static_cast<double>(*integer);
    }
    const double number = std::get<double>(wanted);
    const std::optional<double> found = column.as_number(0);
    return found && (*found == number || std::abs(*found - number) <= allowed.reals);
}

class Comparison {
public:
    Comparison(const std::filesystem::path& file, OGRLayer& written, const OutLayer& wanted,
               const ReadBack& allowed)
        : m_file(file), m_written(written), m_wanted(wanted), m_allowed(allowed) {}

    void run() {
        if (!m_wanted.rows.empty() || m_written.GetLayerDefn()->GetFieldCount() > 0) {
            find_fields();
        }
        check_crs();
        m_written.ResetReading();
        for (std::size_t row = 0; row < m_wanted.rows.size(); ++row) {
            const OGRFeatureUniquePtr feature{m_written.GetNextFeature()};
            if (!feature) {
                differs(m_file, told("layer '{}' has {} rows instead of {}", m_wanted.name, row,
                                     m_wanted.rows.size()));
            }
            compare_values(*feature, row);
            compare_geometry(*feature, row);
        }
        if (const OGRFeatureUniquePtr more{m_written.GetNextFeature()}) {
            differs(m_file,
                    told("layer '{}' has more than {} rows", m_wanted.name, m_wanted.rows.size()));
        }
    }

private:
    void find_fields() {
        const std::vector<SourceField> fields = fields_of(m_written);
        for (const std::string& name : m_allowed.fields) {
            const auto found = std::ranges::find(
                fields, name, [](const SourceField& field) { return field.field.name; });
            if (found == fields.end()) {
                differs(m_file, told("layer '{}' has no field '{}'", m_wanted.name, name));
            }
            m_fields.push_back(*found);
        }
    }

    void check_crs() const {
        const std::optional<crs::Crs> found = stated_crs(m_written.GetSpatialRef());
        const bool local = m_wanted.crs.kind() == crs::CrsKind::local;
        if (found.has_value() == local) {
            differs(m_file, found ? told("layer '{}' has a coordinate system", m_wanted.name)
                                  : told("layer '{}' has no coordinate system", m_wanted.name));
        }
        if (found && !found->code().empty() && !m_wanted.crs.code().empty() &&
            !same(*found, m_wanted.crs)) {
            differs(m_file, told("layer '{}' is in '{}' instead of '{}'", m_wanted.name,
                                 found->label(), m_wanted.crs.label()));
        }
    }

    void compare_values(const OGRFeature& feature, std::size_t row) const {
        for (std::size_t i = 0; i < m_fields.size(); ++i) {
            layer::AttributeColumn column{m_fields[i].field.type};
            static_cast<void>(read_value(feature, m_fields[i], column));
            const OutValue wanted =
                stored_value(m_wanted.rows[row].values[i], m_allowed.limit).value;
            if (!same_value(wanted, column, m_allowed)) {
                differs(m_file,
                        told("layer '{}', row {}, field '{}' holds '{}'", m_wanted.name, row + 1,
                             m_wanted.fields[i].name, column.as_text(0).value_or("null")));
            }
        }
    }

    void compare_geometry(OGRFeature& feature, std::size_t row) const {
        const OGRGeometryUniquePtr geometry =
            to_ogr(m_wanted.rows[row].shape, false, Winding::as_stored);
        const bool unordered = m_allowed.rings_unordered;
        const std::vector<Path> wanted = paths_of(geometry.get(), unordered);
        const std::vector<Path> found = paths_of(feature.GetGeometryRef(), unordered);
        const bool equal = std::ranges::equal(wanted, found, [&](const Path& a, const Path& b) {
            return near_enough(a, b, m_allowed.coordinates);
        });
        if (!equal) {
            differs(m_file,
                    told("layer '{}', row {} has another geometry", m_wanted.name, row + 1));
        }
    }

    const std::filesystem::path& m_file;
    OGRLayer& m_written;
    const OutLayer& m_wanted;
    const ReadBack& m_allowed;
    std::vector<SourceField> m_fields{};
};

} // namespace

void check_written(const std::filesystem::path& file, const OutLayer& layer,
                   const ReadBack& allowed) {
    register_drivers(); // a program may write without ever having read
    const ErrorLog log;
    const std::array<const char*, 2> drivers{allowed.driver.c_str(), nullptr};
    CPLStringList options;
    if (allowed.driver == "GeoJSON") {
        options.SetNameValue("DATE_AS_STRING", "YES");
    }
    const GDALDatasetUniquePtr dataset{
        GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                          drivers.data(), options.List(), nullptr)};
    if (!dataset) {
        differs(file, foreign(log.reason("it cannot be opened")));
    }
    OGRLayer* written = dataset->GetLayerCount() == 1 ? dataset->GetLayer(0)
                                                      : dataset->GetLayerByName(layer.name.c_str());
    if (written == nullptr) {
        differs(file, told("there is no layer '{}'", layer.name));
    }
    Comparison{file, *written, layer, allowed}.run();
    if (log.failed()) {
        differs(file, foreign(log.reason()));
    }
}

} // namespace parkplan::io
