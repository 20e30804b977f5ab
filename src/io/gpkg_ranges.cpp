// SPDX-License-Identifier: MIT
#include "io/gpkg_ranges.hpp"

#include "core/error.hpp"
#include "core/fail.hpp"
#include "io/gpkg_source.hpp"
#include "io/row_notes.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::io {
namespace {

constexpr std::int64_t rows_per_piece = 4096;
constexpr std::int64_t highest_key = std::numeric_limits<std::int64_t>::max();

/// Finds keys of a table.
class Keys {
public:
    Keys(const Database& database, const GpkgTable& table)
        : m_next(database.prepare(sql(table, 0))),
          m_next_piece(database.prepare(sql(table, rows_per_piece))) {}

    /// The lowest key from `key` on.
    [[nodiscard]] std::optional<std::int64_t> next(std::int64_t key) { return first(m_next, key); }
    /// The key of the row 4096 rows after the first from `key` on: it walks over all of them.
    [[nodiscard]] std::optional<std::int64_t> next_piece(std::int64_t key) {
        return first(m_next_piece, key);
    }

private:
    static std::string sql(const GpkgTable& table, std::int64_t offset) {
        return fmt::format("SELECT {0} FROM {1} WHERE {0} >= ?1 ORDER BY {0} LIMIT 1 OFFSET {2}",
                           sql_name(table.fid), sql_name(table.name), offset);
    }

    static std::optional<std::int64_t> first(Statement& statement, std::int64_t key) {
        statement.bind(1, key);
        std::optional<std::int64_t> found;
        if (statement.step()) {
            found = statement.integer(0);
        }
        statement.reset();
        return found;
    }

    Statement m_next;
    Statement m_next_piece;
};

} // namespace

GpkgRanges::GpkgRanges(GpkgTable table)
    : m_table(std::move(table)), m_holder(m_table.path, m_table.sharing),
      m_readers(m_table,
                fmt::format("{0} >= ?1 AND {0} <= ?2 ORDER BY {0}", sql_name(m_table.fid))) {
    if (m_table.has_dates()) {
        fail(ErrorKind::internal, "a table with dates cannot be read in pieces");
    }
    m_holder.hold();
    find_pieces();
    m_met.resize(m_pieces.size());
}

void GpkgRanges::find_pieces() {
    // Look-ups pay as long as they find, on average, a quarter of the rows of a whole piece.
    constexpr std::uint64_t some = 64;
    const auto rows = static_cast<std::uint64_t>(rows_per_piece);
    const std::uint64_t most_look_ups = some + m_table.info.features.value_or(0) / (rows / 4);
    Keys keys{m_holder, m_table};
    auto first = keys.next(std::numeric_limits<std::int64_t>::min());
    while (first) {
        std::optional<std::int64_t> next;
        if (m_pieces.size() >= most_look_ups) {
            next = keys.next_piece(*first);
        } else if (*first <= highest_key - rows_per_piece) {
            next = keys.next(*first + rows_per_piece);
        }
        m_pieces.push_back({*first, next ? *next - 1 : highest_key});
        first = next;
    }
}

void GpkgRanges::read(std::size_t range, layer::Table& table) const {
    table.clear();
    const Piece& piece = m_pieces.at(range);
    std::unique_ptr<GpkgReader> reader = m_readers.take();
    Statement& row = reader->statement;
    row.bind(1, piece.first);
    row.bind(2, piece.last);
    try {
        while (row.step()) {
            GpkgReaders::add_row(*reader, table);
        }
        row.reset();
    } catch (const Error& error) {
        fail(ErrorKind::input, "reading stopped after {} features from number {} on: {}",
             table.size(), piece.first, error.message());
    }
    Met met{true, table.size(), reader->rows.take_with_z_or_m(), reader->rows.take_unreadable()};
    m_readers.put_back(std::move(reader));
    const std::lock_guard lock{m_mutex};
    m_met[range] = std::move(met);
}

std::vector<layer::Notice> GpkgRanges::notices() const {
    std::vector<layer::Notice> notices;
    note_opening(m_table.opening, notices);
    const std::lock_guard lock{m_mutex};
    Met all{true, 0, 0, {}};
    for (const Met& met : m_met) {
        all.read = all.read && met.read;
        all.rows += met.rows;
        all.with_z_or_m += met.with_z_or_m;
        all.unreadable.add(met.unreadable);
    }
    if (all.read) {
        check_count(m_holder, m_table, all.rows);
    }
    note_count("PP-0104", all.with_z_or_m, notices);
    all.unreadable.note(m_table.info.schema, notices);
    return notices;
}

} // namespace parkplan::io
