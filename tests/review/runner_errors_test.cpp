// SPDX-License-Identifier: MIT
#include "core/fail.hpp"
#include "review/fake_rule.hpp"
#include "review/runner.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace parkplan::review {
namespace {

using test::LayerBuilder;
using test::outcomes;
using test::TestPlan;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(RunPlan, AnErrorInARuleIsRecordedAndTheRunGoesOn) {
    const FakeRule rule{[](const RuleInput& input) -> RuleResult {
        if (input.config.id == "bad") {
            fail(ErrorKind::geometry, "the engine gave up");
        }
        return fail_all(input);
    }};
    const std::array<const Rule*, 1> rules{&rule};
    const Review review = TestPlan{rules}
                              .layer("l", two_squares())
                              .rule("bad", "fake", {{"layer", "l"}})
                              .rule("good", "fake", {{"layer", "l"}})
                              .run();
    EXPECT_FALSE(review.complete);
    ASSERT_EQ(review.errors.size(), 1U);
    EXPECT_EQ(review.errors[0].rule, "bad");
    EXPECT_EQ(review.errors[0].error.describe(), "rule 'bad': the engine gave up");
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked", "b: fail", "a: fail"));
    EXPECT_EQ(review.findings.at(0).code, "PP-0110");
    EXPECT_EQ(review.findings.at(0).message.en, "the rule could not be run: the engine gave up");
    EXPECT_EQ(exit_status(review, FailOn::never), 3);
}

TEST(RunPlan, AnUnreadableLayerLeavesItsRulesNotChecked) {
    const FakeRule rule{fail_all};
    const std::array<const Rule*, 1> rules{&rule};
    const Review review = TestPlan{rules}
                              .broken_layer("gone")
                              .layer("l", two_squares())
                              .rule("uses", "fake", {{"layer", "l"}, {"by", "gone"}})
                              .rule("free", "fake", {{"layer", "l"}})
                              .run();
    EXPECT_FALSE(review.complete);
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked", "b: fail", "a: fail"));
    EXPECT_EQ(review.verdicts.at(0).note.en, "layer 'gone' could not be read");
    EXPECT_EQ(review.verdicts.at(0).subject.layer, "l");
    ASSERT_EQ(review.errors.size(), 1U);
    EXPECT_EQ(review.errors[0].layer, "gone");
    EXPECT_EQ(review.findings.at(0).code, "PP-0113");
    EXPECT_EQ(review.findings.at(0).message.en,
              "the layer could not be read: there is no file 'gone.gpkg'");
    EXPECT_THAT(review.loaded_index, ElementsAre(1U));
    EXPECT_EQ(exit_status(review, FailOn::undecided), 3);
}

TEST(RunPlan, ALayerThatNobodyGaveLeavesItsRulesNotCheckedAndIsNoError) {
    const FakeRule rule{fail_all};
    const std::array<const Rule*, 1> rules{&rule};
    TestPlan plan{rules};
    plan.broken_layer("red_lines").layer("l", two_squares());
    plan.plan().layers[0].provided = false;
    plan.plan().layers[0].title = {"Red lines", "生态保护红线"};
    plan.rule("uses", "fake", {{"layer", "l"}, {"by", "red_lines"}});
    const Review review = plan.run();
    EXPECT_TRUE(review.complete);
    EXPECT_TRUE(review.errors.empty());
    EXPECT_TRUE(review.findings.empty());
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked"));
    EXPECT_EQ(review.verdicts.at(0).note.en, "layer 'Red lines' was not provided: not checked");
    EXPECT_EQ(review.verdicts.at(0).note.zh, "“生态保护红线”未提供，未核");
    EXPECT_EQ(exit_status(review, FailOn::undecided), 0);
}

TEST(RunPlan, ALayerWithoutAnAccurateTransformationIsUnreadable) {
    const FakeRule rule;
    const std::array<const Rule*, 1> rules{&rule};
    const Review review = TestPlan{rules, "EPSG:4548"}
                              .layer("local", LayerBuilder{"file", "local"}.add(square).build())
                              .rule("r", "fake", {{"layer", "local"}})
                              .run();
    ASSERT_EQ(review.errors.size(), 1U);
    EXPECT_EQ(review.errors[0].error.kind(), ErrorKind::crs);
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked"));
}

TEST(RunPlan, AFieldThatIsNotThereIsAPlanError) {
    const FakeRule rule;
    const std::array<const Rule*, 1> rules{&rule};
    const Error error = error_of(TestPlan{rules}
                                     .layer("l", two_squares(), {{"name", "label"}})
                                     .rule("r", "fake", {{"layer", "l"}, {"field", "labal"}}));
    EXPECT_EQ(error.kind(), ErrorKind::plan);
    EXPECT_EQ(error.describe(), "test.toml:10:1: rule 'r': parameter 'field': layer 'l' has no "
                                "field or role 'labal'");
    EXPECT_THAT(error.hint().en, HasSubstr("did you mean 'label'?"));
}

TEST(RunPlan, ARoleWithoutItsFieldIsAPlanError) {
    const std::array<const Rule*, 0> rules{};
    const Error error = error_of(TestPlan{rules}.layer("l", two_squares(), {{"name", "lable"}}));
    EXPECT_EQ(error.describe(), "test.toml:1:1: layer 'l' has no field 'lable' for the role "
                                "'name'");
}

TEST(RunPlan, AnInternalErrorEndsTheRun) {
    const FakeRule rule{
        [](const RuleInput&) -> RuleResult { fail(ErrorKind::internal, "impossible"); }};
    const std::array<const Rule*, 1> rules{&rule};
    EXPECT_EQ(
        error_of(TestPlan{rules}.layer("l", two_squares()).rule("r", "fake", {{"layer", "l"}}))
            .describe(),
        "rule 'r': impossible");
}

} // namespace
} // namespace parkplan::review
