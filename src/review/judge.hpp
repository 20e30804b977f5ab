// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/units.hpp"
#include "review/finding.hpp"

#include <optional>

namespace parkplan::review {

struct Judgement {
    Outcome outcome = Outcome::not_checked;
    SquareMetres margin{}; ///< positive on the passing side
};

/// Judges value >= limit. pass: margin >= 0 and margin >= k·sigma; fail: margin < 0 and
/// -margin > k·sigma; else undecided. Without sigma the plain comparison decides.
[[nodiscard]] PARKPLAN_API Judgement judge_at_least(SquareMetres value, SquareMetres limit,
                                                    std::optional<SquareMetres> sigma,
                                                    double coverage_factor) noexcept;

} // namespace parkplan::review
