// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::rules {
namespace {

using test::codes;
using test::LayerBuilder;
using test::outcomes;
using test::Params;
using test::points_of;
using test::TestPlan;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view square = "POLYGON((0 0, 100 0, 100 100, 0 100, 0 0))";

LayerBuilder clusters() {
    return LayerBuilder{"clusters", "local"}.text("id").key("id");
}
LayerBuilder red_lines() {
    return LayerBuilder{"red", "local"}.text("name").key("name");
}

TestPlan plan_of(const layer::Layer& layer, const layer::Layer& from, Params params = {}) {
    params.emplace("layer", "clusters");
    params.emplace("from", "red");
    TestPlan plan{builtin()};
    plan.layer("clusters", layer).layer("red", from).rule("d", "disjoint_from", std::move(params));
    return plan;
}

review::Review run(const layer::Layer& layer, const layer::Layer& from, Params params = {}) {
    return plan_of(layer, from, std::move(params)).run();
}

/// "name count area" for each entry that counted something.
std::vector<std::string> booked(const review::Review& review) {
    std::vector<std::string> lines;
    for (const review::LedgerEntry& entry : review.ledger) {
        if (entry.count > 0) {
            lines.push_back(
                fmt::format("{} {} {}", entry.name, entry.count, entry.area.value().value()));
        }
    }
    return lines;
}

TEST(DisjointFrom, PassesWhatKeepsClearOrOnlyTouches) {
    const auto review = run(clusters().add(square, {"a"}).build(),
                            red_lines()
                                .add("POLYGON((100 0, 200 0, 200 100, 100 100, 100 0))", {"edge"})
                                .add("POLYGON((-50 -50, 0 -50, 0 0, -50 0, -50 -50))", {"corner"})
                                .build());
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass"));
    EXPECT_THAT(codes(review), IsEmpty());
    EXPECT_EQ(review.verdicts[0].value, 0.0);
    EXPECT_EQ(review.verdicts[0].limit, 0.0);
    EXPECT_EQ(review.verdicts[0].margin, 0.0);
    EXPECT_EQ(review.verdicts[0].unit, "m2");
    EXPECT_EQ(review.verdicts[0].method, "planar");
}

TEST(DisjointFrom, SaysThatThereIsNothingToKeepClearOf) {
    const auto review = run(clusters().add(square, {"a"}).build(), red_lines().build());
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0116"));
}

TEST(DisjointFrom, FailsAndShowsTheCommonLandOfEachPair) {
    const auto review = run(clusters().add(square, {"a"}).build(),
                            red_lines()
                                .add("POLYGON((90 0, 200 0, 200 20, 90 20, 90 0))", {"east"})
                                .add("POLYGON((40 40, 60 40, 60 50, 40 50, 40 40))", {"inside"})
                                .build());
    EXPECT_THAT(outcomes(review), ElementsAre("a: fail"));
    EXPECT_EQ(review.verdicts[0].value, 400.0);
    EXPECT_EQ(review.verdicts[0].margin, -400.0);
    ASSERT_THAT(codes(review), ElementsAre("PP-0220 a east", "PP-0220 a inside"));
    EXPECT_EQ(review.findings[0].message.en,
              "shares 200.00 m² with 'east' of 'red', 6.667 m wide on average; 400.00 m² in all, "
              "0.00 m² are allowed");
    EXPECT_EQ(review.findings[0].measured, 200.0);
    EXPECT_EQ(review.findings[0].limit, 0.0);
    EXPECT_THAT(points_of(std::get<geo::MultiPolygon>(review.findings[0].place)),
                ElementsAre(geo::Point{90, 0}, geo::Point{100, 0}, geo::Point{100, 20},
                            geo::Point{90, 20}));
}

TEST(DisjointFrom, CountsLandOnceThatSeveralFeaturesHold) {
    const auto review = run(clusters().add(square, {"a"}).build(),
                            red_lines()
                                .add("POLYGON((0 0, 10 0, 10 10, 0 10, 0 0))", {"p"})
                                .add("POLYGON((5 0, 15 0, 15 10, 5 10, 5 0))", {"q"})
                                .build());
    EXPECT_EQ(review.verdicts[0].value, 150.0);
    EXPECT_THAT(codes(review), ElementsAre("PP-0220 a p", "PP-0220 a q"));
}

TEST(DisjointFrom, LandUpToTheToleranceIsBooked) {
    const auto layer = clusters().add(square, {"a"}).build();
    const auto red =
        red_lines().add("POLYGON((90 0, 200 0, 200 10, 90 10, 90 0))", {"east"}).build();
    const auto at = run(layer, red, {{"tolerance", SquareMetres{100}}});
    EXPECT_THAT(outcomes(at), ElementsAre("a: pass"));
    EXPECT_EQ(at.verdicts[0].value, 100.0);
    EXPECT_EQ(at.verdicts[0].margin, 0.0);
    EXPECT_THAT(codes(at), ElementsAre("PP-0221"));
    EXPECT_EQ(at.findings[0].message.zh,
              "低于阈值、占用“red”的情况共 1 处、合计 100.00 m²，已计入台账，不逐条列出");
    EXPECT_THAT(booked(at), ElementsAre("shared_within_tolerance_m2 1 100"));
    EXPECT_THAT(outcomes(run(layer, red, {{"tolerance", SquareMetres{99.999}}})),
                ElementsAre("a: fail"));
}

TEST(DisjointFrom, LeavesNarrowStripsToTheLedger) {
    const auto layer = clusters().add(square, {"a"}).build();
    const auto red = red_lines()
                         .add("POLYGON((99 0, 200 0, 200 99, 99 99, 99 0))", {"strip"})
                         .add("POLYGON((0 0, 10 0, 10 10, 0 10, 0 0))", {"block"})
                         .build();
    // The strip is 1 m by 99 m: 2 · 99 / 200 = 0.99 m wide on average.
    const auto review = run(layer, red, {{"min_width", Metres{1}}});
    EXPECT_THAT(codes(review), ElementsAre("PP-0221", "PP-0220 a block"));
    EXPECT_EQ(review.verdicts[0].value, 100.0);
    EXPECT_THAT(booked(review), ElementsAre("shared_below_min_width_m2 1 99"));
    EXPECT_EQ(run(layer, red, {{"min_width", Metres{0.99}}}).verdicts[0].value, 199.0);
}

TEST(DisjointFrom, DoesNotCheckNullAndInvalidFeatures) {
    const auto review =
        run(clusters().add_without({"a"}).add("POLYGON((0 0, 4 4, 4 0, 0 4, 0 0))", {"b"}).build(),
            red_lines().add(square, {"r"}).build());
    EXPECT_THAT(outcomes(review), ElementsAre("a: not_checked", "b: not_checked"));
}

TEST(DisjointFrom, AnInvalidNeighbourLeavesOpenWhatItMightHold) {
    const auto layer = clusters()
                           .add(square, {"near"})
                           .add("POLYGON((500 0, 600 0, 600 100, 500 0))", {"away"})
                           .add("POLYGON((0 200, 90 200, 90 290, 0 290, 0 200))", {"over"})
                           .build();
    const auto red = red_lines()
                         .add("POLYGON((50 50, 150 150, 150 50, 50 150, 50 50))", {"bow tie"})
                         .add("POLYGON((0 200, 5 200, 5 205, 0 205, 0 200))", {"block"})
                         .build();
    const auto review = run(layer, red);
    EXPECT_THAT(outcomes(review), ElementsAre("near: not_checked", "away: pass", "over: fail"));
    EXPECT_EQ(review.verdicts[0].note.en, "feature 'bow tie' of 'red' cannot be used: the geometry "
                                          "is invalid: Ring crosses itself");
}

TEST(DisjointFrom, ALostGeometryLeavesAllOpenAndALineNothing) {
    const auto layer = clusters().add(square, {"a"}).build();
    EXPECT_THAT(outcomes(run(layer, red_lines().add_without({"lost"}).build())),
                ElementsAre("a: not_checked"));
    EXPECT_THAT(
        outcomes(run(layer,
                     red_lines().add_without({"line"}, layer::GeometryState::not_polygon).build())),
        ElementsAre("a: pass"));
}

TEST(DisjointFrom, EmptyLayersShareNothing) {
    EXPECT_THAT(outcomes(run(clusters().build(), red_lines().add(square, {"r"}).build())),
                ElementsAre("(layer): not_checked"));
    EXPECT_THAT(outcomes(run(clusters().add(square, {"a"}).build(), red_lines().build())),
                ElementsAre("a: pass"));
}

TEST(DisjointFrom, RefusesTheLayerItself) {
    try {
        static_cast<void>(run(clusters().build(), red_lines().build(), {{"from", "clusters"}}));
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::plan);
        EXPECT_EQ(error.describe(), "test.toml:10:1: rule 'd': 'layer' and 'from' are both "
                                    "'clusters'; 'no_overlap' checks a layer within itself");
    }
}

