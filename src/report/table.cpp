// SPDX-License-Identifier: MIT
#include "report/table.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace parkplan::report {

std::vector<std::size_t> widths_of(std::span<const Column> columns, std::span<const Cells> rows) {
    std::vector<std::size_t> widths;
    widths.reserve(columns.size());
    for (const Column& column : columns) {
        widths.push_back(display_width(column.title));
    }
    for (const Cells& row : rows) {
        for (std::size_t i = 0; i < widths.size(); ++i) {
            widths[i] = std::max(widths[i], display_width(row.at(i)));
        }
    }
    return widths;
}

std::string table_line(std::span<const Column> columns, std::span<const std::size_t> widths,
                       const Cells& cells) {
    std::string line;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (i > 0) {
            line += "  ";
        }
        line += columns[i].align == Align::left ? pad_right(cells.at(i), widths[i])
                                                : pad_left(cells.at(i), widths[i]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    line += '\n';
    return line;
}

std::string table_head(std::span<const Column> columns, std::span<const std::size_t> widths) {
    Cells titles;
    titles.reserve(columns.size());
    for (const Column& column : columns) {
        titles.push_back(column.title);
    }
    return table_line(columns, widths, titles);
}

std::string table_text(std::span<const Column> columns, std::span<const Cells> rows,
                       std::size_t indent) {
    const std::vector<std::size_t> widths = widths_of(columns, rows);
    const std::string blanks(indent, ' ');
    std::string text = blanks + table_head(columns, widths);
    for (const Cells& row : rows) {
        text += blanks;
        text += table_line(columns, widths, row);
    }
    return text;
}

} // namespace parkplan::report
