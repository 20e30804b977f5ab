// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"
#include "support/tables.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
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
using List = std::vector<std::string>;

LayerBuilder parcels() {
    return LayerBuilder{"parcels", "local"}
        .text("id")
        .text("stage")
        .text("block")
        .real("floor")
        .key("id");
}
LayerBuilder zones() {
    return LayerBuilder{"zones", "local"}.text("id").key("id");
}

/// A strip of 100 m from north to south between two lines.
std::string strip(int from, int to) {
    return fmt::format("POLYGON(({0} 0, {1} 0, {1} 100, {0} 100, {0} 0))", from, to);
}

/// 1000, 3000, 4000 and 2000 m².
layer::Layer four() {
    return parcels()
        .add(strip(0, 10), {"a", "待开发", "W", 100.0})
        .add(strip(10, 40), {"b", "在建", "W", 3000.0})
        .add(strip(40, 80), {"c", "竣工", "E", 0.1})
        .add(strip(80, 100), {"d", "竣工", "E", 0.2})
        .build();
}

TestPlan plan_of(const layer::Layer& layer, Params params) {
    params.emplace("layer", "parcels");
    params.emplace("stage", "stage");
    TestPlan plan{builtin()};
    plan.layer("parcels", layer);
    plan.rule("r", "stage_sum", std::move(params));
    return plan;
}
review::Review run(const layer::Layer& layer, Params params = {}) {
    return plan_of(layer, std::move(params)).run();
}
review::Review run_in(const layer::Layer& its, const layer::Layer& layer, Params params = {}) {
    params.emplace("zones", "zones");
    TestPlan plan = plan_of(layer, std::move(params));
    plan.layer("zones", its);
    return plan.run();
}

TEST(StageSum, ReportsTheLandOfEveryStage) {
    const auto review = run(four());
    EXPECT_THAT(codes(review), IsEmpty());
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked"));
    EXPECT_TRUE(review.verdicts[0].looked);
    EXPECT_EQ(review.verdicts[0].note.zh, "1.00 公顷，待开发 0.10，在建 0.30，竣工 0.60");
    ASSERT_EQ(review.tables.size(), 1U);
    EXPECT_EQ(review.tables[0].name, "stages");
    EXPECT_THAT(rows_of(review.tables[0]),
                ElementsAre("待开发|1|1000|0.1|10", "一级开发|0|0|0|0", "已供|0|0|0|0",
                            "在建|1|3000|0.3|30", "竣工|2|6000|0.6|60", "合计|4|10000|1|100"));
}

TEST(StageSum, AddsUpByAFieldWithAnExactValue) {
    const auto review = run(
        four(), {{"by", "block"}, {"value", "floor"}, {"stages", List{"待开发", "在建", "竣工"}}});
    EXPECT_THAT(outcomes(review), ElementsAre("W: not_checked", "E: not_checked"));
    EXPECT_THAT(rows_of(review.tables.at(0)),
                ElementsAre("E|待开发|0|0|0|0|0|0", "E|在建|0|0|0|0|0|0",
                            "E|竣工|2|6000|0.6|100|0.3|0", "E|合计|2|6000|0.6|100|0.3|0",
                            "W|待开发|1|1000|0.1|25|100|0", "W|在建|1|3000|0.3|75|3000|0",
                            "W|竣工|0|0|0|0|0|0", "W|合计|2|4000|0.4|100|3100|0",
                            "合计|待开发|1|1000|0.1|10|100|0", "合计|在建|1|3000|0.3|30|3000|0",
                            "合计|竣工|2|6000|0.6|60|0.3|0", "合计|合计|4|10000|1|100|3100.3|0"));
}

TEST(StageSum, SharesOutWhatLiesAcrossZonesAndClosesWithWhatLiesOutside) {
    const auto two = zones().add(strip(0, 30), {"W"}).add(strip(30, 90), {"E"}).build();
    const auto review =
        run_in(two, four(), {{"value", "floor"}, {"stages", List{"待开发", "在建", "竣工"}}});
    EXPECT_THAT(outcomes(review), ElementsAre("W: not_checked", "E: not_checked"));
    EXPECT_THAT(rows_of(review.tables.at(0)),
                ElementsAre("W|待开发|1|1000|0.1|33.33333333333333|100|0",
                            "W|在建|1|2000|0.2|66.66666666666666|2000|0", "W|竣工|0|0|0|0|0|0",
                            "W|合计|2|3000|0.3|100|2100|0", "E|待开发|0|0|0|0|0|0",
                            "E|在建|1|1000|0.1|16.666666666666664|1000|0",
                            "E|竣工|2|5000|0.5|83.33333333333334|0.2|0",
                            "E|合计|3|6000|0.6|100|1000.2|0", "未入分区|待开发|0|0|0|0|0|0",
                            "未入分区|在建|0|0|0|0|0|0", "未入分区|竣工|1|1000|0.1|100|0.1|0",
                            "未入分区|合计|1|1000|0.1|100|0.1|0", "合计|待开发|1|1000|0.1|10|100|0",
                            "合计|在建|1|3000|0.3|30|3000|0", "合计|竣工|2|6000|0.6|60|0.3|0",
                            "合计|合计|4|10000|1|100|3100.3|0"));
}

