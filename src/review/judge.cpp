// SPDX-License-Identifier: MIT
#include "review/judge.hpp"

namespace parkplan::review {

Judgement judge_at_least(SquareMetres value, SquareMetres limit, std::optional<SquareMetres> sigma,
                         double coverage_factor) noexcept {
    const SquareMetres margin = value - limit;
    const SquareMetres zero{};
    const SquareMetres doubt = sigma ? coverage_factor * *sigma : zero;
    if (margin >= zero && margin >= doubt) {
        return {Outcome::pass, margin};
    }
    if (margin < zero && -margin > doubt) {
        return {Outcome::fail, margin};
    }
    return {Outcome::undecided, margin};
}

} // namespace parkplan::review
