// SPDX-License-Identifier: MIT
#pragma once

#include "io/gdal.hpp"
#include "io/read_geometry.hpp"
#include "layer/table.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace parkplan::io {

/// True when a batch holds as many rows, or points, as one should.
[[nodiscard]] bool is_full(const layer::Table& table) noexcept;

/// What GDAL said while it read one row.
struct RowMessages {
    std::vector<GdalMessage> messages{};
    bool unclosed = false; ///< it met a ring that was not closed; no longer among the messages
};

/// `messages` without those of `opening`, which have their notice already.
[[nodiscard]] RowMessages said_anew(std::vector<GdalMessage> messages,
                                    const std::vector<GdalMessage>& opening);

/// Takes the messages about unclosed rings out, which have a notice of their own (PP-0326); true
/// when there were any.
bool drop_unclosed(std::vector<GdalMessage>& messages);

/// PP-0112 and PP-0109 about the layer for what was said while it was opened.
void note_opening(const std::vector<GdalMessage>& opening, std::vector<layer::Notice>& notices);

/// A row that GDAL failed to read becomes unreadable (PP-0109): its entries in `polygons` and
/// `states` are made; false and nothing done when nothing failed.
[[nodiscard]] bool add_unreadable(const RowMessages& said, layer::Table& table);

/// Makes the entry in `states` of the last row, and the notices about its geometry.
void note_geometry(const ReadGeometry& read, layer::Table& table);

/// PP-0112 at the last row for the warnings that came with it.
void note_warnings(const RowMessages& said, layer::Table& table);

/// A notice about the layer with a count; none for 0.
void note_count(std::string_view code, std::uint64_t count, std::vector<layer::Notice>& notices);

} // namespace parkplan::io
