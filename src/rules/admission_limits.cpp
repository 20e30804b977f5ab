// SPDX-License-Identifier: MIT
#include "rules/admission_limits.hpp"

#include "core/catalogue.hpp"
#include "core/fail.hpp"
#include "core/text.hpp"
#include "rules/cell_number.hpp"
#include "rules/near_name.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace parkplan::rules {

void AdmissionLimits::check(const plan::RuleConfig& config) {
    const bool by_table = stated(config, "values");
    if (!config.has("limit") && !by_table) {
        fail(ErrorKind::plan, "'limit', 'values' or both are needed, none is given");
    }
    constexpr std::array<std::string_view, 2> needed{"values_cluster", "values_value"};
    for (const std::string_view name : needed) {
        if (stated(config, name) != by_table) {
            fail(ErrorKind::plan,
                 "'values', 'values_cluster' and 'values_value' belong together; '{}' is missing",
                 by_table ? name : "values");
        }
    }
    constexpr std::array<std::string_view, 2> possible{"values_indicator", "values_unit"};
    for (const std::string_view name : possible) {
        if (stated(config, name) && !by_table) {
            fail(ErrorKind::plan, "'{}' needs 'values'", name);
        }
    }
    if (by_table && !stated(config, "cluster")) {
        fail(ErrorKind::plan, "'values' needs 'cluster', the field with the project's cluster");
    }
}

void AdmissionLimits::read_table() {
    const layer::AttributeColumn& clusters =
        m_input.column("values", m_input.config.text("values_cluster"));
    const std::string indicator{trim(m_input.config.text("indicator"))};
    for (std::size_t row = 0; row < clusters.size(); ++row) {
        if (stated(m_input.config, "values_indicator")) {
            const std::optional<std::string> its =
                value_of(m_input.column("values", m_input.config.text("values_indicator")), row);
            if (its != indicator) {
                m_other_indicators.push_back(its.value_or(std::string{}));
                continue;
            }
        }
        if (const std::optional<std::string> cluster = value_of(clusters, row)) {
            read_row(row, *cluster);
        } else {
            m_of_table.push_back(
                m_input.finding("PP-0554", m_input.subject("values", row),
                                {{"why", {"no cluster is stated", "未填写组团"}}}));
        }
    }
}

void AdmissionLimits::read_row(std::size_t row, const std::string& cluster) {
    Entry& entry = m_entries[cluster];
    ++entry.rows;
    const std::string& field = m_input.config.text("values_value");
    const CellNumber cell = number_at(m_input.column("values", field), row);
    BiText why;
    if (!cell.value) {
        why = why_no_number(field_title(m_input.layer_config("values"), field), cell);
    }
    Fraction by{};
    if (stated(m_input.config, "values_unit")) {
        const std::string text =
            value_of(m_input.column("values", m_input.config.text("values_unit")), row)
                .value_or(std::string{});
        const std::optional<RatioUnit> unit = ratio_unit(text);
        const std::optional<Fraction> to = unit ? conversion(*unit, m_unit) : std::nullopt;
        by = to.value_or(by);
        if (why.en.empty() && !to) {
            why = {fmt::format("unit '{}' cannot be given in {}", text, m_unit.name),
                   fmt::format("单位“{}”无法换算为“{}”", text, m_unit.name)};
        }
    }
    if (!why.en.empty()) {
        m_of_table.push_back(
            m_input.finding("PP-0554", m_input.subject("values", row), {{"why", std::move(why)}}));
        return;
    }
    entry.value = ratio_in(*cell.value, 1.0, by, 0.0);
}

std::optional<double> AdmissionLimits::general() const {
    return m_input.config.has("limit") ? std::optional{m_input.config.number("limit")}
                                       : std::nullopt;
}

AdmissionLimits::Limit AdmissionLimits::of(const std::optional<std::string>& cluster) {
    if (!m_by_table) {
        return {general(), {}};
    }
    const auto found = cluster ? m_entries.find(*cluster) : m_entries.end();
    if (found == m_entries.end()) {
        if (cluster) {
            ++m_without[*cluster];
        }
        BiText why = cluster ? BiText{fmt::format("no value for the cluster '{}'", *cluster),
                                      fmt::format("组团“{}”没有准入标准值", *cluster)}
                             : BiText{"the project's cluster is not stated", "项目未填写所属组团"};
        return {general(), std::move(why)};
    }
    if (found->second.rows > 1) {
        return {std::nullopt,
                {fmt::format("several values for the cluster '{}'", *cluster),
                 fmt::format("组团“{}”有多个准入标准值", *cluster)}};
    }
    return {found->second.value,
            {fmt::format("the value for the cluster '{}' cannot be used", *cluster),
             fmt::format("组团“{}”的准入标准值无法使用", *cluster)}};
}

review::Finding AdmissionLimits::without_value(const std::string& cluster,
                                               std::size_t projects) const {
    const bool judged = general().has_value();
    review::Finding finding =
        m_input.finding("PP-0552", m_input.whole("layer"),
                        {{"cluster", same(cluster)},
                         {"table", m_input.layer_title("values")},
                         {"count", same(count_text(projects))},
                         {"what", judged ? BiText{"judged by the general value", "按通用值判定"}
                                         : BiText{"not checked", "未检查"}}});
    std::vector<std::string> names;
    for (const auto& [name, entry] : m_entries) {
        names.push_back(name);
    }
    if (const std::optional<std::string> near = nearest_name(cluster, names)) {
        finding.proposal = same(*near);
    }
    return finding;
}

std::vector<review::Finding> AdmissionLimits::findings() const {
    std::vector<review::Finding> findings = m_of_table;
    const bool has_rows = !m_entries.empty() || !m_of_table.empty(); // of the indicator
    if (m_by_table && !has_rows && !m_other_indicators.empty()) {
        const std::string indicator{trim(m_input.config.text("indicator"))};
        review::Finding finding =
            m_input.finding("PP-0551", m_input.whole("values"), {{"indicator", same(indicator)}});
        if (const std::optional<std::string> near = nearest(indicator, m_other_indicators)) {
            finding.proposal = same(*near);
        }
        findings.push_back(std::move(finding));
        return findings; // that no cluster has a value follows
    }
    for (const auto& [cluster, entry] : m_entries) {
        if (entry.rows > 1) {
            findings.push_back(m_input.finding(
                "PP-0553", m_input.whole("values"),
                {{"cluster", same(cluster)}, {"count", same(count_text(entry.rows))}}));
        }
    }
    for (const auto& [cluster, projects] : m_without) {
        findings.push_back(without_value(cluster, projects));
    }
    return findings;
}

} // namespace parkplan::rules
