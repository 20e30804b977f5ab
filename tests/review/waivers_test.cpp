// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "review/order.hpp"
#include "review/runner.hpp"
#include "review/waivers.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::review {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view rule_id = "r";

/// A plan with a rule "r" on layer "l" and some waivers.
class ReviewedPlan {
public:
    ReviewedPlan() {
        m_plan.file = "folder/plan.toml";
        m_plan.date = "2026-06-30";
        for (const char* id : {"l", "other"}) {
            m_plan.layers.emplace_back().id = id;
        }
        plan::RuleConfig& rule = m_plan.rules.emplace_back();
        rule.id = rule_id;
        rule.params.emplace("layer", std::string{"l"});
    }

    [[nodiscard]] plan::Plan& plan() { return m_plan; }
    [[nodiscard]] Review& review() { return m_review; }

    static Subject subject(const std::string& key, std::uint32_t layer = 0) {
        Subject one;
        one.layer_index = layer;
        one.layer = layer == 0 ? "l" : "other";
        one.key = key;
        one.row = key.empty() ? 0 : static_cast<std::uint32_t>(key.front());
        return one;
    }

    ReviewedPlan& verdict(const std::string& key, Outcome outcome, Level level = Level::error) {
        Verdict& one = m_review.verdicts.emplace_back();
        one.rule = rule_id;
        one.subject = subject(key);
        one.outcome = outcome;
        one.level = level;
        return *this;
    }

    ReviewedPlan& finding(const std::string& code, const std::string& key,
                          Level level = Level::error) {
        Finding& one = m_review.findings.emplace_back();
        one.code = code;
        one.level = level;
        one.rule = rule_id;
        one.subject = subject(key);
        return *this;
    }
    ReviewedPlan& pair(const std::string& key, const std::string& other, std::uint32_t layer = 0) {
        finding("PP-0201", key);
        m_review.findings.back().other = subject(other, layer);
        return *this;
    }

    ReviewedPlan& waive_key(const std::string& key, const std::string& until = {}) {
        m_plan.waivers.push_back({.rule = std::string{rule_id},
                                  .key = key,
                                  .reason = fmt::format("key {}", key),
                                  .until = until,
                                  .location = {20, 1}});
        return *this;
    }
    /// By the fingerprint of the finding of `code` on `key`.
    ReviewedPlan& waive_finding(std::string_view code, std::string_view key,
                                const std::string& until = {}) {
        mark_findings(m_review);
        const auto found = std::ranges::find_if(m_review.findings, [&](const Finding& one) {
            return one.code == code && one.subject.key == key;
        });
        return waive_fingerprint(found == m_review.findings.end() ? "" : found->fingerprint, until);
    }
    ReviewedPlan& waive_fingerprint(const std::string& fingerprint, const std::string& until = {}) {
        m_plan.waivers.push_back({.fingerprint = fingerprint,
                                  .reason = "this finding",
                                  .until = until,
                                  .location = {30, 1}});
        return *this;
    }

    ReviewedPlan& apply() {
        check_waivers(m_plan);
        sort_and_mark(m_review, m_plan);
        apply_waivers(m_review, m_plan);
        return *this;
    }

    /// "PP-0201 a: reason" of all findings, "a fail: reason" of all verdicts.
    [[nodiscard]] std::vector<std::string> findings() const {
        std::vector<std::string> lines;
        for (const Finding& one : m_review.findings) {
            lines.push_back(fmt::format("{} {}: {}", one.code, one.subject.key, one.waived));
        }
        return lines;
    }
    [[nodiscard]] std::vector<std::string> verdicts() const {
        std::vector<std::string> lines;
        for (const Verdict& one : m_review.verdicts) {
            lines.push_back(
                fmt::format("{} {}: {}", one.subject.key, name_of(one.outcome), one.waived));
        }
        return lines;
    }
    [[nodiscard]] int status() const { return exit_status(m_review, FailOn::undecided); }
    /// State and counts of each waiver.
    [[nodiscard]] std::vector<std::string> uses() const {
        std::vector<std::string> lines;
        for (const WaiverUse& use : m_review.waivers) {
            lines.push_back(fmt::format("{} {} {}", name_of(use.state), use.findings.size(),
                                        use.verdicts.size()));
        }
        return lines;
    }

private:
    plan::Plan m_plan{};
    Review m_review{};
};

