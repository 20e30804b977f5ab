// SPDX-License-Identifier: MIT
#include "io/gpkg_window.hpp"

#include "core/fail.hpp"
#include "io/row_notes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace parkplan::io {
namespace {

constexpr std::size_t rows_per_piece = 1024;

} // namespace

std::unique_ptr<GpkgWindow> GpkgWindow::of(GpkgTable table) {
    std::unique_ptr<GpkgWindow> window{new GpkgWindow{std::move(table)}};
    window->m_database.hold();
    window->m_index = GpkgRtree::of(window->m_database, window->m_table);
    return window->m_index ? std::move(window) : nullptr;
}

GpkgWindow::GpkgWindow(GpkgTable table)
    : m_table(std::move(table)), m_database(m_table.path, m_table.sharing),
      m_readers(m_table, fmt::format("{} = ?1", sql_name(m_table.fid))) {}

std::size_t GpkgWindow::find(std::span<const geo::Box> windows) {
    m_found = m_index->keys_near(windows);
    return m_found.size();
}

std::size_t GpkgWindow::ranges() const noexcept {
    return (m_found.size() + rows_per_piece - 1) / rows_per_piece;
}

void GpkgWindow::read(std::size_t range, layer::Table& table) const {
    table.clear();
    std::unique_ptr<GpkgReader> reader = m_readers.take();
    Statement& row = reader->statement;
    const std::size_t first = range * rows_per_piece;
    const std::size_t end = std::min(first + rows_per_piece, m_found.size());
    for (std::size_t i = first; i < end; ++i) {
        row.bind(1, m_found[i]);
        if (!row.step()) {
            fail(ErrorKind::input,
                 "the spatial index names feature {}, which is not there; make the index anew",
                 m_found[i]);
        }
        GpkgReaders::add_row(*reader, table);
    }
    row.reset();
    m_with_z_or_m += reader->rows.take_with_z_or_m();
    if (const UnreadableTexts unreadable = reader->rows.take_unreadable(); !unreadable.empty()) {
        const std::lock_guard lock{m_mutex};
        m_unreadable.add(unreadable);
    }
    m_readers.put_back(std::move(reader));
}

std::vector<layer::Notice> GpkgWindow::notices() const {
    std::vector<layer::Notice> notices;
    note_opening(m_table.opening, notices);
    note_count("PP-0104", m_with_z_or_m, notices);
    const std::lock_guard lock{m_mutex};
    m_unreadable.note(m_table.info.schema, notices);
    return notices;
}

} // namespace parkplan::io
