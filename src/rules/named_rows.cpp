// SPDX-License-Identifier: MIT
#include "rules/named_rows.hpp"

#include "core/catalogue.hpp"
#include "rules/near_name.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <utility>

namespace parkplan::rules {

NamedRows::NamedRows(const review::RuleInput& input, std::string_view table, std::string_view key)
    : m_input(input), m_table(table) {
    const layer::AttributeColumn& names = input.column(table, input.config.text(key));
    for (std::size_t row = 0; row < names.size(); ++row) {
        if (std::optional<std::string> name = value_of(names, row)) {
            m_rows[*std::move(name)].push_back(row);
        }
    }
    m_near = NearNames{names_of(m_rows), input.layer("layer").layer.size(), nearest_name};
}

NamedRows::Found NamedRows::find(const std::string& name, const review::Subject& subject) {
    const BiText table = m_input.layer_title(m_table);
    const auto found = m_rows.find(name);
    if (found == m_rows.end()) {
        review::Finding finding =
            m_input.finding("PP-0544", subject, {{"table", table}, {"name", same(name)}});
        if (const std::optional<std::string>& near = m_near.of(name)) {
            finding.proposal = same(*near);
        }
        return {std::nullopt,
                {fmt::format("'{}' has no row '{}'", table.en, name),
                 fmt::format("“{}”中没有“{}”", table.zh, name)},
                std::move(finding)};
    }
    const std::vector<std::size_t>& rows = found->second;
    if (rows.size() == 1) {
        return {rows.front(), {}, std::nullopt};
    }
    return {
        std::nullopt,
        {fmt::format("'{}' has several rows '{}'", table.en, name),
         fmt::format("“{}”中“{}”有多条记录", table.zh, name)},
        m_input.finding(
            "PP-0545", subject,
            {{"table", table}, {"name", same(name)}, {"count", same(count_text(rows.size()))}})};
}

} // namespace parkplan::rules
