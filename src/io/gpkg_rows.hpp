// SPDX-License-Identifier: MIT
#pragma once

#include "io/geometry_reader.hpp"
#include "io/gpkg_table.hpp"
#include "io/sqlite.hpp"
#include "io/unreadable_texts.hpp"
#include "io/wkb.hpp"
#include "layer/table.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace parkplan::io {

/// True for what GDAL may take for a geometry of SpatiaLite, which some put into GeoPackages.
[[nodiscard]] bool may_be_spatialite(std::span<const std::byte> blob) noexcept;

/// Turns the rows that GpkgTable::select() gives into rows of a layer::Table, with the values,
/// states and notices of an OgrSource. The table must outlive it. One thread.
class GpkgRows {
public:
    explicit GpkgRows(const GpkgTable& table)
        : m_table(&table), m_geometries(AxisOrder::east_first) {}

    /// Adds the row at hand of `row`; false, and a row half done, when only OGR can say what it is:
    /// a date that is not written as it should, a SpatiaLite geometry.
    [[nodiscard]] bool add(const Statement& row, layer::Table& table);

    /// Polygons with Z or M since the last call.
    [[nodiscard]] std::uint64_t take_with_z_or_m() noexcept;
    /// Texts that are no UTF-8, since the last call.
    [[nodiscard]] UnreadableTexts take_unreadable();

private:
    [[nodiscard]] bool add_values(const Statement& row, layer::Table& table);
    [[nodiscard]] bool add_geometry(const Statement& row, layer::Table& table);
    void add_by_ogr(std::span<const std::byte> blob, layer::Table& table);
    void note(const ReadGeometry& read, layer::Table& table);

    const GpkgTable* m_table;
    WkbReader m_wkb{};
    GeometryReader m_geometries; ///< for what the WkbReader leaves
    std::uint64_t m_with_z_or_m = 0;
    UnreadableTexts m_unreadable{};
};

} // namespace parkplan::io
