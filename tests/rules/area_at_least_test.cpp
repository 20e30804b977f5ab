// SPDX-License-Identifier: MIT
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <optional>
#include <string_view>
#include <variant>

namespace parkplan::rules {
namespace {

using test::codes;
using test::LayerBuilder;
using test::outcomes;
using test::points_of;
using test::TestPlan;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view square_100 = "POLYGON((0 0, 10 0, 10 10, 0 10, 0 0))"; // 100 m²

TestPlan plan_for(const layer::Layer& layer, double limit_m2,
                  std::optional<double> accuracy_m = 0.0) {
    TestPlan plan{builtin()};
    plan.layer("l", layer)
        .rule("area", "area_at_least", {{"layer", "l"}, {"limit", SquareMetres{limit_m2}}});
    if (accuracy_m) {
        plan.plan().point_accuracy = Metres{*accuracy_m};
    }
    return plan;
}

layer::Layer squares() {
    return LayerBuilder{"a", "local"}.text("id").key("id").add(square_100, {"s"}).build();
}

TEST(AreaAtLeast, PassesWhatIsLargeEnough) {
    const auto review = plan_for(squares(), 90).run();
    EXPECT_THAT(outcomes(review), ElementsAre("s: pass"));
    EXPECT_THAT(codes(review), IsEmpty());
    const review::Verdict& verdict = review.verdicts[0];
    EXPECT_EQ(verdict.value, 100.0);
    EXPECT_EQ(verdict.limit, 90.0);
    EXPECT_EQ(verdict.margin, 10.0);
    EXPECT_EQ(verdict.sigma, 0.0);
    EXPECT_EQ(verdict.unit, "m2");
    EXPECT_EQ(verdict.method, "planar");
    EXPECT_EQ(verdict.clause.quote, "at least");
}

TEST(AreaAtLeast, FailsWhatIsTooSmallAndShowsIt) {
    const auto review = plan_for(squares(), 110).run();
    EXPECT_THAT(outcomes(review), ElementsAre("s: fail"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0401 s"));
    const review::Finding& finding = review.findings[0];
    EXPECT_EQ(finding.measured, 100.0);
    EXPECT_EQ(finding.limit, 110.0);
    EXPECT_EQ(finding.message.en,
              "area 100.00 m² (planar area) is below the limit of 110.00 m², margin -10.00 m²");
    EXPECT_THAT(
        points_of(std::get<geo::MultiPolygon>(finding.place)),
        ElementsAre(geo::Point{0, 0}, geo::Point{10, 0}, geo::Point{10, 10}, geo::Point{0, 10}));
}

TEST(AreaAtLeast, TheLimitItselfPasses) {
    EXPECT_THAT(outcomes(plan_for(squares(), 100).run()), ElementsAre("s: pass"));
    EXPECT_THAT(outcomes(plan_for(squares(), 100.000001).run()), ElementsAre("s: fail"));
}

TEST(AreaAtLeast, FiguresNextToTheLimitAreNotRoundedAway) {
    const auto review = plan_for(squares(), 100.000001).run();
    EXPECT_THAT(review.findings.at(0).message.en,
                HasSubstr("area 100.000000 m² (planar area) is below the limit of 100.000001 m²"));
}

TEST(AreaAtLeast, WithinTheUncertaintyNothingIsDecided) {
    // Each corner of a 10 m square moves the area by half a diagonal per metre; per axis the
    // accuracy is m_p / sqrt 2: sigma = m_p · sqrt(4 · 50 / 2) = 10 m² per metre.
    const double sigma = 0.1 * 10;
    const auto review = plan_for(squares(), 100 - 2 * sigma + 0.001, 0.1).run();
    EXPECT_THAT(outcomes(review), ElementsAre("s: undecided"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0402 s"));
    EXPECT_NEAR(review.verdicts[0].sigma.value_or(0), sigma, 1e-12);
    EXPECT_THAT(review.findings[0].message.en, HasSubstr("sigma 1.00 m², k = 2"));
    EXPECT_EQ(review::exit_status(review, review::FailOn::undecided), 4);
    EXPECT_THAT(outcomes(plan_for(squares(), 100 - 2 * sigma - 0.001, 0.1).run()),
                ElementsAre("s: pass"));
    EXPECT_THAT(outcomes(plan_for(squares(), 100 + 2 * sigma + 0.001, 0.1).run()),
                ElementsAre("s: fail"));
}

TEST(AreaAtLeast, WithoutAccuracyTheValueDecidesAndTheBreakEvenIsNamed) {
    const auto review = plan_for(squares(), 90, std::nullopt).run();
    EXPECT_THAT(outcomes(review), ElementsAre("s: pass"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0403 s"));
    EXPECT_EQ(review.verdicts[0].sigma, std::nullopt);
    EXPECT_EQ(review.verdicts[0].note.zh, "精度未声明，不作临界判断");
    EXPECT_EQ(review.findings[0].level, Level::info);
    // 10 / (2 · 10) = 0.5 m
    EXPECT_NEAR(review.findings[0].measured.value_or(0), 0.5, 1e-12);
    EXPECT_THAT(review.findings[0].message.en, HasSubstr("from a point accuracy of 0.5 m on"));
}

TEST(AreaAtLeast, TheBreakEvenAccuracyIsWhereTheVerdictOpens) {
    const double break_even =
        plan_for(squares(), 90, std::nullopt).run().findings.at(0).measured.value_or(0);
    EXPECT_THAT(outcomes(plan_for(squares(), 90, break_even * 0.999).run()),
                ElementsAre("s: pass"));
    EXPECT_THAT(outcomes(plan_for(squares(), 90, break_even * 1.001).run()),
                ElementsAre("s: undecided"));
}

TEST(AreaAtLeast, JudgesNothingInAnEmptyLayer) {
    const auto review = plan_for(LayerBuilder{"a", "local"}.build(), 100).run();
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0115"));
}

TEST(AreaAtLeast, DoesNotCheckNullAndInvalidFeatures) {
    const auto review = plan_for(LayerBuilder{"a", "local"}
                                     .add_without()
                                     .add("POLYGON((0 0, 4 4, 4 0, 0 4, 0 0))")
                                     .build(),
                                 100)
                            .run();
    EXPECT_THAT(outcomes(review), ElementsAre("#1: not_checked", "#2: not_checked"));
    EXPECT_EQ(review.verdicts[0].note.en, "the feature has no geometry");
    EXPECT_EQ(review.verdicts[1].note.en, "the geometry is invalid: Ring crosses itself");
    EXPECT_EQ(review.verdicts[1].value, std::nullopt);
    EXPECT_EQ(review.verdicts[1].limit, 100.0);
    EXPECT_THAT(codes(review), ElementsAre("PP-0301 #2")); // the defect, once
}

constexpr std::string_view kilometre = "POLYGON((0 0, 1000 0, 1000 1000, 0 1000, 0 0))";

TestPlan plan_on_the_ellipsoid(AreaMethod method, double limit_m2) {
    TestPlan plan{builtin(), "EPSG:4548"};
    plan.layer("l", LayerBuilder{"a"}.origin({600000, 4420000}).add(kilometre).build())
        .rule("area", "area_at_least", {{"layer", "l"}, {"limit", SquareMetres{limit_m2}}});
    plan.plan().method = method;
    plan.plan().point_accuracy = Metres{0.0};
    return plan;
}

TEST(AreaAtLeast, WithoutABasisMethodsOnDifferentSidesDecideNothing) {
    // 100 km east of the central meridian the ellipsoid is 246 m² per km² smaller than the plane.
    TestPlan plan = plan_on_the_ellipsoid(AreaMethod::planar, 999900);
    EXPECT_THAT(outcomes(plan.run()), ElementsAre("#1: pass"));
    plan.plan().basis.clear();
    const auto review = plan.run();
    EXPECT_THAT(outcomes(review), ElementsAre("#1: undecided"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0404 #1"));
    EXPECT_THAT(review.findings[0].message.en,
                HasSubstr("planar area 1000000.00 m² and ellipsoidal area 9997"));
    plan.plan().method = AreaMethod::ellipsoidal;
    EXPECT_THAT(outcomes(plan.run()), ElementsAre("#1: undecided"));
    plan.plan().basis = "the land survey";
    EXPECT_THAT(outcomes(plan.run()), ElementsAre("#1: fail"));
}

TEST(AreaAtLeast, WithoutABasisMethodsOnOneSideDecide) {
    TestPlan plan = plan_on_the_ellipsoid(AreaMethod::planar, 999000);
    plan.plan().basis.clear();
    EXPECT_THAT(outcomes(plan.run()), ElementsAre("#1: pass"));
}

TEST(AreaAtLeast, ComparesTheSurveyAreaAfterItsRounding) {
    const auto measured = plan_on_the_ellipsoid(AreaMethod::survey, 1).run();
    const double survey = measured.verdicts.at(0).value.value_or(0);
    EXPECT_DOUBLE_EQ(survey * 100, std::round(survey * 100));
    EXPECT_EQ(measured.verdicts[0].method, "survey");
    EXPECT_THAT(outcomes(plan_on_the_ellipsoid(AreaMethod::survey, survey).run()),
                ElementsAre("#1: pass"));
}

TEST(AreaAtLeast, DoesNotCheckBySurveyAreasBeyondTheirBound) {
    // 19° from the central meridian the printed series of the survey procedure fail.
    TestPlan plan{builtin(), "EPSG:4548"};
    plan.layer("l", LayerBuilder{"a", "EPSG:4548"}
                        .add("POLYGON((2000000 4400000, 2001000 4400000, 2001000 4401000, "
                             "2000000 4400000))")
                        .build())
        .rule("area", "area_at_least", {{"layer", "l"}, {"limit", SquareMetres{1}}});
    plan.plan().method = AreaMethod::survey;
    const auto review = plan.run();
    EXPECT_THAT(outcomes(review), ElementsAre("#1: not_checked"));
    EXPECT_THAT(review.verdicts[0].note.en, HasSubstr("beyond its bound"));
    EXPECT_EQ(review.findings.at(0).code, "PP-0405");
}

TEST(AreaAtLeast, DoesNotCheckWithAMethodThatTheCrsDoesNotGive) {
    TestPlan plan{builtin(), "EPSG:4490"};
    plan.layer(
            "l",
            LayerBuilder{"a", "EPSG:4490"}.add("POLYGON((116 39, 117 39, 117 40, 116 39))").build())
        .rule("area", "area_at_least", {{"layer", "l"}, {"limit", SquareMetres{1}}});
    plan.plan().method = AreaMethod::planar;
    const auto review = plan.run();
    EXPECT_THAT(outcomes(review), ElementsAre("#1: not_checked"));
    EXPECT_EQ(review.verdicts[0].note.zh, "坐标为经纬度，不是平面坐标");
}

} // namespace
} // namespace parkplan::rules