TEST(StageSum, LandInSeveralZonesStandsByItself) {
    const auto two = zones().add(strip(0, 50), {"W"}).add(strip(40, 100), {"E"}).build();
    const auto review = run_in(two, four(), {{"stages", List{"待开发", "在建", "竣工"}}});
    EXPECT_THAT(
        rows_of(review.tables.at(0)),
        testing::IsSupersetOf({"W|合计|2|4000|0.4|100", "E|合计|2|5000|0.5|100",
                               "多个分区重叠|合计|1|1000|0.1|100", "合计|合计|4|10000|1|100"}));
}

TEST(StageSum, JudgesNoZoneWhoseLandOthersHoldToo) {
    const auto its = zones()
                         .add(strip(0, 50), {"W"})
                         .add(strip(40, 80), {"M"})
                         .add(strip(80, 100), {"E"})
                         .build();
    for (const char* bound : {"at_least", "at_most"}) {
        const auto review =
            run_in(its, four(), {{"of_stages", List{"竣工"}}, {bound, SquareMetres{2000}}});
        EXPECT_THAT(outcomes(review), ElementsAre("W: not_checked", "M: not_checked", "E: pass"));
        EXPECT_THAT(review.verdicts[0].note.en, HasSubstr("1000.00 m² of parcels lie in other"));
    }
}

TEST(StageSum, AStageThatIsMissingOrNotListedIsFoundAndHasALine) {
    const auto layer = parcels()
                           .add(strip(0, 10), {"a", "规划", "W"})
                           .add(strip(10, 40), {"b", "在建", "W"})
                           .add(strip(40, 80), {"c", "已竣工", "E"})
                           .add(strip(80, 100), {"d", Cell{}, "E"})
                           .build();
    const auto review = run(layer, {{"stages", List{"在建", "竣工"}}});
    EXPECT_THAT(codes(review), ElementsAre("PP-0503 a", "PP-0504 c", "PP-0501 d"));
    EXPECT_EQ(review.findings[1].proposal.zh, "竣工");
    EXPECT_THAT(rows_of(review.tables.at(0)),
                ElementsAre("在建|1|3000|0.3|30", "竣工|0|0|0|0", "阶段不在名单|2|5000|0.5|50",
                            "阶段未填|1|2000|0.2|20", "合计|4|10000|1|100"));
}

