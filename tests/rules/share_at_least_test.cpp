// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::rules {
namespace {

using test::Cell;
using test::codes;
using test::LayerBuilder;
using test::outcomes;
using test::Params;
using test::points_of;
using test::TestPlan;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view square = "POLYGON((0 0, 100 0, 100 100, 0 100, 0 0))";
constexpr std::string_view south_third = "POLYGON((0 0, 100 0, 100 30, 0 30, 0 0))";
constexpr std::string_view half_over = "POLYGON((-50 0, 50 0, 50 30, -50 30, -50 0))";

LayerBuilder zones() {
    return LayerBuilder{"zones", "local"}.text("id").key("id");
}
LayerBuilder land() {
    return LayerBuilder{"land", "local"}.text("id").text("code").key("id");
}

TestPlan plan_of(const layer::Layer& layer, const layer::Layer& of, double limit,
                 Params params = {}, std::optional<Metres> accuracy = Metres{}) {
    params.emplace("layer", "zones");
    params.emplace("of", "land");
    params.emplace("limit", limit);
    TestPlan plan{builtin()};
    plan.plan().point_accuracy = accuracy;
    plan.layer("zones", layer).layer("land", of).rule("s", "share_at_least", std::move(params));
    return plan;
}

review::Review run(const layer::Layer& layer, const layer::Layer& of, double limit,
                   Params params = {}) {
    return plan_of(layer, of, limit, std::move(params)).run();
}

const Params industry{{"field", "code"}, {"values", std::vector<std::string>{"1001", "0802"}}};

TEST(ShareAtLeast, PassesOnTheLimitAndAbove) {
    const auto zone = zones().add(square, {"z"}).build();
    const auto third = land().add(south_third, {"p", "1001"}).build();
    const auto at = run(zone, third, 0.3);
    EXPECT_THAT(outcomes(at), ElementsAre("z: pass"));
    EXPECT_THAT(codes(at), IsEmpty());
    EXPECT_EQ(at.verdicts[0].value, 0.3);
    EXPECT_EQ(at.verdicts[0].limit, 0.3);
    EXPECT_EQ(at.verdicts[0].margin, 0.0);
    EXPECT_EQ(at.verdicts[0].unit, "");
    EXPECT_EQ(at.verdicts[0].method, "planar");
    EXPECT_THAT(outcomes(run(zone, third, 0.29)), ElementsAre("z: pass"));
}

TEST(ShareAtLeast, WithinTheUncertaintyNothingIsDecided) {
    const auto zone = zones().add(square, {"z"}).build();
    const auto middle =
        land().add("POLYGON((10 10, 50 10, 50 85, 10 85, 10 10))", {"p", "1001"}).build();
    // Land inside: 85 m across, four times; the zone moves 0.3 of its own 141.4 m.
    const double per_metre = std::sqrt(4.0 * (85.0 * 85.0 + 0.09 * 20000.0) / 8.0) / 10000.0;
    const auto open = plan_of(zone, middle, 0.3 - 1.9 * per_metre, {}, Metres{1.0}).run();
    EXPECT_THAT(outcomes(open), ElementsAre("z: undecided"));
    EXPECT_THAT(codes(open), ElementsAre("PP-0422 z"));
    EXPECT_NEAR(open.verdicts[0].sigma.value_or(0.0), per_metre, 0.01 * per_metre);
    EXPECT_THAT(outcomes(plan_of(zone, middle, 0.3 - 2.1 * per_metre, {}, Metres{1.0}).run()),
                ElementsAre("z: pass"));
    EXPECT_THAT(outcomes(plan_of(zone, middle, 0.3 + 2.1 * per_metre, {}, Metres{1.0}).run()),
                ElementsAre("z: fail"));
}

TEST(ShareAtLeast, WhatTakesUpAllReachesAnyLimit) {
    const auto zone = zones().add(square, {"z"}).build();
    const auto tiles =
        land()
            .add("POLYGON((-9 -9, 50 -9, 50 200, -9 200, -9 -9))", {"p", "1001"})
            .add("POLYGON((50 -9, 200 -9, 200 200, 50 200, 50 70, 50 -9))", {"q", "1001"})
            .build();
    EXPECT_THAT(outcomes(plan_of(zone, tiles, 1.0, {}, Metres{1.0}).run()), ElementsAre("z: pass"));
}

TEST(ShareAtLeast, WithoutAccuracyTheValueDecidesAndTheBreakEvenIsNamed) {
    const auto zone = zones().add(square, {"z"}).build();
    const auto third = land().add(south_third, {"p", "1001"}).build();
    const auto review = plan_of(zone, third, 0.29, {}, std::nullopt).run();
    EXPECT_THAT(outcomes(review), ElementsAre("z: pass"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0403 z"));
    EXPECT_EQ(review.verdicts[0].sigma, std::nullopt);
}

TEST(ShareAtLeast, FailsBelowAndSaysWhatIsMissing) {
    const auto review =
        run(zones().add(square, {"z"}).build(), land().add(half_over, {"p", "1001"}).build(), 0.3);
    EXPECT_THAT(outcomes(review), ElementsAre("z: fail"));
    EXPECT_EQ(review.verdicts[0].value, 0.15);
    EXPECT_EQ(review.verdicts[0].margin, 0.15 - 0.3);
    ASSERT_THAT(codes(review), ElementsAre("PP-0420 z"));
    EXPECT_EQ(review.findings[0].message.en,
              "'land' takes up 15.00% of the area, below the limit of 30.00%: 1500.00 of 10000.00 "
              "m², 1500.00 m² are missing");
    EXPECT_EQ(review.findings[0].measured, 0.15);
    EXPECT_EQ(review.findings[0].limit, 0.3);
    EXPECT_THAT(points_of(std::get<geo::MultiPolygon>(review.findings[0].place)),
                ElementsAre(geo::Point{0, 0}, geo::Point{100, 0}, geo::Point{100, 100},
                            geo::Point{0, 100}));
}

TEST(ShareAtLeast, ShowsDifferencesThatTwoDecimalsHide) {
    const auto review = run(zones().add(square, {"z"}).build(),
                            land().add(south_third, {"p", "1001"}).build(), 0.30001);
    EXPECT_EQ(review.findings.at(0).message.zh,
              "“land”占面积的 30.000000%，低于下限 30.001000%：10000.00 m² 中有 3000.00 m²，差 "
              "0.100000 m²");
}

TEST(ShareAtLeast, CountsLandOnceThatSeveralFeaturesHold) {
    const auto review = run(zones().add(square, {"z"}).build(),
                            land()
                                .add(south_third, {"p", "1001"})
                                .add(south_third, {"q", "1001"})
                                .add(half_over, {"r", "0802"})
                                .build(),
                            0.3);
    EXPECT_EQ(review.verdicts[0].value, 0.3);
}

TEST(ShareAtLeast, ChoosesByValuesAndTellsOfThoseThatNobodyHas) {
    const auto of = land()
                        .add(south_third, {"p", " 1001 "})
                        .add("POLYGON((0 30, 100 30, 100 100, 0 100, 0 30))", {"q", "0701"})
                        .add("POLYGON((200 0, 300 0, 300 1, 200 0))", {"r", "0803"})
                        .add("POLYGON((200 0, 210 0, 210 10, 200 10, 200 0))", {"s", Cell{}})
                        .build();
    const auto review = run(zones().add(square, {"z"}).build(), of, 0.4, industry);
    EXPECT_EQ(review.verdicts[0].value, 0.3);
    ASSERT_THAT(codes(review), ElementsAre("PP-0226", "PP-0227", "PP-0420 z"));
    EXPECT_EQ(review.findings[2].message.en.substr(0, 39),
              "'land (0802, 1001)' takes up 30.00% of ");
    EXPECT_EQ(review.findings[0].message.en, "no feature has the value '0802' in field 'code'");
    EXPECT_EQ(review.findings[0].proposal.en, "");
    EXPECT_EQ(review.findings[1].message.zh, "1 个要素的字段“code”未填写，未计入，合计 100.00 m²");
    EXPECT_EQ(review.ledger.at(0).name, "of_without_value_m2");
    EXPECT_EQ(review.ledger[0].area, ExactArea{SquareMetres{100}});
}

TEST(ShareAtLeast, TellsOfAValueThatDiffersByBlanksOnly) {
    const auto of = land()
                        .add(south_third, {"p", "工业"})
                        .add("POLYGON((0 30, 100 30, 100 100, 0 100, 0 30))", {"q", "工\u3000业"})
                        .build();
    const auto review = run(zones().add(square, {"z"}).build(), of, 0.0,
                            {{"field", "code"}, {"values", std::vector<std::string>{"工业"}}});
    ASSERT_THAT(codes(review), ElementsAre("PP-0242"));
    EXPECT_EQ(review.findings[0].message.zh,
              "字段“code”的值“工\u3000业”与所列“工业”仅差空格，相应要素（1 个）未计入");
    EXPECT_EQ(review.verdicts[0].value, 0.3);
}

TEST(ShareAtLeast, ProposesANameThatMayBeMeantButNoCode) {
    const auto zone = zones().add(square, {"z"}).build();
    const auto of = land().add(south_third, {"p", "工业用地"}).build();
    const auto review =
        run(zone, of, 0.0, {{"field", "code"}, {"values", std::vector<std::string>{"工业用"}}});
    ASSERT_THAT(codes(review), ElementsAre("PP-0226"));
    EXPECT_EQ(review.findings[0].proposal.zh, "工业用地");
}

TEST(ShareAtLeast, JudgesTheWholeToTheFull) {
    const auto zone = zones().add("POLYGON((0.1 0.1, 10 0, 10 10, 0 10, 0.1 0.1))", {"z"}).build();
    const auto of = land()
                        .add("POLYGON((-1 -1, 3.3333 -1, 3.3333 11, -1 11, -1 -1))", {"p", "1"})
                        .add("POLYGON((3.3333 -1, 11 -1, 11 11, 3.3333 11, 3.3333 -1))", {"q", "1"})
                        .build();
    EXPECT_THAT(outcomes(run(zone, of, 1.0)), ElementsAre("z: pass"));
}

TEST(ShareAtLeast, DoesNotCheckNullAndInvalidZones) {
    const auto review =
        run(zones().add_without({"a"}).add("POLYGON((0 0, 4 4, 4 0, 0 4, 0 0))", {"b"}).build(),
            land().add(square, {"p", "1001"}).build(), 0.5);
    EXPECT_THAT(outcomes(review), ElementsAre("a: not_checked", "b: not_checked"));
}

TEST(ShareAtLeast, LandThatCannotBeUsedLeavesOpenWhatItMightFill) {
    const auto zone =
        zones().add(square, {"z"}).add("POLYGON((500 0, 600 0, 600 100, 500 0))", {"far"}).build();
    const auto of = land()
                        .add(south_third, {"p", "1001"})
                        .add("POLYGON((50 50, 90 90, 90 50, 50 90, 50 50))", {"bow", "1001"})
                        .build();
    const auto open = run(zone, of, 0.5, {});
    EXPECT_THAT(outcomes(open), ElementsAre("z: not_checked", "far: fail"));
    EXPECT_EQ(
        open.verdicts[0].note.en,
        "feature 'bow' of 'land' cannot be used: the geometry is invalid: Ring crosses itself");
    EXPECT_THAT(outcomes(run(zone, of, 0.3, {})), ElementsAre("z: pass", "far: fail"));
    const Params others{{"field", "code"}, {"values", std::vector<std::string>{"0701"}}};
    EXPECT_THAT(outcomes(run(zone, of, 0.5, others)), ElementsAre("z: fail", "far: fail"));
}

TEST(ShareAtLeast, EmptyLayers) {
    EXPECT_THAT(outcomes(run(zones().build(), land().add(square, {"p", "1"}).build(), 0.5)),
                ElementsAre("(layer): not_checked"));
    EXPECT_THAT(outcomes(run(zones().add(square, {"z"}).build(), land().build(), 0.5)),
                ElementsAre("z: fail"));
    EXPECT_THAT(outcomes(run(zones().add(square, {"z"}).build(), land().build(), 0.0)),
                ElementsAre("z: pass"));
}

TEST(ShareAtLeast, NeedsFieldAndValuesOrNone) {
    for (const auto& [params, message] :
         {std::pair<Params, std::string_view>{{{"field", "code"}},
                                              "test.toml:10:1: rule 's': 'field' and 'values' "
                                              "belong together; 'values' is missing"},
          {{{"values", std::vector<std::string>{"1001"}}},
           "test.toml:10:1: rule 's': 'field' and 'values' belong together; 'field' is missing"}}) {
        try {
            static_cast<void>(run(zones().build(), land().build(), 0.5, params));
            FAIL() << "no error";
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::plan);
            EXPECT_EQ(error.describe(), message);
        }
    }
}

TEST(ShareAtLeast, ThreadsAndTheOrderOfRowsChangeNothing) {
    LayerBuilder forwards = land();
    LayerBuilder backwards = land();
    for (int i = 0; i < 20; ++i) {
        for (LayerBuilder* builder : {&forwards, &backwards}) {
            const int k = builder == &forwards ? i : 19 - i;
            builder->add(fmt::format("POLYGON(({0} {1}, {2} {1}, {2}.3 {3}.7, {0} {1}))", 4 * k,
                                     3 * k, 4 * k + 17, 3 * k + 11),
                         {fmt::format("p{}", k), "1001"});
        }
    }
    const auto zone = zones().add(square, {"z"}).build();
    const auto one = run(zone, forwards.build(), 0.9);
    const auto four = plan_of(zone, backwards.build(), 0.9).run(4);
    EXPECT_EQ(one.verdicts[0].value, four.verdicts[0].value);
    EXPECT_EQ(one.findings[0].message.en, four.findings[0].message.en);
}

} // namespace
} // namespace parkplan::rules
