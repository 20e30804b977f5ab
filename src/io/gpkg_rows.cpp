// SPDX-License-Identifier: MIT
#include "io/gpkg_rows.hpp"

#include "io/gdal.hpp"
#include "io/gpkg_values.hpp"
#include "io/row_notes.hpp"

#include <ogr_geometry.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::io {
namespace {

constexpr int fid_column = 0;
constexpr int geometry_column = 1;
constexpr int first_value_column = 2;

/// The geometry of a blob, as GDAL's GeoPackage driver makes it; null and a failure in `messages`
/// when it cannot.
OGRGeometryUniquePtr geometry_by_ogr(std::span<const std::byte> blob,
                                     std::vector<GdalMessage>& messages) {
    ErrorLog log;
    OGRGeometry* geometry = nullptr;
    if (const auto parts = gpkg_blob(blob)) {
        const OGRErr status = OGRGeometryFactory::createFromWkb(parts->geometry.data(), nullptr,
                                                                &geometry, parts->geometry.size());
        if (status != OGRERR_NONE) {
            geometry = nullptr; // deleted by then
        }
    }
    messages = log.take();
    if (geometry == nullptr) {
        messages.push_back({true, "Unable to read geometry"});
    }
    return OGRGeometryUniquePtr{geometry};
}

} // namespace

bool may_be_spatialite(std::span<const std::byte> blob) noexcept {
    return !blob.empty() && blob.front() == std::byte{0x00} && blob.back() == std::byte{0xFE};
}

bool GpkgRows::add(const Statement& row, layer::Table& table) {
    table.fids.push_back(row.integer(fid_column));
    return add_values(row, table) && add_geometry(row, table);
}

std::uint64_t GpkgRows::take_with_z_or_m() noexcept {
    return std::exchange(m_with_z_or_m, 0);
}

UnreadableTexts GpkgRows::take_unreadable() {
    return std::exchange(m_unreadable, {});
}

bool GpkgRows::add_values(const Statement& row, layer::Table& table) {
    for (std::size_t i = 0; i < m_table->columns.size(); ++i) {
        const int at = first_value_column + static_cast<int>(i);
        const auto fate = read_value(row, at, m_table->columns[i].conversion, table.columns[i]);
        if (!fate) {
            return false;
        }
        if (*fate == ValueFate::mended) {
            m_unreadable.add_value(i, table.fids.back(), row.text(at));
        }
    }
    return true;
}

bool GpkgRows::add_geometry(const Statement& row, layer::Table& table) {
    if (row.storage(geometry_column) == Storage::null) {
        table.polygons.end_feature();
        note({}, table);
        return true;
    }
    const std::span<const std::byte> blob = row.bytes(geometry_column);
    const auto parts = gpkg_blob(blob);
    if (parts && !parts->extended) {
        if (const auto read = m_wkb.read(parts->geometry, table.polygons)) {
            note(*read, table);
            return true;
        }
    }
    if (may_be_spatialite(blob)) {
        return false;
    }
    add_by_ogr(blob, table);
    return true;
}

void GpkgRows::add_by_ogr(std::span<const std::byte> blob, layer::Table& table) {
    std::vector<GdalMessage> messages;
    const OGRGeometryUniquePtr geometry = geometry_by_ogr(blob, messages);
    const RowMessages said = said_anew(std::move(messages), m_table->opening);
    if (!add_unreadable(said, table)) {
        ReadGeometry read = m_geometries.read(geometry.get(), table);
        read.unclosed = read.unclosed || said.unclosed;
        note(read, table);
    }
    note_warnings(said, table);
}

void GpkgRows::note(const ReadGeometry& read, layer::Table& table) {
    note_geometry(read, table);
    m_with_z_or_m += read.state == layer::GeometryState::polygon && read.z_or_m ? 1U : 0U;
}

} // namespace parkplan::io