TEST(StageSum, JudgesTheLandOfSomeStages) {
    const List built{"在建", "竣工"};
    const auto review =
        run(four(), {{"of_stages", built}, {"at_least", SquareMetres{9000.5}}, {"by", "block"}});
    EXPECT_THAT(outcomes(review), ElementsAre("W: fail", "E: fail"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0403 W", "PP-0562 W", "PP-0403 E", "PP-0562 E"));
    EXPECT_EQ(review.findings[3].message.en,
              "land in the stages 在建, 竣工 is 6000.00 m², below the limit of 9000.50 m²");
    EXPECT_EQ(review.findings[3].message.zh,
              "阶段为在建、竣工的用地为 6000.00 m²，低于下限 9000.50 m²");
    EXPECT_EQ(review.verdicts[1].value, 6000.0);
    EXPECT_EQ(review.verdicts[1].limit, 9000.5);
    EXPECT_EQ(review.verdicts[1].margin, -3000.5);
    EXPECT_EQ(review.verdicts[1].unit, "m2");
    EXPECT_EQ(review.verdicts[1].clause.place, "1.2");
}

TEST(StageSum, TheLimitsThemselvesPass) {
    const List done{"竣工"};
    EXPECT_THAT(outcomes(run(four(), {{"of_stages", done},
                                      {"at_least", SquareMetres{6000.0}},
                                      {"at_most", SquareMetres{6000.0}}})),
                ElementsAre("(layer): pass"));
    EXPECT_THAT(outcomes(run(four(), {{"of_stages", done}, {"at_most", SquareMetres{5999.999}}})),
                ElementsAre("(layer): fail"));
    EXPECT_THAT(outcomes(run(four(), {{"of_stages", done}, {"share_at_least", 0.6}})),
                ElementsAre("(layer): pass"));
    const auto review = run(four(), {{"of_stages", done}, {"share_at_least", 0.61}});
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): fail"));
    EXPECT_EQ(review.findings.at(1).message.zh, "阶段为竣工的用地为 60.00%，低于下限 61.00%");
}

TEST(StageSum, WithinTheUncertaintyItIsUndecided) {
    TestPlan plan = plan_of(
        four(), {{"of_stages", List{"待开发", "在建"}}, {"at_least", SquareMetres{4005.0}}});
    plan.plan().point_accuracy = Metres{0.05};
    const auto review = plan.run();
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): undecided"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0402"));
    // One rectangle with points at 0, 10 and 40 m, the line between a and b drops out:
    // sqrt(2 · (100² + 10² + 40² + 30² + 100²) / 8).
    EXPECT_NEAR(review.verdicts[0].sigma.value_or(0.0), 0.05 * std::sqrt(5650.0), 1e-9);
    plan.plan().point_accuracy = Metres{0.01};
    EXPECT_THAT(outcomes(plan.run()), ElementsAre("(layer): fail"));
}

TEST(StageSum, ParcelsOfUnknownStageLeaveItOpenWhereTheyCouldTurnIt) {
    const auto layer = parcels()
                           .add(strip(0, 40), {"a", "竣工", "W"})
                           .add(strip(40, 60), {"b", Cell{}, "W"})
                           .add(strip(60, 100), {"c", "在建", "W"})
                           .build();
    const auto outcome = [&](Params params) {
        params.emplace("of_stages", List{"竣工"});
        return outcomes(run(layer, std::move(params))).at(0);
    };
    EXPECT_EQ(outcome({{"at_least", SquareMetres{4000.0}}}), "(layer): pass");
    EXPECT_EQ(outcome({{"at_least", SquareMetres{5000.0}}}), "(layer): undecided");
    EXPECT_EQ(outcome({{"at_least", SquareMetres{6000.1}}}), "(layer): fail");
    EXPECT_EQ(outcome({{"at_most", SquareMetres{6000.0}}}), "(layer): pass");
    EXPECT_EQ(outcome({{"at_most", SquareMetres{5000.0}}}), "(layer): undecided");
    EXPECT_EQ(outcome({{"share_at_least", 0.5}}), "(layer): undecided");
    EXPECT_EQ(outcome({{"share_at_least", 0.4}}), "(layer): pass");
    const auto review =
        run(layer, {{"of_stages", List{"竣工"}}, {"at_least", SquareMetres{5000.0}}});
    EXPECT_THAT(codes(review), ElementsAre("PP-0501 b"));
    EXPECT_EQ(review.verdicts[0].note.en, "values are missing: between 4000.00 m² and 6000.00 m²");
    EXPECT_EQ(review.verdicts[0].value, 4000.0);
}

TEST(StageSum, ParcelsOfNoGroupLeaveEveryGroupOpen) {
    const auto layer = parcels()
                           .add(strip(0, 40), {"a", "竣工", "W"})
                           .add(strip(40, 60), {"b", "竣工", Cell{}})
                           .build();
    const auto review = run(
        layer, {{"by", "block"}, {"of_stages", List{"竣工"}}, {"at_least", SquareMetres{5000.0}}});
    EXPECT_THAT(outcomes(review), ElementsAre("W: undecided"));
    EXPECT_THAT(rows_of(review.tables.at(0)), testing::Contains("（未填）|合计|1|2000|0.2|100"));
}

TEST(StageSum, GeometriesThatCannotBeUsedLeaveItOpen) {
    const auto lost =
        parcels().add(strip(0, 40), {"a", "竣工", "W"}).add_without({"n", "竣工", "W"}).build();
    const auto review =
        run(lost, {{"of_stages", List{"竣工"}}, {"at_least", SquareMetres{5000.0}}});
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): undecided"));
    EXPECT_EQ(review.verdicts[0].note.zh, "部分数值缺失，仅知不小于 4000.00 m²");
    EXPECT_THAT(review.tables.at(0).note.zh, HasSubstr("1 个地块无法使用，未计入"));
    EXPECT_THAT(
        outcomes(run(lost, {{"of_stages", List{"竣工"}}, {"at_most", SquareMetres{5000.0}}})),
        ElementsAre("(layer): undecided"));
    EXPECT_THAT(
        outcomes(run(lost, {{"of_stages", List{"在建"}}, {"at_most", SquareMetres{5000.0}}})),
        ElementsAre("(layer): pass"));
    const auto no_zone = zones().add_without({"lost"}).build();
    EXPECT_THAT(outcomes(run_in(no_zone, four())), ElementsAre("lost: not_checked"));
}

