// SPDX-License-Identifier: MIT
#pragma once

#include "core/number.hpp"
#include "review/rule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::test {

/// A cell as short as can be: all digits of a number, a text in Chinese, "-" for nothing.
[[nodiscard]] inline std::string text_of(const review::TableCell& cell) {
    if (const auto* number = std::get_if<double>(&cell)) {
        return fmt::format("{}", *number);
    }
    if (const auto* text = std::get_if<std::string>(&cell)) {
        return *text;
    }
    const auto* both = std::get_if<BiText>(&cell);
    return both != nullptr ? both->zh : "-";
}

/// "W|在建|1|3000": every row of a table.
[[nodiscard]] inline std::vector<std::string> rows_of(const review::ResultTable& table) {
    std::vector<std::string> lines;
    for (const auto& row : table.rows) {
        std::string line;
        for (const review::TableCell& cell : row) {
            line += (line.empty() ? "" : "|") + text_of(cell);
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

/// "a | 0701 | 10.00 …" of each row as the text report shows it in English: the named columns, or
/// all.
[[nodiscard]] inline std::vector<std::string> shown_rows(const review::ResultTable& table,
                                                         const std::vector<std::string>& ids = {}) {
    std::vector<std::string> lines;
    for (const auto& row : table.rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const review::TableColumn& column = table.columns.at(i);
            if (!ids.empty() && std::ranges::find(ids, column.id) == ids.end()) {
                continue;
            }
            const auto* number = std::get_if<double>(&row[i]);
            const auto* both = std::get_if<BiText>(&row[i]);
            line += (line.empty() ? "" : " | ") + (number != nullptr
                                                       ? format_fixed(*number, column.decimals)
                                                   : both != nullptr ? both->en
                                                                     : text_of(row[i]));
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

} // namespace parkplan::test
