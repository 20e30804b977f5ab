// SPDX-License-Identifier: MIT
#include "rules/target_plans.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace parkplan::rules {
namespace {

using test::codes;
using test::outcomes;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(TargetSums, CountsLandOnceWhereFeaturesOverlap) {
    const auto layer =
        parcels().add(west, {"a"}).add(across, {"b"}).add(east, {"c"}).add(west, {"d"}).build();
    const auto review = run(layer, areas("2ha"));
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass"));
    EXPECT_EQ(review.verdicts[0].value, 20'000.0);
}

TEST(TargetSums, CutsLandLinesAndValuesByThePlace) {
    const auto boundary =
        zones().add("POLYGON((0 0, 125 0, 125 100, 0 100, 0 0))", {"z", "east"}).build();
    const auto in_place = [&](layer::Layer layer, Params params) {
        params = with({{"within", "zones"}, {"within_field", "name"}, {"places", List{"east"}}},
                      std::move(params));
        TestPlan plan{builtin()};
        plan.layer("parcels", std::move(layer)).layer("zones", boundary);
        return plan.rule("t", "target", std::move(params)).run();
    };
    EXPECT_EQ(in_place(two(), areas("1ha")).verdicts[0].value, 12'500.0);
    const Params floor = {{"sum", List{"gfa"}}, {"sum_unit", "m2"}};
    EXPECT_EQ(in_place(two(), areas("1ha", floor)).verdicts[0].value, 3000.0 + 1250.0);

    const auto lines = parcels()
                           .add_path("LINESTRING(25 50, 225 50)", {"l", {}, {}, {}, 200.0})
                           .add_path("LINESTRING(0 300, 50 300)", {"far", {}, {}, {}, 7.0})
                           .build();
    const auto length = in_place(lines, areas("0.1km", {{"sum", List{"length"}}}));
    EXPECT_THAT(outcomes(length), ElementsAre("(layer): pass"));
    EXPECT_EQ(length.verdicts[0].value, 100.0);
    EXPECT_EQ(length.verdicts[0].unit, "m");
    EXPECT_EQ(in_place(lines, areas("1m2", floor)).verdicts[0].value, 100.0);

    const auto collapsed =
        parcels().add_path("LINESTRING(10 10, 10 10)", {"in", {}, {}, {}, 4.0}).build();
    EXPECT_EQ(in_place(collapsed, areas("1m2", floor)).verdicts[0].value, 4.0);

    const auto points = parcels()
                            .add_path("POINT(10 10)", {"in", {}, {}, {}, 4.0})
                            .add_path("POINT(10 300)", {"out", {}, {}, {}, Cell{}})
                            .build();
    const auto counted = in_place(points, areas("4户", {{"sum", List{"gfa"}}, {"sum_unit", "户"}}));
    EXPECT_THAT(outcomes(counted), ElementsAre("(layer): pass"));
    EXPECT_THAT(codes(counted), IsEmpty()); // nothing is missed of what lies outside
}

TEST(TargetSums, APlaceThatIsInDoubtLeavesTheVerdictOpen) {
    const auto in_place = [](layer::Layer boundary) {
        TestPlan plan{builtin()};
        plan.layer("parcels", two()).layer("zones", std::move(boundary));
        return plan
            .rule("t", "target",
                  areas("2ha",
                        {{"within", "zones"}, {"within_field", "name"}, {"places", List{"east"}}}))
            .run();
    };
    const auto open = in_place(zones().add(west, {"z", "east"}).add(east, {"y", Cell{}}).build());
    EXPECT_THAT(outcomes(open), ElementsAre("(layer): undecided"));
    EXPECT_THAT(codes(open), ElementsAre("PP-0466", "PP-0464"));
    const auto lost = in_place(zones().add(west, {"z", "east"}).add_without({"n", "east"}).build());
    EXPECT_THAT(outcomes(lost), ElementsAre("(layer): not_checked"));
    EXPECT_THAT(lost.verdicts[0].note.zh, HasSubstr("范围“n”无法使用"));
}

TEST(TargetSums, SumsTheLengthOfLines) {
    const auto layer = parcels()
                           .add_path("MULTILINESTRING((0 0, 3 4), (10 0, 10 5))", {"l"})
                           .add_path("POINT(0 0)", {"p"})
                           .build();
    TestPlan plan = plan_of(layer, areas("10m", {{"sum", List{"length"}}, {"quantity", "长度"}}));
    const auto review = plan.run();
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass"));
    EXPECT_EQ(review.verdicts[0].value, 10.0);
    EXPECT_THAT(codes(review), ElementsAre("PP-0403", "PP-0465 p"));
    plan.plan().point_accuracy = Metres{0.1};
    EXPECT_NEAR(plan.run().verdicts[0].sigma.value(), 0.1 * std::sqrt(4.0 / 2.0), 1e-12);
}

TEST(TargetSums, ALineWithoutLengthIsTold) {
    const auto layer = parcels()
                           .add_path("LINESTRING(0 0, 0 10)", {"l"})
                           .add_path("LINESTRING(5 5, 5 5)", {"p"})
                           .build();
    const auto review = run(layer, areas("11m", {{"sum", List{"length"}}}));
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): undecided"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0466", "PP-0465 p"));
}

