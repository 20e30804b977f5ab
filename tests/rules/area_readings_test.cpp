// SPDX-License-Identifier: MIT
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using test::codes;
using test::LayerBuilder;
using test::Params;
using test::TestPlan;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view ten_by_ten = "POLYGON((0 0,10 0,10 10,0 10,0 0))";
/// 60 m² and 40 m², 10 m apart.
constexpr std::string_view two_parts =
    "MULTIPOLYGON(((0 0,6 0,6 10,0 10,0 0)),((16 0,20 0,20 10,16 10,16 0)))";

LayerBuilder clusters(std::string_view crs = "local") {
    return LayerBuilder{"clusters", crs}.text("id").key("id");
}
LayerBuilder parcels() {
    return LayerBuilder{"land", "local"}.text("id").text("dlbm").key("id");
}

/// The plan with one rule on the boundary's area.
TestPlan by_area(const layer::Layer& layer, double limit_m2, plan::Readings readings,
                 std::string_view crs = "local") {
    TestPlan plan{builtin(), crs};
    plan.plan().readings = std::move(readings);
    plan.layer("clusters", layer)
        .rule("r", "area_at_least", {{"layer", "clusters"}, {"limit", SquareMetres{limit_m2}}});
    return plan;
}

TestPlan by_land(const layer::Layer& layer, const layer::Layer& land, double limit_m2,
                 plan::Readings readings) {
    TestPlan plan{builtin()};
    plan.plan().readings = std::move(readings);
    plan.layer("clusters", layer)
        .layer("land", land)
        .rule("r", "cluster",
              {{"layer", "clusters"},
               {"limit", SquareMetres{limit_m2}},
               {"landuse", "land"},
               {"code", "dlbm"},
               {"scheme", "guide-2023"},
               {"basis", "现状"},
               {"as_of", "2020"}});
    return plan;
}

