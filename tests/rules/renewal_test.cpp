// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"
#include "support/tables.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using test::Cell;
using test::codes;
using test::LayerBuilder;
using test::outcomes;
using test::Params;
using test::rows_of;
using test::TestPlan;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using List = std::vector<std::string>;

LayerBuilder buildings() {
    return LayerBuilder{"buildings", "local"}
        .text("id")
        .real("before")
        .real("after")
        .text("low")
        .text("block")
        .key("id");
}
LayerBuilder projects() {
    return LayerBuilder{"projects", "local"}
        .plain_table()
        .text("id")
        .text("houses")
        .text("mode")
        .integer("year")
        .text("kind")
        .key("id");
}
LayerBuilder zones() {
    return LayerBuilder{"zones", "local"}.text("id").key("id");
}
/// A strip of 100 m from south to north between two lines.
std::string strip(int from, int to) {
    return fmt::format("POLYGON(({0} 0, {1} 0, {1} 100, {0} 100, {0} 0))", from, to);
}

/// Land of 1000, 2000 and 3000 m².
layer::Layer three() {
    return buildings()
        .add(strip(0, 10), {"J1", 1000.1, 3000.2, "1", "W"})
        .add(strip(10, 30), {"J2", 500.0, 500.0, "0", "W"})
        .add(strip(30, 60), {"J3", 2000.0, 1500.0, "是", "E"})
        .build();
}
layer::Layer one_each() {
    return projects()
        .add_without({"P1", "J1", "收购"})
        .add_without({"P2", "J2;J3", "升级"})
        .build();
}

TestPlan plan_of(const layer::Layer& its, const layer::Layer& of, Params params) {
    for (const auto& [name, value] :
         std::vector<std::pair<std::string, std::string>>{{"layer", "buildings"},
                                                          {"key", "id"},
                                                          {"before", "before"},
                                                          {"after", "after"},
                                                          {"projects", "projects"},
                                                          {"buildings", "houses"},
                                                          {"mode", "mode"}}) {
        params.emplace(name, value);
    }
    TestPlan plan{builtin()};
    plan.layer("buildings", its).layer("projects", of).rule("r", "renewal", std::move(params));
    return plan;
}
review::Review run(const layer::Layer& its, const layer::Layer& of, Params params = {}) {
    return plan_of(its, of, std::move(params)).run();
}

TEST(Renewal, JudgesNothingWhereNoProjectIsChosen) {
    const auto of =
        projects().add_without({"P1", "J1", "收购", std::int64_t{2021}, "重点工程"}).build();
    const auto review = run(three(), of,
                            {{"project_field", "kind"},
                             {"project_values", List{"存量更新"}},
                             {"at_least", SquareMetres{1}}});
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked"));
}

TEST(Renewal, AddsUpBuildingsByMode) {
    const auto review = run(three(), one_each());
    EXPECT_THAT(codes(review), IsEmpty());
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked"));
    EXPECT_TRUE(review.verdicts[0].looked);
    EXPECT_EQ(review.verdicts[0].note.zh,
              "3 栋楼宇，更新前建筑面积 3500.10 m²，更新后建筑面积 5000.20 m²");
    EXPECT_EQ(review.tables.at(0).name, "renewal");
    EXPECT_THAT(rows_of(review.tables[0]),
                ElementsAre("收购|1|1|1000|1000.1|3000.2|2000.1|0",
                            "升级|1|2|5000|2500|2000|-500|0", "置换|0|0|0|0|0|0|0",
                            "合计|2|3|6000|3500.1|5000.2|1500.1|0"));
}

