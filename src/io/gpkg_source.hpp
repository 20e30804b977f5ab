// SPDX-License-Identifier: MIT
#pragma once

#include "io/gpkg_rows.hpp"
#include "io/gpkg_table.hpp"
#include "io/sqlite.hpp"
#include "layer/layer.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace parkplan::io {

/// Fails with Error{input} when fewer rows were `read` than the GeoPackage states and the table
/// really has: its stored count is only a cache.
void check_count(const Database& database, const GpkgTable& table, std::uint64_t read);

/// Reads a table of a GeoPackage row by row; the same batches, values and notices as an OgrSource.
class GpkgSource final : public layer::BatchSource {
public:
    /// `open_ogr` opens the same layer as an OgrSource, which takes over when a row turns up that
    /// only OGR understands.
    GpkgSource(GpkgTable table, std::function<std::unique_ptr<layer::BatchSource>()> open_ogr);

    [[nodiscard]] const layer::SourceInfo& info() const noexcept override { return m_table.info; }
    [[nodiscard]] bool next(layer::Table& table) override;

private:
    [[nodiscard]] bool read_batch(layer::Table& table);
    void fetch();
    void take_over(layer::Table& table);

    GpkgTable m_table;
    std::function<std::unique_ptr<layer::BatchSource>()> m_open_ogr;
    std::optional<Database> m_database{};
    std::optional<Statement> m_statement{}; ///< dies before its database
    GpkgRows m_rows;
    std::unique_ptr<layer::BatchSource> m_ogr{}; ///< once it took over
    std::uint64_t m_read = 0;
    std::size_t m_batches = 0; ///< given out whole
    bool m_more = true;        ///< a row is at hand, or the first was not asked for yet
};

} // namespace parkplan::io
