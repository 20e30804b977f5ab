// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/units.hpp"
#include "review/finding.hpp"

#include <optional>

namespace parkplan::review {

/// What a margin says, positive on the passing side, with `doubt` = k·sigma. pass: margin >= 0 and
/// margin >= doubt; fail: margin < 0 and -margin > doubt; else undecided. A doubt of 0 decides by
/// the margin alone.
[[nodiscard]] PARKPLAN_API Outcome outcome_of(double margin, double doubt) noexcept;

struct Judgement {
    Outcome outcome = Outcome::not_checked;
    SquareMetres margin{}; ///< positive on the passing side
};

/// Judges value >= limit by outcome_of. Without sigma the plain comparison decides.
[[nodiscard]] PARKPLAN_API Judgement judge_at_least(SquareMetres value, SquareMetres limit,
                                                    std::optional<SquareMetres> sigma,
                                                    double coverage_factor) noexcept;

} // namespace parkplan::review