TEST(Renewal, CountsABuildingOnceHoweverManyProjectsNameIt) {
    const auto of = projects()
                        .add_without({"P1", "J1、J2", "收购"})
                        .add_without({"P2", "J2；J3，J2", "升级"})
                        .add_without({"P3", "J3", "升级"})
                        .build();
    const auto review = run(three(), of);
    EXPECT_THAT(rows_of(review.tables.at(0)),
                ElementsAre("收购|1|1|1000|1000.1|3000.2|2000.1|0",
                            "升级|2|1|3000|2000|1500|-500|0", "置换|0|0|0|0|0|0|0",
                            "多种方式|2|1|2000|500|500|0|0",
                            "合计|3|3|6000|3500.1|5000.2|1500.1|0"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0576 J2", "PP-0576 J3"));
    EXPECT_EQ(review.findings[0].level, Level::info);
    EXPECT_EQ(review.findings[0].message.zh,
              "该楼宇被 2 个项目列入：P1、P2；只计一次，避免重复计入 500.00 m²（更新后建筑面积）");
    EXPECT_EQ(review.findings[1].measured, 1500.0);
}

TEST(Renewal, ABuildingThatDoesNotExistIsFoundWithTheNearestName) {
    const auto its = buildings()
                         .add(strip(0, 10), {"楼宇A01", 1.0, 2.0})
                         .add(strip(10, 20), {"厂房B07", 1.0, 2.0})
                         .build();
    const auto of = projects().add_without({"P1", "楼宇A1;仓库", "收购"}).build();
    const auto review = run(its, of);
    ASSERT_THAT(codes(review), ElementsAre("PP-0577 P1", "PP-0577 P1"));
    EXPECT_THAT(review.findings[0].message.zh + review.findings[1].message.zh,
                testing::AllOf(HasSubstr("“楼宇A1”"), HasSubstr("“仓库”")));
    EXPECT_THAT(review.findings[0].proposal.zh + review.findings[1].proposal.zh, "楼宇A01");
}

TEST(Renewal, ModesThatAreMissingOrNotListedHaveALine) {
    const auto of = projects()
                        .add_without({"P1", "J1", "收回"})
                        .add_without({"P2", "J2", Cell{}})
                        .add_without({"P3", "J3", "拆除重建"})
                        .build();
    const auto review = run(three(), of);
    EXPECT_THAT(codes(review), ElementsAre("PP-0504 P1", "PP-0501 P2", "PP-0503 P3"));
    EXPECT_THAT(rows_of(review.tables.at(0)),
                testing::Contains("方式不明|3|3|6000|3500.1|5000.2|1500.1|0"));
}

TEST(Renewal, AMissingFloorAreaLeavesTheSumsEmpty) {
    const auto its = buildings()
                         .add(strip(0, 10), {"J1", 1000.0, Cell{}})
                         .add(strip(10, 30), {"J2", 500.0, 700.0})
                         .add(strip(30, 40), {"J9", Cell{}, Cell{}})
                         .build();
    const auto of = projects().add_without({"P1", "J1;J2", "收购"}).build();
    const auto review = run(its, of);
    ASSERT_THAT(codes(review), ElementsAre("PP-0561")); // J9 is named by nobody
    EXPECT_EQ(review.findings[0].message.en,
              "1 features have no number in field 'after' (J1); sums that need it are left empty, "
              "those known add up to 700");
    EXPECT_THAT(rows_of(review.tables.at(0)),
                testing::IsSupersetOf({"收购|1|2|3000|1500|-|-|1", "合计|1|2|3000|1500|-|-|1"}));
    EXPECT_EQ(review.verdicts[0].note.zh,
              "2 栋楼宇，更新前建筑面积 1500.00 m²，更新后建筑面积不少于 700.00 m²");
    const auto outcome = [&](double limit) {
        return outcomes(run(its, of, {{"at_least", SquareMetres{limit}}})).at(0);
    };
    EXPECT_EQ(outcome(700.0), "(layer): pass"); // whatever J1 has
    EXPECT_EQ(outcome(700.1), "(layer): undecided");
}

TEST(Renewal, JudgesWhatIsRenewed) {
    const auto outcome = [&](const char* quantity, double limit) {
        return outcomes(run(three(), one_each(),
                            {{"quantity", quantity}, {"at_least", SquareMetres{limit}}}))
            .at(0);
    };
    EXPECT_EQ(outcome("after", 5000.2), "(layer): pass");
    EXPECT_EQ(outcome("after", 5000.21), "(layer): fail");
    EXPECT_EQ(outcome("before", 3500.1), "(layer): pass");
    EXPECT_EQ(outcome("before", 3500.2), "(layer): fail");
    EXPECT_EQ(outcome("land", 6000.0), "(layer): pass");
    EXPECT_EQ(outcome("land", 6000.1), "(layer): fail");
    const auto review =
        run(three(), one_each(), {{"by", "block"}, {"at_least", SquareMetres{50000.0}}});
    EXPECT_THAT(outcomes(review), ElementsAre("W: fail", "E: fail"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0579 W", "PP-0579 E"));
    EXPECT_EQ(review.findings[0].message.zh,
              "更新规模 3500.20 m²（更新后建筑面积），低于 50000.00 m²");
    EXPECT_EQ(review.verdicts[0].margin, 3500.2 - 50000.0);
    EXPECT_EQ(review.verdicts[0].unit, "m2");
}

TEST(Renewal, WithinTheUncertaintyOfTheLandItIsUndecided) {
    TestPlan plan =
        plan_of(three(), one_each(), {{"quantity", "land"}, {"at_least", SquareMetres{6001.0}}});
    plan.plan().point_accuracy = Metres{0.05};
    const auto review = plan.run();
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): undecided"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0402"));
}

TEST(Renewal, TellsThatNoAccuracyIsStatedForTheLand) {
    const Params land{{"at_least", SquareMetres{5900.0}}, {"quantity", "land"}};
    TestPlan plan = plan_of(three(), one_each(), land);
    const auto review = plan.run();
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0403"));
    EXPECT_EQ(review.verdicts[0].note.zh, "精度未声明，不作临界判断");
    const double from = review.findings[0].measured.value();
    plan.plan().point_accuracy = Metres{from * 1.01};
    EXPECT_THAT(outcomes(plan.run()), ElementsAre("(layer): undecided"));
    plan.plan().point_accuracy = Metres{from * 0.99};
    EXPECT_THAT(outcomes(plan.run()), ElementsAre("(layer): pass"));
}

TEST(Renewal, WhatIsNotNamedForSureLeavesALimitOpen) {
    const Params limit{{"at_least", SquareMetres{6000.0}}};
    const auto unknown = projects().add_without({"P1", "J1;J2;J3;J4", "收购"}).build();
    EXPECT_THAT(outcomes(run(three(), unknown, limit)), ElementsAre("(layer): undecided"));
    const auto nobody = projects().add_without({"P1", Cell{}, "收购"}).build();
    const auto review = run(three(), nobody, limit);
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): undecided"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0501 P1"));
    const auto twice = buildings()
                           .add(strip(0, 10), {"J1", 1.0, 2.0})
                           .add(strip(10, 20), {"J1", 1.0, 2.0})
                           .build();
    const auto doubled = run(twice, projects().add_without({"P1", "J1", "收购"}).build(), limit);
    EXPECT_THAT(outcomes(doubled), ElementsAre("(layer): undecided"));
    EXPECT_THAT(codes(doubled), testing::Contains("PP-0502 J1"));
}

