// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"
#include "support/tables.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
        .real("held")
        .text("block")
        .real("floor")
        .text("tenure")
        .key("id");
}
LayerBuilder zones() {
    return LayerBuilder{"zones", "local"}.text("id").key("id");
}
/// A strip of 100 m from south to north between two lines.
std::string strip(int from, int to) {
    return fmt::format("POLYGON(({0} 0, {1} 0, {1} 100, {0} 100, {0} 0))", from, to);
}

TestPlan plan_of(const layer::Layer& layer, Params params) {
    params.emplace("layer", "parcels");
    params.emplace("share", "held");
    TestPlan plan{builtin()};
    plan.layer("parcels", layer).rule("r", "self_held_share", std::move(params));
    return plan;
}
review::Review run(const layer::Layer& layer, Params params) {
    return plan_of(layer, std::move(params)).run();
}
review::Review run_in(const layer::Layer& its, const layer::Layer& layer, Params params) {
    params.emplace("zones", "zones");
    params.emplace("per", "zone");
    TestPlan plan = plan_of(layer, std::move(params));
    plan.layer("zones", its);
    return plan.run();
}
/// 1000 m² with a half, 3000 m² with 0.25: 1250 of 4000 m².
layer::Layer two() {
    return parcels()
        .add(strip(0, 10), {"a", 0.5, "W", 500.0, "出让"})
        .add(strip(10, 40), {"b", 0.25, "W", 500.0, "出让"})
        .build();
}

TEST(SelfHeldShare, LeavesAZoneOpenThatOnlyALostParcelMayLieIn) {
    for (const double share : {0.1, 0.5}) {
        const auto review =
            run_in(zones().add(strip(0, 10), {"W"}).build(),
                   parcels().add_without({"a", share}).build(), {{"at_least", 0.3}});
        EXPECT_THAT(outcomes(review), ElementsAre("W: undecided")) << share;
    }
}

TEST(SelfHeldShare, JudgesEveryParcel) {
    const auto review = run(two(), {{"at_least", 0.3}});
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass", "b: fail"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0574 b"));
    EXPECT_EQ(review.findings[0].message.zh, "自持比例为 25.00%，低于下限 30.00%");
    EXPECT_EQ(review.verdicts[1].value, 0.25);
    EXPECT_EQ(review.verdicts[1].limit, 0.3);
    EXPECT_EQ(review.verdicts[1].margin, 0.25 - 0.3);
    EXPECT_THAT(rows_of(review.tables.at(0)), ElementsAre("2|0|4000|1250|31.25|31.25|31.25"));
    EXPECT_THAT(codes(run(two(), {{"at_least", 0.25}})), IsEmpty()); // the limit passes
}

TEST(SelfHeldShare, WeightsByAreaOrByAField) {
    const auto by_area = run(two(), {{"at_least", 0.3125}, {"per", "whole"}});
    EXPECT_THAT(outcomes(by_area), ElementsAre("(layer): pass"));
    EXPECT_EQ(by_area.verdicts[0].value, 0.3125);
    EXPECT_EQ(by_area.verdicts[0].margin, 0.0);
    const auto by_floor = run(two(), {{"at_least", 0.38}, {"per", "whole"}, {"weight", "floor"}});
    EXPECT_THAT(outcomes(by_floor), ElementsAre("(layer): fail"));
    EXPECT_EQ(by_floor.verdicts[0].value, 0.375);
    EXPECT_THAT(rows_of(by_floor.tables.at(0)), ElementsAre("2|0|1000|375|37.5|37.5|37.5"));
}

TEST(SelfHeldShare, WithinTheUncertaintyOfTheAreasItIsUndecided) {
    TestPlan plan = plan_of(two(), {{"at_least", 0.3126}, {"per", "whole"}});
    EXPECT_THAT(outcomes(plan.run()), ElementsAre("(layer): fail"));
    plan.plan().point_accuracy = Metres{0.5};
    const auto review = plan.run();
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): undecided"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0422"));
    EXPECT_GT(review.verdicts[0].sigma.value_or(0.0), 0.0);
}

