// SPDX-License-Identifier: MIT
#pragma once

#include "geo/point.hpp"
#include "io/gpkg_table.hpp"
#include "io/sqlite.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace parkplan::io {

/// The spatial index of a GeoPackage table (extension gpkg_rtree_index), read from the nodes that
/// SQLite's R*Tree keeps in ordinary tables (https://www.sqlite.org/rtree.html, section 6): the
/// virtual table itself asks for statements that write, which a reader has no business to allow.
/// A node is a blob, big-endian: depth (of the root) and number of cells, 2 bytes each; then for
/// each cell 8 bytes of node or key and minx, maxx, miny, maxy as 4-byte floats, rounded outwards.
class GpkgRtree {
public:
    /// Nothing when the table has no index, and when the index has not one entry for each of its
    /// rows: rows without a box are in none, and one that is not kept up says nothing. The database
    /// must outlive it. Throws Error{input}.
    [[nodiscard]] static std::optional<GpkgRtree> of(const Database& database,
                                                     const GpkgTable& table);

    /// Keys of all rows whose boxes meet one of the windows, ascending, each once; maybe some more,
    /// as the boxes are rounded. Throws Error{input} for nodes that are none.
    [[nodiscard]] std::vector<std::int64_t> keys_near(std::span<const geo::Box> windows);

private:
    GpkgRtree(Statement node, std::uint64_t rows) : m_node(std::move(node)), m_rows(rows) {}

    void visit(std::int64_t node, int depth, std::span<const geo::Box> windows,
               std::vector<std::int64_t>& keys);

    Statement m_node; ///< gives the blob of a node
    std::uint64_t m_rows;
    std::uint64_t m_visits = 0;
};

} // namespace parkplan::io
