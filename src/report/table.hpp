// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace parkplan::report {

enum class Align : std::uint8_t { left, right };

struct Column {
    std::string title{};
    Align align = Align::left;
};

using Cells = std::vector<std::string>;

/// Display widths (CJK counts double) that hold the titles and all `rows`.
[[nodiscard]] std::vector<std::size_t> widths_of(std::span<const Column> columns,
                                                 std::span<const Cells> rows);

/// One line of a table, two blanks between columns, no blanks at the end, with its line end. A
/// cell wider than its column pushes the rest to the right; nothing is ever cut.
[[nodiscard]] std::string table_line(std::span<const Column> columns,
                                     std::span<const std::size_t> widths, const Cells& cells);

/// The line of titles.
[[nodiscard]] std::string table_head(std::span<const Column> columns,
                                     std::span<const std::size_t> widths);

/// A whole table with its titles, each line indented.
[[nodiscard]] std::string table_text(std::span<const Column> columns, std::span<const Cells> rows,
                                     std::size_t indent = 0);

} // namespace parkplan::report
