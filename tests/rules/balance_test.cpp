// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"
#include "support/tables.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using test::codes;
using test::LayerBuilder;
using test::outcomes;
using test::Params;
using test::TestPlan;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using List = std::vector<std::string>;

/// In hundreds of metres, so that a square of 1 is a hectare.
std::string box(double x0, double y0, double x1, double y1) {
    constexpr double side = 100.0;
    return fmt::format("POLYGON(({0} {1},{2} {1},{2} {3},{0} {3},{0} {1}))", side * x0, side * y0,
                       side * x1, side * y1);
}

LayerBuilder zones() {
    return LayerBuilder{"zones", "local"}.text("id").text("name").key("id");
}
LayerBuilder land(const std::string& name = "before") {
    return LayerBuilder{name, "local"}.text("id").text("dlbm").text("dlmc").key("id");
}

struct Layers {
    layer::Layer before;
    layer::Layer after;
    std::optional<layer::Layer> zones{};
};

/// 10 ha: 6 ha of industry and 4 ha of fields; after it 5.5 ha and 4.5 ha, 1 ha newly built on.
Layers drawing() {
    return {land()
                .add(box(0, 0, 6, 1), {"a", "1001", "工业用地"})
                .add(box(6, 0, 10, 1), {"b", "0101", "水田"})
                .build(),
            land("after")
                .add(box(0, 0, 4.5, 1), {"a", "100101", "一类工业用地"})
                .add(box(4.5, 0, 9, 1), {"b", "0101", "水田"})
                .add(box(9, 0, 10, 1), {"c", "0701", "城镇住宅用地"})
                .build(),
            zones().add(box(0, 0, 10, 1), {"z", "Zone"}).build()};
}

TestPlan plan_of(const Layers& layers, Params params) {
    TestPlan plan{builtin()};
    plan.layer("before", layers.before).layer("after", layers.after);
    params.emplace("before", "before");
    params.emplace("after", "after");
    params.emplace("code_before", "dlbm");
    params.emplace("code_after", "dlbm");
    if (layers.zones) {
        plan.layer("zones", *layers.zones, {{"name", "name"}});
        params.emplace("zones", "zones");
    }
    plan.rule("r", "balance", std::move(params));
    return plan;
}

/// With the classes of the guide.
Params of_guide(Params more = {}) {
    more.emplace("scheme", "guide-2023");
    more.emplace("construction", List{"07", "10"});
    more.emplace("class_name_before", "dlmc");
    more.emplace("class_name_after", "dlmc");
    return more;
}

review::Review run(const Layers& layers, Params params) {
    return plan_of(layers, std::move(params)).run();
}

plan::ParamValue area(double m2) {
    return SquareMetres{m2};
}

/// None where there is no such table.
std::vector<std::string> rows_of(const review::Review& review, std::string_view name) {
    const auto table = std::ranges::find(review.tables, name, &review::ResultTable::name);
    return table == review.tables.end() ? std::vector<std::string>{} : test::shown_rows(*table);
}

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

BiText open_ratio(const review::Review& review) {
    const auto found = std::ranges::find(review.findings, "PP-0473", &review::Finding::code);
    return found == review.findings.end() ? BiText{} : found->message;
}

TEST(Balance, AnOpenRatioMayHaveNoUpperEnd) {
    Layers layers = drawing();
    layers.before = land()
                        .add(box(0, 0, 6, 1), {"a", "1001", "工业用地"})
                        .add(box(6, 0, 9, 1), {"b", "0101"})
                        .build(); // all that is newly built on was not covered
    const auto above = run(layers, of_guide({{"ratio_at_least", 1.6}}));
    EXPECT_THAT(codes(above), ElementsAre("PP-0473 z"));
    EXPECT_THAT(above.findings[0].message.en, HasSubstr("gained is 1.5 or above, compared"));
    EXPECT_THAT(above.findings[0].message.zh, HasSubstr("减增比不低于 1.5，"));
    // The land of a lost feature, which no zone bounds, is in no figure.
    layers = drawing();
    layers.zones.reset();
    layers.before = land()
                        .add(box(0, 0, 6, 1), {"a", "1001"})
                        .add(box(6, 0, 10, 1), {"b", "0101"})
                        .add_without({"c", "1001"})
                        .build();
    const auto lost = run(layers, of_guide({{"ratio_at_least", 1.2}}));
    EXPECT_EQ(open_ratio(lost).en,
              "the ratio of construction land lost to gained is 1.5, compared with 1.2: 1 features "
              "cannot be used, their land is not known");
    layers.after = land("after")
                       .add(box(0, 0, 6, 1), {"a", "1001", "工业用地"})
                       .add(box(6, 0, 10, 1), {"b", "0101"})
                       .build();
    const auto nothing = run(layers, of_guide({{"ratio_at_least", 1.2}}));
    EXPECT_THAT(open_ratio(nothing).zh,
                HasSubstr("减增比无法计算（无已知的新增建设用地），比较对象为下限 1.2："));
}

