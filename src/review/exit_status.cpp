// SPDX-License-Identifier: MIT
#include "review/runner.hpp"

#include <algorithm>
#include <cstddef>

namespace parkplan::review {
namespace {

constexpr int found_status = 1;
constexpr int undecided_status = 4;

/// Status of the errors that the run recorded, 0 when there are none.
int error_status(const Review& review) noexcept {
    bool usage = false;
    for (const RunError& error : review.errors) {
        const int code = exit_code(error.error.kind());
        if (code == exit_code(ErrorKind::internal)) {
            return code;
        }
        usage = usage || code == exit_code(ErrorKind::usage);
    }
    if (usage) {
        return exit_code(ErrorKind::usage);
    }
    const bool could_not = !review.errors.empty() || !review.complete;
    return could_not ? exit_code(ErrorKind::input) : 0;
}

/// What changed without growing worse is as old as what did not change.
bool is_old(const Finding& finding) noexcept {
    return finding.change == Change::unchanged ||
           (finding.change == Change::changed && finding.former && !finding.former->worse);
}

bool counts(const Finding& finding, Counted counted) noexcept {
    const bool old = counted == Counted::new_only && is_old(finding);
    return finding.group.empty() && finding.waived.empty() && !old;
}

/// True when a verdict that counts is what `wanted` asks for.
template <typename Wanted>
bool has_verdict(const Review& review, Counted counted, const Wanted& wanted) noexcept {
    for (std::size_t i = 0; i < review.verdicts.size(); ++i) {
        const Verdict& verdict = review.verdicts[i];
        const bool old = counted == Counted::new_only && review.baseline &&
                         review.baseline->verdicts[i] == Change::unchanged;
        if (verdict.group.empty() && verdict.waived.empty() && !old && wanted(verdict)) {
            return true;
        }
    }
    return false;
}

/// True when a finding or a failed verdict is at least as grave as `level`.
bool has(const Review& review, Level level, Counted counted) noexcept {
    return std::ranges::any_of(review.findings,
                               [level, counted](const Finding& finding) {
                                   return counts(finding, counted) && finding.level >= level;
                               }) ||
           has_verdict(review, counted, [level](const Verdict& verdict) {
               return verdict.outcome == Outcome::fail && verdict.level >= level;
           });
}

bool anything_undecided(const Review& review, Counted counted) noexcept {
    return has_verdict(review, counted, [](const Verdict& verdict) {
        return verdict.outcome == Outcome::undecided;
    });
}

} // namespace

int exit_status(const Review& review, FailOn fail_on, Counted counted) noexcept {
    if (const int status = error_status(review); status != 0) {
        return status;
    }
    if (fail_on == FailOn::never) {
        return 0;
    }
    if (has(review, fail_on == FailOn::warning ? Level::warning : Level::error, counted)) {
        return found_status;
    }
    return fail_on != FailOn::error && anything_undecided(review, counted) ? undecided_status : 0;
}

} // namespace parkplan::review
