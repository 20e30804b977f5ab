// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "crs/crs.hpp"
#include "geo/shape.hpp"
#include "layer/schema.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace parkplan::io {

/// A value of an output row; monostate is null.
using OutValue = std::variant<std::monostate, std::int64_t, double, std::string>;

struct OutField {
    std::string name{};       ///< full name, for GeoPackage and GeoJSON
    std::string short_name{}; ///< <= 10 ASCII characters, for Shapefile; empty: made from name
    layer::FieldType type = layer::FieldType::text;
    std::string alias_zh{}; ///< Chinese alias (GeoPackage column comment / data columns)
};

struct OutRow {
    std::vector<OutValue> values{}; ///< in field order
    geo::Shape shape{};             ///< monostate: no geometry
};

enum class OutGeometry : unsigned char { point, line, polygon };

/// A layer to be written, in the coordinates of `crs`.
struct OutLayer {
    std::string name{};
    std::string title{};
    OutGeometry geometry = OutGeometry::polygon;
    crs::Crs crs;
    std::vector<OutField> fields{};
    std::vector<OutRow> rows{};
};

/// What the writer had to change: a field renamed (PP-0701), a text cut (PP-0702).
struct WriteNotice {
    std::string code{};
    std::string layer{};
    std::string field{};
    std::string detail{}; ///< new name, or the value's row key
};

/// Writers. Each writes complete files, closes and reads them back (layer, row count, fields,
/// geometry and values), and throws Error{output} with the reason when anything differs or the
/// disk is full; half-written files are removed. Byte-identical from run to run: no clock, fixed
/// dates. The target must not exist; callers stage (staged_folder.hpp).
[[nodiscard]] PARKPLAN_API std::vector<WriteNotice>
write_geopackage(const std::filesystem::path& file, const std::vector<OutLayer>& layers);

/// RFC 7946: WGS 84 longitude and latitude, 9 decimals, shells counter-clockwise; a view for
/// exchange, not the measured coordinates. CGCS2000 counts as WGS 84 (2 m).
[[nodiscard]] PARKPLAN_API std::vector<WriteNotice> write_geojson(const std::filesystem::path& file,
                                                                  const OutLayer& layer);

/// .shp .shx .dbf .prj (WKT 1) .cpg (UTF-8). Rows without geometry are written as null shapes.
/// Short names must be unique; texts over 254 bytes are cut at a character with a notice.
[[nodiscard]] PARKPLAN_API std::vector<WriteNotice>
write_shapefile(const std::filesystem::path& file, const OutLayer& layer);

} // namespace parkplan::io
