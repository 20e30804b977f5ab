// SPDX-License-Identifier: MIT
#include "rules/selection.hpp"

#include "core/exact_area.hpp"
#include "core/fail.hpp"
#include "core/text.hpp"
#include "rules/results.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace parkplan::rules {
namespace {

/// Without spaces, tabs, no-break and ideographic spaces anywhere.
std::string without_blanks(std::string text) {
    for (const std::string_view blank : {" ", "\t", "\u00A0", "\u3000"}) {
        for (std::size_t at = text.find(blank); at != std::string::npos; at = text.find(blank)) {
            text.erase(at, blank.size());
        }
    }
    return text;
}

} // namespace

std::vector<review::Finding> blank_slips(const review::RuleInput& input,
                                         std::string_view layer_param,
                                         std::string_view field_or_role,
                                         std::span<const std::string> listed) {
    std::map<std::string, std::string> meant; // without blanks -> as listed
    for (const std::string& value : listed) {
        meant.emplace(without_blanks(value), std::string{trim(value)});
    }
    const layer::AttributeColumn& column = input.column(layer_param, field_or_role);
    std::map<std::string, std::size_t> counts;
    for (std::size_t row = 0; row < column.size(); ++row) {
        if (const auto value = value_of(column, row)) {
            ++counts[*value];
        }
    }
    std::vector<review::Finding> findings;
    const BiText field = field_title(input.layer_config(layer_param), field_or_role);
    for (const auto& [value, count] : counts) {
        const auto near = meant.find(without_blanks(value));
        if (near != meant.end() && near->second != value) {
            findings.push_back(input.finding("PP-0242", input.whole(layer_param),
                                             {{"value", same(value)},
                                              {"field", field},
                                              {"listed", same(near->second)},
                                              {"count", same(count_text(count))}}));
        }
    }
    return findings;
}

Selection::Selection(const review::RuleInput& input, SelectionParams params)
    : m_input(input), m_params(params), m_chosen(input.layer(params.layer).layer.size(), 1),
      m_possible(m_chosen), m_usable(input.layer(params.layer).usable_rows()) {
    if (stated(input.config, params.field)) {
        choose_by_value();
    }
    for (std::size_t row = 0; row < m_chosen.size(); ++row) {
        m_count += m_chosen[row];
        m_usable[row] = static_cast<std::uint8_t>(m_usable[row] & m_chosen[row]);
    }
}

void Selection::choose_by_value() {
    for (const std::string& value : m_input.config.list(m_params.values)) {
        m_listed.emplace(trim(value), 0);
    }
    std::set<std::string> others;
    const layer::AttributeColumn& column =
        m_input.column(m_params.layer, m_input.config.text(m_params.field));
    for (std::size_t row = 0; row < m_chosen.size(); ++row) {
        const std::optional<std::string> value = value_of(column, row);
        const auto listed = value ? m_listed.find(*value) : m_listed.end();
        const bool holds = listed != m_listed.end();
        m_chosen[row] = holds ? 1 : 0;
        m_possible[row] = holds || !value ? 1 : 0;
        if (holds) {
            ++listed->second;
        } else if (value) {
            others.insert(*value);
        } else {
            m_without_value.push_back(row);
        }
    }
    m_other_values.assign(others.begin(), others.end());
}

BiText Selection::title() const {
    BiText title = m_input.layer_title(m_params.layer);
    if (m_listed.empty()) {
        return title;
    }
    std::vector<std::string_view> values;
    values.reserve(m_listed.size());
    for (const auto& [value, count] : m_listed) {
        values.emplace_back(value);
    }
    return {fmt::format("{} ({})", title.en, fmt::join(values, ", ")),
            fmt::format("{}（{}）", title.zh, fmt::join(values, "、"))};
}

void Selection::report(review::RuleResult& result) const {
    if (m_listed.empty()) {
        return;
    }
    const BiText field =
        field_title(m_input.layer_config(m_params.layer), m_input.config.text(m_params.field));
    for (const auto& [value, count] : m_listed) {
        if (count > 0) {
            continue;
        }
        review::Finding finding = m_input.finding("PP-0226", m_input.whole(m_params.layer),
                                                  {{"value", same(value)}, {"field", field}});
        // Codes one digit apart are different classes, no slips of the pen.
        if (value.find_first_not_of("0123456789") != std::string::npos) {
            if (const std::optional<std::string> meant = nearest(value, m_other_values)) {
                finding.proposal = same(*meant);
            }
        }
        result.findings.push_back(std::move(finding));
    }
    for (review::Finding& finding :
         blank_slips(m_input, m_params.layer, m_input.config.text(m_params.field),
                     m_input.config.list(m_params.values))) {
        result.findings.push_back(std::move(finding));
    }
    ExactArea area;
    const review::LoadedLayer& loaded = m_input.layer(m_params.layer);
    for (const std::size_t row : m_without_value) {
        if (loaded.usable(row)) {
            area += ExactArea{loaded.measurer->piece_area(loaded.layer.table().polygons[row])};
        }
    }
    if (!m_without_value.empty()) {
        const SquareMetres value = area.value();
        result.findings.push_back(
            with_area(m_input.finding("PP-0227", m_input.whole(m_params.layer),
                                      {{"count", same(count_text(m_without_value.size()))},
                                       {"field", field},
                                       {"area_m2", same(area_text(value))}}),
                      value));
    }
    result.ledger.push_back({m_input.config.id, fmt::format("{}_without_value_m2", m_params.layer),
                             area, m_without_value.size()});
}

void check_selection(const plan::RuleConfig& config, const SelectionParams& params) {
    if (stated(config, params.field) != stated(config, params.values)) {
        fail(ErrorKind::plan, "'{}' and '{}' belong together; '{}' is missing", params.field,
             params.values, stated(config, params.field) ? params.values : params.field);
    }
}

} // namespace parkplan::rules
