// SPDX-License-Identifier: MIT
#pragma once

#include "io/gpkg_readers.hpp"
#include "io/gpkg_table.hpp"
#include "io/sqlite.hpp"
#include "layer/range_source.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace parkplan::io {

/// Reads a table of a GeoPackage piece by piece, on as many connections as there are threads. A
/// piece is a range of the integer primary key with at most 4096 rows. The pieces are found when
/// it is made: by a look-up for each where the keys lie close together, else by walking over the
/// keys. While it lives no other program can change the file.
class GpkgRanges final : public layer::RangeSource {
public:
    /// Throws Error{input} when the keys cannot be read. The table must have no dates
    /// (GpkgTable::has_dates).
    explicit GpkgRanges(GpkgTable table);

    [[nodiscard]] const layer::SourceInfo& info() const noexcept override { return m_table.info; }
    [[nodiscard]] std::size_t ranges() const noexcept override { return m_pieces.size(); }
    void read(std::size_t range, layer::Table& table) const override;
    /// Throws Error{input} when all pieces were read and together have fewer rows than the table.
    [[nodiscard]] std::vector<layer::Notice> notices() const override;

private:
    struct Piece {
        std::int64_t first = 0;
        std::int64_t last = 0; ///< the last key that may be in it
    };
    struct Met {
        bool read = false;
        std::uint64_t rows = 0;
        std::uint64_t with_z_or_m = 0;
        UnreadableTexts unreadable{};
    };

    void find_pieces();

    GpkgTable m_table;
    Database m_holder; ///< keeps writers away, so that all pieces are of one state
    std::vector<Piece> m_pieces{};
    mutable GpkgReaders m_readers;
    mutable std::mutex m_mutex{};     ///< of m_met
    mutable std::vector<Met> m_met{}; ///< by piece
};

} // namespace parkplan::io
