// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
#include "core/levelling.hpp"
#include "core/units.hpp"
#include "geo/shape.hpp"
#include "measure/measure.hpp"
#include "overlay/change_balance.hpp"
#include "review/rule.hpp"
#include "rules/change_classes.hpp"
#include "rules/construction_change.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace parkplan::rules {

/// What the verdict of a balance hangs on, of one zone or the whole.
struct JudgedBalance {
    review::Subject subject{};
    std::optional<std::size_t> zone{}; ///< row of the zones; none: the whole
    const ConstructionChange& change;
};

/// The verdicts of the rule 'balance': 'net_at_most' or 'reduce_by', and 'ratio_at_least'.
class BalanceJudge {
public:
    /// All must outlive it. `zones` may be null.
    BalanceJudge(const review::RuleInput& input, const review::LoadedLayer* zones,
                 const measure::Measurer& measurer);

    /// True when the plan states a limit or a ratio.
    [[nodiscard]] bool judges() const noexcept { return m_limit || m_ratio; }
    /// How sure the net changes are, where they are compared with a limit.
    void find_sigma(const overlay::ChangeBalance& balance, const ChangeClasses& classes);
    /// Adds the verdict, by the condition that is worse off (with equal outcomes the net change),
    /// and a finding for each that fails or is open.
    void judge(const JudgedBalance& one, review::RuleResult& result) const;

    /// Throws Error{plan} for limits that do not go together.
    static void check(const plan::RuleConfig& config);

private:
    struct Condition;

    [[nodiscard]] Condition judge_net_change(const JudgedBalance& one,
                                             review::RuleResult& result) const;
    [[nodiscard]] Condition judge_ratio(const JudgedBalance& one) const;
    void add_finding(const JudgedBalance& one, const Condition& condition,
                     review::RuleResult& result) const;
    /// Of one that is open: its code, and the values of its message.
    [[nodiscard]] static std::pair<std::string_view, MessageValues>
    open_values(const JudgedBalance& one, const Condition& condition);
    [[nodiscard]] std::optional<BiText> land_lost() const;

    const review::RuleInput& m_input;
    const review::LoadedLayer* m_zones;
    const measure::Measurer& m_measurer;
    AreaStep m_step;                       ///< of the table
    std::optional<SquareMetres> m_limit{}; ///< of the net change; negative: a reduction
    std::optional<double> m_ratio{};
    std::optional<overlay::ChangeSigma> m_sigma{};
    std::optional<Metres> m_accuracy{};
};

} // namespace parkplan::rules