TEST(ApplyWaivers, ByFingerprintTakesTheVerdictAlongWhenNothingElseIsWrong) {
    ReviewedPlan one;
    one.verdict("", Outcome::fail).pair("a", "b").waive_finding("PP-0201", "a").apply();
    EXPECT_THAT(one.findings(), ElementsAre("PP-0201 a: this finding"));
    EXPECT_THAT(one.verdicts(), ElementsAre(" fail: this finding"));
    EXPECT_THAT(one.uses(), ElementsAre("applied 1 1"));
    EXPECT_EQ(one.status(), 0);
}

TEST(ApplyWaivers, ByFingerprintLeavesAVerdictThatStandsOnMore) {
    ReviewedPlan one;
    one.verdict("", Outcome::fail).pair("a", "b").pair("c", "d").waive_finding("PP-0201", "a");
    one.apply();
    EXPECT_THAT(one.findings(), ElementsAre("PP-0201 a: this finding", "PP-0201 c: "));
    EXPECT_THAT(one.verdicts(), ElementsAre(" fail: "));
    EXPECT_EQ(one.status(), 1);
}

TEST(ApplyWaivers, FindingsBelowTheLevelOfAFailureDoNotHoldIt) {
    ReviewedPlan one;
    one.verdict("a", Outcome::fail).finding("PP-0401", "a");
    one.finding("PP-0403", "a", Level::info).waive_finding("PP-0401", "a").apply();
    EXPECT_THAT(one.findings(), ElementsAre("PP-0401 a: this finding", "PP-0403 a: "));
    EXPECT_THAT(one.verdicts(), ElementsAre("a fail: this finding"));
}

TEST(ApplyWaivers, AFailureWithoutAFindingOfItsLevelIsWaivedByKeyOnly) {
    ReviewedPlan one;
    one.verdict("a", Outcome::fail).finding("PP-0403", "a", Level::info);
    one.waive_finding("PP-0403", "a").apply();
    EXPECT_THAT(one.verdicts(), ElementsAre("a fail: "));
    ReviewedPlan by_key;
    by_key.verdict("a", Outcome::fail).waive_key("a").apply();
    EXPECT_THAT(by_key.verdicts(), ElementsAre("a fail: key a"));
}

TEST(ApplyWaivers, UndecidedVerdictsStandOnWarnings) {
    ReviewedPlan one;
    one.verdict("a", Outcome::undecided).finding("PP-0402", "a", Level::warning);
    one.waive_finding("PP-0402", "a").apply();
    EXPECT_THAT(one.verdicts(), ElementsAre("a undecided: this finding"));
    EXPECT_EQ(one.status(), 0);
}

TEST(ApplyWaivers, APairHoldsTheVerdictsOnBothSides) {
    ReviewedPlan one;
    one.verdict("a", Outcome::fail).verdict("b", Outcome::fail).verdict("c", Outcome::fail);
    one.pair("a", "b").pair("b", "c").waive_finding("PP-0201", "a").apply();
    EXPECT_THAT(one.verdicts(), ElementsAre("a fail: this finding", "b fail: ", "c fail: "));
}

TEST(ApplyWaivers, ByKeyCoverTheVerdictAndAllFindingsOnTheFeature) {
    ReviewedPlan one;
    one.verdict("a", Outcome::fail).verdict("b", Outcome::fail);
    one.finding("PP-0401", "a").finding("PP-0403", "a", Level::info).finding("PP-0401", "b");
    one.waive_key("a").apply();
    EXPECT_THAT(one.findings(), ElementsAre("PP-0401 a: key a", "PP-0403 a: key a", "PP-0401 b: "));
    EXPECT_THAT(one.verdicts(), ElementsAre("a fail: key a", "b fail: "));
    EXPECT_EQ(one.status(), 1);
}