TEST(Renewal, TakesProjectsOfThePeriodAndOfAKind) {
    const auto of = projects()
                        .add_without({"P1", "J1", "收购", std::int64_t{2021}, "存量更新"})
                        .add_without({"P2", "J2", "升级", std::int64_t{2026}, "存量更新"})
                        .add_without({"P3", "J3", "升级", std::int64_t{2025}, "重点工程"})
                        .build();
    const Params period{{"year", "year"},
                        {"from_year", std::int64_t{2021}},
                        {"to_year", std::int64_t{2025}},
                        {"project_field", "kind"},
                        {"project_values", List{"存量更新"}}};
    EXPECT_THAT(rows_of(run(three(), of, period).tables.at(0)),
                testing::Contains("合计|1|1|1000|1000.1|3000.2|2000.1|0"));
    const auto no_year = projects().add_without({"P1", "J1", "收购", Cell{}, "存量更新"}).build();
    Params limit = period;
    limit.emplace("at_least", SquareMetres{1.0});
    const auto review = run(three(), no_year, limit);
    EXPECT_THAT(codes(review), ElementsAre("PP-0501 P1"));
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): undecided"));
}

TEST(Renewal, TellsInefficientBuildingsThatNobodyNames) {
    const auto its = buildings()
                         .add(strip(0, 10), {"J1", 1000.0, 1.0, "1"})
                         .add(strip(10, 20), {"J2", 500.0, 1.0, "是"})
                         .add(strip(20, 30), {"J3", 250.5, 1.0, "1"})
                         .add(strip(30, 40), {"J4", 125.0, 1.0, "0"})
                         .add(strip(40, 50), {"J5", 125.0, 1.0, Cell{}})
                         .add(strip(50, 60), {"J6", 125.0, 1.0, "低"})
                         .add(strip(60, 70), {"J7", 125.0, 1.0, "\xEF\xBF\xBD"})
                         .build();
    const auto of = projects().add_without({"P1", "J1", "收购"}).build();
    const auto review = run(its, of, {{"inefficient", "low"}});
    ASSERT_THAT(codes(review), UnorderedElementsAre("PP-0503 J6", "PP-0503 J7", "PP-0578"));
    EXPECT_THAT(fmt::format("{}{}{}", review.findings[0].message.zh, review.findings[1].message.zh,
                            review.findings[2].message.zh),
                HasSubstr("2 栋低效楼宇未列入任何项目：J2、J3；建筑面积 750.50 m²"));
}