/// "gross narrow: pass 100": answers, outcome and value of each reading of the first verdict.
std::vector<std::string> told(const review::Review& review, std::size_t verdict = 0) {
    std::vector<std::string> lines;
    for (const review::ReadingOutcome& one : review.verdicts.at(verdict).readings) {
        std::string line;
        for (const auto& [question, answer] : one.choices) {
            line += line.empty() ? answer : " " + answer;
        }
        line += fmt::format(": {}", review::name_of(one.outcome));
        if (one.value) {
            line += fmt::format(" {}", *one.value);
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

constexpr Metres all_parts{HUGE_VAL};

TEST(AreaReadings, AreNotToldWhereThePlanAsksForNone) {
    const auto review = by_area(clusters().add(ten_by_ten, {"a"}).build(), 50.0, {}).run();
    EXPECT_THAT(told(review), IsEmpty());
    EXPECT_EQ(review.verdicts[0].readings_note.en, "");
}

TEST(AreaReadings, CountTheLargestGroupOfPartsWithinAGap) {
    plan::Readings readings;
    readings.gaps = {all_parts, Metres{9.0}, Metres{10.0}};
    const auto review = by_area(clusters().add(two_parts, {"a"}).build(), 80.0, readings).run();
    EXPECT_THAT(told(review), ElementsAre("all: pass 100", "9 m: fail 60", "10 m: pass 100"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0403 a", "PP-0456 a"));
    EXPECT_EQ(review.verdicts[0].readings_note.en,
              "the outcome changes with: gap inside a group of parts (all parts: pass; 9 m: fail; "
              "10 m: pass); this alone decides");
    EXPECT_EQ(review.verdicts[0].outcome, review::Outcome::pass); // the rule's own word stays
}

TEST(AreaReadings, LeaveOutLandThatOthersClaimToo) {
    plan::Readings readings;
    readings.overlaps = {"counted", "left_out"};
    const auto review = by_area(clusters()
                                    .add(ten_by_ten, {"a"})
                                    .add("POLYGON((5 0,15 0,15 10,5 10,5 0))", {"b"})
                                    .add("POLYGON((0 20,8 20,8 30,0 30,0 20))", {"c"})
                                    .build(),
                                60.0, readings)
                            .run();
    EXPECT_THAT(told(review, 0), ElementsAre("counted: pass 100", "left_out: fail 50"));
    EXPECT_THAT(told(review, 1), ElementsAre("counted: pass 100", "left_out: fail 50"));
    EXPECT_THAT(told(review, 2), ElementsAre("counted: pass 80", "left_out: pass 80"));
}

TEST(AreaReadings, MayLeaveNothingOfAFeature) {
    plan::Readings readings;
    readings.overlaps = {"left_out"};
    readings.gaps = {Metres{}};
    const auto review =
        by_area(clusters().add(ten_by_ten, {"a"}).add(ten_by_ten, {"b"}).build(), 60.0, readings)
            .run();
    EXPECT_THAT(told(review), ElementsAre("left_out 0 cm: fail 0"));
}

TEST(AreaReadings, GroupWhatIsLeftWhereSharedLandIsLeftOut) {
    // The middle of a strip belongs to b as well: what is left of a are two parts.
    plan::Readings readings;
    readings.overlaps = {"left_out"};
    readings.gaps = {all_parts, Metres{1.0}};
    const auto review = by_area(clusters()
                                    .add("POLYGON((0 0,20 0,20 10,0 10,0 0))", {"a"})
                                    .add("POLYGON((6 -5,10 -5,10 15,6 15,6 -5))", {"b"})
                                    .build(),
                                120.0, readings)
                            .run();
    EXPECT_THAT(told(review), ElementsAre("left_out all: pass 160", "left_out 1 m: fail 100"));
}

TEST(AreaReadings, JudgeByTheAccuracyOfTheReading) {
    plan::Readings readings;
    readings.accuracies = {Metres{0.001}, Metres{1.0}};
    const auto review = by_area(clusters().add(ten_by_ten, {"a"}).build(), 99.0, readings).run();
    EXPECT_THAT(told(review), ElementsAre("0.1 cm: pass 100", "1 m: undecided 100"));
    // sigma² = m_p²/8 · Σ D², D = 14.14 m four times: 10 m per metre of accuracy
    EXPECT_NEAR(*review.verdicts[0].readings[1].sigma, 10.0, 1e-9);
}

TEST(AreaReadings, JudgeTheLandByTheAccuracyOfTheReadingToo) {
    plan::Readings readings;
    readings.areas = {"net", "both"};
    readings.accuracies = {Metres{0.001}, Metres{0.1}};
    const auto review = by_land(clusters().add(ten_by_ten, {"a"}).build(),
                                parcels()
                                    .add("POLYGON((0 0,10 0,10 6,0 6,0 0))", {"1", "1001"})
                                    .add("POLYGON((0 6,10 6,10 10,0 10,0 6))", {"2", "0701"})
                                    .build(),
                                59.0, readings)
                            .run();
    EXPECT_THAT(told(review), ElementsAre("net 0.1 cm: pass 60", "net 10 cm: undecided 60",
                                          "both 0.1 cm: pass 60", "both 10 cm: undecided 60"));
    EXPECT_NEAR(*review.verdicts[0].readings[1].sigma,
                100.0 * *review.verdicts[0].readings[0].sigma, 1e-9);
}

TEST(AreaReadings, AgreeWithTheRuleUnderItsOwnReading) {
    plan::Readings readings;
    readings.methods = {AreaMethod::ellipsoidal, AreaMethod::planar, AreaMethod::survey};
    readings.gaps = {all_parts, Metres{1.0}};
    const auto review =
        by_area(clusters("EPSG:4548")
                    .add("MULTIPOLYGON(((440000 4400000,441000 4400000,441000 4402000,440000 "
                         "4402000,440000 4400000)),((442000 4400000,442001 4400000,442001 "
                         "4400001,442000 4400001,442000 4400000)))",
                         {"a"})
                    .build(),
                2000000.0, readings, "EPSG:4548")
            .run();
    const review::Verdict& verdict = review.verdicts.at(0);
    ASSERT_EQ(verdict.readings.size(), 6U);
    EXPECT_EQ(verdict.readings[0].value, verdict.value);
    EXPECT_EQ(verdict.readings[0].outcome, verdict.outcome);
    EXPECT_EQ(verdict.readings[2].value, 2000001.0);
    EXPECT_EQ(verdict.readings[2].outcome, review::Outcome::pass);
    EXPECT_EQ(verdict.readings[3].value, 2000000.0);
    // Survey areas are of whole features: there is none of the larger part.
    EXPECT_NE(verdict.readings[4].outcome, review::Outcome::not_checked);
    EXPECT_EQ(verdict.readings[5].outcome, review::Outcome::not_checked);
    EXPECT_EQ(verdict.readings[5].value, std::nullopt);
}

TEST(AreaReadings, TellBoundaryAndLandByTheClassesThatCount) {
    plan::Readings readings;
    readings.areas = {"gross", "net", "both"};
    readings.classes = {"narrow", "wide"};
    const auto review = by_land(clusters().add(ten_by_ten, {"a"}).build(),
                                parcels()
                                    .add("POLYGON((0 0,4 0,4 10,0 10,0 0))", {"1", "1001"})
                                    .add("POLYGON((4 0,6 0,6 10,4 10,4 0))", {"2", "0902"})
                                    .add("POLYGON((6 0,10 0,10 10,6 10,6 0))", {"3", "0701"})
                                    .build(),
                                50.0, readings)
                            .run();
    EXPECT_THAT(told(review), ElementsAre("gross narrow: pass 100", "gross wide: pass 100",
                                          "net narrow: fail 40", "net wide: pass 60",
                                          "both narrow: undecided 40", "both wide: pass 60"));
    EXPECT_THAT(
        review.verdicts[0].readings_note.zh,
        "结论随以下口径改变：面积取法（边界面积：符合；产业用地面积：随其他口径而定；两者均须达到："
        "随其他口径而定）、产业用地口径（窄：随其他口径而定；宽：符合）");
}

TEST(AreaReadings, CountTheLandOfWhatIsLeft) {
    plan::Readings readings;
    readings.areas = {"net"};
    readings.overlaps = {"counted", "left_out"};
    readings.gaps = {all_parts, Metres{1.0}};
    const auto review =
        by_land(
            clusters().add(two_parts, {"a"}).add("POLYGON((0 0,1 0,1 10,0 10,0 0))", {"b"}).build(),
            parcels().add("POLYGON((0 0,30 0,30 10,0 10,0 0))", {"1", "1001"}).build(), 55.0,
            readings)
            .run();
    EXPECT_THAT(told(review),
                ElementsAre("net counted all: pass 100", "net counted 1 m: pass 60",
                            "net left_out all: pass 90", "net left_out 1 m: fail 50"));
    EXPECT_THAT(told(review, 1),
                ElementsAre("net counted all: fail 10", "net counted 1 m: fail 10",
                            "net left_out all: fail 0", "net left_out 1 m: fail 0"));
}

TEST(AreaReadings, LeaveOpenWhatLandOfNoKnownClassCouldDecide) {
    plan::Readings readings;
    readings.areas = {"net"};
    const auto review =
        by_land(clusters().add(ten_by_ten, {"a"}).build(),
                parcels().add("POLYGON((0 0,4 0,4 10,0 10,0 0))", {"1", "1001"}).build(), 50.0,
                readings)
            .run();
    EXPECT_THAT(told(review), ElementsAre("net: undecided 40"));
}

TEST(AreaReadings, HaveNoFigureWhereNobodyStatesTheClasses) {
    plan::Readings readings;
    readings.areas = {"gross", "net"};
    readings.classes = {"narrow", "middle"};
    TestPlan plan{builtin()};
    plan.plan().readings = readings;
    plan.layer("clusters", clusters().add(ten_by_ten, {"a"}).build())
        .layer("land", parcels().add(std::string{ten_by_ten}, {"1", "0601"}).build())
        .rule("r", "cluster",
              {{"layer", "clusters"},
               {"limit", SquareMetres{50.0}},
               {"landuse", "land"},
               {"code", "dlbm"},
               {"scheme", "survey-3"},
               {"middle", std::vector<std::string>{"0601"}},
               {"basis", "现状"},
               {"as_of", "2020"}});
    const auto review = plan.run();
    EXPECT_THAT(told(review), ElementsAre("gross narrow: pass 100", "gross middle: pass 100",
                                          "net narrow: not_checked", "net middle: pass 100"));
    EXPECT_EQ(review.verdicts[0].readings_note.en,
              "the outcome is the same under all readings that could be judged: pass");
}

TEST(AreaReadings, AskTheBoundaryNothingAboutLand) {
    plan::Readings readings;
    readings.areas = {"gross", "net"};
    readings.classes = {"narrow"};
    const auto review = by_area(clusters().add(ten_by_ten, {"a"}).build(), 50.0, readings).run();
    EXPECT_THAT(told(review), IsEmpty());
}

TEST(AreaReadings, AreNotToldOfWhatHasNoArea) {
    plan::Readings readings;
    readings.gaps = {Metres{1.0}};
    const auto review = by_area(clusters()
                                    .add("POLYGON((0 0,10 10,10 0,0 10,0 0))", {"a"})
                                    .add(ten_by_ten, {"b"})
                                    .build(),
                                50.0, readings)
                            .run();
    EXPECT_THAT(told(review, 0), IsEmpty());
    EXPECT_THAT(told(review, 1), ElementsAre("1 m: pass 100"));
}

TEST(AreaReadings, AreTheSameOnAnyNumberOfThreads) {
    plan::Readings readings;
    readings.areas = {"gross", "net", "both"};
    readings.overlaps = {"counted", "left_out"};
    readings.gaps = {Metres{1.0}, Metres{20.0}};
    LayerBuilder layer = clusters();
    LayerBuilder land = parcels();
    for (int i = 0; i < 40; ++i) {
        const int x = 7 * i;
        layer.add(fmt::format("MULTIPOLYGON((({0} 0,{1} 0,{1} 9,{0} 9,{0} 0)),(({0} 12,{1} 12,{1} "
                              "15,{0} 15,{0} 12)))",
                              x, x + 10),
                  {fmt::format("{}", i)});
        land.add(fmt::format("POLYGON(({0} 0,{1} 1,{1} 13,{0} 14,{0} 0))", x, x + 5),
                 {fmt::format("{}", i), i % 3 == 0 ? "0701" : "1001"});
    }
    const TestPlan plan = by_land(layer.build(), land.build(), 40.0, readings);
    const auto one = plan.run(1);
    const auto four = plan.run(4);
    ASSERT_EQ(one.verdicts.size(), 40U);
    for (std::size_t i = 0; i < one.verdicts.size(); ++i) {
        EXPECT_EQ(told(one, i), told(four, i));
        EXPECT_EQ(told(one, i).size(), 12U);
    }
}

} // namespace
} // namespace parkplan::rules
