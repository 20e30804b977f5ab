// SPDX-License-Identifier: MIT
#include "rules/zone_register.hpp"

#include "rules/results.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace parkplan::rules {

ZoneRegister::ZoneRegister(const review::RuleInput& input) : m_input(input) {
    name_zones();
    read_marks();
}

void ZoneRegister::name_zones() {
    const layer::Layer& layer = m_input.layer("zones").layer;
    const layer::AttributeColumn* names =
        stated(m_input.config, "zone_name")
            ? &m_input.column("zones", m_input.config.text("zone_name"))
            : nullptr;
    std::map<std::pair<bool, std::string>, std::vector<std::uint32_t>> rows; // unnamed, name
    for (std::uint32_t row = 0; row < layer.size(); ++row) {
        auto name = names != nullptr ? value_of(*names, row) : std::optional{layer.key(row)};
        const bool unnamed = !name;
        rows[{unnamed, name ? *std::move(name) : layer.key(row)}].push_back(row);
    }
    m_zone_of.resize(layer.size());
    for (auto& [name, its_rows] : rows) {
        for (const std::uint32_t row : its_rows) {
            m_zone_of[row] = m_zones.size();
        }
        m_zones.push_back({name.second, !name.first, std::move(its_rows)});
    }
}

void ZoneRegister::read_marks() {
    m_ambiguous.resize(m_zone_of.size());
    if (!stated(m_input.config, "ambiguous")) {
        return;
    }
    const auto& marks = m_input.column("zones", m_input.config.text("ambiguous"));
    for (std::size_t row = 0; row < m_ambiguous.size(); ++row) {
        const std::optional<std::string> text = marks.as_text(row);
        const std::optional<std::string> mark = value_of(marks, row);
        if (!mark && !is_unreadable(marks, row)) {
            continue;
        }
        const bool no = text && (mark == "0" || mark == "否");
        const bool yes = text && (mark == "1" || mark == "是");
        m_ambiguous[row] = no ? 0 : 1;
        if (!no && !yes) {
            m_odd_marks.push_back(row);
        }
    }
}

void ZoneRegister::report(review::RuleResult& result) const {
    const auto unnamed = std::ranges::find(m_zones, false, &Zone::named);
    if (unnamed != m_zones.end()) {
        std::size_t count = 0;
        for (auto zone = unnamed; zone != m_zones.end(); ++zone) {
            count += zone->rows.size();
        }
        result.findings.push_back(
            m_input.finding("PP-0532", m_input.whole("zones"),
                            {{"count", same(count_text(count))},
                             {"field", field_title(m_input.layer_config("zones"),
                                                   m_input.config.text("zone_name"))},
                             {"key", same(unnamed->name)}}));
    }
    for (const std::size_t row : m_odd_marks) {
        const std::string& field = m_input.config.text("ambiguous");
        result.findings.push_back(m_input.finding(
            "PP-0533", m_input.subject("zones", row),
            {{"field", field_title(m_input.layer_config("zones"), field)},
             {"value",
              same(m_input.column("zones", field).as_text(row).value_or(std::string{}))}}));
    }
}

void tell_shared_land(const review::RuleInput& input, ExactArea area, std::size_t faces,
                      review::RuleResult& result) {
    if (faces == 0) {
        return;
    }
    result.findings.push_back(with_area(input.finding("PP-0239", input.whole("zones"),
                                                      {{"area_m2", same(area_text(area.value()))},
                                                       {"count", same(count_text(faces))}}),
                                        area.value()));
}

} // namespace parkplan::rules
