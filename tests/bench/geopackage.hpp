// SPDX-License-Identifier: MIT
#pragma once

#include "ring.hpp"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace parkplan::bench {

/// Shell and holes, all counter-clockwise.
struct Polygon {
    Ring shell;
    std::vector<Ring> holes;
};

/// Writes one GeoPackage of one layer in EPSG:4548 with text fields, straight through SQLite, with
/// the spatial index, extension rows and triggers that GDAL writes. The bytes depend on the rows
/// and on how SQLite lays out pages only: no clock, no library version. Throws std::runtime_error.
class GeoPackage {
public:
    enum class Geometry : bool { polygon, multipolygon };

    /// Replaces the file; the table is named after it.
    GeoPackage(const std::filesystem::path& path, Geometry geometry,
               const std::vector<std::string>& fields);
    ~GeoPackage();
    GeoPackage(const GeoPackage&) = delete;
    GeoPackage& operator=(const GeoPackage&) = delete;
    GeoPackage(GeoPackage&&) = delete;
    GeoPackage& operator=(GeoPackage&&) = delete;

    /// The next row; a value per field. One part exactly unless multipolygon.
    void add(std::span<const Polygon> parts, std::span<const std::string> values);
    /// The file is complete after this only.
    void finish();

private:
    class Database;
    std::unique_ptr<Database> m_database;
};

} // namespace parkplan::bench
