// SPDX-License-Identifier: MIT
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::rules {
namespace {

using test::codes;
using test::LayerBuilder;
using test::outcomes;
using test::TestPlan;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view square = "POLYGON((0 0, 100 0, 100 100, 0 100, 0 0))";
constexpr std::string_view station = "POLYGON((600 50, 620 50, 620 70, 600 70, 600 50))";

LayerBuilder parks(std::string_view crs = "local") {
    return LayerBuilder{"parks", crs}.text("id").key("id");
}
LayerBuilder stations(std::string_view crs = "local") {
    return LayerBuilder{"stations", crs}.text("name").key("name");
}

TestPlan plan_of(const layer::Layer& layer, const layer::Layer& to, double metres,
                 std::string_view crs = "local", std::optional<Metres> accuracy = Metres{}) {
    TestPlan plan{builtin(), crs};
    plan.plan().point_accuracy = accuracy;
    plan.layer("parks", layer).layer("stations", to);
    plan.rule("n", "near", {{"layer", "parks"}, {"to", "stations"}, {"distance", Metres{metres}}});
    return plan;
}

review::Review run(const layer::Layer& layer, const layer::Layer& to, double metres) {
    return plan_of(layer, to, metres).run();
}

TEST(Near, PassesWithinTheDistanceAndWhereFeaturesMeet) {
    const auto to = stations().add(station, {"s"}).build();
    const auto review = run(
        parks().add(square, {"a"}).add("POLYGON((610 60, 700 60, 700 90, 610 60))", {"b"}).build(),
        to, 800.0);
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass", "b: pass"));
    EXPECT_THAT(codes(review), IsEmpty());
    EXPECT_EQ(review.verdicts[0].value, 500.0);
    EXPECT_EQ(review.verdicts[0].limit, 800.0);
    EXPECT_EQ(review.verdicts[0].margin, 300.0);
    EXPECT_EQ(review.verdicts[0].unit, "m");
    EXPECT_EQ(review.verdicts[1].value, 0.0);
}

TEST(Near, FailsBeyondAndDrawsTheShortestWay) {
    const auto layer = parks().add(square, {"a"}).build();
    const auto to = stations()
                        .add(station, {"s"})
                        .add("POLYGON((0 800, 9 800, 9 809, 0 800))", {"north"})
                        .build();
    const auto review = run(layer, to, 400.0);
    EXPECT_THAT(outcomes(review), ElementsAre("a: fail"));
    EXPECT_EQ(review.verdicts[0].margin, -100.0);
    ASSERT_THAT(codes(review), ElementsAre("PP-0222 a s"));
    EXPECT_EQ(review.findings[0].message.en,
              "nothing of 'stations' lies within 400 m: nearest is 's', 500.000 m away");
    EXPECT_EQ(review.findings[0].measured, 500.0);
    EXPECT_EQ(review.findings[0].unit, "m");
    EXPECT_THAT(std::get<geo::MultiLine>(review.findings[0].place).lines,
                ElementsAre(ElementsAre(geo::Point{100, 50}, geo::Point{600, 50})));
}

TEST(Near, TheLimitItselfPasses) {
    const auto layer = parks().add(square, {"a"}).build();
    const auto to = stations().add(station, {"s"}).build();
    EXPECT_THAT(outcomes(run(layer, to, 500.0)), ElementsAre("a: pass"));
    const auto below = run(layer, to, 499.9999);
    EXPECT_THAT(outcomes(below), ElementsAre("a: fail"));
    EXPECT_EQ(below.findings.at(0).message.zh,
              "499.9999 m 以内没有“stations”要素：最近的是“s”，相距 500.000000000 m");
}

TEST(Near, WithinTheUncertaintyNothingIsDecided) {
    const auto layer = parks().add(square, {"a"}).build();
    const auto to = stations().add(station, {"s"}).build();
    // Both sides 0.1 m in position, 0.1/√2 along the line: sigma 0.1 m.
    const auto review = plan_of(layer, to, 500.15, "local", Metres{0.1}).run();
    EXPECT_THAT(outcomes(review), ElementsAre("a: undecided"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0229 a s"));
    EXPECT_EQ(review.findings[0].message.en,
              "'s' of 'stations' is nearest, 500.000 m away: too near to the limit of 500.15 m to "
              "decide (sigma 10 cm, k = 2)");
    EXPECT_NEAR(review.verdicts[0].sigma.value_or(0.0), 0.1, 1e-12);
    EXPECT_THAT(outcomes(plan_of(layer, to, 500.21, "local", Metres{0.1}).run()),
                ElementsAre("a: pass"));
    EXPECT_THAT(outcomes(plan_of(layer, to, 499.85, "local", Metres{0.1}).run()),
                ElementsAre("a: undecided"));
    EXPECT_THAT(outcomes(plan_of(layer, to, 499.79, "local", Metres{0.1}).run()),
                ElementsAre("a: fail"));
}

TEST(Near, WithoutAccuracyTheValueDecidesAndTheBreakEvenIsNamed) {
    const auto layer = parks().add(square, {"a"}).build();
    const auto to = stations().add(station, {"s"}).build();
    const auto review = plan_of(layer, to, 510.0, "local", std::nullopt).run();
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0403 a"));
    EXPECT_EQ(review.findings[0].measured, 5.0);
    EXPECT_EQ(review.verdicts[0].sigma, std::nullopt);
}

TEST(Near, WhatMeetsIsNearWhateverTheAccuracy) {
    const auto layer = parks().add(square, {"a"}).build();
    const auto to = stations().add_path("POINT(50 50)", {"s"}).build();
    EXPECT_THAT(outcomes(plan_of(layer, to, 0.0, "local", Metres{0.1}).run()),
                ElementsAre("a: pass"));
}

TEST(Near, BeyondTheLimitByRoundingAloneIsOpen) {
    const auto layer = parks().add(square, {"a"}).build();
    const auto to = stations().add(station, {"s"}).build();
    const auto review = plan_of(layer, to, 499.9999999, "local", std::nullopt).run();
    EXPECT_THAT(outcomes(review), ElementsAre("a: undecided"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0229 a s"));
    EXPECT_THAT(review.findings[0].message.zh, testing::HasSubstr("距离中误差 未知"));
}

TEST(Near, DatumsTakenForEachOtherCountTwoMetres) {
    const auto layer = parks("EPSG:4548")
                           .origin({500000, 4429529})
                           .add("POLYGON((-100 -100, 0 -100, 0 100, -100 100, -100 -100))", {"a"})
                           .build();
    const auto to = stations("EPSG:4326").add_path("POINT(117.01 40)", {"s"}).build();
    const auto review = plan_of(layer, to, 900.0, "EPSG:4548").run();
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass"));
    EXPECT_EQ(review.verdicts[0].sigma, 2.0);
}

TEST(Near, DoesNotCheckNullAndInvalidFeatures) {
    const auto review =
        run(parks().add_without({"a"}).add("POLYGON((0 0, 4 4, 4 0, 0 4, 0 0))", {"b"}).build(),
            stations().add(station, {"s"}).build(), 900.0);
    EXPECT_THAT(outcomes(review), ElementsAre("a: not_checked", "b: not_checked"));
}

TEST(Near, WhatCannotBeUsedLeavesOpenWhatMightLieNear) {
    const auto layer = parks()
                           .add(square, {"a"})
                           .add("POLYGON((5000 0, 5010 0, 5010 10, 5000 0))", {"far"})
                           .build();
    const auto bow_tie =
        stations().add("POLYGON((150 0, 160 10, 160 0, 150 10, 150 0))", {"bow"}).build();
    const auto review = run(layer, bow_tie, 50.0);
    EXPECT_THAT(outcomes(review), ElementsAre("a: not_checked", "far: fail"));
    EXPECT_THAT(codes(review), testing::Contains("PP-0223 far"));
    EXPECT_THAT(outcomes(run(layer, bow_tie, 49.0)), ElementsAre("a: fail", "far: fail"));
}

TEST(Near, TakesPointsAndLines) {
    const auto to = stations()
                        .add_path("POINT(400 50)", {"station"})
                        .add_path("MULTILINESTRING((0 600, 100 600), (0 700, 100 700))", {"axis"})
                        .add(station, {"airport"})
                        .build();
    const auto layer =
        parks().add(square, {"a"}).add("POLYGON((390 40, 410 40, 410 60, 390 40))", {"b"}).build();
    const auto review = run(layer, to, 300.0);
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass", "b: pass"));
    EXPECT_EQ(review.verdicts[0].value, 300.0);
    EXPECT_EQ(review.verdicts[0].margin, 0.0);
    EXPECT_EQ(review.verdicts[1].value, 0.0);
    const auto below = run(layer, to, 299.0);
    EXPECT_THAT(outcomes(below), ElementsAre("a: fail", "b: pass"));
    ASSERT_THAT(codes(below), ElementsAre("PP-0222 a station"));
    EXPECT_THAT(std::get<geo::MultiLine>(below.findings[0].place).lines,
                ElementsAre(ElementsAre(geo::Point{100, 50}, geo::Point{400, 50})));
}

TEST(Near, PointsComeIntoTheWorkingCrs) {
    const auto layer = parks("EPSG:4548")
                           .origin({500000, 4429529})
                           .add("POLYGON((-100 -100, 0 -100, 0 100, -100 100, -100 -100))", {"a"})
                           .build();
    // 117° E is the central meridian, x = 500000; 0.01° to the east are some 854 m there.
    const auto to = stations("EPSG:4490").add_path("POINT(117.01 40)", {"s"}).build();
    const auto review = plan_of(layer, to, 900.0, "EPSG:4548").run();
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass"));
    EXPECT_NEAR(review.verdicts[0].value.value(), 854.0, 1.0);
}

TEST(Near, OrderAndDirectionOfPointsAndLinesChangeNothing) {
    const auto layer = parks().add(square, {"a"}).build();
    const auto one = run(layer,
                         stations()
                             .add_path("LINESTRING(300 -50, 300 300)", {"x"})
                             .add_path("MULTIPOINT((300 10), (900 0))", {"y"})
                             .build(),
                         10.0);
    const auto other = run(layer,
                           stations()
                               .add_path("MULTIPOINT((900 0), (300 10))", {"y"})
                               .add_path("LINESTRING(300 300, 300 -50)", {"x"})
                               .build(),
                           10.0);
    ASSERT_THAT(codes(one), ElementsAre("PP-0222 a x"));
    EXPECT_EQ(codes(one), codes(other));
    EXPECT_EQ(std::get<geo::MultiLine>(one.findings[0].place),
              std::get<geo::MultiLine>(other.findings[0].place));
}

TEST(Near, APointWithoutAPlaceLeavesOpenWhatNothingElseDecides) {
    const auto layer = parks().add(square, {"a"}).build();
    const auto to = stations()
                        .add(station, {"s"})
                        .add_without({"point"}, layer::GeometryState::not_polygon)
                        .build();
    EXPECT_THAT(outcomes(run(layer, to, 500.0)), ElementsAre("a: pass"));
    const auto open = run(layer, to, 400.0);
    EXPECT_THAT(outcomes(open), ElementsAre("a: not_checked"));
    EXPECT_EQ(open.verdicts[0].note.zh, "“stations”中的要素“point”无法使用：图形不是面");
}

TEST(Near, EmptyLayers) {
    EXPECT_THAT(outcomes(run(parks().build(), stations().add(station, {"s"}).build(), 1.0)),
                ElementsAre("(layer): not_checked"));
    const auto review = run(parks().add(square, {"a"}).build(), stations().build(), 1.0);
    EXPECT_THAT(outcomes(review), ElementsAre("a: fail"));
    EXPECT_EQ(review.verdicts[0].value, std::nullopt);
    EXPECT_THAT(codes(review), ElementsAre("PP-0223 a"));
}

TEST(Near, NeedsAPlaneOfTrueLengths) {
    const auto degrees = plan_of(parks("EPSG:4490")
                                     .add("POLYGON((116 40, 116.1 40, 116.1 40.1, 116 40))", {"a"})
                                     .build(),
                                 stations("EPSG:4490")
                                     .add("POLYGON((116 41, 116.1 41, 116.1 41.1, 116 41))", {"s"})
                                     .build(),
                                 1.0, "EPSG:4490")
                             .run();
    EXPECT_THAT(outcomes(degrees), ElementsAre("a: not_checked"));
    EXPECT_EQ(degrees.verdicts[0].note.en,
              "distances need a projected working CRS, not longitude and latitude");
    const auto web = plan_of(parks("EPSG:3857").add(square, {"a"}).build(),
                             stations("EPSG:3857").add(station, {"s"}).build(), 1.0, "EPSG:3857")
                         .run();
    EXPECT_THAT(outcomes(web), ElementsAre("a: not_checked"));
}

TEST(Near, FeetAreConverted) {
    // EPSG:2263 is in US survey feet; 500 of them are 152.4003048… m.
    const auto layer = parks("EPSG:2263").origin({990000, 200000}).add(square, {"a"}).build();
    const auto to = stations("EPSG:2263").origin({990000, 200000}).add(station, {"s"}).build();
    const auto review = plan_of(layer, to, 152.5, "EPSG:2263").run();
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass"));
    EXPECT_NEAR(review.verdicts[0].value.value(), 152.400304800610, 1e-9);
}

TEST(Near, ThreadsAndTheOrderOfRowsChangeNothing) {
    LayerBuilder forwards = stations();
    LayerBuilder backwards = stations();
    for (int i = 0; i < 40; ++i) {
        for (LayerBuilder* builder : {&forwards, &backwards}) {
            const int k = builder == &forwards ? i : 39 - i;
            builder->add(fmt::format("POLYGON(({0} {1}, {2} {1}, {2} {3}, {0} {1}))", 200 + 13 * k,
                                     7 * (k % 5), 205 + 13 * k, 90 + k % 5),
                         {fmt::format("s{}", k)});
        }
    }
    const auto layer = parks().add(square, {"a"}).build();
    const auto one = plan_of(layer, forwards.build(), 50.0).run();
    const auto four = plan_of(layer, backwards.build(), 50.0).run(4);
    EXPECT_EQ(one.verdicts[0].value, four.verdicts[0].value);
    EXPECT_EQ(codes(one), codes(four));
    EXPECT_EQ(std::get<geo::MultiLine>(one.findings[0].place),
              std::get<geo::MultiLine>(four.findings[0].place));
}

} // namespace
} // namespace parkplan::rules