TEST(SelfHeldShare, TheLimitItselfPassesWhateverTheWeights) {
    for (const double share : {0.1, 0.3, 0.7}) {
        LayerBuilder layer = parcels();
        constexpr int count = 60;
        for (int i = 0; i < count; ++i) {
            const double weight = 1234.567891 * i + 0.333333 * (i % 7) + 0.000001;
            layer.add(
                fmt::format("POLYGON(({0} 0, {0}.123457 0, {0}.7 71.31, {0} 33.3, {0} 0))", i),
                {fmt::format("p{}", i), share, fmt::format("b{}", i % 20), weight});
        }
        const auto its = zones().add(strip(0, 17), {"W"}).add(strip(17, 44), {"E"}).build();
        for (Params params : {Params{{"per", "zone"}, {"by", "block"}}, Params{{"per", "whole"}},
                              Params{{"per", "zone"}, {"zones", "zones"}}}) {
            params.emplace("at_least", share);
            for (const bool by_field : {false, true}) {
                if (by_field) {
                    params.emplace("weight", "floor");
                }
                TestPlan plan = plan_of(layer.build(), params);
                plan.layer("zones", its);
                const auto review = plan.run();
                EXPECT_THAT(codes(review), IsEmpty()) << share;
                EXPECT_FALSE(review.verdicts.empty());
                for (const review::Verdict& verdict : review.verdicts) {
                    EXPECT_EQ(verdict.outcome, review::Outcome::pass) << verdict.subject.key;
                    EXPECT_EQ(verdict.margin, 0.0);
                    EXPECT_EQ(verdict.value, share);
                }
            }
        }
    }
}

TEST(SelfHeldShare, AHairBelowTheLimitFailsAndReadsSo) {
    const auto layer = parcels()
                           .add(strip(0, 10), {"a", 0.3, "W", 500.0})
                           .add(strip(10, 20), {"b", 0.299999998, "W", 500.0})
                           .build();
    const auto review = run(layer, {{"at_least", 0.3}, {"per", "whole"}, {"weight", "floor"}});
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): fail"));
    EXPECT_LT(review.verdicts[0].value, 0.3);
    ASSERT_THAT(codes(review), ElementsAre("PP-0574"));
    EXPECT_EQ(review.findings[0].message.zh, "自持比例为 29.999999%，低于下限 30.000000%");
}

TEST(SelfHeldShare, TellsThatNoAccuracyIsStatedWhereAreasAreTheWeight) {
    TestPlan plan = plan_of(two(), {{"at_least", 0.3}, {"per", "whole"}});
    const auto review = plan.run();
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0403"));
    EXPECT_EQ(review.verdicts[0].note.zh, "精度未声明，不作临界判断");
    EXPECT_EQ(review.verdicts[0].method, "planar");
    const double from = review.findings[0].measured.value();
    plan.plan().point_accuracy = Metres{from * 1.01};
    EXPECT_THAT(outcomes(plan.run()), ElementsAre("(layer): undecided"));
    plan.plan().point_accuracy = Metres{from * 0.99};
    EXPECT_THAT(outcomes(plan.run()), ElementsAre("(layer): pass"));
    const auto by_floor = run(two(), {{"at_least", 0.3}, {"per", "whole"}, {"weight", "floor"}});
    EXPECT_THAT(codes(by_floor), IsEmpty());
    EXPECT_EQ(by_floor.verdicts[0].method, "");
}

TEST(SelfHeldShare, BoundsAreAsUncertainAsTheAreas) {
    const auto layer =
        parcels().add(strip(0, 30), {"a", 0.5, "W"}).add(strip(30, 40), {"b", Cell{}, "W"}).build();
    const auto outcome = [&](double limit) {
        TestPlan plan = plan_of(layer, {{"at_least", limit}, {"per", "whole"}});
        plan.plan().point_accuracy = Metres{0.5};
        return outcomes(plan.run()).at(0);
    };
    EXPECT_EQ(outcome(0.3), "(layer): pass");
    EXPECT_EQ(outcome(0.3749), "(layer): undecided"); // the lowest is 0.375
    EXPECT_EQ(outcome(0.6251), "(layer): undecided"); // the highest is 0.625
    EXPECT_EQ(outcome(0.7), "(layer): fail");
}

TEST(SelfHeldShare, SharesOutParcelsAcrossZones) {
    const auto both = zones().add(strip(0, 20), {"W"}).add(strip(20, 30), {"E"}).build();
    const auto review = run_in(both, two(), {{"at_least", 0.3}});
    EXPECT_THAT(outcomes(review), ElementsAre("W: pass", "E: fail"));
    EXPECT_EQ(review.verdicts[0].value, 0.375);
    EXPECT_THAT(rows_of(review.tables.at(0)),
                ElementsAre("W|2|0|2000|750|37.5|37.5|37.5", "E|1|0|1000|250|25|25|25",
                            "未入分区|1|0|1000|250|25|25|25",
                            "合计|2|0|4000|1250|31.25|31.25|31.25"));
    const auto by_floor = run_in(both, two(), {{"at_least", 0.3}, {"weight", "floor"}});
    EXPECT_THAT(rows_of(by_floor.tables.at(0)),
                testing::Contains("合计|2|0|1000|375|37.5|37.5|37.5"));
    EXPECT_THAT(outcomes(run_in(zones().add_without({"lost"}).build(), two(), {{"at_least", 0.3}})),
                ElementsAre("lost: not_checked"));
}

