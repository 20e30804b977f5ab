// SPDX-License-Identifier: MIT
#include "io/gpkg_readers.hpp"

#include "core/fail.hpp"

#include <fmt/format.h>

#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace parkplan::io {

GpkgReaders::GpkgReaders(const GpkgTable& table, const std::string& condition)
    : m_table(table), m_sql(fmt::format("{} WHERE {}", table.select(), condition)) {}

std::unique_ptr<GpkgReader> GpkgReaders::take() {
    {
        const std::lock_guard lock{m_mutex};
        if (!m_idle.empty()) {
            std::unique_ptr<GpkgReader> reader = std::move(m_idle.back());
            m_idle.pop_back();
            return reader;
        }
    }
    return std::make_unique<GpkgReader>(m_table, m_sql);
}

void GpkgReaders::put_back(std::unique_ptr<GpkgReader> reader) {
    const std::lock_guard lock{m_mutex};
    m_idle.push_back(std::move(reader));
}

void GpkgReaders::add_row(GpkgReader& reader, layer::Table& table) {
    if (!reader.rows.add(reader.statement, table)) {
        fail(ErrorKind::input,
             "feature {} has a geometry of SpatiaLite, others have some of GeoPackage; "
             "convert the layer with ogr2ogr",
             table.fids.back());
    }
}

} // namespace parkplan::io
