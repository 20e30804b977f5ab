// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "rules/balances.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using balances::area;
using balances::box;
using balances::drawing;
using balances::land;
using balances::Layers;
using balances::List;
using balances::of_guide;
using balances::plan_of;
using balances::rows_of;
using balances::run;
using balances::zones;
using test::codes;
using test::LayerBuilder;
using test::outcomes;
using test::Params;
using test::TestPlan;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(Balance, TellsWhatBecameOfConstructionLand) {
    const auto review = run(drawing(), of_guide({{"net_at_most", area(0.0)}}));
    EXPECT_THAT(outcomes(review), ElementsAre("z: pass"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0403 z"));
    EXPECT_EQ(review.verdicts[0].value, -5000.0);
    EXPECT_EQ(review.verdicts[0].limit, 0.0);
    EXPECT_EQ(review.verdicts[0].margin, 5000.0);
    EXPECT_EQ(review.verdicts[0].unit, "m2");
    EXPECT_EQ(review.verdicts[0].note.en,
              "construction land 6.00 ha before, 1.00 ha gained, 1.50 ha "
              "lost, 5.50 ha after, net -0.50 ha");
    EXPECT_THAT(
        rows_of(review, "change"),
        ElementsAre("z | Zone | 60000.00 | 10000.00 | 15000.00 | 55000.00 | -5000.00 | 6.00 | 1.00 "
                    "| 1.50 | 0.00 | 0.00 | 5.50 | -0.50 | 1.500"));
    EXPECT_THAT(
        rows_of(review, "matrix"),
        ElementsAre("z | Zone | 0101 | 水田 | 0101 | 水田 | 30000.00 | 3.00",
                    "z | Zone | 0101 | 水田 | 0701 | 城镇住宅用地 | 10000.00 | 1.00",
                    "z | Zone | 1001 | 工业用地 | 0101 | 水田 | 15000.00 | 1.50",
                    "z | Zone | 1001 | 工业用地 | 100101 | 一类工业用地 | 45000.00 | 4.50"));
    EXPECT_THAT(
        rows_of(review, "classes"),
        ElementsAre("z | Zone | 0101 | 水田 | 40000.00 | 45000.00 | 4.00 | 4.50 | 0.50",
                    "z | Zone | 0701 | 城镇住宅用地 | 0.00 | 10000.00 | 0.00 | 1.00 | 1.00",
                    "z | Zone | 1001 | 工业用地 | 60000.00 | 0.00 | 6.00 | 0.00 | -6.00",
                    "z | Zone | 100101 | 一类工业用地 | 0.00 | 45000.00 | 0.00 | 4.50 | 4.50",
                    "z | Zone | - | total | 100000.00 | 100000.00 | 10.00 | 10.00 | 0.00"));
}

TEST(Balance, FailsAboveTheLimitAndBelowTheRatio) {
    Layers turned = drawing();
    std::swap(turned.before, turned.after);
    const auto review = run(turned, of_guide({{"net_at_most", area(1000.0)},
                                              {"ratio_at_least", 1.0},
                                              {"class_name_before", "dlmc"}}));
    EXPECT_THAT(outcomes(review), ElementsAre("z: fail"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0403 z", "PP-0470 z", "PP-0471 z"));
    EXPECT_EQ(
        review.findings[1].message.en,
        "net change of construction land 5000.00 m² (15000.00 m² gained, 10000.00 m² lost) is "
        "above the limit of 1000.00 m²");
    EXPECT_EQ(review.findings[2].message.zh,
              "建设用地减 10000.00 m²、增 15000.00 m²，减增比 0.666667，低于下限 1");
    EXPECT_EQ(review.findings[1].measured, 5000.0);
    EXPECT_EQ(review.findings[1].limit, 1000.0);
    EXPECT_EQ(review.verdicts[0].value, 5000.0);
    EXPECT_EQ(review.verdicts[0].margin, -4000.0);
}

TEST(Balance, TheLimitsThemselvesPass) {
    for (const auto& [params, outcome] : std::vector<std::pair<Params, std::string>>{
             {{{"reduce_by", area(5000.0)}}, "z: pass"},
             {{{"reduce_by", area(5000.01)}}, "z: fail"},
             {{{"ratio_at_least", 1.5}}, "z: pass"},
             {{{"ratio_at_least", 1.500001}}, "z: fail"},
             {{{"ratio_at_least", 1e6}}, "z: fail"},
             {{{"net_at_most", area(0.0)}, {"ratio_at_least", 1.6}}, "z: fail"}}) {
        EXPECT_THAT(outcomes(run(drawing(), of_guide(params))), ElementsAre(outcome));
    }
    const auto review = run(drawing(), of_guide({{"reduce_by", area(5000.0)}}));
    EXPECT_EQ(review.verdicts[0].limit, -5000.0);
    EXPECT_EQ(review.verdicts[0].margin, 0.0);
}

TEST(Balance, TheWorseConditionIsTheVerdict) {
    const auto review =
        run(drawing(), of_guide({{"net_at_most", area(0.0)}, {"ratio_at_least", 1.6}}));
    EXPECT_EQ(review.verdicts[0].value, 1.5);
    EXPECT_EQ(review.verdicts[0].limit, 1.6);
    EXPECT_EQ(review.verdicts[0].unit, "");
    EXPECT_THAT(review.verdicts[0].note.en,
                HasSubstr("decided by value, without regard to the accuracy of points"));
    const auto both =
        run(drawing(), of_guide({{"net_at_most", area(0.0)}, {"ratio_at_least", 1.2}}));
    EXPECT_EQ(both.verdicts[0].unit, "m2");
}

TEST(Balance, WithinTheUncertaintyNothingIsDecided) {
    Layers layers = drawing();
    layers.zones.reset();
    const auto with_accuracy = [&layers](double limit) {
        TestPlan plan = plan_of(layers, of_guide({{"reduce_by", area(limit)}}));
        for (plan::LayerConfig& layer : plan.plan().layers) {
            layer.point_accuracy = Metres{1.0};
        }
        return plan.run();
    };
    const auto review = with_accuracy(4500.0);
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): undecided"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0472"));
    EXPECT_THAT(review.findings[0].message.en, HasSubstr("the limit lies within the uncertainty"));
    // Squares of the slopes at the lines x = 0, 450, 600, 900 and 1000, two points each; at x = 0
    // those before and after drop out but for 75.
    const double slopes =
        2.0 * (75.0 * 75.0 + (450.0 * 450.0 + 1e4) / 4.0 + (600.0 * 600.0 + 1e4) / 4.0 + 1e4);
    EXPECT_NEAR(review.verdicts[0].sigma.value(), std::sqrt(slopes / 2.0), 1e-9);
    EXPECT_THAT(outcomes(with_accuracy(4000.0)), ElementsAre("(layer): pass"));
    EXPECT_THAT(outcomes(with_accuracy(6000.0)), ElementsAre("(layer): fail"));
}

TEST(Balance, LandOfUnknownClassLeavesItOpenWhereItMatters) {
    Layers layers = drawing();
    layers.before = land()
                        .add(box(0, 0, 6, 1), {"a", "1001", "工业用地"})
                        .add(box(6, 0, 9.4, 1), {"b", "0101"})
                        .add(box(9.4, 0, 9.8, 1), {"c"})
                        .build();
    // Of the newly built 1 ha at the eastern end 0.6 ha are uncovered or have no class before.
    const auto review = run(layers, of_guide({{"net_at_most", area(0.0)}}));
    EXPECT_THAT(outcomes(review), ElementsAre("z: pass"));
    EXPECT_EQ(review.verdicts[0].value, -11000.0);
    EXPECT_THAT(codes(review), ElementsAre("PP-0453", "PP-0403 z"));
    const auto open = run(layers, of_guide({{"reduce_by", area(7000.0)}}));
    EXPECT_THAT(outcomes(open), ElementsAre("z: undecided"));
    EXPECT_THAT(codes(open), ElementsAre("PP-0453", "PP-0472 z"));
    EXPECT_EQ(
        open.findings[1].message.en,
        "the net change of construction land lies between -11000.00 and -5000.00 m², compared "
        "with -7000.00 m²: land of unknown class, or that a layer does not cover, could turn "
        "it");
    EXPECT_THAT(outcomes(run(layers, of_guide({{"reduce_by", area(12000.0)}}))),
                ElementsAre("z: fail"));
    EXPECT_THAT(outcomes(run(layers, of_guide({{"ratio_at_least", 1.5}}))), ElementsAre("z: pass"));
    const auto ratio = run(layers, of_guide({{"ratio_at_least", 1.6}}));
    EXPECT_THAT(outcomes(ratio), ElementsAre("z: undecided"));
    EXPECT_THAT(codes(ratio), ElementsAre("PP-0453", "PP-0473 z"));
    EXPECT_EQ(ratio.findings[1].message.en,
              "the ratio of construction land lost to gained lies between 1.5 and 3.75, compared "
              "with 1.6: land of unknown class, or that a layer does not cover, could turn it");
    EXPECT_EQ(
        ratio.findings[1].message.zh,
        "减增比介于 1.5 与 3.75 之间，比较对象为下限 1.6：地类不明或未覆盖的土地足以影响结论");
    EXPECT_THAT(outcomes(run(layers, of_guide({{"ratio_at_least", 4.0}}))), ElementsAre("z: fail"));
    EXPECT_THAT(rows_of(open, "classes"),
                testing::Contains("z | Zone | - | not covered | 2000.00 | "
                                  "0.00 | 0.20 | 0.00 | -0.20"));
}

TEST(Balance, OverlapsCountOnceAndOnlyWhereTheyAgree) {
    Layers layers = drawing();
    layers.before = land()
                        .add(box(0, 0, 6, 1), {"a", "1001"})
                        .add(box(5, 0, 6, 1), {"a2", "1002"}) // construction land both
                        .add(box(6, 0, 10, 1), {"b", "0101"})
                        .add(box(9.5, 0, 10, 1), {"b2", "0701"}) // or not
                        .build();
    const auto review = run(layers, of_guide({{"net_at_most", area(0.0)}}));
    EXPECT_EQ(review.verdicts[0].value, -10000.0);
    EXPECT_THAT(rows_of(review, "matrix"),
                testing::Contains("z | Zone | - | in several features | 0101 | 水田 | 10000.00 | "
                                  "1.00"));
    EXPECT_THAT(
        rows_of(review, "change"),
        ElementsAre("z | Zone | 60000.00 | 5000.00 | 15000.00 | 55000.00 | -10000.00 | 6.00 "
                    "| 0.50 | 1.50 | 0.50 | 0.00 | 5.50 | -1.00 | 3.000"));
}

TEST(Balance, ZonesAndWhole) {
    Layers layers = drawing();
    layers.zones = zones()
                       .add(box(0, 0, 5, 1), {"w", "West"})
                       .add(box(4, 0, 10, 1), {"e"})
                       .add_without({"lost"})
                       .build();
    EXPECT_THAT(outcomes(run(layers, of_guide({{"net_at_most", area(0.0)}}))),
                ElementsAre("w: pass", "e: pass", "lost: not_checked"));
    EXPECT_THAT(outcomes(run(layers, of_guide({{"net_at_most", area(0.0)}, {"per", "whole"}}))),
                ElementsAre("(layer): not_checked"));
    layers.zones = zones().add(box(0, 0, 5, 1), {"w"}).add(box(4, 0, 10, 1), {"e"}).build();
    const auto whole = run(layers, of_guide({{"net_at_most", area(0.0)}, {"per", "whole"}}));
    EXPECT_EQ(whole.verdicts[0].value, -5000.0); // each place once
}

TEST(Balance, LayersWithoutUsableFeaturesAreNotJudged) {
    const Params none = of_guide({{"net_at_most", area(0.0)}});
    Layers layers = drawing();
    layers.before = land().build(); // all that is there now may be new
    EXPECT_THAT(outcomes(run(layers, none)), ElementsAre("(layer): not_checked"));
    EXPECT_THAT(outcomes(run(layers, of_guide())), ElementsAre("(layer): not_checked"));
    layers.before = land().add_without({"a", "1001"}).build();
    EXPECT_THAT(outcomes(run(layers, none)), ElementsAre("z: not_checked"));
    layers = drawing();
    layers.after = land("after").build();
    EXPECT_THAT(outcomes(run(layers, none)), ElementsAre("z: not_checked"));
    layers.zones.reset();
    EXPECT_THAT(outcomes(run(layers, none)), ElementsAre("(layer): not_checked"));
    // Without zones nobody knows where the land of a lost feature was.
    layers = drawing();
    layers.zones.reset();
    EXPECT_THAT(outcomes(run(layers, none)), ElementsAre("(layer): pass"));
    layers.before = land().add(box(0, 0, 6, 1), {"a", "1001"}).add_without({"b", "0101"}).build();
    EXPECT_THAT(outcomes(run(layers, none)), ElementsAre("(layer): undecided"));
}

TEST(Balance, RefusesParametersThatDoNotGoTogether) {
    for (const auto& [params, message] : std::vector<std::pair<Params, std::string_view>>{
             {{{"net_at_most", area(1.0)}},
              "'net_at_most' needs 'construction': the codes of construction land are not stated"},
             {{{"net_at_most", area(1.0)}, {"reduce_by", area(1.0)}, {"construction", List{"07"}}},
              "'net_at_most' and 'reduce_by' are both given; one of them is enough"},
             {{{"scheme", "guide-2023"}, {"construction", List{"M1"}}},
              "'construction' holds 'M1', which is no code of Guide to classes of land and sea "
              "(2023)"},
             {{{"scheme", "guide-2023"},
               {"scheme_after", "survey-3"},
               {"construction", List{"07"}}},
              "the codes of construction land are stated for one layer only; 'construction_after' "
              "lists them for the other"},
             {{{"scheme_after", "survey-3"}}, "'scheme_after' needs 'scheme'"},
             {of_guide({{"ratio_at_least", 1e18}}),
              "'ratio_at_least' is 1e+18; a ratio of 0 to 1000000 is needed"},
             {of_guide({{"ratio_at_least", std::nan("")}}), "'ratio_at_least' is nan; a ratio of"},
             {of_guide({{"ratio_at_least", -0.5}}), "'ratio_at_least' is -0.5; a ratio of"},
             {{{"per", "each"}}, "'per' is 'each'; it is 'zone' or 'whole'"}}) {
        try {
            static_cast<void>(run(drawing(), params));
            FAIL() << "no error: " << message;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::plan);
            EXPECT_THAT(error.describe(), HasSubstr(std::string{message}));
        }
    }
}