TEST(SelfHeldShare, AMissingShareLeavesItOpenWhereItCouldTurnIt) {
    const auto layer =
        parcels().add(strip(0, 30), {"a", 0.5, "W"}).add(strip(30, 40), {"b", Cell{}, "W"}).build();
    const auto outcome = [&](double limit) {
        return outcomes(run(layer, {{"at_least", limit}, {"per", "whole"}})).at(0);
    };
    EXPECT_EQ(outcome(0.375), "(layer): pass");
    EXPECT_EQ(outcome(0.38), "(layer): undecided");
    EXPECT_EQ(outcome(0.625), "(layer): undecided");
    EXPECT_EQ(outcome(0.63), "(layer): fail");
    const auto review = run(layer, {{"at_least", 0.5}, {"per", "whole"}});
    EXPECT_THAT(codes(review), ElementsAre("PP-0501 b"));
    EXPECT_EQ(review.verdicts[0].note.zh, "部分数值缺失，仅知在 37.50% 与 62.50% 之间");
    EXPECT_THAT(rows_of(review.tables.at(0)), ElementsAre("2|1|4000|-|-|37.5|62.5"));
    EXPECT_THAT(outcomes(run(layer, {{"at_least", 0.5}})),
                ElementsAre("a: pass", "b: not_checked"));
}

TEST(SelfHeldShare, AParcelOfUnknownWeightPullsTowardsItsShare) {
    const auto layer =
        parcels().add(strip(0, 30), {"a", 0.5, "W"}).add_without({"b", 0.3, "W"}).build();
    const auto outcome = [&](double limit) {
        return outcomes(run(layer, {{"at_least", limit}, {"per", "whole"}})).at(0);
    };
    EXPECT_EQ(outcome(0.3), "(layer): pass");
    EXPECT_EQ(outcome(0.4), "(layer): undecided");
    EXPECT_EQ(outcome(0.51), "(layer): fail");
    EXPECT_THAT(rows_of(run(layer, {{"at_least", 0.3}}).tables.at(0)),
                ElementsAre("2|1|-|-|-|30|50"));
    // Its floor area would be its weight.
    const auto floors = parcels()
                            .add(strip(0, 30), {"a", 0.5, "W", 100.0})
                            .add_without({"b", 0.3, "W", 100.0})
                            .build();
    EXPECT_EQ(
        run(floors, {{"at_least", 0.3}, {"per", "whole"}, {"weight", "floor"}}).verdicts[0].value,
        0.4);
}

TEST(SelfHeldShare, AMissingWeightIsFoundAndLeavesItOpen) {
    const auto layer = parcels()
                           .add(strip(0, 30), {"a", 0.5, "W", 100.0})
                           .add(strip(30, 40), {"b", 0.1, "W", Cell{}})
                           .build();
    const auto review = run(layer, {{"at_least", 0.4}, {"per", "whole"}, {"weight", "floor"}});
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): undecided"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0561"));
}

TEST(SelfHeldShare, ParcelsOfNoGroupLeaveEveryGroupOpen) {
    const auto layer =
        parcels().add(strip(0, 30), {"a", 0.5, "W"}).add(strip(30, 40), {"b", 0.1, Cell{}}).build();
    const Params groups{{"at_least", 0.4}, {"per", "zone"}, {"by", "block"}};
    const auto review = run(layer, groups);
    EXPECT_THAT(outcomes(review), ElementsAre("W: undecided"));
    EXPECT_THAT(rows_of(review.tables.at(0)),
                ElementsAre("W|1|0|3000|1500|50|50|50", "（未填）|1|0|1000|100|10|10|10",
                            "合计|2|0|4000|1600|40|40|40"));
}