TEST(Renewal, DoesNotSayThatABuildingOfARepeatedKeyIsNamedByNobody) {
    const auto its = buildings()
                         .add(strip(0, 10), {"J1", 1000.0, 1.0, "1"})
                         .add(strip(10, 20), {"J1", 500.0, 1.0, "1"})
                         .add(strip(20, 30), {"J2", 250.0, 1.0, "1"})
                         .add(strip(30, 40), {"J2", 125.0, 1.0, "1"})
                         .build();
    const auto of = projects().add_without({"P1", "J1", "收购"}).build();
    const auto review = run(its, of, {{"inefficient", "low"}});
    EXPECT_THAT(codes(review), testing::IsSupersetOf({"PP-0502 J1", "PP-0502 J2", "PP-0578"}));
    for (const review::Finding& finding : review.findings) {
        if (finding.code == "PP-0578") {
            EXPECT_EQ(finding.measured, 375.0);
        }
    }
}

TEST(Renewal, ReadsYearsAsTargetsDo) {
    const auto of = LayerBuilder{"projects", "local"}
                        .plain_table()
                        .text("id")
                        .text("houses")
                        .text("mode")
                        .text("year")
                        .key("id")
                        .add_without({"P1", "J1", "收购", "2023年"})
                        .add_without({"P2", "J2", "收购", "2026-03"})
                        .add_without({"P3", "J3", "收购", "前年"})
                        .build();
    const auto review =
        run(three(), of,
            {{"year", "year"}, {"from_year", std::int64_t{2021}}, {"to_year", std::int64_t{2025}}});
    EXPECT_THAT(codes(review), ElementsAre("PP-0543 P3"));
    EXPECT_THAT(rows_of(review.tables.at(0)),
                testing::Contains("合计|1|1|1000|1000.1|3000.2|2000.1|0"));
}

TEST(Renewal, SharesOutBuildingsAcrossZones) {
    const auto two = zones().add(strip(0, 20), {"W"}).add(strip(20, 45), {"E"}).build();
    TestPlan plan =
        plan_of(three(), one_each(), {{"zones", "zones"}, {"modes", List{"收购", "升级"}}});
    plan.layer("zones", two);
    const auto review = plan.run();
    EXPECT_THAT(outcomes(review), ElementsAre("W: not_checked", "E: not_checked"));
    EXPECT_THAT(rows_of(review.tables.at(0)),
                testing::IsSupersetOf(
                    {"W|升级|1|1|1000|250|250|0|0", "W|合计|2|2|2000|1250.1|3250.2|2000.1|0",
                     "E|合计|1|2|2500|1250|1000|-250|0", "未入分区|合计|1|1|1500|1000|750|-250|0",
                     "合计|合计|2|3|6000|3500.1|5000.2|1500.1|0"}));
    const auto lost =
        buildings().add(strip(0, 10), {"J1", 1.0, 2.0}).add_without({"J2", 1.0, 2.0}).build();
    TestPlan open = plan_of(lost, projects().add_without({"P1", "J1;J2", "收购"}).build(),
                            {{"zones", "zones"}, {"at_least", SquareMetres{3.0}}});
    open.layer("zones", two);
    const auto unplaced = open.run();
    EXPECT_THAT(outcomes(unplaced), ElementsAre("W: undecided", "E: undecided"));
    EXPECT_THAT(unplaced.tables.at(0).note.zh, HasSubstr("1 栋楼宇无法定位，只计入合计"));
}

