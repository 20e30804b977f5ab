// SPDX-License-Identifier: MIT
#include "review/runner.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::review {
namespace {

/// What a run found, and its status for --fail-on error, undecided, warning, never.
struct StatusCase {
    std::string name;
    std::vector<Level> findings;
    std::vector<std::pair<Outcome, Level>> verdicts;
    std::vector<ErrorKind> errors;
    std::array<int, 4> status;
};

std::ostream& operator<<(std::ostream& out, const StatusCase& one) {
    return out << one.name;
}

Review review_of(const StatusCase& one, const std::string& group) {
    Review review;
    for (const Level level : one.findings) {
        review.findings.push_back({.code = "PP-0201", .level = level, .group = group});
    }
    for (const auto& [outcome, level] : one.verdicts) {
        Verdict verdict;
        verdict.outcome = outcome;
        verdict.level = level;
        verdict.group = group;
        review.verdicts.push_back(verdict);
    }
    for (const ErrorKind kind : one.errors) {
        review.errors.push_back({"rule", {}, Error{kind, "broken"}});
    }
    review.complete = one.errors.empty();
    return review;
}

class ExitStatus : public testing::TestWithParam<StatusCase> {};

TEST_P(ExitStatus, FollowsTheTable) {
    const Review review = review_of(GetParam(), {});
    const std::array<int, 4> found{
        exit_status(review, FailOn::error), exit_status(review, FailOn::undecided),
        exit_status(review, FailOn::warning), exit_status(review, FailOn::never)};
    EXPECT_EQ(found, GetParam().status);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ExitStatus,
    testing::Values(
        StatusCase{"nothing", {}, {}, {}, {0, 0, 0, 0}},
        StatusCase{"pass", {}, {{Outcome::pass, Level::error}}, {}, {0, 0, 0, 0}},
        StatusCase{"not checked", {}, {{Outcome::not_checked, Level::error}}, {}, {0, 0, 0, 0}},
        StatusCase{"info", {Level::info}, {}, {}, {0, 0, 0, 0}},
        StatusCase{"warning", {Level::warning}, {}, {}, {0, 0, 1, 0}},
        StatusCase{"error", {Level::error}, {}, {}, {1, 1, 1, 0}},
        StatusCase{"failed", {}, {{Outcome::fail, Level::error}}, {}, {1, 1, 1, 0}},
        StatusCase{"failed warning", {}, {{Outcome::fail, Level::warning}}, {}, {0, 0, 1, 0}},
        StatusCase{"failed info", {}, {{Outcome::fail, Level::info}}, {}, {0, 0, 0, 0}},
        StatusCase{"undecided", {}, {{Outcome::undecided, Level::error}}, {}, {0, 4, 4, 0}},
        StatusCase{"undecided and error",
                   {Level::error},
                   {{Outcome::undecided, Level::error}},
                   {},
                   {1, 1, 1, 0}},
        StatusCase{"could not complete", {Level::error}, {}, {ErrorKind::input}, {3, 3, 3, 3}},
        StatusCase{"geometry engine", {}, {}, {ErrorKind::geometry}, {3, 3, 3, 3}},
        StatusCase{"plan", {}, {}, {ErrorKind::input, ErrorKind::plan}, {2, 2, 2, 2}},
        StatusCase{"our bug",
                   {Level::error},
                   {},
                   {ErrorKind::plan, ErrorKind::internal},
                   {70, 70, 70, 70}}));

TEST(ExitStatusOfAGroup, NeverCounts) {
    const StatusCase all{"all",
                         {Level::error, Level::warning},
                         {{Outcome::fail, Level::error}, {Outcome::undecided, Level::error}},
                         {},
                         {}};
    EXPECT_EQ(exit_status(review_of(all, "规划文本提示"), FailOn::warning), 0);
    EXPECT_EQ(exit_status(review_of(all, {}), FailOn::warning), 1);
}

TEST(ExitStatusOfWaivedOnes, NeverCounts) {
    const StatusCase all{"all",
                         {Level::error, Level::warning},
                         {{Outcome::fail, Level::error}, {Outcome::undecided, Level::error}},
                         {},
                         {}};
    Review review = review_of(all, {});
    for (Finding& finding : review.findings) {
        finding.waived = "agreed";
    }
    EXPECT_EQ(exit_status(review, FailOn::warning), 1);
    for (Verdict& verdict : review.verdicts) {
        verdict.waived = "agreed";
    }
    EXPECT_EQ(exit_status(review, FailOn::warning), 0);
    review.errors.push_back({"rule", {}, Error{ErrorKind::input, "broken"}});
    EXPECT_EQ(exit_status(review, FailOn::warning), 3);
}

TEST(ExitStatusOfAnIncompleteRun, IsThreeEvenWithoutARecordedError) {
    Review review;
    review.complete = false;
    EXPECT_EQ(exit_status(review, FailOn::never), 3);
}

} // namespace
} // namespace parkplan::review
