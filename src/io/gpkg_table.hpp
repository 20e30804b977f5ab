// SPDX-License-Identifier: MIT
#pragma once

#include "io/gdal.hpp"
#include "io/source.hpp"
#include "io/sqlite.hpp"
#include "layer/layer.hpp"

#include <optional>
#include <string>
#include <vector>

namespace parkplan::io {

/// How OGR takes a value of a GeoPackage column, and what field_reader makes of that.
enum class Conversion : unsigned char {
    integer32, ///< the low 32 bits
    integer,
    real,
    boolean,
    text,
    binary, ///< as hexadecimal digits
    date,
    datetime,
};

struct GpkgColumn {
    std::string name{};
    Conversion conversion = Conversion::text;
};

/// A feature table of a GeoPackage, as it is read without GDAL.
struct GpkgTable {
    std::string path{};
    Sharing sharing = Sharing::locked;
    std::string name{};
    std::string fid{};                 ///< its integer primary key
    std::string geometry{};            ///< its geometry column
    std::vector<GpkgColumn> columns{}; ///< in the order of the schema

    layer::SourceInfo info{};
    std::vector<GdalMessage> opening{}; ///< what GDAL said when it opened the layer

    /// True when a column is one whose values GDAL may warn of, once for all rows.
    [[nodiscard]] bool has_dates() const noexcept;
    /// "SELECT fid, geometry, columns… FROM table", to be followed by WHERE and so on.
    [[nodiscard]] std::string select() const;
};

/// The table of an open layer, as far as GDAL can tell that it may be read directly: a GeoPackage
/// in a plain file with nothing waiting in a -wal file; a table with an integer primary key and
/// one geometry column, x = east; no filter; columns whose conversion is known.
[[nodiscard]] std::optional<GpkgTable> gpkg_table(OpenLayer& open, const std::string& path);

/// Whether SQLite agrees, once GDAL has closed the file: an ordinary table, not a view or a virtual
/// one, whose key is the rowid, so that OGR's order is the order of the key; without generated
/// columns; with GeoPackage geometries, as far as the first row shows. What
/// cannot be looked at is not readable; OGR will tell why.
[[nodiscard]] bool is_readable(const GpkgTable& table);

} // namespace parkplan::io