TEST(SelfHeldShare, RefusesSharesOutsideOfTheirUnit) {
    const auto layer = parcels()
                           .add(strip(0, 10), {"a", 30.0})
                           .add(strip(10, 20), {"b", 0.3})
                           .add(strip(20, 30), {"c", -0.3})
                           .add(strip(30, 40), {"d", 101.0})
                           .build();
    const auto shares = run(layer, {{"at_least", 0.3}});
    EXPECT_THAT(outcomes(shares),
                ElementsAre("a: not_checked", "b: pass", "c: not_checked", "d: not_checked"));
    ASSERT_THAT(codes(shares), ElementsAre("PP-0575 a", "PP-0543 c", "PP-0575 d"));
    EXPECT_EQ(shares.findings[0].message.zh, "字段“held”的“30”不是比例（0 至 1）");
    const auto percents = run(layer, {{"at_least", 0.3}, {"share_unit", "percent"}});
    EXPECT_THAT(outcomes(percents),
                ElementsAre("a: pass", "b: fail", "c: not_checked", "d: not_checked"));
    EXPECT_EQ(percents.verdicts[0].value, 0.3);
}

TEST(SelfHeldShare, CountsChosenParcelsOnly) {
    const auto layer = parcels()
                           .add(strip(0, 10), {"a", 0.5, "W", 1.0, "出让"})
                           .add(strip(10, 20), {"b", Cell{}, "W", 1.0, "划拨"})
                           .add(strip(20, 30), {"c", 0.1, "W", 1.0, Cell{}})
                           .build();
    const Params sold{{"at_least", 0.4}, {"field", "tenure"}, {"values", List{"出让"}}};
    const auto review = run(layer, sold);
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass", "c: not_checked"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0227"));
    Params whole = sold;
    whole.emplace("per", "whole");
    EXPECT_THAT(outcomes(run(layer, whole)), ElementsAre("(layer): undecided"));
    const auto none = parcels().add(strip(0, 10), {"b", Cell{}, "W", 1.0, "划拨"}).build();
    EXPECT_THAT(outcomes(run(none, whole)), ElementsAre("(layer): not_checked"));
    EXPECT_THAT(outcomes(run(none, sold)), ElementsAre("(layer): not_checked"));
}

TEST(SelfHeldShare, AnEmptyLayerIsNotChecked) {
    EXPECT_THAT(outcomes(run(parcels().build(), {{"at_least", 0.3}})),
                ElementsAre("(layer): not_checked"));
}

TEST(SelfHeldShare, OrderOfRowsAndThreadsChangeNothing) {
    LayerBuilder forth = parcels();
    LayerBuilder back = parcels();
    constexpr int count = 30;
    const auto add = [](LayerBuilder& layer, int i) {
        layer.add(fmt::format("POLYGON(({0} 0.1, {1} 0.3, {1} 99.7, {0} 99.1, {0} 0.1))", i * 3,
                              i * 3 + 3),
                  {fmt::format("p{:02}", i), i * 0.01, "W", i * 0.1});
    };
    for (int i = 0; i < count; ++i) {
        add(forth, i);
        add(back, count - 1 - i);
    }
    const auto both = zones().add(strip(5, 47), {"W"}).add(strip(47, 80), {"E"}).build();
    const auto result = [&](const LayerBuilder& layer, unsigned threads) {
        TestPlan plan =
            plan_of(layer.build(), {{"zones", "zones"}, {"per", "zone"}, {"at_least", 0.1}});
        plan.layer("zones", both);
        const auto review = plan.run(threads);
        return std::pair{rows_of(review.tables.at(0)), review.verdicts.at(0).value};
    };
    EXPECT_EQ(result(forth, 1), result(back, 4));
}

TEST(SelfHeldShare, RefusesParametersThatDoNotGoTogether) {
    for (const auto& [params, message] : std::vector<std::pair<Params, std::string_view>>{
             {{{"per", "block"}}, "'per' is 'block'; 'parcel', 'zone' or 'whole' is needed"},
             {{{"per", "zone"}}, "'per' is 'zone', which needs 'by' or 'zones'"},
             {{{"by", "block"}}, "'by' and 'zones' need 'per' to be 'zone'"},
             {{{"share_unit", "%"}}, "'share_unit' is '%'; 'share' or 'percent' is needed"},
             {{{"field", "tenure"}},
              "'field' and 'values' belong together; 'values' is missing"}}) {
        Params all = params;
        all.emplace("at_least", 0.3);
        try {
            static_cast<void>(run(two(), all));
            FAIL() << "no error: " << message;
        } catch (const Error& error) {
            EXPECT_EQ(error.message().en, message);
        }
    }
}

TEST(SelfHeldShare, NamesAFieldThatIsNotThere) {
    try {
        static_cast<void>(run(two(), {{"at_least", 0.3}, {"weight", "jobs"}}));
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_THAT(error.message().en, HasSubstr("jobs"));
    }
}

} // namespace
} // namespace parkplan::rules
