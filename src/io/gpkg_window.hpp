// SPDX-License-Identifier: MIT
#pragma once

#include "io/gpkg_rows.hpp"
#include "io/gpkg_rtree.hpp"
#include "io/gpkg_table.hpp"
#include "io/sqlite.hpp"
#include "layer/window_source.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace parkplan::io {

/// Reads the rows of a GeoPackage table that its spatial index finds. While it lives no other
/// program can change the file.
class GpkgWindow final : public layer::WindowSource {
public:
    /// Null where GpkgRtree::of gives nothing. The table must have no dates (GpkgTable::has_dates).
    /// Throws Error{input}.
    [[nodiscard]] static std::unique_ptr<GpkgWindow> of(GpkgTable table);

    [[nodiscard]] const layer::SourceInfo& info() const noexcept override { return m_table.info; }
    [[nodiscard]] std::size_t find(std::span<const geo::Box> windows) override;
    void read(layer::Table& table) override;

private:
    explicit GpkgWindow(GpkgTable table);

    GpkgTable m_table;
    Database m_database;
    Statement m_row;
    GpkgRows m_rows;
    std::optional<GpkgRtree> m_index{};
    std::vector<std::int64_t> m_found{};
};

} // namespace parkplan::io
