// SPDX-License-Identifier: MIT
#include "review/judge.hpp"

namespace parkplan::review {

Outcome outcome_of(double margin, double doubt) noexcept {
    if (margin >= 0.0 && margin >= doubt) {
        return Outcome::pass;
    }
    return margin < 0.0 && -margin > doubt ? Outcome::fail : Outcome::undecided;
}

Judgement judge_at_least(SquareMetres value, SquareMetres limit, std::optional<SquareMetres> sigma,
                         double coverage_factor) noexcept {
    const SquareMetres margin = value - limit;
    const SquareMetres doubt = sigma ? coverage_factor * *sigma : SquareMetres{};
    return {outcome_of(margin.value(), doubt.value()), margin};
}

} // namespace parkplan::review
