// SPDX-License-Identifier: MIT
#include "io/gpkg_table.hpp"

#include "core/error.hpp"
#include "core/text.hpp"
#include "io/dataset.hpp"
#include "io/gpkg_rows.hpp"

#include <fmt/format.h>
#include <gdal_version.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace parkplan::io {
namespace {

std::optional<Conversion> conversion_of(const OGRFieldDefn& field) {
    switch (field.GetType()) {
    case OFTInteger:
        return field.GetSubType() == OFSTBoolean ? Conversion::boolean : Conversion::integer32;
    case OFTInteger64:
        return Conversion::integer;
    case OFTReal:
        return Conversion::real;
    case OFTString:
        return Conversion::text;
    case OFTBinary:
        return Conversion::binary;
    case OFTDate:
        return Conversion::date;
    case OFTDateTime:
        return Conversion::datetime;
    default:
        return std::nullopt;
    }
}

/// False when OGR may round what it reads to a precision that the GeoPackage states.
bool reads_coordinates_as_they_stand([[maybe_unused]] const OGRGeomFieldDefn& geometry) {
#if GDAL_VERSION_NUM >= GDAL_COMPUTE_VERSION(3, 9, 0)
    return geometry.GetCoordinatePrecision().dfXYResolution == OGRGeomCoordinatePrecision::UNKNOWN;
#else
    return true;
#endif
}

bool in_index(const Database& database, const std::string& index, const std::string& column) {
    Statement columns = database.prepare(fmt::format("PRAGMA index_xinfo({})", sql_name(index)));
    while (columns.step()) { // seqno, cid, name, …
        if (same_ignoring_case(columns.text(2), column)) {
            return true;
        }
    }
    return false;
}

/// SQLite scans an index instead of the table when it holds all that is asked for.
bool scans_in_order(const Database& database, const GpkgTable& table) {
    Statement indexes =
        database.prepare(fmt::format("PRAGMA index_list({})", sql_name(table.name)));
    while (indexes.step()) { // seq, name, unique, origin, partial
        // A primary key with an index of its own is not the rowid.
        if (indexes.text(3) == "pk" ||
            in_index(database, std::string{indexes.text(1)}, table.geometry)) {
            return false;
        }
    }
    return true;
}

bool has_plain_columns(const Database& database, const GpkgTable& table) {
    Statement columns =
        database.prepare(fmt::format("PRAGMA table_xinfo({})", sql_name(table.name)));
    int keys = 0;
    bool rowid = false;
    bool geometry = false;
    while (columns.step()) { // cid, name, type, notnull, default, pk, hidden
        if (columns.integer(6) != 0) {
            return false;
        }
        keys += columns.integer(5) > 0 ? 1 : 0;
        rowid = rowid || (columns.integer(5) > 0 && columns.text(1) == table.fid &&
                          same_ignoring_case(columns.text(2), "INTEGER"));
        geometry = geometry || columns.text(1) == table.geometry;
    }
    return keys == 1 && rowid && geometry;
}

bool is_ordinary_table(const Database& database, const GpkgTable& table) {
    Statement found =
        database.prepare(fmt::format("SELECT type, rootpage FROM sqlite_master WHERE name = {}", //
                                     sql_text(table.name)));
    return found.step() && found.text(0) == "table" && found.integer(1) > 0 && !found.step();
}

bool starts_well(const Database& database, const GpkgTable& table) {
    Statement first = database.prepare(fmt::format("{} LIMIT 1", table.select()));
    return !first.step() || !may_be_spatialite(first.bytes(1));
}

} // namespace

bool GpkgTable::has_dates() const noexcept {
    return std::ranges::any_of(columns, [](const GpkgColumn& column) {
        return column.conversion == Conversion::date || column.conversion == Conversion::datetime;
    });
}

std::string GpkgTable::select() const {
    std::string sql = fmt::format("SELECT {}, {}", sql_name(fid), sql_name(geometry));
    for (const GpkgColumn& column : columns) {
        fmt::format_to(std::back_inserter(sql), ", {}", sql_name(column.name));
    }
    return fmt::format("{} FROM {}", sql, sql_name(name));
}

std::optional<GpkgTable> gpkg_table(OpenLayer& open, const std::string& path) {
    OGRFeatureDefn& definition = *open.layer->GetLayerDefn();
    std::error_code ignored;
    const SqliteFile file = sqlite_file(path);
    if (open.info.driver != "GPKG" || !open.where.empty() || open.order != AxisOrder::east_first ||
        definition.GetGeomFieldCount() != 1 ||
        !reads_coordinates_as_they_stand(*definition.GetGeomFieldDefn(0)) ||
        file == SqliteFile::none || file == SqliteFile::wal_pending ||
        !std::filesystem::is_regular_file(path, ignored)) {
        return std::nullopt;
    }
    GpkgTable table;
    table.path = path;
    table.sharing = file == SqliteFile::wal_settled ? Sharing::immutable : Sharing::locked;
    table.name = open.layer->GetName();
    table.fid = open.layer->GetFIDColumn();
    table.geometry = definition.GetGeomFieldDefn(0)->GetNameRef();
    for (const SourceField& field : open.fields) {
        if (field.kind == ValueKind::fid) {
            table.columns.push_back({table.fid, Conversion::integer});
            continue;
        }
        const OGRFieldDefn& column = *definition.GetFieldDefn(field.index);
        const auto conversion = conversion_of(column);
        if (!conversion) {
            return std::nullopt;
        }
        table.columns.push_back({column.GetNameRef(), *conversion});
    }
    table.info = open.info;
    table.opening = open.messages;
    drop_unclosed(table.opening);
    return table.fid.empty() || table.geometry.empty() ? std::nullopt : std::optional{table};
}

bool is_readable(const GpkgTable& table) {
    try {
        const Database database{table.path, table.sharing};
        return is_ordinary_table(database, table) && has_plain_columns(database, table) &&
               scans_in_order(database, table) && starts_well(database, table);
    } catch (const Error&) {
        return false;
    }
}

} // namespace parkplan::io
