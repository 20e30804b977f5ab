// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
#include "core/units.hpp"
#include "review/finding.hpp"
#include "review/rule.hpp"

#include <functional>
#include <optional>
#include <string>

namespace parkplan::rules {

/// A figure that is only known between two others, because values are missing: what is known of
/// it, the least and the most that it may be.
struct Bounded {
    double value = 0.0;
    double lowest = 0.0;
    double highest = 0.0; ///< may be infinite
    std::optional<double> sigma{};

    [[nodiscard]] bool known() const noexcept { return lowest == highest; }
};

/// The limits of a rule: either or both.
struct Limits {
    std::optional<double> at_least{};
    std::optional<double> at_most{};

    [[nodiscard]] bool any() const noexcept { return at_least || at_most; }
};

/// What the limit says that is nearest to being broken, or is broken most.
struct BoundedJudgement {
    review::Outcome outcome = review::Outcome::pass;
    double limit = 0.0;
    double margin = 0.0;   ///< of what is known; positive on the passing side
    double decisive = 0.0; ///< margin of the bound that decides
    bool lower = true;     ///< the limit is a lower one
    bool open = false;     ///< undecided because of what is missing
};

/// A limit passes when the worst that the figure may be does, beyond k · sigma, and fails when the
/// best does not; else it is undecided.
[[nodiscard]] BoundedJudgement judge(const Bounded& figure, const Limits& limits,
                                     double coverage_factor);

/// The verdict with figure and judgement; `text` prints a figure for the note of what is open.
[[nodiscard]] review::Verdict bounded_verdict(review::Verdict verdict, const Bounded& figure,
                                              const BoundedJudgement& judgement,
                                              const std::function<std::string(double)>& text);

/// Where no accuracy is stated and it could matter: the finding that says so (PP-0403), which is
/// noted in the verdict, too. `per_metre` is the uncertainty of the figure per metre of it.
[[nodiscard]] std::optional<review::Finding>
without_accuracy(const review::RuleInput& input, review::Verdict& verdict, const Bounded& figure,
                 const BoundedJudgement& judgement, Metres per_metre);

/// "below" and "above" for messages about a limit.
[[nodiscard]] BiText side_of(const BoundedJudgement& judgement);

} // namespace parkplan::rules