TEST(Balance, TablesCloseWhateverTheOrderAndTheThreads) {
    LayerBuilder before = land();
    LayerBuilder after = land("after");
    LayerBuilder turned = land("after");
    const List classes{"0101", "0701", "1001", "1401"};
    constexpr int count = 24;
    for (int i = 0; i < count; ++i) {
        const auto add = [&](LayerBuilder& builder, int k, int shift) {
            builder.add(fmt::format("POLYGON(({0} 0,{0}.7 90,{1}.3 97,{1} 3,{0} 0))",
                                    37 * k + shift, 37 * k + 33 + shift),
                        {fmt::format("p{}", k), classes[static_cast<std::size_t>(k + shift) % 4]});
        };
        add(before, i, 0);
        add(after, i, 11);
        add(turned, count - 1 - i, 11);
    }
    const Params params = of_guide({{"net_at_most", area(0.0)}, {"decimals", std::int64_t{4}}});
    const auto one = plan_of({before.build(), after.build()}, params).run();
    const auto four = plan_of({before.build(), turned.build()}, params).run(4);
    for (const char* table : {"change", "classes", "matrix"}) {
        EXPECT_EQ(rows_of(four, table), rows_of(one, table));
    }
    const auto text = [](const review::TableCell& cell) {
        const auto* code = std::get_if<std::string>(&cell);
        return code == nullptr ? std::string{"-"} : *code;
    };
    std::map<std::string, double> sums; // in levelled hectares
    const auto matrix = std::ranges::find(one.tables, "matrix", &review::ResultTable::name);
    for (const auto& row : matrix->rows) {
        sums["before " + text(row[0])] += std::get<double>(row[5]);
        sums["after " + text(row[2])] += std::get<double>(row[5]);
    }
    const auto lines = std::ranges::find(one.tables, "classes", &review::ResultTable::name);
    for (std::size_t i = 0; i + 1 < lines->rows.size(); ++i) {
        const auto& row = lines->rows[i];
        EXPECT_NEAR(std::get<double>(row[4]), sums["before " + text(row[0])], 1e-9);
        EXPECT_NEAR(std::get<double>(row[5]), sums["after " + text(row[0])], 1e-9);
    }
}

} // namespace
} // namespace parkplan::rules
