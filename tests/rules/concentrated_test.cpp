// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
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
using testing::HasSubstr;
using testing::IsEmpty;

// 16, 12 and 4 m²; the second is 3 m from the first, the third 5 m from the second.
constexpr std::string_view three = "MULTIPOLYGON(((0 0, 4 0, 4 4, 0 4, 0 0)),"
                                   "((7 0, 10 0, 10 4, 7 4, 7 0)),"
                                   "((15 0, 17 0, 17 2, 15 2, 15 0)))";
constexpr std::string_view first = "POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))";
constexpr std::string_view second = "POLYGON((7 0, 10 0, 10 4, 7 4, 7 0))";
constexpr std::string_view third = "POLYGON((15 0, 17 0, 17 2, 15 2, 15 0))";

LayerBuilder blocks() {
    return LayerBuilder{"blocks", "local"}.text("id").text("cluster").key("id");
}
layer::Layer scattered() {
    return blocks().add(three, {"a"}).build();
}

TestPlan plan_for(const layer::Layer& layer, Params params,
                  std::optional<double> accuracy_m = 0.0) {
    params.emplace("layer", "l");
    TestPlan plan{builtin()};
    plan.layer("l", layer).rule("c", "concentrated", std::move(params));
    if (accuracy_m) {
        plan.plan().point_accuracy = Metres{*accuracy_m};
    }
    return plan;
}

Params judged(double limit_m2, double distance_m) {
    return {{"limit", SquareMetres{limit_m2}}, {"distance", Metres{distance_m}}};
}

using Lines = std::vector<std::vector<geo::Point>>;