TEST(DisjointFrom, ThreadsAndTheOrderOfRowsChangeNothing) {
    std::vector<std::string> drawings;
    for (int i = 0; i < 30; ++i) {
        drawings.push_back(fmt::format("POLYGON(({0} {1}, {2} {1}, {2}.5 {3}.25, {0} {1}))",
                                       7 * i % 90, 3 * i, 7 * i % 90 + 20, 3 * i + 15));
    }
    const auto red = [&](bool reversed) {
        LayerBuilder builder = red_lines();
        for (std::size_t i = 0; i < drawings.size(); ++i) {
            const std::size_t at = reversed ? drawings.size() - 1 - i : i;
            builder.add(drawings[at], {fmt::format("r{:02}", at)});
        }
        return builder.build();
    };
    const auto layer = clusters().add(square, {"a"}).build();
    const auto one = run(layer, red(false));
    const auto four = plan_of(layer, red(true)).run(4);
    EXPECT_EQ(one.verdicts[0].value, four.verdicts[0].value);
    std::vector<std::string> codes_of_one = codes(one);
    std::vector<std::string> codes_of_four = codes(four);
    EXPECT_GT(codes_of_one.size(), 10U);
    std::sort(codes_of_four.begin(), codes_of_four.end());
    EXPECT_EQ(codes_of_one, codes_of_four);
}

} // namespace
} // namespace parkplan::rules
