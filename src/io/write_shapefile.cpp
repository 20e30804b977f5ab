// SPDX-License-Identifier: MIT
#include "core/fail.hpp"
#include "io/names.hpp"
#include "io/ogr_writer.hpp"
#include "io/out_layer.hpp"
#include "io/read_back.hpp"
#include "io/vector_file.hpp"

#include <cpl_string.h>
#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace parkplan::io {
namespace {

/// N(24, 9): 13 digits before the point, areas to 1e-9 m². Fields with larger numbers have fewer
/// decimals.
constexpr int real_width = 24;
constexpr int real_precision = 9;

/// Names in the .dbf: the short names given, else made from the full ones. Names that are given
/// come first, so that a made one steps aside.
std::vector<std::string> dbf_names(const OutLayer& layer) {
    ShortNames made;
    for (const OutField& field : layer.fields) {
        if (!field.short_name.empty() && !made.take(field.short_name)) {
            fail(ErrorKind::output,
                 "layer '{}': the short field name '{}' must be unique and have at most {} ASCII "
                 "letters, digits or '_'",
                 layer.name, field.short_name, ShortNames::most_bytes);
        }
    }
    std::vector<std::string> names;
    names.reserve(layer.fields.size());
    for (const OutField& field : layer.fields) {
        names.push_back(field.short_name.empty() ? made(field.name) : field.short_name);
    }
    return names;
}

/// Bytes that the longest text of a field takes, at least 1.
int text_width(const OutLayer& layer, std::size_t field) {
    std::size_t width = 1;
    for (const OutRow& row : layer.rows) {
        const OutValue value = stored_value(row.values[field], TextLimit::dbf).value;
        if (const auto* text = std::get_if<std::string>(&value)) {
            width = std::max(width, text->size());
        }
    }
    return static_cast<int>(width);
}

/// Decimals that leave room for the largest number of a field.
int real_decimals(const OutLayer& layer, std::size_t field) {
    double largest = 0.0;
    for (const OutRow& row : layer.rows) {
        const auto* number = std::get_if<double>(&row.values[field]);
        if (number != nullptr && std::isfinite(*number)) {
            largest = std::max(largest, std::abs(*number));
        }
    }
    const int digits = largest < 10.0 ? 1 : static_cast<int>(std::log10(largest)) + 2;
    constexpr int sign_and_point = 2;
    return std::clamp(real_width - sign_and_point - digits, 0, real_precision);
}

std::unique_ptr<OGRFieldDefn> definition_of(const OutLayer& layer, std::size_t field,
                                            const std::string& name) {
    auto definition =
        std::make_unique<OGRFieldDefn>(name.c_str(), ogr_type(layer.fields[field].type));
    if (layer.fields[field].type == layer::FieldType::real) {
        definition->SetWidth(real_width);
        definition->SetPrecision(real_decimals(layer, field));
    } else if (layer.fields[field].type == layer::FieldType::text) {
        definition->SetWidth(text_width(layer, field));
    }
    return definition;
}

const char* shape_type(OutGeometry geometry, bool single_points) {
    switch (geometry) {
    case OutGeometry::point:
        return single_points ? "POINT" : "MULTIPOINT";
    case OutGeometry::line:
        return "ARC";
    case OutGeometry::polygon:
        break;
    }
    return "POLYGON";
}

void write_parts(const std::filesystem::path& file, const OutLayer& layer,
                 const std::vector<std::string>& names) {
    const bool single_points =
        layer.geometry == OutGeometry::point && has_single_points_only(layer);
    CPLStringList options;
    options.SetNameValue("SHPT", shape_type(layer.geometry, single_points));
    options.SetNameValue("ENCODING", "UTF-8");
    options.SetNameValue("DBF_DATE_LAST_UPDATE", "1970-01-01");
    OgrWriter writer{"ESRI Shapefile", file, CPLStringList{}};
    OGRLayer& target = writer.create_layer(layer, ogr_type(layer.geometry, single_points), options);
    for (std::size_t i = 0; i < names.size(); ++i) {
        writer.create_field(target, *definition_of(layer, i, names[i]));
    }
    writer.write_rows(target, layer,
                      {.limit = TextLimit::dbf,
                       .winding = Winding::shells_clockwise,
                       .single_points = single_points});
    writer.close();
}

/// What the coarsest real field of the file may differ by.
double largest_step(const OutLayer& layer) {
    int decimals = real_precision;
    for (std::size_t i = 0; i < layer.fields.size(); ++i) {
        if (layer.fields[i].type == layer::FieldType::real) {
            decimals = std::min(decimals, real_decimals(layer, i));
        }
    }
    return std::pow(10.0, -decimals);
}

std::vector<WriteNotice> notices_of(const OutLayer& layer, const std::vector<std::string>& names) {
    std::vector<WriteNotice> notices;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] != layer.fields[i].name) {
            notices.push_back({"PP-0701", layer.name, layer.fields[i].name, names[i]});
        }
    }
    std::ranges::move(value_notices(layer, TextLimit::dbf), std::back_inserter(notices));
    return notices;
}

} // namespace

std::vector<WriteNotice> write_shapefile(const std::filesystem::path& file, const OutLayer& layer) {
    check_layer(layer);
    if (file.extension() != ".shp") {
        fail(ErrorKind::internal, "'{}' must end with '.shp'", file.string());
    }
    const std::vector<std::string> names = dbf_names(layer);
    PartialFile partial{file};
    write_parts(file, layer, names);
    check_written(file, layer,
                  {.driver = "ESRI Shapefile",
                   .fields = names,
                   .limit = TextLimit::dbf,
                   .reals = largest_step(layer),
                   .rings_unordered = true,
                   .empty_is_null = true});
    partial.keep();
    return notices_of(layer, names);
}

} // namespace parkplan::io
