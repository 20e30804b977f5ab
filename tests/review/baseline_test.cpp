// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "review/baseline.hpp"
#include "review/order.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::review {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A result of `check` with these findings and verdicts.
std::string
result_with(std::string_view findings, std::string_view verdicts,
            std::string_view head = R"("parkplan":1,"command":"check","complete":true)") {
    return fmt::format(R"({{{},"plan":{{"name":{{"en":"Then","zh":"当时"}},"date":"2025-01-31"}},)"
                       R"("findings":[{}],"verdicts":[{}]}})",
                       head, findings, verdicts);
}

constexpr std::string_view finding_a =
    R"({"code":"PP-0401","level":"error","rule":"r","group":null,)"
    R"("subject":{"layer":"l","key":"a","fid":1,"name":"甲"},"other":null,"measured":12,)"
    R"("limit":20.5,"unit":"m2","message":{"en":"small","zh":"小"},"place":null,"proposal":null,)"
    R"("clause":{"source":"S","document":"D","status":null,"place":"1","quote":null},)"
    R"("fingerprint":"00000000000000aa"})";

std::string verdict(std::string_view key, std::string_view outcome) {
    return fmt::format(
        R"({{"rule":"r","subject":{{"layer":"l","key":"{}","fid":null,"name":null}},"outcome":"{}"}})",
        key, outcome);
}

TEST(ParseBaseline, KeepsWhatIsNeeded) {
    const Baseline baseline =
        parse_baseline(result_with(finding_a, verdict("a", "fail")), "folder/old.json");
    EXPECT_EQ(baseline.file, "old.json");
    EXPECT_EQ(baseline.sha256.size(), 64U);
    EXPECT_EQ(baseline.plan, (BiText{"Then", "当时"}));
    EXPECT_EQ(baseline.date, "2025-01-31");
    ASSERT_EQ(baseline.findings.size(), 1U);
    const Finding& finding = baseline.findings[0];
    EXPECT_EQ(finding.code, "PP-0401");
    EXPECT_EQ(finding.subject.name, "甲");
    EXPECT_EQ(finding.subject.fid, 1);
    EXPECT_EQ(finding.measured, 12.0);
    EXPECT_EQ(finding.limit, 20.5);
    EXPECT_EQ(finding.clause.document, "D");
    EXPECT_EQ(finding.fingerprint, "00000000000000aa");
    ASSERT_EQ(baseline.verdicts.size(), 1U);
    EXPECT_EQ(baseline.verdicts[0].outcome, Outcome::fail);
}

struct BadBaseline {
    std::string text;
    std::string_view message;
};

TEST(ParseBaseline, SaysWhatIsWrong) {
    const auto cases = std::to_array<BadBaseline>({
        {"findings: 3", "no valid JSON at line 1, column 2"},
        {"[]", "it is no result of parkplan; the results.json of an earlier 'parkplan check' is "
               "needed"},
        {R"({"command":"check"})", "it is no result of parkplan"},
        {result_with("", "", R"("parkplan":2,"command":"check","complete":true)"),
         "its format is another than version 1, which this parkplan reads"},
        {result_with("", "", R"("parkplan":1,"command":"measure","complete":true)"),
         "it is the result of 'measure'; the results.json of an earlier 'parkplan check' is "
         "needed"},
        {result_with("", "", R"("parkplan":1,"command":"check","complete":false)"),
         "its run was not completed, so that it does not hold all findings"},
        {R"({"parkplan":1,"command":"check","complete":true})", "'plan' is missing"},
        {result_with("1", ""), "'findings[0]' is not an object"},
        {result_with("{}", ""), "'findings[0].code' is missing"},
        {result_with(R"({"code":"PP-0401","level":"fatal"})", ""),
         "'findings[0].level' is 'fatal', which is not known"},
        {result_with("", verdict("a", "maybe")),
         "'verdicts[0].outcome' is 'maybe', which is not known"},
        {result_with("", R"({"rule":7})"), "'verdicts[0].rule' is not a text"},
    });
    for (const BadBaseline& bad : cases) {
        try {
            static_cast<void>(parse_baseline(bad.text, "old.json"));
            ADD_FAILURE() << "no error: " << bad.text;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::input);
            EXPECT_THAT(error.describe(), HasSubstr(fmt::format("old.json: {}", bad.message)));
        }
    }
}

/// A plan with rule "r" and the loaded layers "l" and "m".
class Now {
public:
    Now() {
        for (const char* id : {"l", "m"}) {
            m_plan.layers.emplace_back().id = id;
        }
        m_review.loaded_index = {0, 1};
        m_plan.rules.emplace_back().id = "r";
    }
    [[nodiscard]] Review& review() { return m_review; }
    static Subject subject(const std::string& key, const std::string& layer = "l") {
        Subject one;
        one.layer = layer;
        one.key = key;
        return one;
    }
    static Finding finding(const std::string& key, const std::string& layer = "l",
                           const std::string& rule = "r") {
        Finding one;
        one.code = "PP-0401";
        one.rule = rule;
        one.subject = subject(key, layer);
        return one;
    }
    static Verdict verdict(const std::string& key, Outcome outcome) {
        Verdict one;
        one.rule = "r";
        one.subject = subject(key);
        one.outcome = outcome;
        return one;
    }
    Now& with(Finding one) {
        m_review.findings.push_back(std::move(one));
        return *this;
    }
    Now& with(Verdict one) {
        m_review.verdicts.push_back(std::move(one));
        return *this;
    }
    /// Compares with what `then` found.
    const Comparison& since(Now then) {
        mark_findings(m_review);
        mark_findings(then.m_review);
        Baseline baseline;
        baseline.file = "old.json";
        baseline.findings = then.m_review.findings;
        baseline.verdicts = then.m_review.verdicts;
        compare(m_review, m_plan, baseline);
        return m_review.baseline.value();
    }

private:
    plan::Plan m_plan{};
    Review m_review{};
};

