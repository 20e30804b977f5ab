// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
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
    double margin = 0.0; ///< of what is known; positive on the passing side
    bool lower = true;   ///< the limit is a lower one
    bool open = false;   ///< undecided because of what is missing
};

/// A limit passes when the worst that the figure may be does, beyond k · sigma, and fails when the
/// best does not; else it is undecided.
[[nodiscard]] BoundedJudgement judge(const Bounded& figure, const Limits& limits,
                                     double coverage_factor);

/// The verdict with figure and judgement; `text` prints a figure for the note of what is open.
[[nodiscard]] review::Verdict bounded_verdict(review::Verdict verdict, const Bounded& figure,
                                              const BoundedJudgement& judgement,
                                              const std::function<std::string(double)>& text);

/// "below" and "above" for messages about a limit.
[[nodiscard]] BiText side_of(const BoundedJudgement& judgement);

} // namespace parkplan::rules
