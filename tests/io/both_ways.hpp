// SPDX-License-Identifier: MIT
#pragma once

#include "io/open.hpp"
#include "layer/range_source.hpp"
#include "layer/table.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace parkplan::test {

/// All rows of a source as text, one line each: feature id, values, state, every bit of every
/// point; then the notices of the rows, then those of the layer.
using Rows = std::vector<std::string>;

/// As OGR reads them.
[[nodiscard]] Rows rows_by_ogr(const std::string& path, const io::OpenOptions& options = {});
/// As open_source reads them; batch after batch.
[[nodiscard]] Rows rows_by_source(const std::string& path, const io::OpenOptions& options = {});
/// As open_ranges reads them with two threads; "no ranges" when it has no way.
[[nodiscard]] Rows rows_by_ranges(const std::string& path, const io::OpenOptions& options = {});

/// All pieces of a source, read by two threads.
[[nodiscard]] layer::Table rows_of_pieces(const layer::RangeSource& source);

/// The rows that open_window finds near some boxes; "no window" when it has no way.
[[nodiscard]] Rows rows_by_window(const std::string& path, const std::vector<geo::Box>& windows,
                                  const io::OpenOptions& options = {});

/// Numbers of rows in the batches of open_source, or of OGR.
[[nodiscard]] std::vector<std::size_t> batches_by_ogr(const std::string& path);
[[nodiscard]] std::vector<std::size_t> batches_by_source(const std::string& path);

/// True when open_source reads without GDAL.
[[nodiscard]] bool is_read_directly(const std::string& path, const io::OpenOptions& options = {});
/// True when open_source reads batches of columns.
[[nodiscard]] bool is_read_in_columns(const std::string& path, const io::OpenOptions& options = {});

} // namespace parkplan::test
