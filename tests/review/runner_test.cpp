// SPDX-License-Identifier: MIT
#include "review/fake_rule.hpp"
#include "review/runner.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::review {
namespace {

using test::codes;
using test::LayerBuilder;
using test::outcomes;
using test::TestPlan;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(RunPlan, SortsByRuleThenSubjectThenPlace) {
    const FakeRule rule{fail_all};
    const std::array<const Rule*, 1> rules{&rule};
    const Review review = TestPlan{rules}
                              .layer("l", two_squares())
                              .rule("second", "fake", {{"layer", "l"}})
                              .rule("first", "fake", {{"layer", "l"}})
                              .run();
    std::vector<std::string> order;
    for (const Finding& finding : review.findings) {
        order.push_back(fmt::format("{} {} {}", finding.rule, finding.subject.key,
                                    std::get<geo::MultiPoint>(finding.place).points[0].x));
    }
    EXPECT_THAT(order, ElementsAre("second b 1", "second b 5", "second a 1", "second a 5",
                                   "first b 1", "first b 5", "first a 1", "first a 5"));
    EXPECT_THAT(outcomes(review), ElementsAre("b: fail", "a: fail", "b: fail", "a: fail"));
}

TEST(RunPlan, GivesRulesTheirSubjectsClauseAndLevel) {
    const FakeRule rule{fail_all};
    const std::array<const Rule*, 1> rules{&rule};
    const Review review = TestPlan{rules}
                              .layer("other", two_squares())
                              .layer("l", two_squares(), {{"name", "label"}})
                              .rule("r", "fake", {{"layer", "l"}}, Level::warning)
                              .run();
    const Finding& finding = review.findings.at(0);
    EXPECT_EQ(finding.subject.layer, "l");
    EXPECT_EQ(finding.subject.layer_index, 1U);
    EXPECT_EQ(finding.subject.name, "Bee");
    EXPECT_EQ(finding.subject.fid, 1);
    EXPECT_EQ(finding.level, Level::warning);
    EXPECT_EQ(finding.clause.place, "1.2");
    EXPECT_EQ(review.verdicts.at(0).kind, "fake");
    EXPECT_EQ(review.verdicts.at(0).clause.document, "Document");
}

TEST(RunPlan, ACodesOwnLevelHoldsWhenItIsLower) {
    const FakeRule rule{[](const RuleInput& input) {
        RuleResult result;
        result.findings.push_back(input.finding("PP-0212", input.whole("layer"),
                                                {{"count", same("1")}, {"area_m2", same("2")}}));
        return result;
    }};
    const std::array<const Rule*, 1> rules{&rule};
    const Review review = TestPlan{rules}
                              .layer("l", two_squares())
                              .rule("r", "fake", {{"layer", "l"}}, Level::error)
                              .run();
    EXPECT_EQ(review.findings.at(0).level, Level::info);
    EXPECT_EQ(exit_status(review, FailOn::warning), 0);
}

TEST(RunPlan, BringsLayersIntoTheWorkingCrs) {
    const FakeRule rule;
    const std::array<const Rule*, 1> rules{&rule};
    const Review review =
        TestPlan{rules, "EPSG:4548"}
            .layer("degrees", LayerBuilder{"file", "EPSG:4490"}
                                  .add("POLYGON((117 39.9, 117.01 39.9, 117.01 39.91, 117 39.9))")
                                  .build())
            .run();
    const layer::Layer& loaded = review.loaded.at(0).layer;
    EXPECT_EQ(loaded.crs().code(), "EPSG:4548");
    EXPECT_NEAR(loaded.box().min.x, 500000.0, 1e-6);
}

TEST(RunPlan, UsesTheLayersOwnPointAccuracy) {
    const std::array<const Rule*, 0> rules{};
    TestPlan plan{rules};
    plan.layer("plain", two_squares()).layer("own", two_squares());
    plan.plan().point_accuracy = Metres{0.05};
    plan.plan().layers[1].point_accuracy = Metres{50};
    const Review review = plan.run();
    EXPECT_EQ(review.loaded.at(0).measurer->options().point_accuracy, Metres{0.05});
    EXPECT_EQ(review.loaded.at(1).measurer->options().point_accuracy, Metres{50});
}

TEST(RunPlan, DefectsAreReportedOnce) {
    const FakeRule other;
    const FakeRule reporting{{}, defects_info};
    const std::array<const Rule*, 2> rules{&other, &reporting};
    const auto broken = LayerBuilder{"file", "local"}.add(bow_tie).build();
    EXPECT_THAT(codes(TestPlan{rules}.layer("l", broken).rule("r", "fake", {{"layer", "l"}}).run()),
                ElementsAre("PP-0301 #1"));
    EXPECT_THAT(
        codes(TestPlan{rules}.layer("l", broken).rule("r", "defects", {{"layer", "l"}}).run()),
        IsEmpty());
}

TEST(RunPlan, AFieldBelongsToTheLayerParameterBeforeIt) {
    const FakeRule rule;
    const std::array<const Rule*, 1> rules{&rule};
    const auto bare = LayerBuilder{"bare", "local"}.text("code").add(square, {"1"}).build();
    const auto plan_with = [&](const std::string& by_field) {
        return TestPlan{rules}
            .layer("l", two_squares(), {{"name", "label"}})
            .layer("m", bare)
            .rule("r", "fake",
                  {{"layer", "l"},
                   {"field", "name"},
                   {"by", "m"},
                   {"by_fields", std::vector<std::string>{"code", by_field}}});
    };
    EXPECT_TRUE(plan_with("code").run().complete);
    EXPECT_THAT(error_of(plan_with("label")).what(),
                HasSubstr("layer 'm' has no field or role 'label'"));
}

TEST(RunPlan, ReportsProgress) {
    class Steps : public Progress {
    public:
        void report(std::string_view stage, std::size_t done, std::size_t total) override {
            m_steps.push_back(fmt::format("{} {}/{}", stage, done, total));
        }
        std::vector<std::string> m_steps{};
    } progress;
    const FakeRule rule;
    const std::array<const Rule*, 1> rules{&rule};
    RunOptions options;
    options.progress = &progress;
    static_cast<void>(
        TestPlan{rules}.layer("l", two_squares()).rule("r", "fake", {{"layer", "l"}}).run(options));
    EXPECT_THAT(progress.m_steps, ElementsAre("read 0/1", "read 1/1", "measure 0/1", "measure 1/1",
                                              "check 0/1", "check 1/1"));
}

} // namespace
} // namespace parkplan::review
