// SPDX-License-Identifier: MIT
#include "review/judge.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <optional>
#include <ostream>
#include <vector>

namespace parkplan::review {
namespace {

struct JudgeCase {
    double value;
    double limit;
    std::optional<double> sigma;
    double k;
    Outcome outcome;
};

std::ostream& operator<<(std::ostream& out, const JudgeCase& one) {
    return out << one.value << " >= " << one.limit << ", sigma " << one.sigma.value_or(std::nan(""))
               << ", k " << one.k;
}

class JudgeAtLeast : public testing::TestWithParam<JudgeCase> {};

TEST_P(JudgeAtLeast, FollowsTheDefinition) {
    const JudgeCase& one = GetParam();
    std::optional<SquareMetres> sigma;
    if (one.sigma) {
        sigma = SquareMetres{*one.sigma};
    }
    const Judgement judgement =
        judge_at_least(SquareMetres{one.value}, SquareMetres{one.limit}, sigma, one.k);
    EXPECT_EQ(judgement.outcome, one.outcome);
    EXPECT_EQ(judgement.margin, SquareMetres{one.value - one.limit});
}

constexpr double million = 1e6;

INSTANTIATE_TEST_SUITE_P(
    Boundaries, JudgeAtLeast,
    testing::Values(
        // Without sigma the plain comparison; the limit itself passes (以上).
        JudgeCase{100, 100, {}, 2, Outcome::pass}, JudgeCase{99.999999, 100, {}, 2, Outcome::fail},
        JudgeCase{100.000001, 100, {}, 2, Outcome::pass},
        // Sigma 0 is no uncertainty.
        JudgeCase{100, 100, 0, 2, Outcome::pass}, JudgeCase{99, 100, 0, 2, Outcome::fail},
        // At the limit with uncertainty nothing is decided.
        JudgeCase{100, 100, 1, 2, Outcome::undecided},
        // Passing side: margin = k·sigma passes, just below is open.
        JudgeCase{104, 100, 2, 2, Outcome::pass}, JudgeCase{103.5, 100, 2, 2, Outcome::undecided},
        // Failing side: margin = −k·sigma is still open, just beyond fails.
        JudgeCase{96, 100, 2, 2, Outcome::undecided}, JudgeCase{95.5, 100, 2, 2, Outcome::fail},
        // k scales the doubt.
        JudgeCase{96, 100, 2, 1, Outcome::fail}, JudgeCase{104, 100, 2, 3, Outcome::undecided},
        JudgeCase{104, 100, 2, 0, Outcome::pass},
        JudgeCase{2 * million, 2 * million, 300, 2, Outcome::undecided}));

TEST(JudgeAtLeastAlways, NeverPassesBelowTheLimitOrFailsAboveIt) {
    for (int i = -40; i <= 40; ++i) {
        for (int j = 0; j <= 16; ++j) {
            const double value = 100 + 0.25 * i;
            const double sigma = 0.5 * j;
            const Outcome outcome =
                judge_at_least(SquareMetres{value}, SquareMetres{100}, SquareMetres{sigma}, 2)
                    .outcome;
            EXPECT_NE(outcome, value < 100 ? Outcome::pass : Outcome::fail)
                << value << ", sigma " << sigma;
        }
    }
}

TEST(JudgeAtLeastAlways, DecidesNothingOnAValueThatIsNoNumber) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(judge_at_least(SquareMetres{nan}, SquareMetres{1}, {}, 2).outcome,
              Outcome::undecided);
}

} // namespace
} // namespace parkplan::review
