// SPDX-License-Identifier: MIT
#include "core/fail.hpp"
#include "core/text.hpp"
#include "io/ogr_writer.hpp"
#include "io/out_layer.hpp"
#include "io/read_back.hpp"
#include "io/vector_file.hpp"

#include <cpl_string.h>
#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::io {
namespace {

/// The first of some usual names that is no field of the layer; SQLite does not tell case apart.
std::string free_name(const OutLayer& layer, const std::array<const char*, 3>& names) {
    for (const char* name : names) {
        const bool taken = std::ranges::any_of(layer.fields, [&](const OutField& field) {
            return same_ignoring_case(field.name, name);
        });
        if (!taken) {
            return name;
        }
    }
    fail(ErrorKind::output, "layer '{}' has fields called '{}'; rename one", layer.name, names[0]);
}

void write_layer(OgrWriter& writer, const OutLayer& layer, const CPLStringList& options) {
    const bool single_points =
        layer.geometry == OutGeometry::point && has_single_points_only(layer);
    OGRLayer& target = writer.create_layer(layer, ogr_type(layer.geometry, single_points), options);
    for (const OutField& field : layer.fields) {
        writer.create_field(target, OGRFieldDefn{field.name.c_str(), ogr_type(field.type)});
    }
    writer.write_rows(target, layer, {.single_points = single_points});
}

/// A string of SQL in quotes.
std::string sql(std::string_view text) {
    std::string quoted = "'";
    for (const char c : text) {
        quoted.append(c == '\'' ? 2 : 1, c);
    }
    quoted += '\'';
    return quoted;
}

/// The tables of the schema extension (GeoPackage 1.2, annex F.9), where aliases are kept.
void create_alias_tables(OgrWriter& writer) {
    writer.execute("CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, "
                   "column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, "
                   "mime_type TEXT, constraint_name TEXT, "
                   "CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), "
                   "CONSTRAINT gdc_tn UNIQUE (table_name, name))");
    writer.execute("CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, "
                   "constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive "
                   "BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT, "
                   "CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))");
    for (const char* table : {"gpkg_data_columns", "gpkg_data_column_constraints"}) {
        writer.execute(fmt::format(
            "INSERT INTO gpkg_extensions (table_name, column_name, extension_name, definition, "
            "scope) VALUES ({}, NULL, 'gpkg_schema', "
            "'http://www.geopackage.org/spec121/#extension_schema', 'read-write')",
            sql(table)));
    }
}

/// GDAL 3.6 neither writes nor reads aliases; the tables of the standard serve every reader.
void write_aliases(OgrWriter& writer, const std::vector<OutLayer>& layers) {
    bool tables = false;
    for (const OutLayer& layer : layers) {
        std::set<std::string> names;
        for (const OutField& field : layer.fields) {
            if (field.alias_zh.empty()) {
                continue;
            }
            if (!tables) {
                create_alias_tables(writer);
                tables = true;
            }
            const bool first = names.insert(field.alias_zh).second; // unique within a table
            writer.execute(fmt::format("INSERT INTO gpkg_data_columns (table_name, column_name, "
                                       "name, title) VALUES ({}, {}, {}, {})",
                                       sql(layer.name), sql(field.name),
                                       first ? sql(field.alias_zh) : "NULL", sql(field.alias_zh)));
        }
    }
}

void write_layers(const std::filesystem::path& file, const std::vector<OutLayer>& layers) {
    // No clock, and one thread: the same rows give the same bytes.
    const ThreadOption date{"OGR_CURRENT_DATE", "1970-01-01T00:00:00.000Z"};
    const ThreadOption threads{"OGR_GPKG_ALLOW_THREADED_RTREE", "NO"};
    CPLStringList creation;
    creation.SetNameValue("VERSION", "1.2"); // every reader since 2018 knows it without a remark
    OgrWriter writer{"GPKG", file, creation};
    std::set<std::string> titles;
    for (const OutLayer& layer : layers) {
        CPLStringList options;
        options.SetNameValue("FID", free_name(layer, {"fid", "ogc_fid", "parkplan_fid"}).c_str());
        options.SetNameValue("GEOMETRY_NAME",
                             free_name(layer, {"geom", "geometry", "parkplan_geom"}).c_str());
        options.SetNameValue("SPATIAL_INDEX", "YES");
        if (!layer.title.empty()) {
            options.SetNameValue("DESCRIPTION", layer.title.c_str());
            if (titles.insert(layer.title).second) { // identifiers are unique in a GeoPackage
                options.SetNameValue("IDENTIFIER", layer.title.c_str());
            }
        }
        write_layer(writer, layer, options);
    }
    write_aliases(writer, layers);
    writer.close();
}

} // namespace

std::vector<WriteNotice> write_geopackage(const std::filesystem::path& file,
                                          const std::vector<OutLayer>& layers) {
    std::vector<WriteNotice> notices;
    for (const OutLayer& layer : layers) {
        check_layer(layer);
        std::ranges::move(value_notices(layer, TextLimit::none), std::back_inserter(notices));
    }
    PartialFile partial{file};
    write_layers(file, layers);
    for (const OutLayer& layer : layers) {
        ReadBack allowed{.driver = "GPKG"};
        for (const OutField& field : layer.fields) {
            allowed.fields.push_back(field.name);
        }
        check_written(file, layer, allowed);
    }
    partial.keep();
    return notices;
}

} // namespace parkplan::io
