// SPDX-License-Identifier: MIT
#pragma once

#include "core/number.hpp"
#include "review/rule.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::test {

/// A cell as the text report shows it in English; "-" for nothing.
inline std::string text_of(const review::TableCell& cell, const review::TableColumn& column) {
    if (const auto* number = std::get_if<double>(&cell)) {
        return format_fixed(*number, column.decimals);
    }
    if (const auto* words = std::get_if<BiText>(&cell)) {
        return words->en;
    }
    const auto* text = std::get_if<std::string>(&cell);
    return text != nullptr ? *text : "-";
}

/// "a | 0701 | 10.00 …" of each row: the named columns, or all.
inline std::vector<std::string> rows_of(const review::ResultTable& table,
                                        const std::vector<std::string>& ids = {}) {
    std::vector<std::string> lines;
    for (const auto& row : table.rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const review::TableColumn& column = table.columns.at(i);
            if (ids.empty() || std::ranges::find(ids, column.id) != ids.end()) {
                line += (line.empty() ? "" : " | ") + text_of(row[i], column);
            }
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

} // namespace parkplan::test