TEST(TargetSums, AnInaccurateBoundaryMakesTheLinesThatItCutsInaccurate) {
    const auto sigma = [](std::string_view line, std::optional<Metres> boundary) {
        TestPlan plan{builtin()};
        plan.layer("parcels", parcels().add_path(line, {"l"}).build())
            .layer("zones", zones().add(west, {"z"}).build());
        plan.plan().layers[0].point_accuracy = Metres{0.1};
        plan.plan().layers[1].point_accuracy = boundary;
        return plan.rule("t", "target", areas("5m", {{"sum", List{"length"}}, {"within", "zones"}}))
            .run()
            .verdicts[0]
            .sigma;
    };
    // Both ends of one edge: m_p · √(2 / 2).
    constexpr std::string_view cut = "LINESTRING(50 50, 150 50)";
    EXPECT_NEAR(sigma(cut, Metres{0.5}).value(), 0.5, 1e-12);
    EXPECT_NEAR(sigma(cut, Metres{0.01}).value(), 0.1, 1e-12);
    EXPECT_EQ(sigma(cut, std::nullopt), std::nullopt);
    EXPECT_NEAR(sigma("LINESTRING(50 50, 90 50)", Metres{0.5}).value(), 0.1, 1e-12);
}

TEST(TargetSums, LengthsNeedAPlaneOfTrueLengths) {
    const auto layer = LayerBuilder{"parcels", "EPSG:4490"}
                           .text("id")
                           .key("id")
                           .add_path("LINESTRING(116 40, 116.1 40)", {"l"})
                           .build();
    TestPlan plan{builtin(), "EPSG:4490"};
    plan.layer("parcels", layer).rule("t", "target", areas("5km", {{"sum", List{"length"}}}));
    const auto review = plan.run();
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked"));
    EXPECT_THAT(review.verdicts[0].note.en, HasSubstr("a projected working CRS"));
}

