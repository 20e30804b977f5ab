// SPDX-License-Identifier: MIT
#pragma once

#include "io/gpkg_rows.hpp"
#include "io/gpkg_table.hpp"
#include "io/sqlite.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace parkplan::io {

/// What one thread needs to read rows of a table: a connection, a statement with places for keys,
/// and what makes rows of its results.
struct GpkgReader {
    GpkgReader(const GpkgTable& table, const std::string& sql)
        : database(table.path, table.sharing, Reads::in_order), statement(database.prepare(sql)),
          rows(table) {
        database.hold(); // else SQLite looks at the file's state at every step
    }

    Database database;
    Statement statement;
    GpkgRows rows;
};

/// Readers of one table, as many as threads read at once: they are used again, as a connection
/// takes long to open. Safe from many threads. The table must outlive it.
class GpkgReaders {
public:
    /// `condition` is what follows WHERE.
    GpkgReaders(const GpkgTable& table, const std::string& condition);

    /// An idle reader, or a new one. Throws Error{input}.
    [[nodiscard]] std::unique_ptr<GpkgReader> take();
    /// A reader whose last read failed is not put back.
    void put_back(std::unique_ptr<GpkgReader> reader);

    /// Adds the row at hand. Throws Error{input} for one that only OGR understands.
    static void add_row(GpkgReader& reader, layer::Table& table);

private:
    const GpkgTable& m_table;
    std::string m_sql;
    std::mutex m_mutex{}; ///< of m_idle
    std::vector<std::unique_ptr<GpkgReader>> m_idle{};
};

} // namespace parkplan::io
