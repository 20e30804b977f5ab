// SPDX-License-Identifier: MIT
#include "rules/renewal_projects.hpp"

#include "core/fail.hpp"
#include "core/text.hpp"
#include "core/told.hpp"
#include "review/param_error.hpp"
#include "rules/cell_number.hpp"
#include "rules/number_field.hpp"
#include "rules/planned_value.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace parkplan::rules {
namespace {

constexpr SelectionParams chosen{"projects", "project_field", "project_values"};

/// The names in a list as people write it, each once.
std::set<std::string> names_in(std::string text) {
    for (const std::string_view mark : {"；", "、", "，", ","}) {
        for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) {
            text.replace(at, mark.size(), ";");
        }
    }
    const std::vector<std::string> names = split_list(text, ";");
    return {names.begin(), names.end()};
}

} // namespace

BiText RenewalModes::title(std::size_t line) const {
    if (line < m_values.size()) {
        return same(m_values.name(line));
    }
    return line == several() ? BiText{"several modes", "多种方式"}
                             : BiText{"mode not known", "方式不明"};
}

RenewalProjects::RenewalProjects(const review::RuleInput& input)
    : m_input(input), m_selection(input, chosen), m_modes(input),
      m_ambiguous(input.layer("layer").layer.size()), m_naming(m_ambiguous.size()),
      m_first(m_ambiguous.size()) {
    read_buildings();
    for (std::size_t row = 0; row < m_selection.chosen().size(); ++row) {
        if (m_selection.chosen()[row] != 0) {
            read_project(row);
        } else if (m_selection.possible()[row] != 0) {
            m_open = true; // Selection::report tells it
        }
    }
}

review::Finding RenewalProjects::missing(std::size_t row, std::string_view param) const {
    return m_input.finding(
        "PP-0501", m_input.subject("projects", row),
        {{"field", field_title(m_input.layer_config("projects"), m_input.config.text(param))}});
}

void RenewalProjects::read_buildings() {
    const std::string& name = m_input.config.text("key");
    const layer::AttributeColumn& column = m_input.column("layer", name);
    const BiText field = field_title(m_input.layer_config("layer"), name);
    std::map<std::string, std::vector<std::size_t>> rows;
    for (std::size_t row = 0; row < m_naming.size(); ++row) {
        m_first[row] = row;
        if (std::optional<std::string> key = value_of(column, row)) {
            rows[*std::move(key)].push_back(row);
        } else {
            m_findings.push_back(
                m_input.finding("PP-0501", m_input.subject("layer", row), {{"field", field}}));
        }
    }
    for (const auto& [key, its] : rows) {
        m_rows.emplace(key, its.front());
        for (const std::size_t row : its) {
            m_first[row] = its.front();
        }
        if (its.size() > 1) {
            m_ambiguous[its.front()] = 1;
            m_findings.push_back(m_input.finding(
                "PP-0502", m_input.subject("layer", its.front()),
                {{"value", same(key)}, {"field", field}, {"count", same(count_text(its.size()))}}));
        }
    }
    m_near_buildings = NearNames{names_of(m_rows), m_input.layer("projects").layer.size()};
}

RenewalProjects::Period RenewalProjects::period_of(std::size_t row) {
    if (!stated(m_input.config, "year")) {
        return Period::inside;
    }
    const std::string& name = m_input.config.text("year");
    const layer::AttributeColumn& column = m_input.column("projects", name);
    const std::optional<std::string> text = value_of(column, row);
    const std::optional<int> year = text ? year_in(*text) : std::nullopt;
    if (!year) {
        const CellNumber cell{std::nullopt, column.as_text(row).value_or(std::string{})};
        const bool is_missing = !text && !is_unreadable(column, row);
        m_findings.push_back(
            is_missing ? missing(row, "year")
                       : no_number(m_input, m_input.subject("projects", row),
                                   field_title(m_input.layer_config("projects"), name), cell));
        return Period::unknown;
    }
    const bool late = m_input.config.has("to_year") && *year > m_input.config.integer("to_year");
    const bool early =
        m_input.config.has("from_year") && *year < m_input.config.integer("from_year");
    return late || early ? Period::outside : Period::inside;
}

void RenewalProjects::read_project(std::size_t row) {
    const Period period = period_of(row);
    if (period != Period::inside) {
        m_open |= period == Period::unknown;
        return;
    }
    ++m_count;
    read_mode(row);
    const std::optional<std::string> list =
        value_of(m_input.column("projects", m_input.config.text("buildings")), row);
    const std::set<std::string> names = names_in(list.value_or(std::string{}));
    if (names.empty()) {
        m_findings.push_back(missing(row, "buildings"));
        m_open = true;
    }
    for (const std::string& name : names) {
        name_building(row, name);
    }
}

void RenewalProjects::read_mode(std::size_t row) {
    const std::optional<std::size_t> line = m_modes.values().place(row);
    m_mode_of[row] = line.value_or(m_modes.unknown());
    if (!line) {
        m_findings.push_back(m_modes.values().finding(row));
    }
}

void RenewalProjects::name_building(std::size_t project, const std::string& name) {
    const auto found = m_rows.find(name);
    if (found != m_rows.end()) {
        m_naming[found->second].push_back(project);
        return;
    }
    m_open = true;
    review::Finding finding =
        m_input.finding("PP-0577", m_input.subject("projects", project),
                        {{"building", same(name)}, {"layer", m_input.layer_title("layer")}});
    if (const std::optional<std::string>& near = m_near_buildings.of(name)) {
        finding.proposal = same(*near);
    }
    m_findings.push_back(std::move(finding));
}

std::size_t RenewalProjects::line_of(std::size_t building) const {
    const std::vector<std::size_t>& projects = m_naming[building];
    const std::size_t first = m_mode_of.at(projects.front());
    const bool differ = std::ranges::any_of(
        projects, [&](std::size_t project) { return m_mode_of.at(project) != first; });
    return differ ? m_modes.several() : first;
}

void RenewalProjects::report(review::RuleResult& result) const {
    result.findings.insert(result.findings.end(), m_findings.begin(), m_findings.end());
    m_selection.report(result);
}

void RenewalProjects::check(const plan::RuleConfig& config) {
    check_selection(config, chosen);
    const bool has_period = config.has("from_year") || config.has("to_year");
    if (config.has("year") != has_period) {
        fail(ErrorKind::plan, "'year' and 'from_year' or 'to_year' belong together; the other is "
                              "missing");
    }
    if (config.has("from_year") && config.has("to_year") &&
        config.integer("from_year") > config.integer("to_year")) {
        throw review::ParamError{"from_year",
                                 told("'from_year' ({}) is after 'to_year' ({})",
                                      config.integer("from_year"), config.integer("to_year"))};
    }
}

} // namespace parkplan::rules