TEST(StageSum, AMissingValueLeavesTheSumEmpty) {
    const auto layer = parcels()
                           .add(strip(0, 40), {"a", "竣工", "W", 12.5})
                           .add(strip(40, 60), {"b", "竣工", "W", Cell{}})
                           .add(strip(60, 80), {"c", "竣工", "W", -3.0})
                           .build();
    const auto review = run(layer, {{"value", "floor"}, {"stages", List{"竣工"}}});
    EXPECT_THAT(codes(review), testing::UnorderedElementsAre("PP-0561", "PP-0543 c"));
    EXPECT_THAT(rows_of(review.tables.at(0)),
                ElementsAre("竣工|3|8000|0.8|100|-|2", "合计|3|8000|0.8|100|-|2"));
}

TEST(StageSum, AnEmptyLayerIsNotChecked) {
    EXPECT_THAT(outcomes(run(parcels().build())), ElementsAre("(layer): not_checked"));
    EXPECT_THAT(codes(run(parcels().build())), ElementsAre("PP-0115"));
}

TEST(StageSum, OrderOfRowsAndThreadsChangeNothing) {
    LayerBuilder forth = parcels();
    LayerBuilder back = parcels();
    constexpr int count = 40;
    const List stages{"在建", "竣工", "待开发"};
    const auto add = [&](LayerBuilder& layer, int i) {
        layer.add(
            fmt::format("POLYGON(({0} 0.1, {1} 0.3, {1} 99.7, {0} 99.1, {0} 0.1))", i * 3,
                        i * 3 + 3),
            {fmt::format("p{:02}", i), stages[static_cast<std::size_t>(i) % 3], "W", i * 0.1});
    };
    for (int i = 0; i < count; ++i) {
        add(forth, i);
        add(back, count - 1 - i);
    }
    const auto two = zones().add(strip(5, 61), {"W"}).add(strip(61, 100), {"E"}).build();
    const auto tables = [&](const LayerBuilder& layer, unsigned threads) {
        TestPlan plan = plan_of(layer.build(), {{"zones", "zones"}, {"value", "floor"}});
        plan.layer("zones", two);
        return rows_of(plan.run(threads).tables.at(0));
    };
    EXPECT_EQ(tables(forth, 1), tables(back, 4));
}

TEST(StageSum, RefusesParametersThatDoNotGoTogether) {
    for (const auto& [params, message] : std::vector<std::pair<Params, std::string_view>>{
             {{{"by", "block"}, {"zones", "parcels"}},
              "one of 'by' and 'zones' is needed at most, not both"},
             {{{"of_stages", List{"竣工"}}},
              "'of_stages' and a limit belong together; the other is missing"},
             {{{"at_least", SquareMetres{1.0}}},
              "'of_stages' and a limit belong together; the other is missing"},
             {{{"of_stages", List{"竣工"}},
               {"at_least", SquareMetres{1.0}},
               {"share_at_most", 1.0}},
              "limits of an area and of a share are given; one kind is needed"},
             {{{"of_stages", List{"竣工"}},
               {"at_least", SquareMetres{2.0}},
               {"at_most", SquareMetres{1.0}}},
              "the lower limit (2) is above the upper one (1)"},
             {{{"of_stages", List{"完工"}}, {"share_at_most", 1.0}},
              "'完工' is not one of 'stages'"},
             {{{"decimals", std::int64_t{5}}}, "'decimals' is 5; 0 to 4 is needed"}}) {
        try {
            static_cast<void>(run(four(), params));
            FAIL() << "no error: " << message;
        } catch (const Error& error) {
            EXPECT_EQ(error.message().en, message);
        }
    }
}

TEST(StageSum, NamesAFieldThatIsNotThere) {
    try {
        static_cast<void>(run(four(), {{"by", "quarter"}}));
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_THAT(std::string{error.what()}, HasSubstr("quarter"));
    }
}

} // namespace
} // namespace parkplan::rules
