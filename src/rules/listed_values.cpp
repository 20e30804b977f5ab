// SPDX-License-Identifier: MIT
#include "rules/listed_values.hpp"

#include "core/text.hpp"
#include "rules/wording.hpp"

#include <algorithm>
#include <set>
#include <vector>

namespace parkplan::rules {
namespace {

std::vector<std::string> trimmed(const std::vector<std::string>& list) {
    std::vector<std::string> names;
    names.reserve(list.size());
    for (const std::string& name : list) {
        names.emplace_back(trim(name));
    }
    return names;
}

/// How many different values the list does not have.
std::size_t unlisted(const layer::AttributeColumn& column, const std::vector<std::string>& names) {
    std::set<std::string> others;
    for (std::size_t row = 0; row < column.size(); ++row) {
        std::optional<std::string> value = value_of(column, row);
        if (value && std::ranges::find(names, *value) == names.end()) {
            others.insert(*std::move(value));
        }
    }
    return others.size();
}

} // namespace

ListedValues::ListedValues(const review::RuleInput& input, std::string_view layer,
                           std::string_view field, std::string_view list)
    : m_input(input), m_layer(layer), m_column(input.column(layer, input.config.text(field))),
      m_title(field_title(input.layer_config(layer), input.config.text(field))),
      m_near(trimmed(input.config.list(list)),
             unlisted(m_column, trimmed(input.config.list(list)))) {}

std::optional<std::string> ListedValues::value(std::size_t row) const {
    return value_of(m_column, row);
}

std::optional<std::size_t> ListedValues::place(std::size_t row) const {
    const std::optional<std::string> text = value(row);
    const std::vector<std::string>& names = m_near.listed();
    const auto found = text ? std::ranges::find(names, *text) : names.end();
    return found == names.end() ? std::nullopt
                                : std::optional{static_cast<std::size_t>(found - names.begin())};
}

review::Finding ListedValues::finding(std::size_t row) {
    const review::Subject subject = m_input.subject(m_layer, row);
    const std::optional<std::string> text = value(row);
    if (!text) {
        return m_input.finding("PP-0501", subject, {{"field", m_title}});
    }
    const std::optional<std::string>& near = m_near.of(*text);
    if (!near) {
        return m_input.finding("PP-0503", subject, {{"value", same(*text)}, {"field", m_title}});
    }
    review::Finding finding = m_input.finding(
        "PP-0504", subject, {{"value", same(*text)}, {"field", m_title}, {"nearest", same(*near)}});
    finding.proposal = same(*near);
    return finding;
}

} // namespace parkplan::rules
