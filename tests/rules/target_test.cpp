// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "rules/target_plans.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <variant>

namespace parkplan::rules {
namespace {

using test::codes;
using test::outcomes;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Target, PassesAtThePlannedValueItself) {
    const auto review = run(two(), areas("2ha"));
    ASSERT_THAT(outcomes(review), ElementsAre("(layer): pass"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0403"));
    const review::Verdict& verdict = review.verdicts[0];
    EXPECT_EQ(verdict.value, 20'000.0);
    EXPECT_EQ(verdict.limit, 20'000.0);
    EXPECT_EQ(verdict.margin, 0.0);
    EXPECT_EQ(verdict.unit, "m2");
    EXPECT_EQ(verdict.method, "planar");
    EXPECT_EQ(verdict.clause.place, "1.2");
    EXPECT_THAT(verdict.readings, IsEmpty());
}

TEST(Target, FailsBelowWithTheLevelOfItsKind) {
    const auto expected = run(two(), areas("20001m2"));
    EXPECT_THAT(outcomes(expected), ElementsAre("(layer): fail"));
    ASSERT_THAT(codes(expected), ElementsAre("PP-0403", "PP-0462"));
    EXPECT_EQ(expected.findings[1].level, Level::warning);
    EXPECT_EQ(expected.verdicts[0].level, Level::warning);
    EXPECT_EQ(expected.findings[1].message.zh,
              "指标“t”（2021-2025）未完成：20000 m² (100.0%)；目标值 20001 m²");
    EXPECT_EQ(expected.findings[1].measured, 20'000.0);
    EXPECT_EQ(expected.findings[1].limit, 20'001.0);

    const auto binding = run(two(), areas("4ha", {{"kind", "约束性"}, {"title", "土地开发"}}));
    ASSERT_THAT(codes(binding), ElementsAre("PP-0403", "PP-0461"));
    EXPECT_EQ(binding.findings[1].level, Level::error);
    EXPECT_EQ(binding.verdicts[0].level, Level::error);
    EXPECT_EQ(binding.findings[1].message.en,
              "target '土地开发' of 2021-2025 is missed: 2 ha (50.0%); planned 4 ha");
}

TEST(Target, AtMostTurnsTheComparison) {
    EXPECT_THAT(outcomes(run(two(), areas("2ha", {{"bound", "at_most"}}))),
                ElementsAre("(layer): pass"));
    const auto over = run(two(), areas("19999m2", {{"bound", "at_most"}}));
    EXPECT_THAT(outcomes(over), ElementsAre("(layer): fail"));
    EXPECT_EQ(over.verdicts[0].margin, -1.0);
}

TEST(Target, IsUndecidedWithinTheUncertaintyOfItsAreas) {
    TestPlan plan = plan_of(two(), areas("20005m2"));
    plan.plan().point_accuracy = Metres{0.05};
    const auto review = plan.run();
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): undecided"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0466"));
    // Six corners, by hand: four of |∂A| = √(50² + 50²); the two that both parcels have lie on one
    // line with their neighbours, D = 200: |∂A| = 100. m_p · √(Σ/2) = 0.05 · √(40000 / 2).
    EXPECT_NEAR(review.verdicts[0].sigma.value(), 7.0710678, 1e-6);
    EXPECT_THAT(review.findings[0].message.en, HasSubstr("within the uncertainty of the sum"));
    EXPECT_THAT(outcomes(plan_of(two(), areas("3ha")).run()), ElementsAre("(layer): fail"));
}

TEST(Target, SelectsByKindPlaceAndYearAtOnce) {
    const auto layer =
        parcels()
            .add(west, {"a", "renewal", "W", "2021"})
            .add(east, {"b", "renewal", "E", "2022"})
            .add("POLYGON((0 200, 10 200, 10 210, 0 210, 0 200))",
                 {"c", "renewal", "W", "2020-12-31"})
            .add("POLYGON((0 300, 10 300, 10 310, 0 310, 0 300))", {"d", "office", "W", "2023"})
            .build();
    const Params params = areas("1ha", {{"field", "use"},
                                        {"values", List{"renewal"}},
                                        {"place_field", "place"},
                                        {"places", List{"W"}},
                                        {"year_field", "year"}});
    const auto review = run(layer, params);
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass"));
    EXPECT_EQ(review.verdicts[0].value, 10'000.0);
    EXPECT_EQ(review.verdicts[0].note.zh, "没有 2024、2025 年的要素");
}

TEST(Target, AFeatureWithoutAYearLeavesOpenWhatItCouldChange) {
    const auto layer = parcels()
                           .add(west, {"a", "renewal", "W", "2021"})
                           .add(east, {"b", "renewal", "W", "soon"})
                           .add(east, {"c", "office", "W", Cell{}})
                           .build();
    const Params selected = {{"field", "use"}, {"values", List{"renewal"}}, {"year_field", "year"}};
    const auto open = run(layer, areas("15000m2", selected));
    EXPECT_THAT(outcomes(open), ElementsAre("(layer): undecided"));
    ASSERT_THAT(codes(open), ElementsAre("PP-0464", "PP-0466"));
    EXPECT_EQ(open.findings[0].message.zh,
              "1 个要素的字段“year”没有可用取值，无法判断是否计入指标（b）");
    EXPECT_EQ(open.verdicts[0].value, 10'000.0);
    EXPECT_THAT(outcomes(run(layer, areas("1ha", selected))), ElementsAre("(layer): pass"));
    EXPECT_THAT(outcomes(run(layer, areas("3ha", selected))), ElementsAre("(layer): fail"));
}

TEST(Target, WithoutDataOfItsYearsNothingIsJudged) {
    const auto layer = parcels().add(west, {"a", "renewal", "W", "2018"}).build();
    const auto review = run(layer, areas("1ha", {{"year_field", "year"}}));
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked"));
    EXPECT_EQ(review.verdicts[0].value, std::nullopt);
    EXPECT_EQ(review.verdicts[0].note.en, "no data: 'parcels' has no feature of 2021 to 2025");
    ASSERT_EQ(review.tables.size(), 1U);
    EXPECT_TRUE(std::holds_alternative<std::monostate>(review.tables[0].rows[0][6]));
    EXPECT_TRUE(std::holds_alternative<std::monostate>(review.tables[0].rows[0][9]));
}

TEST(Target, WithoutAListedPlaceNothingIsJudgedButNoneOfAllConditionsIsZero) {
    const Params by_place = {{"place_field", "place"}, {"places", List{"N"}}};
    const auto nowhere = run(two(), areas("1ha", by_place));
    EXPECT_THAT(outcomes(nowhere), ElementsAre("(layer): not_checked"));
    EXPECT_THAT(codes(nowhere), ElementsAre("PP-0226"));
    EXPECT_THAT(nowhere.verdicts[0].note.zh, HasSubstr("无数据"));

    const Params other_kind = {{"place_field", "place"},
                               {"places", List{"E"}},
                               {"field", "use"},
                               {"values", List{"renewal"}}};
    const auto zero = run(two(), areas("1ha", other_kind));
    EXPECT_THAT(outcomes(zero), ElementsAre("(layer): fail"));
    EXPECT_EQ(zero.verdicts[0].value, 0.0);
}

TEST(Target, ReadsQuantityAndPlaceInAllWays) {
    const auto layer = parcels()
                           .add(west, {"a", "renewal", "W1", "2021", 12'000.0})
                           .add(east, {"b", "renewal", "W2", "2022", 5'000.0})
                           .build();
    const Params readings = {{"sum", List{"area", "gfa"}},
                             {"sum_labels", List{"用地", "建筑面积"}},
                             {"sum_unit", "m2"},
                             {"quantity", "未说明"},
                             {"place_field", "place"},
                             {"places", List{"W1"}},
                             {"place_label", "正文：西一区"},
                             {"places_table", List{"W1", "W2"}},
                             {"place_table_label", "指标表：西区"}};
    const auto review = run(layer, areas("15000m2", readings));
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): undecided"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0403", "PP-0463"));
    EXPECT_EQ(review.findings[1].message.zh, "指标“t”（目标值 15000 m²）是否完成因口径而异："
                                             "正文：西一区，用地：10000 m² (66.7%)，未达到；"
                                             "正文：西一区，建筑面积：12000 m² (80.0%)，未达到；"
                                             "指标表：西区，用地：20000 m² (133.3%)，符合；"
                                             "指标表：西区，建筑面积：17000 m² (113.3%)，符合");
    const review::Verdict& verdict = review.verdicts[0];
    EXPECT_EQ(verdict.value, std::nullopt);
    ASSERT_EQ(verdict.readings.size(), 4U);
    EXPECT_THAT(verdict.readings[3].choices,
                ElementsAre(std::pair<std::string, std::string>{"place", "指标表：西区"},
                            std::pair<std::string, std::string>{"quantity", "建筑面积"}));
    EXPECT_EQ(verdict.readings[3].value, 17'000.0);
    EXPECT_EQ(verdict.readings[3].outcome, review::Outcome::pass);
    EXPECT_THAT(verdict.readings_note.zh, HasSubstr("由此一项决定"));
    ASSERT_EQ(review.tables.size(), 1U);
    EXPECT_EQ(review.tables[0].rows.size(), 4U);

    EXPECT_THAT(outcomes(run(layer, areas("1ha", readings))), ElementsAre("(layer): pass"));
    const auto fail = run(layer, areas("3ha", readings));
    EXPECT_THAT(outcomes(fail), ElementsAre("(layer): fail"));
    EXPECT_EQ(fail.verdicts[0].value, 10'000.0); // the farthest from the planned value
}

TEST(Target, AReadingWithoutDataLeavesTheOthersOpen) {
    const Params readings = {
        {"place_field", "place"}, {"places", List{"W"}}, {"places_table", List{"N"}}};
    const auto review = run(two(), areas("1ha", readings));
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): undecided"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0226", "PP-0403", "PP-0463"));
}

TEST(Target, ANullGeometryLeavesOpenWhatItCouldChange) {
    const auto layer = parcels().add(west, {"a"}).add_without({"n"}).build();
    const auto open = run(layer, areas("2ha"));
    EXPECT_THAT(outcomes(open), ElementsAre("(layer): undecided"));
    EXPECT_THAT(codes(open), ElementsAre("PP-0466", "PP-0465 n"));
    EXPECT_THAT(outcomes(run(layer, areas("1ha"))), ElementsAre("(layer): pass"));
    EXPECT_THAT(outcomes(run(layer, areas("9999m2", {{"bound", "at_most"}}))),
                ElementsAre("(layer): fail"));
}

TEST(Target, AMissingOrWrongValueLeavesOpenWhatItCouldChange) {
    const auto layer = parcels()
                           .add(west, {"a", "x", "W", "2021", 900.0})
                           .add(east, {"b", "x", "W", "2021", Cell{}})
                           .add(east, {"c", "x", "W", "2021", -5.0})
                           .build();
    const Params sum = {{"sum", List{"gfa"}}, {"sum_unit", "m2"}};
    const auto open = run(layer, areas("1000m2", sum));
    EXPECT_THAT(outcomes(open), ElementsAre("(layer): undecided"));
    EXPECT_THAT(codes(open), ElementsAre("PP-0466", "PP-0465 b", "PP-0465 c"));
    EXPECT_EQ(geo::box_of(open.findings[1].place), (geo::Box{{100, 0}, {200, 100}}));
    EXPECT_THAT(outcomes(run(layer, areas("900m2", sum))), ElementsAre("(layer): pass"));
}

TEST(Target, AnEmptyLayerIsNotJudged) {
    const auto review = run(parcels().build(), areas("1ha"));
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0115"));
}

TEST(Target, BeforeTheEndOfItsPeriodIsNotMissed) {
    const auto at = [](std::string date, Params params) {
        TestPlan plan = plan_of(two(), std::move(params));
        plan.plan().date = std::move(date);
        return plan.run();
    };
    const auto running = at("2025-06-30", areas("4ha"));
    EXPECT_THAT(outcomes(running), ElementsAre("(layer): undecided"));
    EXPECT_THAT(running.verdicts[0].note.zh, testing::HasSubstr("规划期至 2025 年，尚未届满"));
    EXPECT_THAT(outcomes(at("2026-01-01", areas("4ha"))), ElementsAre("(layer): fail"));
    Params most = areas("1ha");
    most.emplace("bound", "at_most");
    EXPECT_THAT(outcomes(at("2025-06-30", std::move(most))), ElementsAre("(layer): fail"));
}

TEST(Target, TablesSayWhetherThePeriodHasEnded) {
    const auto title = [](std::string date) {
        TestPlan plan = plan_of(two(), areas("4ha"));
        plan.plan().date = std::move(date);
        return plan.run().tables.at(0).title.zh;
    };
    EXPECT_EQ(title("2025-12-31"), "指标完成情况（中期进展）");
    EXPECT_EQ(title("2026-01-01"), "指标完成情况（期末评估）");
    EXPECT_EQ(title(""), "指标完成情况");
    const auto review = run(two(), areas("4ha"));
    const review::ResultTable& table = review.tables.at(0);
    EXPECT_EQ(table.name, "targets");
    EXPECT_TRUE(table.joined);
    EXPECT_TRUE(table.columns[9].bar);
    EXPECT_EQ(std::get<double>(table.rows[0][5]), 4.0);
    EXPECT_EQ(std::get<double>(table.rows[0][6]), 2.0);
    EXPECT_EQ(std::get<double>(table.rows[0][9]), 50.0);
    EXPECT_EQ(std::get<std::string>(table.rows[0][11]), "1.2");
}

std::string refusal(Params params) {
    try {
        static_cast<void>(with_figures(std::move(params)).run());
    } catch (const Error& error) {
        return error.message().en;
    }
    return "accepted";
}

TEST(Target, RefusesWhatDoesNotFitTogether) {
    EXPECT_THAT(refusal(areas("much")), HasSubstr("a number of 0 or more with its unit"));
    EXPECT_THAT(refusal(areas("5km")), HasSubstr("they do not fit"));
    EXPECT_THAT(refusal(areas("5ha", {{"sum", List{"gfa"}}})), HasSubstr("they do not fit"));
    EXPECT_THAT(refusal(areas("5ha", {{"over", "figures"}})), HasSubstr("no ratio"));
    EXPECT_THAT(refusal(income("5亿元/km2", {})), HasSubstr("one of 'over' and 'over_value'"));
    EXPECT_THAT(refusal(income("5亿元/km2", {{"over_value", "3人"}})), HasSubstr("do not fit"));
    EXPECT_THAT(refusal(areas("5ha", {{"kind", "binding"}})), HasSubstr("约束性, 预期性, 未说明"));
    EXPECT_THAT(refusal(areas("5ha", {{"bound", "above"}})), HasSubstr("at_least, at_most"));
    EXPECT_THAT(refusal(areas("5ha", {{"period", "十四五"}})), HasSubstr("years such as"));
    EXPECT_THAT(refusal(areas("5ha", {{"years", "2021"}})), HasSubstr("'years' needs"));
    EXPECT_THAT(refusal(areas("5ha", {{"places", List{"W"}}})), HasSubstr("'place_field'"));
    EXPECT_THAT(refusal(areas("5ha", {{"field", "use"}})), HasSubstr("'values' is missing"));
    EXPECT_THAT(refusal(areas("5ha", {{"sum_labels", List{"a", "b"}}})), HasSubstr("one label"));
    EXPECT_THAT(refusal(areas("5ha", {{"sum", List{"floor"}}, {"sum_unit", "m2"}})),
                HasSubstr("no field or role 'floor'"));
    EXPECT_THAT(refusal(areas("5ha", {{"layer", "figures"}})),
                HasSubstr("is a table without geometries"));
}

TEST(Target, ADenominatorIsNotNarrowedByAPlaceUnlessItSaysSo) {
    const Params at_w = {{"place_field", "place"}, {"places", List{"W"}}};
    const Params by_land = {{"sum", List{"gfa"}}, {"sum_unit", "m2"}, {"over", "parcels"}};
    const Params own = {{"over_field", "place"}, {"over_values", List{"W"}}};
    const Params ratio = areas("0.3m2/m2", with(by_land, at_w));
    EXPECT_THAT(refusal(ratio), HasSubstr("'place_field' narrows the sum"));
    EXPECT_THAT(refusal(areas("0.3m2/m2", with(by_land, {{"within", "parcels"}}))),
                HasSubstr("'within' narrows the sum"));
    EXPECT_THAT(refusal(with(with(ratio, own), {{"places_table", List{"E"}}})),
                HasSubstr("only one denominator"));
    const auto review = with_figures(with(ratio, own)).run();
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass"));
    EXPECT_EQ(review.verdicts[0].value, 0.3); // 3 000 m² on the 10 000 m² of the same place
}

TEST(Target, OrderOfFeaturesChangesNoMessage) {
    const auto message = [](layer::Layer layer) {
        return run(std::move(layer), areas("9ha", {{"year_field", "year"}})).findings.at(0).message;
    };
    EXPECT_EQ(message(parcels().add(west, {"a"}).add(east, {"b", "x", "W", "2021"}).build()).en,
              message(parcels().add(east, {"b", "x", "W", "2021"}).add(west, {"a"}).build()).en);
    EXPECT_EQ(message(parcels().add(east, {"b"}).add(west, {"a"}).build()).zh,
              message(parcels().add(west, {"a"}).add(east, {"b"}).build()).zh);
}

TEST(Target, TablesHoldTheFigureInFull) {
    const auto layer = parcels().add(west, {"a", "x", "W", "2021", 10.00006}).build();
    const auto review = run(layer, areas("8m2", {{"sum", List{"gfa"}}, {"sum_unit", "m2"}}));
    const review::ResultTable& table = review.tables.at(0);
    EXPECT_EQ(std::get<double>(table.rows[0][6]), 10.00006);
    EXPECT_EQ(table.columns[6].decimals, 4);
    EXPECT_EQ(std::get<std::string>(table.rows[0][7]), "m2");
    EXPECT_EQ(table.columns[9].title.zh, "占目标值");
}

TEST(Target, NeedsAClause) {
    TestPlan plan = plan_of(two(), areas("1ha"));
    plan.plan().rules[0].clause = {};
    EXPECT_THROW(static_cast<void>(plan.run()), Error);
}

} // namespace
} // namespace parkplan::rules