TEST(Concentrated, WithoutADistanceItReportsTheCurve) {
    const auto review = plan_for(scattered(), {}).run();
    EXPECT_THAT(outcomes(review), ElementsAre("a: not_checked"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0430 a"));
    const review::Finding& finding = review.findings[0];
    EXPECT_EQ(finding.level, Level::info);
    EXPECT_EQ(
        finding.message.en,
        "concentration: parts 3, largest 16 m²; largest group by gap: 0 m 16 m², 3.000 m 28 m², "
        "5.000 m 32 m²");
    EXPECT_EQ(finding.message.zh,
              "相对集中情况：共 3 块，最大 16 m²；最大一组随间距：0 m 16 m²，3.000 m 28 m²，"
              "5.000 m 32 m²");
    EXPECT_EQ(review.verdicts[0].note.en, "parts 3, largest 16 m²");
    EXPECT_EQ(std::get<geo::MultiLine>(finding.place).lines,
              (Lines{{{4, 0}, {7, 0}}, {{10, 0}, {15, 0}}}));
    EXPECT_EQ(review::exit_status(review, review::FailOn::undecided), 0);
}

TEST(Concentrated, GivesTheCurvesAsATable) {
    const auto review = plan_for(scattered(), {}).run();
    ASSERT_EQ(review.tables.size(), 1U);
    const review::ResultTable& table = review.tables[0];
    EXPECT_EQ(table.name, "curve");
    EXPECT_TRUE(table.own_file);
    EXPECT_EQ(table.clause.place, "1.2");
    const std::string a = "a";
    EXPECT_EQ(table.rows, (std::vector<std::vector<review::TableCell>>{
                              {a, 0.0, 16.0, 1.0}, {a, 3.0, 28.0, 2.0}, {a, 5.0, 32.0, 3.0}}));
    const auto unknown = plan_for(blocks().add_without({"b"}).build(), {}).run();
    EXPECT_EQ(unknown.tables.at(0).rows,
              (std::vector<std::vector<review::TableCell>>{{std::string{"b"}, {}, {}, {}}}));
}

TEST(Concentrated, WithALimitItTellsWhereThatIsReached) {
    const auto message = [](double limit) {
        return plan_for(scattered(), {{"limit", SquareMetres{limit}}})
            .run()
            .findings.at(0)
            .message.en;
    };
    EXPECT_THAT(message(28), HasSubstr("largest 16 m², reaches 28 m² at a gap of 3.000 m; "));
    EXPECT_THAT(message(16), HasSubstr("largest 16 m², reaches 16 m² without a gap; "));
    EXPECT_THAT(message(33), HasSubstr("all together 32 m², which does not reach 33 m²; "));
}

TEST(Concentrated, PassesAGroupThatIsLargeEnough) {
    const auto review = plan_for(scattered(), judged(25, 4)).run();
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass"));
    EXPECT_THAT(codes(review), IsEmpty());
    const review::Verdict& verdict = review.verdicts[0];
    EXPECT_EQ(verdict.value, 28.0);
    EXPECT_EQ(verdict.limit, 25.0);
    EXPECT_EQ(verdict.margin, 3.0);
    EXPECT_EQ(verdict.sigma, 0.0);
    EXPECT_EQ(verdict.unit, "m2");
    EXPECT_EQ(verdict.method, "planar");
}

TEST(Concentrated, FailsAndShowsTheLargestGroup) {
    const auto review = plan_for(scattered(), judged(30, 4)).run();
    EXPECT_THAT(outcomes(review), ElementsAre("a: fail"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0431 a"));
    const review::Finding& finding = review.findings[0];
    EXPECT_THAT(finding.message.en,
                HasSubstr("the largest group of parts with gaps of at most 4.000 m has 28.00 m², "
                          "below the limit of 30.00 m², margin -2.00 m²; parts 3, largest 16 m², "
                          "reaches 30 m² at a gap of 5.000 m; "));
    EXPECT_EQ(finding.measured, 28.0);
    EXPECT_EQ(finding.limit, 30.0);
    EXPECT_THAT(points_of(std::get<geo::MultiPolygon>(finding.place)),
                ElementsAre(geo::Point{0, 0}, geo::Point{4, 0}, geo::Point{4, 4}, geo::Point{0, 4},
                            geo::Point{7, 0}, geo::Point{10, 0}, geo::Point{10, 4},
                            geo::Point{7, 4}));
}

TEST(Concentrated, LimitAndDistanceThemselvesPass) {
    EXPECT_THAT(outcomes(plan_for(scattered(), judged(28, 3)).run()), ElementsAre("a: pass"));
    EXPECT_THAT(outcomes(plan_for(scattered(), judged(28.000001, 3)).run()),
                ElementsAre("a: fail"));
    EXPECT_THAT(outcomes(plan_for(scattered(), judged(28, 2.999999)).run()),
                ElementsAre("a: fail"));
}

TEST(Concentrated, WithinTheUncertaintyNothingIsDecided) {
    const auto review = plan_for(scattered(), judged(27.9, 3.5), 0.1).run();
    EXPECT_THAT(outcomes(review), ElementsAre("a: undecided"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0402 a"));
    // A square of 4 m: sigma = 4 m² per metre; a rectangle 3 m by 4 m: sqrt(4 · 25 / 8).
    EXPECT_NEAR(review.verdicts[0].sigma.value_or(0), 0.1 * std::sqrt(16.0 + 12.5), 1e-12);
}

TEST(Concentrated, AGapWithinTheUncertaintyDecidesNothing) {
    // The limit is reached with the part that lies 3 m away; sigma of the gap is 0.1 m.
    const auto review = plan_for(scattered(), judged(25, 3.1), 0.1).run();
    EXPECT_THAT(outcomes(review), ElementsAre("a: undecided"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0433 a"));
    EXPECT_EQ(
        review.verdicts[0].note.en,
        "parts that lie 2.900 m to 3.300 m away decide: 16.00 m2 without them, 28.00 m2 with them");
    EXPECT_THAT(outcomes(plan_for(scattered(), judged(25, 2.9), 0.1).run()),
                ElementsAre("a: undecided"));
    EXPECT_THAT(outcomes(plan_for(scattered(), judged(25, 3.21), 0.1).run()),
                ElementsAre("a: pass"));
    EXPECT_THAT(outcomes(plan_for(scattered(), judged(25, 2.79), 0.1).run()),
                ElementsAre("a: fail"));
}

TEST(Concentrated, AGroupThatPassesByAPartAtTheDistanceIsOpen) {
    // The largest part alone is near its limit; with the part 3 m away it is far above.
    EXPECT_THAT(outcomes(plan_for(scattered(), judged(15.9, 3.05), 0.1).run()),
                ElementsAre("a: undecided"));
    EXPECT_THAT(outcomes(plan_for(scattered(), judged(15.9, 3.3), 0.1).run()),
                ElementsAre("a: pass"));
}

TEST(Concentrated, WithoutAccuracyTheValueDecidesAndTheBreakEvenIsNamed) {
    const auto review = plan_for(scattered(), judged(25, 3.2), std::nullopt).run();
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0403 a"));
    EXPECT_NEAR(review.findings[0].measured.value_or(0.0), 0.1, 1e-12); // the gap is nearer
    EXPECT_EQ(review.verdicts[0].note.zh, "精度未声明，不作临界判断");
}

TEST(Concentrated, FeaturesOfOneValueAreOneSubject) {
    const auto layer = blocks()
                           .add(first, {"1", "north"})
                           .add("POLYGON((4 1, 6 1, 6 2, 4 2, 4 1))", {"2", "south"})
                           .add(second, {"3", " north "})
                           .add(third, {"4", "north"})
                           .build();
    Params params = judged(28, 3);
    params.emplace("by", "cluster");
    const auto review = plan_for(layer, params).run();
    EXPECT_THAT(outcomes(review), ElementsAre("north: pass", "south: fail"));
    EXPECT_EQ(review.verdicts[0].value, 28.0);
    EXPECT_EQ(review.verdicts[0].subject.fid, std::nullopt);
    ASSERT_EQ(review.ledger.size(), 1U);
    EXPECT_EQ(review.ledger[0].name, "common_land_m2");
    EXPECT_EQ(review.ledger[0].area, ExactArea{});
}

TEST(Concentrated, CommonLandThatDecidesLeavesTheGroupOpen) {
    const auto layer = blocks()
                           .add(first, {"1", "a"})
                           .add("POLYGON((3 0, 7 0, 7 4, 3 4, 3 0))", {"2", "a"})
                           .build();
    Params params = judged(30, 0);
    params.emplace("by", "cluster");
    const auto review = plan_for(layer, params).run();
    EXPECT_THAT(outcomes(review), ElementsAre("a: undecided"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0432 a"));
    EXPECT_EQ(review.findings[0].message.en,
              "features of the group share 4.00 m², so the area of its largest group lies between "
              "28.00 m² and 32.00 m²; the limit is 30.00 m²");
    EXPECT_EQ(review.ledger.at(0).area, ExactArea{SquareMetres{4}});
    params = judged(28, 0);
    params.emplace("by", "cluster");
    EXPECT_THAT(outcomes(plan_for(layer, params).run()), ElementsAre("a: pass"));
}

TEST(Concentrated, DoesNotCheckWhatHasNoGroupOrCannotBeUsed) {
    const auto layer =
        blocks().add(first, {"1", Cell{}}).add(second, {"2", "a"}).add_without({"3", "a"}).build();
    const auto review = plan_for(layer, {{"by", "cluster"}}).run();
    EXPECT_THAT(outcomes(review), ElementsAre("1: not_checked", "a: not_checked"));
    EXPECT_EQ(review.verdicts[0].note.en,
              "field 'cluster' is empty: the feature belongs to no group");
    EXPECT_EQ(review.verdicts[1].note.zh, "其中要素“3”无法使用：该要素没有图形");
    const auto alone =
        plan_for(
            blocks().add_without({"a"}).add("POLYGON((0 0, 4 4, 4 0, 0 4, 0 0))", {"b"}).build(),
            judged(1, 1))
            .run();
    EXPECT_THAT(outcomes(alone), ElementsAre("a: not_checked", "b: not_checked"));
}

TEST(Concentrated, DoesNotMeasureGapsInDegrees) {
    TestPlan plan{builtin(), "EPSG:4490"};
    plan.layer(
            "l",
            LayerBuilder{"a", "EPSG:4490"}.add("POLYGON((116 39, 117 39, 117 40, 116 39))").build())
        .rule("c", "concentrated", {{"layer", "l"}});
    const auto review = plan.run();
    EXPECT_THAT(outcomes(review), ElementsAre("#1: not_checked"));
    EXPECT_EQ(review.verdicts[0].note.zh, "坐标为经纬度，不是平面坐标");
}

TEST(Concentrated, JudgesNothingInAnEmptyLayer) {
    const auto review = plan_for(blocks().build(), judged(1, 1)).run();
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0115"));
}

TEST(Concentrated, ADistanceNeedsALimit) {
    try {
        static_cast<void>(plan_for(scattered(), {{"distance", Metres{5}}}).run());
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::plan);
        EXPECT_EQ(error.describe(),
                  "test.toml:10:1: rule 'c': 'distance' needs 'limit', the area that the largest "
                  "group of parts must reach");
    }
}

/// What a run says of every subject, whatever its row: by key.
std::vector<std::string> said(const review::Review& review) {
    std::vector<std::string> lines;
    for (const review::Finding& finding : review.findings) {
        lines.push_back(finding.subject.key + finding.message.en);
    }
    for (const review::Verdict& verdict : review.verdicts) {
        lines.push_back(fmt::format("{} {} {} {}", verdict.subject.key,
                                    review::name_of(verdict.outcome), verdict.value.value_or(-1),
                                    verdict.sigma.value_or(-1)));
    }
    std::ranges::sort(lines);
    return lines;
}

TEST(Concentrated, ThreadsAndTheOrderOfRowsChangeNothing) {
    LayerBuilder there = blocks();
    LayerBuilder back = blocks();
    std::vector<std::pair<std::string, test::Cells>> rows;
    for (int i = 0; i < 60; ++i) {
        const double x = i * 7 % 60 * 10.1;
        const double y = i * 13 % 60 * 9.3;
        rows.emplace_back(fmt::format("POLYGON(({0} {1}, {2} {1}, {2} {3}, {0} {1}))", x, y,
                                      x + 3 + i % 5, y + 4 + i % 7),
                          test::Cells{fmt::format("{}", i), fmt::format("c{}", i % 4)});
    }
    for (const auto& [wkt, cells] : rows) {
        there.add(wkt, cells);
    }
    std::ranges::reverse(rows);
    for (const auto& [wkt, cells] : rows) {
        back.add(wkt, cells);
    }
    Params params = judged(40, 60);
    params.emplace("by", "cluster");
    const auto review = plan_for(there.build(), params, 0.3).run();
    EXPECT_EQ(said(review), said(plan_for(there.build(), params, 0.3).run(4)));
    EXPECT_EQ(said(review), said(plan_for(back.build(), params, 0.3).run(4)));
    EXPECT_EQ(review.verdicts.size(), 4U);
}

} // namespace
} // namespace parkplan::rules