std::vector<std::string> keys(const std::vector<Finding>& findings) {
    std::vector<std::string> all;
    for (const Finding& finding : findings) {
        all.push_back(finding.subject.key);
    }
    return all;
}

TEST(Compare, TellsNewUnchangedAndFixed) {
    Now now;
    now.with(Now::finding("a")).with(Now::finding("b"));
    const Comparison& found = now.since(Now{}.with(Now::finding("b")).with(Now::finding("c")));
    EXPECT_EQ(now.review().findings[0].change, Change::added);
    EXPECT_EQ(now.review().findings[1].change, Change::unchanged);
    EXPECT_THAT(keys(found.fixed), ElementsAre("c"));
    EXPECT_THAT(found.no_longer_checked, IsEmpty());
}

TEST(Compare, WhatWasWaivedThenWasThereThen) {
    Finding waived = Now::finding("a");
    waived.waived = "agreed";
    Now now;
    now.with(Now::finding("a"));
    EXPECT_THAT(now.since(Now{}.with(waived)).fixed, IsEmpty());
    EXPECT_EQ(now.review().findings[0].change, Change::unchanged);
}

TEST(Compare, WhatWasNotLookedForIsNotFixed) {
    Finding pair = Now::finding("e");
    pair.other = Now::subject("unchecked");
    Now now;
    now.with(Now::verdict("unchecked", Outcome::not_checked));
    const Comparison& found = now.since(Now{}
                                            .with(Now::finding("a"))
                                            .with(Now::finding("b", "gone layer"))
                                            .with(Now::finding("c", "l", "gone rule"))
                                            .with(Now::finding("unchecked"))
                                            .with(pair)
                                            .with(Now::finding("f", "m", ""))
                                            .with(Now::finding("g", "", "")));
    EXPECT_THAT(keys(found.fixed), ElementsAre("a", "f", "g"));
    EXPECT_THAT(keys(found.no_longer_checked), ElementsAre("b", "c", "unchecked", "e"));
    Now nothing;
    nothing.with(Now::verdict("", Outcome::not_checked));
    EXPECT_THAT(keys(nothing.since(Now{}.with(Now::finding("a"))).no_longer_checked),
                ElementsAre("a"));
}

TEST(Compare, VerdictsAreNewWhenTheyGotWorse) {
    Now now;
    now.with(Now::verdict("same", Outcome::fail))
        .with(Now::verdict("worse", Outcome::fail))
        .with(Now::verdict("better", Outcome::undecided))
        .with(Now::verdict("mended", Outcome::pass))
        .with(Now::verdict("first", Outcome::fail));
    const Comparison& found = now.since(Now{}
                                            .with(Now::verdict("worse", Outcome::undecided))
                                            .with(Now::verdict("same", Outcome::fail))
                                            .with(Now::verdict("better", Outcome::fail))
                                            .with(Now::verdict("mended", Outcome::fail)));
    EXPECT_THAT(found.verdicts, ElementsAre(Change::unchanged, Change::added, Change::unchanged,
                                            Change::not_compared, Change::added));
}

TEST(Compare, FeaturesWithOneKeyAreCounted) {
    Now now;
    now.with(Now::verdict("a", Outcome::fail)).with(Now::verdict("a", Outcome::fail));
    const Comparison& found = now.since(
        Now{}.with(Now::verdict("a", Outcome::pass)).with(Now::verdict("a", Outcome::fail)));
    EXPECT_THAT(found.verdicts, ElementsAre(Change::unchanged, Change::added));
}

TEST(Compare, OnlyNewFaultsCountWhenAskedFor) {
    const auto then = [] {
        return Now{}.with(Now::finding("a")).with(Now::verdict("a", Outcome::fail));
    };
    Now same = then();
    static_cast<void>(same.since(then()));
    EXPECT_EQ(exit_status(same.review(), FailOn::undecided), 1);
    EXPECT_EQ(exit_status(same.review(), FailOn::undecided, Counted::new_only), 0);
    Now more = then();
    static_cast<void>(more.with(Now::verdict("b", Outcome::undecided)).since(then()));
    EXPECT_EQ(exit_status(more.review(), FailOn::undecided, Counted::new_only), 4);
    Now worse = then();
    static_cast<void>(worse.with(Now::finding("b")).since(then()));
    EXPECT_EQ(exit_status(worse.review(), FailOn::undecided, Counted::new_only), 1);
    worse.review().complete = false;
    EXPECT_EQ(exit_status(worse.review(), FailOn::undecided, Counted::new_only), 3);
}

} // namespace
} // namespace parkplan::review
