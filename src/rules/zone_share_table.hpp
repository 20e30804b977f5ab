// SPDX-License-Identifier: MIT
#pragma once

#include "review/rule.hpp"
#include "rules/zone_judge.hpp"

#include <cstddef>
#include <string>

namespace parkplan::rules {

/// "'A' (62.30%), 'B' (37.70%)": the largest shares, and how many more there are.
[[nodiscard]] BiText shares_text(const ZonedShares& shares, const ZoneRegister& zones);
/// "1234.50 m²", "12.500 m", "1 of 3 points".
[[nodiscard]] BiText amount_text(const ZonedShares& shares, ExactNumber amount);

/// The table of what of each feature lies in which zone.
class ZoneShareTable {
public:
    ZoneShareTable(const review::RuleInput& input, const ZoneRegister& zones);

    void add(std::size_t row, const JudgedShares& one);
    /// A feature that could not be used.
    void add_unknown(std::size_t row, const std::string& claim, const BiText& why);
    [[nodiscard]] review::ResultTable take() { return std::move(m_table); }

private:
    [[nodiscard]] std::vector<review::TableCell> head(std::size_t row,
                                                      const std::string& claim) const;
    void add_line(std::vector<review::TableCell> cells, const ZonedShares& shares,
                  ExactNumber amount, BiText remark);
    [[nodiscard]] bool is_ambiguous(const ZoneRegister::Zone& zone) const;

    const review::RuleInput& m_input;
    const ZoneRegister& m_zones;
    bool m_has_names = false;
    bool m_has_claims;
    bool m_has_paths;
    review::ResultTable m_table;
};

} // namespace parkplan::rules
