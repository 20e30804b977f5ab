// SPDX-License-Identifier: MIT
#include "io/gpkg_window.hpp"

#include "core/fail.hpp"
#include "io/row_notes.hpp"

#include <fmt/format.h>

#include <memory>
#include <utility>

namespace parkplan::io {

std::unique_ptr<GpkgWindow> GpkgWindow::of(GpkgTable table) {
    std::unique_ptr<GpkgWindow> window{new GpkgWindow{std::move(table)}};
    window->m_database.hold();
    window->m_index = GpkgRtree::of(window->m_database, window->m_table);
    return window->m_index ? std::move(window) : nullptr;
}

GpkgWindow::GpkgWindow(GpkgTable table)
    : m_table(std::move(table)), m_database(m_table.path, m_table.sharing),
      m_row(m_database.prepare(
          fmt::format("{} WHERE {} = ?1", m_table.select(), sql_name(m_table.fid)))),
      m_rows(m_table) {}

std::size_t GpkgWindow::find(std::span<const geo::Box> windows) {
    m_found = m_index->keys_near(windows);
    return m_found.size();
}

void GpkgWindow::read(layer::Table& table) {
    table.clear();
    note_opening(m_table.opening, table.notices);
    for (const std::int64_t key : m_found) {
        m_row.bind(1, key);
        if (!m_row.step()) {
            fail(ErrorKind::input,
                 "the spatial index names feature {}, which is not there; make the index anew",
                 key);
        }
        if (!m_rows.add(m_row, table)) {
            fail(ErrorKind::input,
                 "feature {} has a geometry of SpatiaLite, others have some of GeoPackage; "
                 "convert the layer with ogr2ogr",
                 key);
        }
    }
    m_row.reset();
    note_count("PP-0104", m_rows.take_with_z_or_m(), table.notices);
}

} // namespace parkplan::io
