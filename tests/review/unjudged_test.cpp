// SPDX-License-Identifier: MIT
#include "core/told.hpp"
#include "review/param_error.hpp"
#include "review/runner.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace parkplan::review {
namespace {

using test::codes;
using test::LayerBuilder;
using test::outcomes;
using test::TestPlan;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view square = "POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))";

constexpr std::array params{
    plan::ParamInfo{.name = "layer", .type = plan::ParamType::layer, .required = true},
    plan::ParamInfo{.name = "field", .type = plan::ParamType::field},
    plan::ParamInfo{.name = "by", .type = plan::ParamType::layer},
};
constexpr plan::RuleInfo fake_info{.kind = "fake", .params = params};

/// A rule that does what the test says.
class FakeRule : public Rule {
public:
    using Body = std::function<RuleResult(const RuleInput&)>;
    explicit FakeRule(Body body = {}) : m_body(std::move(body)) {}
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return fake_info; }
    [[nodiscard]] RuleResult check(const RuleInput& input) const override {
        return m_body ? m_body(input) : RuleResult{};
    }

private:
    Body m_body;
};

layer::Layer two_squares() {
    return LayerBuilder{"file", "local"}
        .text("id")
        .key("id")
        .add(square, {"b"})
        .add(square, {"a"})
        .build();
}

std::string error_of(const TestPlan& plan) {
    try {
        static_cast<void>(plan.run());
    } catch (const Error& error) {
        return error.describe();
    }
    return "no error";
}

layer::Layer no_squares() {
    return LayerBuilder{"file", "local"}.text("id").key("id").build();
}

/// Passes the whole layer.
RuleResult pass_layer(const RuleInput& input) {
    RuleResult result;
    result.verdicts.push_back(input.verdict(input.whole("layer")));
    result.verdicts.back().outcome = Outcome::pass;
    return result;
}

TEST(Unjudged, NothingIsJudgedOfALayerWithoutFeatures) {
    for (const FakeRule::Body& check : {FakeRule::Body{}, FakeRule::Body{pass_layer}}) {
        const FakeRule rule{check};
        const std::array<const Rule*, 1> rules{&rule};
        const Review review =
            TestPlan{rules}.layer("l", no_squares()).rule("r", "fake", {{"layer", "l"}}).run();
        EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked"));
        EXPECT_THAT(codes(review), ElementsAre("PP-0115"));
        EXPECT_EQ(review.verdicts[0].note.zh, "图层无要素，未作判定");
        EXPECT_EQ(review.findings[0].level, Level::warning);
        EXPECT_EQ(review.findings[0].rule, "r");
    }
}

TEST(Unjudged, AFaultInALayerWithoutFeaturesStands) {
    const FakeRule rule{[](const RuleInput& input) {
        RuleResult result = pass_layer(input);
        result.verdicts.back().outcome = Outcome::fail;
        return result;
    }};
    const std::array<const Rule*, 1> rules{&rule};
    const Review review =
        TestPlan{rules}.layer("l", no_squares()).rule("r", "fake", {{"layer", "l"}}).run();
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): fail"));
    EXPECT_THAT(codes(review), IsEmpty());
}

TEST(Unjudged, AnEmptyLayerBesideTheOneThatIsJudgedChangesNothing) {
    const FakeRule rule{pass_layer};
    const std::array<const Rule*, 1> rules{&rule};
    const Review review = TestPlan{rules}
                              .layer("l", two_squares())
                              .layer("m", no_squares())
                              .rule("r", "fake", {{"layer", "l"}, {"by", "m"}})
                              .run();
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass"));
}

TEST(Unjudged, ARuleThatThePlanDoesNotHaveCheckedSaysWhy) {
    const FakeRule rule{pass_layer};
    const std::array<const Rule*, 1> rules{&rule};
    TestPlan plan{rules};
    plan.layer("l", two_squares()).rule("r", "fake", {{"layer", "l"}});
    plan.plan().rules[0].not_checked = {"basis not stated", "未说明性质，未核"};
    const Review review = plan.run();
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked"));
    EXPECT_THAT(codes(review), IsEmpty());
    EXPECT_EQ(review.verdicts[0].note, (BiText{"basis not stated", "未说明性质，未核"}));
    EXPECT_TRUE(review.complete);
}

/// A rule that refuses what is stated.
class RefusingRule final : public FakeRule {
public:
    void check_config(const plan::RuleConfig& /*config*/) const override {
        throw ParamError{"field", told("'field' is '{}'", 7)};
    }
};

TEST(Unjudged, AWrongValueIsToldAtItsPlace) {
    const RefusingRule rule;
    const std::array<const Rule*, 1> rules{&rule};
    TestPlan plan{rules};
    plan.layer("l", two_squares()).rule("r", "fake", {{"layer", "l"}, {"field", "id"}});
    EXPECT_EQ(error_of(plan), "test.toml:10:1: rule 'r': 'field' is '7'");
    plan.plan().rules[0].param_locations["field"] = {12, 9};
    EXPECT_EQ(error_of(plan), "test.toml:12:9: rule 'r': 'field' is '7'");
    plan.plan().rules[0].not_checked = {"x", "x"};
    EXPECT_TRUE(plan.run().complete);
}

} // namespace
} // namespace parkplan::review
