// SPDX-License-Identifier: MIT
#include "review/runner.hpp"

#include <algorithm>

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

/// True when a finding or a failed verdict is at least as grave as `level`.
bool has(const Review& review, Level level) noexcept {
    return std::ranges::any_of(review.findings,
                               [level](const Finding& finding) {
                                   return finding.group.empty() && finding.level >= level;
                               }) ||
           std::ranges::any_of(review.verdicts, [level](const Verdict& verdict) {
               return verdict.group.empty() && verdict.outcome == Outcome::fail &&
                      verdict.level >= level;
           });
}

bool anything_undecided(const Review& review) noexcept {
    return std::ranges::any_of(review.verdicts, [](const Verdict& verdict) {
        return verdict.group.empty() && verdict.outcome == Outcome::undecided;
    });
}

} // namespace

int exit_status(const Review& review, FailOn fail_on) noexcept {
    if (const int status = error_status(review); status != 0) {
        return status;
    }
    if (fail_on == FailOn::never) {
        return 0;
    }
    if (has(review, fail_on == FailOn::warning ? Level::warning : Level::error)) {
        return found_status;
    }
    return fail_on != FailOn::error && anything_undecided(review) ? undecided_status : 0;
}

} // namespace parkplan::review
