// SPDX-License-Identifier: MIT
#include "rules/cell_number.hpp"

#include "core/catalogue.hpp"
#include "core/error.hpp"
#include "core/number.hpp"
#include "core/text.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <utility>

namespace parkplan::rules {

CellNumber number_in(std::string_view text) {
    const std::string_view trimmed = trim(text);
    if (trimmed.empty()) {
        return {};
    }
    try {
        if (const double value = parse_number(trimmed); value >= 0.0) {
            return {value, {}};
        }
    } catch (const Error&) {
        return {std::nullopt, std::string{trimmed}};
    }
    return {std::nullopt, std::string{trimmed}};
}

CellNumber number_at(const layer::AttributeColumn& column, std::size_t row) {
    const std::optional<std::string> text = value_of(column, row);
    return text ? number_in(*text) : CellNumber{};
}

review::Finding no_number(const review::RuleInput& input, review::Subject subject,
                          const BiText& field, const CellNumber& cell) {
    return input.finding("PP-0543", std::move(subject),
                         {{"field", field}, {"value", same(cell.text)}});
}

BiText why_no_number(const BiText& field, const CellNumber& cell) {
    if (cell.missing()) {
        return {fmt::format("no value in field '{}'", field.en),
                fmt::format("字段“{}”没有数值", field.zh)};
    }
    return {fmt::format("field '{}' holds no number of 0 or more", field.en),
            fmt::format("字段“{}”的内容不是非负数值", field.zh)};
}

} // namespace parkplan::rules
