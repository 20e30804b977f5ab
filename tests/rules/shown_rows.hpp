// SPDX-License-Identifier: MIT
#pragma once

#include "core/number.hpp"
#include "review/rule.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

namespace parkplan::test {

/// "a | 0701 | 住宅 | 10.00 | -" of each row, numbers as the table shows them, English texts.
[[nodiscard]] inline std::vector<std::string> shown_rows(const review::ResultTable& table) {
    std::vector<std::string> lines;
    for (const auto& row : table.rows) {
        std::vector<std::string> cells;
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (const auto* number = std::get_if<double>(&row[i])) {
                cells.push_back(format_fixed(*number, table.columns[i].decimals));
            } else if (const auto* text = std::get_if<std::string>(&row[i])) {
                cells.push_back(*text);
            } else if (const auto* both = std::get_if<BiText>(&row[i])) {
                cells.push_back(both->en);
            } else {
                cells.emplace_back("-");
            }
        }
        lines.push_back(fmt::format("{}", fmt::join(cells, " | ")));
    }
    return lines;
}

} // namespace parkplan::test
