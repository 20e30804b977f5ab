// SPDX-License-Identifier: MIT
#include "io/gpkg_source.hpp"

#include "core/error.hpp"
#include "core/fail.hpp"
#include "io/row_notes.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace parkplan::io {

void check_count(const Database& database, const GpkgTable& table, std::uint64_t read) {
    const std::uint64_t expected = table.info.features.value_or(0);
    if (read >= expected) {
        return;
    }
    Statement count =
        database.prepare(fmt::format("SELECT count(*) FROM {}", sql_name(table.name)));
    if (!count.step() || static_cast<std::uint64_t>(count.integer(0)) != read) {
        fail(ErrorKind::input, "the source states {} features, but only {} could be read", expected,
             read);
    }
}

GpkgSource::GpkgSource(GpkgTable table,
                       std::function<std::unique_ptr<layer::BatchSource>()> open_ogr)
    : m_table(std::move(table)), m_open_ogr(std::move(open_ogr)), m_rows(m_table) {}

bool GpkgSource::next(layer::Table& table) {
    if (m_ogr) {
        return m_ogr->next(table);
    }
    table.clear();
    if (!read_batch(table)) {
        take_over(table);
    }
    ++m_batches;
    return table.size() > 0;
}

bool GpkgSource::read_batch(layer::Table& table) {
    if (!m_statement && m_more) {
        note_opening(m_table.opening, table.notices);
        m_database.emplace(m_table.path, m_table.sharing, Reads::in_order);
        m_statement.emplace(m_database->prepare(
            fmt::format("{} ORDER BY {}", m_table.select(), sql_name(m_table.fid))));
        fetch();
    }
    if (!m_more) {
        return true;
    }
    while (m_more && !is_full(table)) {
        if (!m_rows.add(*m_statement, table)) {
            return false;
        }
        fetch();
    }
    if (!m_more) {
        note_count("PP-0104", m_rows.take_with_z_or_m(), table.notices);
        m_rows.take_unreadable().note(m_table.info.schema, table.notices);
    }
    return true;
}

/// Takes the next row at hand. At the end the file is closed.
void GpkgSource::fetch() {
    try {
        m_more = m_statement->step();
    } catch (const Error& error) {
        fail(ErrorKind::input, "reading stopped after {} features: {}", m_read, error.message());
    }
    if (m_more) {
        ++m_read;
        return;
    }
    check_count(*m_database, m_table, m_read);
    m_statement.reset();
    m_database.reset();
}

/// From this batch on OGR reads: it must see all rows again, for what it tells of the layer.
void GpkgSource::take_over(layer::Table& table) {
    m_statement.reset();
    m_database.reset();
    m_ogr = m_open_ogr();
    for (std::size_t i = 0; i < m_batches; ++i) {
        static_cast<void>(m_ogr->next(table));
    }
    static_cast<void>(m_ogr->next(table));
}

} // namespace parkplan::io