TEST(ApplyWaivers, ByKeyNameFeaturesOfTheJudgedLayer) {
    ReviewedPlan one;
    one.verdict("a", Outcome::fail).finding("PP-0401", "a").finding("PP-0512", "a");
    one.review().findings.back().subject = ReviewedPlan::subject("a", 1); // a row of a register
    one.waive_key("a").apply();
    EXPECT_EQ(one.review().findings[0].waived, "key a");
    EXPECT_EQ(one.review().findings[1].waived, "");
}

TEST(ApplyWaivers, ByKeyAreIdleWhereOnlyInfosAreLeft) {
    ReviewedPlan one;
    one.verdict("a", Outcome::pass).finding("PP-0452", "a", Level::info).waive_key("a").apply();
    EXPECT_EQ(std::ranges::count(one.review().findings, "PP-0121", &Finding::code), 1);
}

TEST(ApplyWaivers, ByKeyCoverEitherSideOfAPairWithinALayer) {
    ReviewedPlan one;
    one.verdict("", Outcome::fail).pair("a", "b").waive_key("b").apply();
    EXPECT_THAT(one.findings(), ElementsAre("PP-0201 a: key b"));
    EXPECT_THAT(one.verdicts(), ElementsAre(" fail: key b"));
    ReviewedPlan other;
    other.verdict("a", Outcome::fail).pair("a", "b", 1).waive_key("b").apply();
    EXPECT_THAT(other.verdicts(), ElementsAre("a fail: "));
    EXPECT_THAT(other.uses(), ElementsAre("without_effect 0 0"));
}

TEST(ApplyWaivers, AnEmptyKeyIsTheWholeLayer) {
    ReviewedPlan one;
    one.verdict("", Outcome::fail).pair("a", "b").finding("PP-0505", "").waive_key("").apply();
    EXPECT_THAT(one.verdicts(), ElementsAre(" fail: key "));
    EXPECT_THAT(one.findings(), ElementsAre("PP-0505 : key ", "PP-0201 a: "));
    EXPECT_EQ(one.status(), 1); // the overlap itself still counts
}

TEST(ApplyWaivers, OtherRulesAreNotTouched) {
    ReviewedPlan one;
    one.verdict("a", Outcome::fail).finding("PP-0401", "a");
    one.review().verdicts[0].rule = "another";
    one.review().findings[0].rule = "another";
    one.waive_key("a").apply();
    EXPECT_EQ(one.verdicts().at(0), "a fail: ");
    EXPECT_EQ(one.status(), 1);
}

TEST(ApplyWaivers, TheFirstOfTwoGivesTheReason) {
    ReviewedPlan one;
    one.verdict("a", Outcome::fail).finding("PP-0401", "a");
    one.waive_key("a").waive_finding("PP-0401", "a").apply();
    EXPECT_THAT(one.findings(), ElementsAre("PP-0401 a: key a"));
    EXPECT_THAT(one.uses(), ElementsAre("applied 1 1", "applied 0 0"));
}

TEST(ApplyWaivers, HoldUntilTheEndOfTheirLastDay) {
    ReviewedPlan last_day;
    last_day.verdict("a", Outcome::fail).finding("PP-0401", "a");
    last_day.waive_key("a", "2026-06-30").apply();
    EXPECT_EQ(last_day.status(), 0);

    ReviewedPlan ended;
    ended.verdict("a", Outcome::fail).finding("PP-0401", "a");
    ended.waive_key("a", "2026-06-29").apply();
    EXPECT_THAT(ended.findings(), ElementsAre("PP-0120 a: ", "PP-0401 a: "));
    EXPECT_EQ(ended.status(), 1);
    EXPECT_THAT(ended.uses(), ElementsAre("ended 0 0"));
    const Finding& note = ended.review().findings.at(0);
    EXPECT_EQ(note.level, Level::warning);
    EXPECT_EQ(note.rule, rule_id);
    EXPECT_EQ(note.fingerprint.size(), 16U);
    EXPECT_EQ(note.message.en, "the waiver at plan.toml:20:1 held until 2026-06-29 and covers "
                               "nothing any more; its reason: key a");
}

