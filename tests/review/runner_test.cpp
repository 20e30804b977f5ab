// SPDX-License-Identifier: MIT
#include "core/digest.hpp"
#include "core/fail.hpp"
#include "review/runner.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
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

constexpr std::string_view square = "POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))";
constexpr std::string_view bow_tie = "POLYGON((0 0, 4 4, 4 0, 0 4, 0 0))";

constexpr std::array params{
    plan::ParamInfo{.name = "layer", .type = plan::ParamType::layer, .required = true},
    plan::ParamInfo{.name = "field", .type = plan::ParamType::field},
    plan::ParamInfo{.name = "by", .type = plan::ParamType::layer},
    plan::ParamInfo{.name = "by_fields", .type = plan::ParamType::fields},
};
constexpr plan::RuleInfo fake_info{.kind = "fake", .params = params};
constexpr plan::RuleInfo defects_info{.kind = "defects", .params = params};

/// A rule that does what the test says.
class FakeRule : public Rule {
public:
    using Body = std::function<RuleResult(const RuleInput&)>;
    explicit FakeRule(Body body = {}, const plan::RuleInfo& info = fake_info)
        : m_body(std::move(body)), m_info(&info) {}
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return *m_info; }
    [[nodiscard]] RuleResult check(const RuleInput& input) const override {
        return m_body ? m_body(input) : RuleResult{};
    }
    [[nodiscard]] bool reports_defects() const noexcept override {
        return m_info->kind == "defects";
    }

private:
    Body m_body;
    const plan::RuleInfo* m_info;
};

/// Fails every feature, last first, and finds two things at each.
RuleResult fail_all(const RuleInput& input) {
    RuleResult result;
    for (std::size_t row = input.layer("layer").layer.size(); row-- > 0;) {
        Verdict verdict = input.verdict(input.subject("layer", row));
        verdict.outcome = Outcome::fail;
        result.verdicts.push_back(verdict);
        for (const double x : {5.0, 1.0}) {
            Finding finding =
                input.finding("PP-0501", input.subject("layer", row), {{"field", same("f")}});
            finding.place = geo::MultiPoint{{{x, 0}}};
            result.findings.push_back(finding);
        }
    }
    return result;
}

layer::Layer two_squares() {
    return LayerBuilder{"file", "local"}
        .text("id")
        .text("label")
        .key("id")
        .add(square, {"b", "Bee"})
        .add(square, {"a", "Ay"})
        .build();
}

Error error_of(const TestPlan& plan) {
    try {
        static_cast<void>(plan.run());
    } catch (const Error& error) {
        return error;
    }
    return Error{ErrorKind::internal, "no error"};
}

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
