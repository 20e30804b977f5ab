// SPDX-License-Identifier: MIT
#include "rules/zone_claims.hpp"

#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace parkplan::rules {

ZoneClaims::ZoneClaims(const review::RuleInput& input, const ZoneRegister& zones) : m_input(input) {
    if (!stated(input.config, "claim")) {
        return;
    }
    m_column = &input.column("layer", input.config.text("claim"));
    m_has_name.resize(input.layer("zones").layer.size());
    if (!stated(input.config, "claim_as")) {
        for (const ZoneRegister::Zone& zone : zones.zones()) {
            if (!zone.named) {
                continue;
            }
            m_claims[zone.name].rows = zone.rows;
            m_assigned[zone.name] = true;
            for (const std::uint32_t row : zone.rows) {
                m_has_name[row] = 1;
            }
        }
    } else {
        const std::vector<std::string>& fields = input.config.list("claim_as");
        for (const std::string& field : fields) {
            // The name of a zone is its own; only what it is assigned to can be ambiguous.
            const bool own_name =
                stated(input.config, "zone_name") && field == input.config.text("zone_name");
            read(field, !own_name || fields.size() == 1);
        }
    }
    add_possible(zones);
    m_near = NearNames{names_of(m_claims), m_column->size(), near_name};
}

void ZoneClaims::read(std::string_view field, bool is_assignment) {
    const layer::AttributeColumn& column = m_input.column("zones", field);
    for (std::uint32_t row = 0; row < column.size(); ++row) {
        if (const std::optional<std::string> name = value_of(column, row)) {
            m_claims[*name].rows.push_back(row);
            m_assigned[*name] |= is_assignment;
            m_has_name[row] = 1;
        }
    }
}

void ZoneClaims::add_possible(const ZoneRegister& zones) {
    std::vector<std::uint32_t> nameless;
    std::vector<std::uint32_t> open; // and those that are ambiguous
    for (std::uint32_t row = 0; row < m_has_name.size(); ++row) {
        if (m_has_name[row] == 0) {
            nameless.push_back(row);
        }
        if (m_has_name[row] == 0 || zones.is_ambiguous(row)) {
            open.push_back(row);
        }
    }
    for (auto& [name, claim] : m_claims) {
        std::ranges::sort(claim.rows);
        claim.rows.erase(std::unique(claim.rows.begin(), claim.rows.end()), claim.rows.end());
        std::ranges::set_union(claim.rows, m_assigned.at(name) ? open : nameless,
                               std::back_inserter(claim.possible));
    }
}

std::optional<std::string> ZoneClaims::name(std::size_t row) const {
    return m_column == nullptr ? std::nullopt : value_of(*m_column, row);
}

const ZoneClaims::Claim* ZoneClaims::find(const std::string& name) const {
    const auto found = m_claims.find(name);
    return found == m_claims.end() ? nullptr : &found->second;
}

review::Finding ZoneClaims::unknown_name(const review::Subject& subject, const std::string& name) {
    review::Finding finding = m_input.finding(
        "PP-0530", subject,
        {{"zones", m_input.layer_title("zones")}, {"field", field()}, {"value", same(name)}});
    if (const std::optional<std::string>& near = m_near.of(name)) {
        finding.proposal = same(*near);
    }
    return finding;
}

BiText ZoneClaims::field() const {
    return field_title(m_input.layer_config("layer"), m_input.config.text("claim"));
}

} // namespace parkplan::rules
