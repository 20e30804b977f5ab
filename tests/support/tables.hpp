// SPDX-License-Identifier: MIT
#pragma once

#include "review/rule.hpp"

#include <fmt/format.h>

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

} // namespace parkplan::test
