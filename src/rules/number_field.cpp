// SPDX-License-Identifier: MIT
#include "rules/number_field.hpp"

#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace parkplan::rules {

namespace {

/// Sums of so many as there are features stay exact, also times whole numbers of nine digits.
constexpr double largest = 1e15;

} // namespace

NumberField::NumberField(const review::RuleInput& input, std::string_view layer,
                         std::string_view param)
    : m_input(input), m_layer(layer), m_stated(rules::stated(input.config, param)) {
    if (!m_stated) {
        return;
    }
    const std::string& name = input.config.text(param);
    m_column = &input.column(layer, name);
    m_title = field_title(input.layer_config(layer), name);
    m_values.resize(m_column->size());
    for (std::size_t row = 0; row < m_values.size(); ++row) {
        const CellNumber cell = number_at(*m_column, row);
        m_values[row] =
            cell.value && *cell.value <= largest ? ExactNumber::of(*cell.value) : std::nullopt;
    }
}

CellNumber NumberField::cell(std::size_t row) const {
    CellNumber cell = number_at(*m_column, row);
    if (cell.value && !m_values[row]) { // too large for any sum
        cell = {std::nullopt, m_column->as_text(row).value_or(std::string{})};
    }
    return cell;
}

std::vector<review::Finding> NumberField::findings(const std::vector<std::size_t>& rows) const {
    std::vector<review::Finding> findings;
    std::vector<std::size_t> without;
    ExactNumber sum;
    for (const std::size_t row : rows) {
        if (m_values[row]) {
            sum += *m_values[row];
            continue;
        }
        without.push_back(row);
        if (const CellNumber one = cell(row); !one.missing()) {
            findings.push_back(no_number(m_input, m_input.subject(m_layer, row), m_title, one));
        }
    }
    if (!without.empty()) {
        findings.push_back(m_input.finding("PP-0561", m_input.whole(m_layer),
                                           {{"count", same(count_text(without.size()))},
                                            {"field", m_title},
                                            {"keys", keys_of(m_input, m_layer, without)},
                                            {"sum", same(number_text(sum.value()))}}));
    }
    return findings;
}

BiText why_not_stated(const review::RuleInput& input, std::string_view layer,
                      std::string_view param, std::size_t row) {
    const std::string& name = input.config.text(param);
    const BiText field = field_title(input.layer_config(layer), name);
    return is_unreadable(input.column(layer, name), row)
               ? BiText{fmt::format("field '{}' cannot be read", field.en),
                        fmt::format("字段“{}”无法读取", field.zh)}
               : BiText{fmt::format("field '{}' is empty", field.en),
                        fmt::format("字段“{}”未填写", field.zh)};
}

BiText keys_of(const review::RuleInput& input, std::string_view layer,
               const std::vector<std::size_t>& rows) {
    constexpr std::size_t most = 10;
    std::vector<std::string> keys;
    keys.reserve(rows.size());
    for (const std::size_t row : rows) {
        keys.push_back(input.subject(layer, row).key);
    }
    std::ranges::sort(keys);
    BiText text;
    for (std::size_t i = 0; i < std::min(most, keys.size()); ++i) {
        text.en += (i == 0 ? "" : ", ") + keys[i];
        text.zh += (i == 0 ? "" : "、") + keys[i];
    }
    if (keys.size() > most) {
        text.en += " …";
        text.zh += "等";
    }
    return text;
}

} // namespace parkplan::rules
