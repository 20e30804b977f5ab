// SPDX-License-Identifier: MIT
#pragma once

#include "io/gdal.hpp"
#include "io/out_layer.hpp"

#include <cpl_string.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <filesystem>
#include <optional>
#include <string>

namespace parkplan::io {

/// A GDAL configuration option of this thread while the object lives.
class ThreadOption {
public:
    ThreadOption(const char* name, const char* value);
    ~ThreadOption();
    ThreadOption(const ThreadOption&) = delete;
    ThreadOption& operator=(const ThreadOption&) = delete;
    ThreadOption(ThreadOption&&) = delete;
    ThreadOption& operator=(ThreadOption&&) = delete;

private:
    const char* m_name;
    std::optional<std::string> m_before{};
};

/// How rows of a format are written.
struct RowStyle {
    TextLimit limit = TextLimit::none;
    Winding winding = Winding::as_stored;
    bool single_points = false;
};

/// Writes one file with a GDAL driver. A warning is as bad as a failure: it means that something
/// was changed. Every function throws Error{output}.
class OgrWriter {
public:
    OgrWriter(const char* driver, std::filesystem::path file, const CPLStringList& options);

    /// The new layer; its reference is null for a local CRS.
    [[nodiscard]] OGRLayer& create_layer(const OutLayer& layer, OGRwkbGeometryType type,
                                         CPLStringList options);
    void create_field(OGRLayer& target, const OGRFieldDefn& field);
    void write_rows(OGRLayer& target, const OutLayer& layer, const RowStyle& style);
    /// Hands a statement to the driver (SQL of SQLite for GeoPackage); what was written before is
    /// in the file then.
    void execute(const std::string& statement);
    void close();

private:
    void check(bool held) const;
    void write_row(OGRLayer& target, const OutRow& row, const RowStyle& style) const;

    std::filesystem::path m_file;
    ErrorLog m_log{};
    GDALDatasetUniquePtr m_dataset{};
};

/// OGR's type for a layer of ours: multi kinds, or Point when `single_points`.
[[nodiscard]] OGRwkbGeometryType ogr_type(OutGeometry geometry, bool single_points);
[[nodiscard]] OGRFieldType ogr_type(layer::FieldType type);

} // namespace parkplan::io
