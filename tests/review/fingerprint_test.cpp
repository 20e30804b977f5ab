// SPDX-License-Identifier: MIT
#include "core/digest.hpp"
#include "review/fake_rule.hpp"
#include "review/runner.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace parkplan::review {
namespace {

using test::LayerBuilder;
using test::TestPlan;
using testing::ElementsAre;

TEST(Fingerprint, IsTheDigestOfCodeRuleSubjectsAndOrdinal) {
    const FakeRule rule{fail_all};
    const std::array<const Rule*, 1> rules{&rule};
    const Review review =
        TestPlan{rules}.layer("l", two_squares()).rule("r", "fake", {{"layer", "l"}}).run();
    EXPECT_EQ(review.findings.at(0).fingerprint, sha256("PP-0501|r|l/b||0").substr(0, 16));
    EXPECT_EQ(review.findings.at(1).fingerprint, sha256("PP-0501|r|l/b||1").substr(0, 16));
    EXPECT_EQ(review.findings.at(2).fingerprint, sha256("PP-0501|r|l/a||0").substr(0, 16));
}

TEST(Fingerprint, DoesNotDependOnGeometryOrFeatureOrder) {
    const FakeRule rule{fail_all};
    const std::array<const Rule*, 1> rules{&rule};
    const auto fingerprints = [&rules](const layer::Layer& layer) {
        std::vector<std::string> all;
        const Review review =
            TestPlan{rules}.layer("l", layer).rule("r", "fake", {{"layer", "l"}}).run();
        for (const Finding& finding : review.findings) {
            all.push_back(finding.fingerprint);
        }
        return all;
    };
    const auto moved = LayerBuilder{"file", "local"}
                           .text("id")
                           .key("id")
                           .add("POLYGON((7 7, 9 7, 9 9, 7 7))", {"a"})
                           .add(square, {"b"})
                           .build();
    EXPECT_THAT(fingerprints(moved),
                testing::UnorderedElementsAreArray(fingerprints(two_squares())));
}

TEST(Fingerprint, OfAPairDoesNotDependOnWhichComesFirst) {
    const FakeRule rule{[](const RuleInput& input) {
        RuleResult result;
        result.findings.push_back(
            input.finding("PP-0203", input.subject("layer", 0), {{"other", same("the other")}}));
        result.findings.back().other = input.subject("layer", 1);
        return result;
    }};
    const std::array<const Rule*, 1> rules{&rule};
    const auto fingerprint = [&rules](const char* first, const char* second) {
        const auto layer = LayerBuilder{"file", "local"}
                               .text("id")
                               .key("id")
                               .add(square, {first})
                               .add(square, {second})
                               .build();
        return TestPlan{rules}
            .layer("l", layer)
            .rule("r", "fake", {{"layer", "l"}})
            .run()
            .findings.at(0)
            .fingerprint;
    };
    EXPECT_EQ(fingerprint("a", "b"), fingerprint("b", "a"));
    EXPECT_EQ(fingerprint("a", "b"), sha256("PP-0203|r|l/a|l/b|0").substr(0, 16));
}

TEST(RunPlan, ThreadsChangeNothing) {
    const FakeRule rule{fail_all};
    const std::array<const Rule*, 1> rules{&rule};
    LayerBuilder builder{"many"};
    builder.origin({500000, 4420000});
    for (int i = 0; i < 200; ++i) {
        builder.add(i % 7 == 0 ? bow_tie : square);
    }
    TestPlan plan{rules, "EPSG:4548"};
    plan.layer("l", builder.build()).rule("r", "fake", {{"layer", "l"}});
    const auto print = [&plan](unsigned threads) {
        const Review review = plan.run(threads);
        std::string text;
        for (const Finding& finding : review.findings) {
            text +=
                fmt::format("{} {} {}\n", finding.code, finding.subject.key, finding.fingerprint);
        }
        for (const auto& areas : review.layers.at(0).areas) {
            text += fmt::format("{}\n", areas.value_or(ExactArea{}).value().value());
        }
        return text;
    };
    EXPECT_EQ(print(1), print(4));
}

} // namespace
} // namespace parkplan::review