TEST(ApplyWaivers, WithoutEffectAreFindings) {
    ReviewedPlan one;
    one.verdict("a", Outcome::pass).verdict("b", Outcome::not_checked);
    one.waive_key("a").waive_key("b").waive_key("c").waive_fingerprint("0123456789abcdef").apply();
    std::vector<std::string> lines;
    for (const Finding& finding : one.review().findings) {
        lines.push_back(fmt::format("{} {} '{}' {}", finding.code, name_of(finding.level),
                                    finding.subject.key, finding.message.en));
    }
    EXPECT_THAT(
        lines,
        ElementsAre("PP-0121 warning '0123456789abcdef' the waiver at plan.toml:30:1 covers "
                    "nothing: no finding has this fingerprint; its reason: this finding",
                    "PP-0121 warning 'c' the waiver at plan.toml:20:1 covers nothing: the rule "
                    "found nothing there; its reason: key c",
                    "PP-0121 warning 'a' the waiver at plan.toml:20:1 covers nothing: the verdict "
                    "there is 'pass'; its reason: key a",
                    "PP-0121 info 'b' the waiver at plan.toml:20:1 covers nothing: 'not checked' "
                    "cannot be waived; its reason: key b"));
    EXPECT_EQ(one.status(), 0);
    EXPECT_EQ(exit_status(one.review(), FailOn::warning), 1);
}

TEST(ApplyWaivers, WhatCouldNotBeDoneIsNeverHidden) {
    ReviewedPlan one;
    one.verdict("", Outcome::not_checked).finding("PP-0110", "");
    one.review().errors.push_back({"r", {}, Error{ErrorKind::input, "broken"}});
    one.review().complete = false;
    one.waive_finding("PP-0110", "").waive_key("").apply();
    EXPECT_THAT(one.verdicts(), ElementsAre(" not_checked: "));
    EXPECT_EQ(one.findings().at(1), "PP-0110 : ");
    EXPECT_EQ(one.status(), 3);
    EXPECT_THAT(one.uses(), ElementsAre("without_effect 0 0", "without_effect 0 0"));
}

TEST(ApplyWaivers, TheirFindingsChangeNoOtherFingerprint) {
    ReviewedPlan plain;
    plain.finding("PP-0401", "a").finding("PP-0401", "b").apply();
    ReviewedPlan waived;
    waived.finding("PP-0401", "a").finding("PP-0401", "b").waive_key("x").apply();
    ASSERT_EQ(waived.review().findings.size(), 3U);
    for (const Finding& finding : plain.review().findings) {
        EXPECT_EQ(std::ranges::count(waived.review().findings, finding.fingerprint,
                                     &Finding::fingerprint),
                  1);
    }
}

TEST(ApplyWaivers, WithoutWaiversNothingIsKept) {
    ReviewedPlan one;
    one.verdict("a", Outcome::fail).finding("PP-0401", "a").apply();
    EXPECT_THAT(one.uses(), IsEmpty());
    EXPECT_EQ(one.status(), 1);
}

TEST(CheckWaivers, AnEndNeedsADate) {
    ReviewedPlan one;
    one.waive_key("a", "2026-12-31");
    EXPECT_NO_THROW(check_waivers(one.plan()));
    one.plan().date.clear();
    try {
        check_waivers(one.plan());
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::plan);
        EXPECT_EQ(error.describe(), "folder/plan.toml:20:1: the waiver holds until 2026-12-31, "
                                    "but the review has no date");
        EXPECT_THAT(error.hint().en, HasSubstr("--date"));
    }
    one.plan().waivers[0].until.clear();
    EXPECT_NO_THROW(check_waivers(one.plan()));
}

} // namespace
} // namespace parkplan::review
