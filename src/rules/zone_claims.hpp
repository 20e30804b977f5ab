// SPDX-License-Identifier: MIT
#pragma once

#include "review/rule.hpp"
#include "rules/near_name.hpp"
#include "rules/zone_register.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::rules {

/// What zones a name stands for that features claim: parameters 'claim' (a field of 'layer') and
/// 'claim_as' (fields of 'zones', else the name of the zone).
class ZoneClaims {
public:
    ZoneClaims(const review::RuleInput& input, const ZoneRegister& zones);

    /// Rows are ascending.
    struct Claim {
        std::vector<std::uint32_t> rows{}; ///< that have the name in a field of 'claim_as'
        /// The same with those that may belong to it as well: assigned ambiguously, or without a
        /// name at all.
        std::vector<std::uint32_t> possible{};
    };
    /// True when the rule looks at claims.
    [[nodiscard]] bool wanted() const noexcept { return m_column != nullptr; }
    /// What a feature claims; nothing where its field is empty.
    [[nodiscard]] std::optional<std::string> name(std::size_t row) const;
    /// Nothing for a name that no zone has.
    [[nodiscard]] const Claim* find(const std::string& name) const;
    /// Tells of a claim that is the name of no zone (PP-0530), and what may have been meant.
    [[nodiscard]] review::Finding unknown_name(const review::Subject& subject,
                                               const std::string& name);
    [[nodiscard]] BiText field() const;

private:
    void read(std::string_view field, bool is_assignment);
    void add_possible(const ZoneRegister& zones);

    const review::RuleInput& m_input;
    const layer::AttributeColumn* m_column = nullptr; ///< none: nothing is claimed
    std::map<std::string, Claim> m_claims{};
    std::map<std::string, bool> m_assigned{}; ///< names that an assignment may be wrong about
    std::vector<std::uint8_t> m_has_name{};   ///< by row of the zones
    NearNames m_near{{}, 0};
};

} // namespace parkplan::rules
