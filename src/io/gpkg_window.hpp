// SPDX-License-Identifier: MIT
#pragma once

#include "io/gpkg_readers.hpp"
#include "io/gpkg_rtree.hpp"
#include "io/gpkg_table.hpp"
#include "io/sqlite.hpp"
#include "layer/window_source.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace parkplan::io {

/// Reads the rows of a GeoPackage table that its spatial index finds, on as many connections as
/// there are threads. While it lives no other program can change the file.
class GpkgWindow final : public layer::WindowSource {
public:
    /// Null where GpkgRtree::of gives nothing. The table must have no dates (GpkgTable::has_dates).
    /// Throws Error{input}.
    [[nodiscard]] static std::unique_ptr<GpkgWindow> of(GpkgTable table);

    [[nodiscard]] const layer::SourceInfo& info() const noexcept override { return m_table.info; }
    [[nodiscard]] std::size_t find(std::span<const geo::Box> windows) override;
    [[nodiscard]] std::size_t ranges() const noexcept override;
    void read(std::size_t range, layer::Table& table) const override;
    [[nodiscard]] std::vector<layer::Notice> notices() const override;

private:
    explicit GpkgWindow(GpkgTable table);

    GpkgTable m_table;
    Database m_database;
    mutable GpkgReaders m_readers;
    std::optional<GpkgRtree> m_index{};
    std::vector<std::int64_t> m_found{}; ///< keys, ascending
    mutable std::atomic<std::uint64_t> m_with_z_or_m{0};
    mutable std::mutex m_mutex{};           ///< of m_unreadable
    mutable UnreadableTexts m_unreadable{}; ///< what any reader met
};

} // namespace parkplan::io
