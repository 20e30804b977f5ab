// SPDX-License-Identifier: MIT
#include "rules/target_rows.hpp"

#include "core/text.hpp"
#include "geo/shape.hpp"
#include "rules/number_field.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace parkplan::rules {

void TargetNotes::without_value(std::string_view layer, const std::string& field, std::size_t row) {
    m_without[{std::string{layer}, field}].insert(row);
}

void TargetNotes::never_there(std::string_view layer, const std::string& field,
                              const std::string& value) {
    m_never[{std::string{layer}, field}].insert(value);
}

void TargetNotes::left_out(std::string_view layer, std::size_t row, const BiText& why) {
    m_left_out.try_emplace({std::string{layer}, row}, why);
}

void TargetNotes::report(review::RuleResult& result) const {
    for (const auto& [at, why] : m_left_out) {
        const auto& [layer, row] = at;
        review::Finding finding =
            m_input.finding("PP-0465", m_input.subject(layer, row), {{"reason", why}});
        const review::LoadedLayer& loaded = m_input.layer(layer);
        if (loaded.usable(row)) {
            finding.place = geo::MultiPolygon{loaded.layer.table().polygons[row]};
        }
        result.findings.push_back(std::move(finding));
    }
    for (const auto& [field, rows] : m_without) {
        review::Finding finding = m_input.finding(
            "PP-0464", m_input.whole(field.first),
            {{"count", same(count_text(rows.size()))},
             {"field", field_title(m_input.layer_config(field.first), field.second)},
             {"keys", keys_of(m_input, field.first, {rows.begin(), rows.end()})}});
        finding.measured = static_cast<double>(rows.size());
        result.findings.push_back(std::move(finding));
    }
    for (const auto& [field, values] : m_never) {
        for (const std::string& value : values) {
            result.findings.push_back(m_input.finding(
                "PP-0226", m_input.whole(field.first),
                {{"value", same(value)},
                 {"field", field_title(m_input.layer_config(field.first), field.second)}}));
        }
    }
}

TargetRows::TargetRows(const review::RuleInput& input, std::string_view layer)
    : m_input(input), m_layer(layer), m_states(input.layer(layer).layer.size(), RowState::in) {
    if (m_states.empty()) {
        const BiText title = input.layer_title(layer);
        m_no_data = {fmt::format("'{}' has no features", title.en),
                     fmt::format("“{}”没有要素", title.zh)};
    }
}

void TargetRows::meet(std::size_t row, bool known, bool met, const std::string& field) {
    if (!known) {
        m_unknown.emplace_back(row, field);
        m_states[row] = std::min(m_states[row], RowState::open);
    } else if (!met) {
        m_states[row] = RowState::out;
    }
}

void TargetRows::keep_values(const std::string& field, std::span<const std::string> values,
                             TargetNotes& notes) {
    std::map<std::string, bool> there;
    for (const std::string& value : values) {
        there.emplace(trim(value), false);
    }
    const layer::AttributeColumn& column = m_input.column(m_layer, field);
    for (std::size_t row = 0; row < m_states.size(); ++row) {
        const std::optional<std::string> value = value_of(column, row);
        const auto listed = value ? there.find(*value) : there.end();
        if (listed != there.end()) {
            listed->second = true;
        }
        meet(row, value.has_value(), listed != there.end(), field);
    }
    std::vector<std::string> names;
    for (const auto& [value, found] : there) {
        names.push_back(value);
        if (!found) {
            notes.never_there(m_layer, field, value);
        }
    }
    const bool none = std::ranges::none_of(there, [](const auto& one) { return one.second; });
    if (none && m_no_data.en.empty()) {
        const BiText title = field_title(m_input.layer_config(m_layer), field);
        const BiText layer = m_input.layer_title(m_layer);
        m_no_data = {fmt::format("no data: no feature of '{}' has {} in field '{}'", layer.en,
                                 fmt::join(names, ", "), title.en),
                     fmt::format("无数据：“{}”中没有要素的字段“{}”取值为{}", layer.zh, title.zh,
                                 fmt::join(names, "、"))};
    }
}

void TargetRows::keep_years(const std::string& field, YearSpan years) {
    const layer::AttributeColumn& column = m_input.column(m_layer, field);
    bool any = false;
    for (std::size_t row = 0; row < m_states.size(); ++row) {
        const std::optional<std::string> text = value_of(column, row);
        const std::optional<int> year = text ? year_in(*text) : std::nullopt;
        if (year) {
            m_years.insert(*year);
        }
        const bool met = year && years.holds(*year);
        any = any || met;
        meet(row, year.has_value(), met, field);
    }
    if (!any && m_no_data.en.empty()) {
        const BiText layer = m_input.layer_title(m_layer);
        const bool one = years.first == years.last;
        const BiText span = one ? same(fmt::format("{}", years.first))
                                : BiText{fmt::format("{} to {}", years.first, years.last),
                                         fmt::format("{} 至 {}", years.first, years.last)};
        m_no_data = {fmt::format("no data: '{}' has no feature of {}", layer.en, span.en),
                     fmt::format("无数据：“{}”中没有 {} 年的要素", layer.zh, span.zh)};
    }
}

void TargetRows::note_open(TargetNotes& notes) const {
    for (const auto& [row, field] : m_unknown) {
        if (m_states[row] == RowState::open) {
            notes.without_value(m_layer, field, row);
        }
    }
}

} // namespace parkplan::rules