TEST(TargetSums, AreasComeFromAnyCoordinates) {
    const auto layer =
        LayerBuilder{"parcels", "EPSG:4490"}
            .text("id")
            .key("id")
            .add("POLYGON((116 40, 116.01 40, 116.01 40.01, 116 40.01, 116 40))", {"a"})
            .build();
    TestPlan plan{builtin(), "EPSG:4490"};
    plan.layer("parcels", layer).rule("t", "target", areas("0.9km2"));
    plan.plan().point_accuracy = Metres{1.0};
    const auto review = plan.run();
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass"));
    EXPECT_NEAR(review.verdicts[0].value.value(), 948'100.0, 200.0);
    EXPECT_EQ(review.verdicts[0].method, "ellipsoidal");
    // Of a rectangle of 854 m by 1110 m: m_p · its diagonal · √2 / 2 = 990 m².
    EXPECT_NEAR(review.verdicts[0].sigma.value(), 990.0, 2.0);
}

TEST(TargetSums, DividesByAStatedValue) {
    const auto review =
        with_figures(income("550亿元/km2", {{"over_value", "17.63km2"}, {"baseline", 377.1}}))
            .run();
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass"));
    EXPECT_EQ(review.verdicts[0].value, 550.0); // 9696.5 / 17.63, but for rounding
    EXPECT_EQ(review.verdicts[0].unit, "亿元/km2");
    EXPECT_EQ(std::get<double>(review.tables[0].rows[0][8]), 377.1);
}

TEST(TargetSums, DividesByAnotherSumInOtherUnits) {
    const auto review = with_figures(income("400万元/人", {{"over", "figures"},
                                                           {"over_sum", "jobs"},
                                                           {"over_unit", "万人"},
                                                           {"over_year_field", "year"}}))
                            .run();
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass"));
    EXPECT_EQ(review.verdicts[0].value, 484.825);
    const auto by_land = with_figures(income("1亿元/ha", {{"over", "parcels"}})).run();
    EXPECT_EQ(by_land.verdicts[0].value, 4848.25);
    const auto nothing = with_figures(income("1亿元/ha", {{"over_value", "0ha"}})).run();
    EXPECT_THAT(outcomes(nothing), ElementsAre("(layer): not_checked"));
    EXPECT_EQ(nothing.verdicts[0].note.zh, "分母为 0");
}

TEST(TargetSums, OrderOfFeaturesAndThreadsChangeNothing) {
    const auto one = parcels().add(west, {"a"}).add(across, {"b"}).add(east, {"c"}).build();
    const auto other = parcels().add(east, {"c"}).add(across, {"b"}).add(west, {"a"}).build();
    const Params params = areas("2ha", {{"within", "zones"}});
    const auto value = [&](const layer::Layer& layer, unsigned threads) {
        TestPlan plan{builtin()};
        plan.layer("parcels", layer)
            .layer("zones",
                   zones().add("POLYGON((-7 -7, 130 13, 177 90, 3 93, -7 -7))", {"z"}).build());
        plan.plan().point_accuracy = Metres{0.05};
        const auto review = plan.rule("t", "target", params).run(threads);
        return std::pair{review.verdicts[0].value, review.verdicts[0].sigma};
    };
    EXPECT_TRUE(value(one, 1).second.has_value());
    EXPECT_EQ(value(one, 1), value(other, 1));
    EXPECT_EQ(value(one, 1), value(one, 3));
}

/// 80 km from the central meridian, where a plane area is larger by some 1.6e-4.
layer::Layer far_square() {
    return LayerBuilder{"parcels", "EPSG:4548"}
        .text("id")
        .key("id")
        .origin({580'000, 4'429'529})
        .add("POLYGON((0 0, 1000 0, 1000 1000, 0 1000, 0 0))", {"a"})
        .build();
}

TEST(TargetSums, SurveyAreasAreNotAddedUp) {
    const auto by = [](AreaMethod method) {
        TestPlan plan{builtin(), "EPSG:4548"};
        plan.layer("parcels", far_square())
            .layer("zones", LayerBuilder{"zones", "EPSG:4548"}
                                .text("id")
                                .key("id")
                                .origin({580'000, 4'429'529})
                                .add("POLYGON((0 0, 333 0, 333 777, 0 777, 0 0))", {"z"})
                                .build());
        plan.plan().method = method;
        plan.rule("t", "target", areas("1ha", {{"within", "zones"}}));
        return plan.rule("whole", "target", areas("1ha")).run();
    };
    const auto survey = by(AreaMethod::survey);
    const auto ellipsoidal = by(AreaMethod::ellipsoidal);
    for (const std::size_t rule : {0U, 1U}) {
        EXPECT_EQ(survey.verdicts[rule].method, "ellipsoidal");
        EXPECT_EQ(survey.verdicts[rule].value, ellipsoidal.verdicts[rule].value);
    }
    EXPECT_EQ(by(AreaMethod::planar).verdicts[0].method, "planar");
}

TEST(TargetSums, MethodsOnBothSidesOfThePlannedValueDecideNothingWithoutABasis) {
    TestPlan plan{builtin(), "EPSG:4548"};
    plan.layer("parcels", far_square()).rule("t", "target", areas("1km2"));
    EXPECT_THAT(outcomes(plan.run()), ElementsAre("(layer): fail"));
    plan.plan().basis.clear();
    const auto review = plan.run();
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): undecided"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0404"));
}

TEST(TargetSums, MethodsAgreeWhereOneMeetsACeilingExactly) {
    TestPlan plan{builtin(), "EPSG:4548"};
    plan.layer("parcels", far_square()).rule("t", "target", areas("1km2", {{"bound", "at_most"}}));
    plan.plan().method = AreaMethod::planar;
    plan.plan().basis.clear();
    const auto review = plan.run();
    EXPECT_EQ(review.verdicts[0].value, 1'000'000.0);
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0403"));
}

} // namespace
} // namespace parkplan::rules
