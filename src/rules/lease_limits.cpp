// SPDX-License-Identifier: MIT
#include "rules/lease_limits.hpp"

#include "core/fail.hpp"
#include "core/told.hpp"
#include "review/param_error.hpp"
#include "rules/cell_number.hpp"
#include "rules/landuse.hpp"
#include "rules/near_name.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace parkplan::rules {
namespace {

constexpr std::array<const char*, 4> table_params{"limits", "limits_key", "limits_years",
                                                  "limit_by"};

/// Codes of classes are ASCII; a name holds for itself alone.
bool is_code(const std::string& text) {
    return std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    });
}

bool holds_for(const std::string& key, const std::string& value) {
    return key == value || (is_code(key) && is_code(value) && is_in(value, key));
}

} // namespace

LeaseLimits::LeaseLimits(const review::RuleInput& input)
    : m_input(input), m_by_table(rules::stated(input.config, "limits")) {
    if (m_by_table) {
        read_table();
    }
}

void LeaseLimits::read_table() {
    const layer::AttributeColumn& keys =
        m_input.column("limits", m_input.config.text("limits_key"));
    const std::string& years = m_input.config.text("limits_years");
    const BiText field = field_title(m_input.layer_config("limits"), years);
    for (std::size_t row = 0; row < keys.size(); ++row) {
        const std::optional<std::string> key = value_of(keys, row);
        const CellNumber number = number_at(m_input.column("limits", years), row);
        const review::Subject subject = m_input.subject("limits", row);
        if (!key) {
            m_findings.push_back(
                m_input.finding("PP-0567", subject, {{"why", why_no_value(keys, row)}}));
            continue;
        }
        if (!number.value) {
            m_findings.push_back(
                m_input.finding("PP-0567", subject, {{"why", why_no_number(field, number)}}));
        }
        Entry& entry = m_entries[*key];
        if (entry.rows++ == 0) {
            entry.row = row;
            entry.years = number.value;
        } else if (entry.years != number.value) {
            entry.years.reset();
        }
    }
    for (const auto& [key, entry] : m_entries) {
        if (entry.rows > 1) {
            m_findings.push_back(
                m_input.finding("PP-0567", m_input.subject("limits", entry.row),
                                {{"why",
                                  {fmt::format("{} rows for '{}'", entry.rows, key),
                                   fmt::format("“{}”有 {} 行", key, entry.rows)}}}));
        }
    }
}

std::optional<double> LeaseLimits::general() const {
    return m_input.config.has("max_years")
               ? std::optional{static_cast<double>(m_input.config.integer("max_years"))}
               : std::nullopt;
}

const std::pair<const std::string, LeaseLimits::Entry>*
LeaseLimits::find(const std::string& value) const {
    const std::pair<const std::string, Entry>* found = nullptr;
    for (const auto& entry : m_entries) {
        if (holds_for(entry.first, value) &&
            (found == nullptr || entry.first.size() > found->first.size())) {
            found = &entry;
        }
    }
    return found;
}

LeaseLimits::Limit LeaseLimits::of(std::size_t row) {
    const BiText every{"all parcels", "全部地块"};
    if (!m_by_table) {
        return {general(), {}, every};
    }
    const std::string& name = m_input.config.text("limit_by");
    const layer::AttributeColumn& column = m_input.column("layer", name);
    const std::optional<std::string> value = value_of(column, row);
    if (!value) {
        m_findings.push_back(
            m_input.finding("PP-0501", m_input.subject("layer", row),
                            {{"field", field_title(m_input.layer_config("layer"), name)}}));
        const BiText why{"the field that chooses the limit of the term is empty",
                         "用于确定年限上限的字段未填写"};
        return {general(), general() ? BiText{} : why, every};
    }
    const auto* found = find(*value);
    if (found == nullptr) {
        ++m_without[*value];
        return {general(),
                general() ? BiText{}
                          : BiText{fmt::format("no limit of the term for '{}'", *value),
                                   fmt::format("没有“{}”的年限上限", *value)},
                every};
    }
    if (!found->second.years) {
        return {std::nullopt,
                {fmt::format("the limit of the term for '{}' cannot be used", found->first),
                 fmt::format("“{}”的年限上限无法使用", found->first)},
                {}};
    }
    return {found->second.years, {}, same(found->first)};
}

std::vector<review::Finding> LeaseLimits::findings() const {
    std::vector<review::Finding> findings = m_findings;
    const std::vector<std::string> names = names_of(m_entries);
    for (const auto& [value, parcels] : m_without) {
        review::Finding finding = m_input.finding(
            "PP-0566", m_input.whole("layer"),
            {{"table", m_input.layer_title("limits")},
             {"value", same(value)},
             {"count", same(count_text(parcels))},
             {"what", general()
                          ? BiText{fmt::format("{} years, the limit for all, hold",
                                               number_text(*general())),
                                   fmt::format("按通用上限 {} 年比较", number_text(*general()))}
                          : BiText{"not checked", "未检查"}}});
        // Codes one digit apart are different classes, no slips of the pen.
        if (const auto near = is_code(value) ? std::nullopt : nearest_name(value, names)) {
            finding.proposal = same(*near);
        }
        findings.push_back(std::move(finding));
    }
    return findings;
}

bool LeaseLimits::stated(const plan::RuleConfig& config) {
    return config.has("max_years") || rules::stated(config, "limits");
}

void LeaseLimits::check(const plan::RuleConfig& config) {
    const auto is_stated = [&config](const char* name) { return rules::stated(config, name); };
    const auto* const missing = std::ranges::find_if_not(table_params, is_stated);
    if (missing != table_params.end() && std::ranges::any_of(table_params, is_stated)) {
        fail(ErrorKind::plan,
             "'limits', 'limits_key', 'limits_years' and 'limit_by' belong together; '{}' is "
             "missing",
             *missing);
    }
    if (config.has("max_years") && config.integer("max_years") < 1) {
        throw review::ParamError{"max_years", told("'{}' is {}; 1 or more is needed", "max_years",
                                                   config.integer("max_years"))};
    }
}

} // namespace parkplan::rules