TEST(Renewal, TakesATableOfBuildingsWhereNoLandIsAskedFor) {
    const auto table = LayerBuilder{"buildings", "local"}
                           .plain_table()
                           .text("id")
                           .real("before")
                           .real("after")
                           .key("id")
                           .add_without({"J1", 10.0, 30.0})
                           .build();
    const auto of = projects().add_without({"P1", "J1", "收购"}).build();
    EXPECT_THAT(rows_of(run(table, of, {{"modes", List{"收购"}}}).tables.at(0)),
                ElementsAre("收购|1|1|10|30|20|0", "合计|1|1|10|30|20|0"));
    try {
        static_cast<void>(run(table, of, {{"quantity", "land"}, {"at_least", SquareMetres{1.0}}}));
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_THAT(error.message().en, HasSubstr("is a table without geometries"));
    }
}

TEST(Renewal, EmptyLayers) {
    EXPECT_THAT(outcomes(run(buildings().build(), one_each())),
                ElementsAre("(layer): not_checked"));
    EXPECT_THAT(outcomes(run(three(), projects().build(), {{"at_least", SquareMetres{1.0}}})),
                ElementsAre("(layer): not_checked"));
}

TEST(Renewal, OrderOfRowsAndThreadsChangeNothing) {
    LayerBuilder forth = buildings();
    LayerBuilder back = buildings();
    constexpr int count = 20;
    const auto add = [](LayerBuilder& layer, int i) {
        layer.add(strip(i * 3, i * 3 + 3), {fmt::format("J{:02}", i), i * 0.1, i * 0.3});
    };
    for (int i = 0; i < count; ++i) {
        add(forth, i);
        add(back, count - 1 - i);
    }
    const auto of = projects()
                        .add_without({"P1", "J01;J02;J03", "收购"})
                        .add_without({"P2", "J03;J04;J17", "升级"})
                        .build();
    const auto two = zones().add(strip(0, 11), {"W"}).add(strip(11, 60), {"E"}).build();
    const auto rows = [&](const LayerBuilder& layer, unsigned threads) {
        TestPlan plan = plan_of(layer.build(), of, {{"zones", "zones"}});
        plan.layer("zones", two);
        return rows_of(plan.run(threads).tables.at(0));
    };
    EXPECT_EQ(rows(forth, 1), rows(back, 4));
}

TEST(Renewal, RefusesParametersThatDoNotGoTogether) {
    for (const auto& [params, message] : std::vector<std::pair<Params, std::string_view>>{
             {{{"quantity", "height"}},
              "'quantity' is 'height'; 'before', 'after' or 'land' is needed"},
             {{{"year", "year"}},
              "'year' and 'from_year' or 'to_year' belong together; the other is missing"},
             {{{"year", "year"},
               {"from_year", std::int64_t{2026}},
               {"to_year", std::int64_t{2025}}},
              "'from_year' (2026) is after 'to_year' (2025)"},
             {{{"project_field", "kind"}},
              "'project_field' and 'project_values' belong together; 'project_values' is missing"},
             {{{"by", "block"}, {"zones", "buildings"}},
              "one of 'by' and 'zones' is needed at most, not both"}}) {
        try {
            static_cast<void>(run(three(), one_each(), params));
            FAIL() << "no error: " << message;
        } catch (const Error& error) {
            EXPECT_EQ(error.message().en, message);
        }
    }
}

} // namespace
} // namespace parkplan::rules