TEST(Balance, TheNoteSaysWhatTheTableSays) {
    // 1.8 + 0.6 - 0.4 = 2.0 hectares: rounded one by one, 2 + 1 - 0 = 2.
    const Layers layers{land()
                            .add(box(0, 0, 1.4, 1), {"a", "1001"})
                            .add(box(1.4, 0, 1.8, 1), {"b", "1001"})
                            .add(box(1.8, 0, 2.4, 1), {"c", "0101"})
                            .build(),
                        land("after")
                            .add(box(0, 0, 1.4, 1), {"a", "1001"})
                            .add(box(1.4, 0, 1.8, 1), {"b", "0101"})
                            .add(box(1.8, 0, 2.4, 1), {"c", "1001"})
                            .build()};
    for (const auto& [more, note] : std::vector<std::pair<Params, std::string>>{
             {{}, ""},
             {{{"ratio_at_least", 0.5}},
              "the ratio is decided by value, without regard to the accuracy of points; "}}) {
        Params params = of_guide({{"decimals", std::int64_t{0}}});
        params.insert(more.begin(), more.end());
        const auto review = run(layers, params);
        EXPECT_THAT(rows_of(review, "change"),
                    ElementsAre("18000.00 | 6000.00 | 4000.00 | 20000.00 | 2000.00 | 1 | 1 | 0 | 0 "
                                "| 0 | 2 | 1 | 0.667"));
        EXPECT_EQ(review.verdicts[0].note.en,
                  note + "construction land 1 ha before, 1 ha gained, 0 ha lost, 2 ha after, net "
                         "1 ha");
    }
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

TEST(Balance, WithoutAClassificationEveryTextIsAClass) {
    Layers layers{land().add(box(0, 0, 5, 1), {"a", "MXD"}).add(box(5, 0, 6, 1), {"b"}).build(),
                  land("after")
                      .add(box(0, 0, 3, 1), {"a", "MXD"})
                      .add(box(3, 0, 6, 1), {"b", "ASD"})
                      .build()};
    const auto review = run(layers, {});
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked"));
    EXPECT_TRUE(review.verdicts[0].looked);
    EXPECT_EQ(review.verdicts[0].note.en,
              "6.00 ha, of it 3.00 ha of the same class before and after");
    EXPECT_THAT(codes(review), ElementsAre("PP-0227"));
    EXPECT_THAT(rows_of(review, "matrix"), ElementsAre("- | no code | ASD | - | 10000.00 | 1.00",
                                                       "MXD | - | ASD | - | 20000.00 | 2.00",
                                                       "MXD | - | MXD | - | 30000.00 | 3.00"));
    EXPECT_THAT(rows_of(review, "change"), IsEmpty());
    const auto counted = run(layers, {{"construction", List{"MXD", "MX"}}});
    EXPECT_THAT(codes(counted), ElementsAre("PP-0226", "PP-0227"));
    EXPECT_THAT(rows_of(counted, "change"), testing::SizeIs(1));
}

TEST(Balance, KnowsWhatGb50137CallsConstructionLand) {
    const Layers layers{
        land().add(box(0, 0, 5, 1), {"a", "M1"}).add(box(5, 0, 6, 1), {"b", "E2"}).build(),
        land("after").add(box(0, 0, 5, 1), {"a", "E1"}).add(box(5, 0, 6, 1), {"b", "G1"}).build()};
    const auto review = run(layers, {{"scheme", "gb50137-2011"}, {"reduce_by", area(40000.0)}});
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass"));
    EXPECT_EQ(review.verdicts[0].value, -40000.0);
}

TEST(Balance, TakesAnotherClassificationAfter) {
    const Layers layers{land().add(box(0, 0, 5, 1), {"a", "0601"}).build(),         // industry
                        land("after").add(box(0, 0, 5, 1), {"a", "0601"}).build()}; // rural roads
    const auto review = run(layers, {{"scheme", "survey-3"},
                                     {"scheme_after", "guide-2023"},
                                     {"construction", List{"06"}},
                                     {"construction_after", List{"10"}},
                                     {"reduce_by", area(50000.0)}});
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass"));
}

TEST(Balance, EqualCodesOfTwoClassificationsAreTwoClasses) {
    const Layers layers{
        land().add(box(0, 0, 5, 1), {"a", "05", "商服用地"}).add(box(5, 0, 6, 1), {"b"}).build(),
        land("after")
            .add(box(0, 0, 4, 1), {"a", "05", "湿地"})
            .add(box(4, 0, 5, 1), {"b", "09", "商业服务业用地"})
            .add(box(5, 0, 6, 1), {"c"})
            .build()};
    const auto review = run(layers, {{"scheme", "gbt21010-2017"},
                                     {"scheme_after", "guide-2023"},
                                     {"class_name_before", "dlmc"},
                                     {"class_name_after", "dlmc"}});
    EXPECT_EQ(review.verdicts[0].note.en, "6.00 ha, classified differently before and after");
    EXPECT_EQ(review.verdicts[0].note.zh, "6.00 公顷，前后期所用分类不同");
    EXPECT_THAT(rows_of(review, "matrix"),
                ElementsAre("- | no code | - | no code | 10000.00 | 1.00",
                            "05 | 商服用地 | 05 | 湿地 | 40000.00 | 4.00",
                            "05 | 商服用地 | 09 | 商业服务业用地 | 10000.00 | 1.00"));
    const std::string guide = "Guide to classes of land and sea (2023)";
    EXPECT_THAT(
        rows_of(review, "classes"),
        ElementsAre(
            "- | no code | - | 10000.00 | 10000.00 | 1.00 | 1.00 | 0.00",
            "05 | 商服用地 | GB/T 21010-2017 | 50000.00 | 0.00 | 5.00 | 0.00 | -5.00",
            fmt::format("05 | 湿地 | {} | 0.00 | 40000.00 | 0.00 | 4.00 | 4.00", guide),
            fmt::format("09 | 商业服务业用地 | {} | 0.00 | 10000.00 | 0.00 | 1.00 | 1.00", guide),
            "- | total | - | 60000.00 | 60000.00 | 6.00 | 6.00 | 0.00"));
}

TEST(Balance, OnlyLandOfAClassIsOfTheSameClass) {
    const Layers layers{land()
                            .add(box(0, 0, 4, 1), {"a", "MXD"})
                            .add(box(3, 0, 4, 1), {"b", "ASD"})
                            .add(box(4, 0, 5, 1), {"c"})
                            .build(),
                        land("after")
                            .add(box(0, 0, 4, 1), {"a", "MXD"})
                            .add(box(3, 0, 4, 1), {"b", "ASD"})
                            .add(box(4, 0, 5, 1), {"c"})
                            .build(),
                        zones().add(box(0, 0, 6, 1), {"z"}).build()};
    const auto review = run(layers, {});
    EXPECT_EQ(review.verdicts[0].note.en,
              "6.00 ha, of it 3.00 ha of the same class before and after");
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
    EXPECT_THAT(outcomes(run(layers, none)), ElementsAre("z: undecided"));
    EXPECT_THAT(outcomes(run(layers, of_guide())), ElementsAre("(layer): not_checked"));
    layers.before = land().add_without({"a", "1001"}).build();
    EXPECT_THAT(outcomes(run(layers, none)), ElementsAre("z: not_checked"));
    layers = drawing();
    layers.after = land("after").build();
    EXPECT_THAT(outcomes(run(layers, none)), ElementsAre("z: undecided"));
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
