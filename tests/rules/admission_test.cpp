// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
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
using test::TestPlan;
using testing::ElementsAre;
using testing::IsEmpty;

using Texts = std::vector<std::string>;

constexpr std::string_view hectare = "POLYGON((0 0, 100 0, 100 100, 0 100, 0 0))";
constexpr std::string_view crossing = "POLYGON((0 0, 4 4, 4 0, 0 4, 0 0))";

LayerBuilder projects() {
    return LayerBuilder{"projects", "local"}
        .text("id")
        .text("cluster")
        .real("invest")
        .real("mu")
        .key("id");
}
LayerBuilder values() {
    return LayerBuilder{"values"}
        .plain_table()
        .text("cluster")
        .text("indicator")
        .text("value")
        .text("unit");
}

Params intensity() {
    return {{"layer", "projects"},      {"indicator", "投资强度"}, {"numerator", "invest"},
            {"numerator_unit", "万元"}, {"denominator", "mu"},     {"denominator_unit", "亩"},
            {"unit", "万元/亩"},        {"cluster", "cluster"}};
}
Params with(Params params, std::string name, plan::ParamValue value) {
    params.insert_or_assign(std::move(name), std::move(value));
    return params;
}
Params at_least(double limit) {
    return with(intensity(), "limit", limit);
}
/// By the measured area.
Params by_area(double limit) {
    Params params = at_least(limit);
    params.erase("denominator");
    params.erase("denominator_unit");
    return with(params, "unit", "万元/公顷");
}
Params by_table() {
    Params params = intensity();
    params.emplace("values", "values");
    params.emplace("values_cluster", "cluster");
    params.emplace("values_value", "value");
    params.emplace("values_indicator", "indicator");
    params.emplace("values_unit", "unit");
    return params;
}

TestPlan plan_of(const layer::Layer& layer, const layer::Layer& table, Params params) {
    TestPlan plan{builtin()};
    plan.layer("projects", layer).layer("values", table).rule("t", "admission", std::move(params));
    return plan;
}
review::Review run(const layer::Layer& layer, Params params) {
    return plan_of(layer, values().build(), std::move(params)).run();
}
review::Review run(const layer::Layer& layer, const layer::Layer& table, Params params) {
    return plan_of(layer, table, std::move(params)).run();
}

/// Cluster, projects, counted, sums, ratio, limit; null cells are "-".
std::string row_of(const review::ResultTable& table, std::size_t row) {
    std::string line;
    for (const review::TableCell& cell : table.rows.at(row)) {
        line += line.empty() ? "" : " ";
        if (const auto* number = std::get_if<double>(&cell)) {
            line += fmt::format("{}", *number);
        } else {
            const auto* text = std::get_if<std::string>(&cell);
            line += text != nullptr ? *text : "-";
        }
    }
    return line;
}

TEST(Admission, PassesAtOrOverTheValue) {
    const auto review = run(projects().add_without({"a", "甲", 500.0, 2.0}).build(), at_least(200));
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass"));
    EXPECT_THAT(codes(review), IsEmpty());
    const review::Verdict& verdict = review.verdicts[0];
    EXPECT_EQ(verdict.value, 250.0);
    EXPECT_EQ(verdict.limit, 200.0);
    EXPECT_EQ(verdict.margin, 50.0);
    EXPECT_EQ(verdict.unit, "万元/亩");
    EXPECT_EQ(verdict.sigma, std::nullopt);
    EXPECT_EQ(verdict.method, "");
}

TEST(Admission, FailsBelowIt) {
    const auto review =
        run(projects().add(hectare, {"a", "甲", 300.0, 2.0}).build(), at_least(200));
    EXPECT_THAT(outcomes(review), ElementsAre("a: fail"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0550 a"));
    const review::Finding& finding = review.findings[0];
    EXPECT_EQ(finding.message.zh,
              "投资强度 150 万元/亩，低于标准值 200 万元/亩（300 万元 比 2 亩）");
    EXPECT_EQ(finding.message.en, "投资强度 150 万元/亩 is below 200 万元/亩: 300 万元 to 2 亩");
    EXPECT_EQ(finding.measured, 150.0);
    EXPECT_EQ(finding.limit, 200.0);
    EXPECT_EQ(finding.unit, "万元/亩");
    EXPECT_TRUE(std::holds_alternative<geo::MultiPolygon>(finding.place));
    EXPECT_EQ(review.verdicts[0].margin, -50.0);
}

TEST(Admission, TheValueItselfPassesInEveryUnit) {
    const auto layer = projects().add_without({"a", "甲", 0.3, 0.1}).build();
    EXPECT_THAT(outcomes(run(layer, at_least(3.0))), ElementsAre("a: pass"));
    EXPECT_THAT(outcomes(run(layer, at_least(3.000000001))), ElementsAre("a: fail"));
    const auto in_m2 = projects().add_without({"a", "甲", 450.0, 2000.0}).build(); // 3 亩
    EXPECT_THAT(outcomes(run(in_m2, with(at_least(150.0), "denominator_unit", "m2"))),
                ElementsAre("a: pass"));
    const Params share = with(with(at_least(15.0), "denominator_unit", "亿元"), "unit", "%");
    const auto research = projects().add_without({"a", "甲", 1500.0, 1.0}).build();
    EXPECT_THAT(outcomes(run(research, share)), ElementsAre("a: pass"));
    EXPECT_EQ(run(research, share).verdicts[0].value, 15.0);
    const Params per_head =
        with(with(at_least(1500.0), "denominator_unit", "人"), "unit", "万元/人");
    EXPECT_THAT(outcomes(run(research, per_head)), ElementsAre("a: pass"));
}

TEST(Admission, MissingValuesAndADenominatorOfZeroAreNotChecked) {
    const auto review = run(projects()
                                .add_without({"a", "甲", Cell{}, 2.0})
                                .add_without({"b", "甲", 300.0, Cell{}})
                                .add_without({"c", "甲", 300.0, 0.0})
                                .add_without({"d", "甲", -5.0, 2.0})
                                .build(),
                            at_least(1));
    EXPECT_THAT(outcomes(review), ElementsAre("a: not_checked", "b: not_checked", "c: not_checked",
                                              "d: not_checked"));
    EXPECT_EQ(review.verdicts[0].note.zh, "字段“invest”没有数值");
    EXPECT_EQ(review.verdicts[0].limit, 1.0);
    EXPECT_EQ(review.verdicts[0].value, std::nullopt);
    EXPECT_EQ(review.verdicts[1].note.en, "no value in field 'mu'");
    EXPECT_EQ(review.verdicts[2].note.en, "the denominator is 0");
    EXPECT_THAT(codes(review), ElementsAre("PP-0543 d"));
    EXPECT_EQ(row_of(review.tables.at(0), 0), "甲 4 0 - - - 1");
}

TEST(Admission, TheMeasuredAreaMayBeTheDenominator) {
    TestPlan plan = plan_of(projects()
                                .add(hectare, {"a", "甲", 500.0})
                                .add(crossing, {"bow", "甲", 500.0})
                                .add_without({"none", "甲", 500.0})
                                .build(),
                            values().build(), by_area(490.0));
    plan.plan().point_accuracy = Metres{0.1};
    const auto review = plan.run();
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass", "bow: not_checked", "none: not_checked"));
    const review::Verdict& verdict = review.verdicts[0];
    EXPECT_EQ(verdict.value, 500.0);
    EXPECT_EQ(verdict.method, "planar");
    // sigma of the square: 0.1 * sqrt(4 * 2 * 100² / 8) = 10 m², 0.1 % of it.
    EXPECT_NEAR(verdict.sigma.value(), 0.5, 1e-12);
    EXPECT_EQ(row_of(review.tables.at(0), 0), "甲 3 1 500 1 500 490");
}

TEST(Admission, TheUncertaintyOfTheAreaLeavesItOpen) {
    const auto layer = projects().add(hectare, {"a", "甲", 500.0}).build();
    for (const double limit : {499.5, 500.0, 500.9}) {
        TestPlan plan = plan_of(layer, values().build(), by_area(limit));
        plan.plan().point_accuracy = Metres{0.1};
        const auto review = plan.run();
        EXPECT_THAT(outcomes(review), ElementsAre("a: undecided")) << limit;
        EXPECT_THAT(codes(review), ElementsAre("PP-0555 a"));
        EXPECT_EQ(review.verdicts[0].note.zh, "与标准值之差在面积不确定度以内");
    }
    TestPlan plan = plan_of(layer, values().build(), by_area(501.1));
    plan.plan().point_accuracy = Metres{0.1};
    EXPECT_THAT(outcomes(plan.run()), ElementsAre("a: fail"));
}

TEST(Admission, WithoutAnAccuracyItSaysFromWhichOneOnItWouldBeOpen) {
    const auto review = run(projects().add(hectare, {"a", "甲", 500.0}).build(), by_area(490.0));
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0403 a"));
    EXPECT_NEAR(review.findings[0].measured.value(), 1.0, 1e-12); // 2 sigma = 10
    EXPECT_EQ(review.verdicts[0].note.zh, "精度未声明，不作临界判断");
}

TEST(Admission, MethodsThatDisagreeLeaveItOpenWithoutABasis) {
    TestPlan plan{builtin(), "EPSG:4548"};
    const auto layer = LayerBuilder{"projects"}
                           .text("id")
                           .real("invest")
                           .key("id")
                           .origin({600000, 4400000})
                           .add(hectare, {"a", 500.0})
                           .build();
    Params params = by_area(500.05);
    params.erase("cluster");
    plan.layer("projects", layer).rule("t", "admission", params);
    const auto decided = plan.run();
    EXPECT_THAT(outcomes(decided), ElementsAre("a: pass")); // the ellipsoidal area is smaller
    plan.plan().basis = "";
    const auto open = plan.run();
    EXPECT_THAT(outcomes(open), ElementsAre("a: undecided"));
    EXPECT_THAT(codes(open), testing::Contains("PP-0404 a"));
    EXPECT_EQ(open.verdicts[0].method, "ellipsoidal");
}

TEST(Admission, ValuesByClusterComeFirst) {
    const auto layer = projects()
                           .add_without({"a", "甲组团", 300.0, 2.0})
                           .add_without({"b", "乙组团", 300.0, 2.0})
                           .add_without({"c", "西区组团", 300.0, 2.0})
                           .add_without({"d", Cell{}, 300.0, 2.0})
                           .build();
    const auto table = values()
                           .add_without({"甲组团", "投资强度", "2250", "万元/公顷"}) // 150 万元/亩
                           .add_without({"甲组团", "地均产出", "9", "亿元/km2"})
                           .add_without({"乙组团", " 投资强度 ", "160", "万元/亩"})
                           .add_without({"西园组团", "投资强度", "1", "万元/亩"})
                           .build();
    const auto review = run(layer, table, by_table());
    EXPECT_THAT(outcomes(review),
                ElementsAre("a: pass", "b: fail", "c: not_checked", "d: not_checked"));
    EXPECT_EQ(review.verdicts[0].limit, 150.0);
    EXPECT_EQ(review.verdicts[3].note.zh, "项目未填写所属组团");
    ASSERT_THAT(codes(review), ElementsAre("PP-0552", "PP-0550 b"));
    EXPECT_EQ(review.findings[0].proposal.zh, "西园组团");
    EXPECT_EQ(review.findings[0].message.zh,
              "“values”中没有组团“西区组团”的标准值：1 个项目未检查");
    const auto general = run(layer, table, with(by_table(), "limit", 100.0));
    EXPECT_THAT(outcomes(general), ElementsAre("a: pass", "b: fail", "c: pass", "d: pass"));
    EXPECT_THAT(codes(general), ElementsAre("PP-0552", "PP-0550 b"));
}

TEST(Admission, RowsOfValuesThatCannotBeUsedAreTold) {
    const auto layer = projects()
                           .add_without({"a", "甲", 300.0, 2.0})
                           .add_without({"b", "乙", 300.0, 2.0})
                           .add_without({"c", "丙", 300.0, 2.0})
                           .build();
    const auto table = values()
                           .add_without({"甲", "投资强度", "若干", "万元/亩"})
                           .add_without({"乙", "投资强度", "160", "万元/人"})
                           .add_without({"丙", "投资强度", "160", "万元/亩"})
                           .add_without({"丙", "投资强度", "170", "万元/亩"})
                           .add_without({Cell{}, "投资强度", "170", "万元/亩"})
                           .build();
    const auto review = run(layer, table, with(by_table(), "limit", 1.0));
    EXPECT_THAT(outcomes(review),
                ElementsAre("a: not_checked", "b: not_checked", "c: not_checked"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0553", "PP-0554 #1", "PP-0554 #2", "PP-0554 #5"));
    EXPECT_EQ(review.findings[2].message.zh, "该记录未采用：单位“万元/人”无法换算为“万元/亩”");
    const auto other = values().add_without({"甲", "投资强度值", "1", "万元/亩"}).build();
    const auto missing = run(layer, other, by_table());
    EXPECT_THAT(codes(missing), ElementsAre("PP-0551"));
    EXPECT_EQ(missing.findings[0].proposal.zh, "投资强度值");
    const auto unnamed = values()
                             .add_without({"甲", "投资强度值", "1", "万元/亩"})
                             .add_without({Cell{}, "投资强度", "170", "万元/亩"})
                             .build();
    EXPECT_THAT(codes(run(layer, unnamed, by_table())),
                ElementsAre("PP-0552", "PP-0552", "PP-0552", "PP-0554 #2"));
}

TEST(Admission, AddsUpByCluster) {
    const auto review = run(projects()
                                .add_without({"a", "乙", 100.0, 1.0})
                                .add_without({"b", "甲", 100.0, 3.0})
                                .add_without({"c", "乙", 50.0, 4.0})
                                .add_without({"d", "乙", 50.0, Cell{}})
                                .add_without({"e", Cell{}, 1.0, 1.0})
                                .build(),
                            at_least(10.0));
    ASSERT_EQ(review.tables.size(), 1U);
    const review::ResultTable& table = review.tables[0];
    EXPECT_FALSE(table.own_file);
    EXPECT_EQ(table.title.zh, "各组团投资强度");
    EXPECT_EQ(table.columns[4].unit, "亩");
    EXPECT_EQ(table.columns[5].unit, "万元/亩");
    ASSERT_EQ(table.rows.size(), 3U);
    EXPECT_EQ(row_of(table, 0), "- 1 1 1 1 1 10");
    EXPECT_EQ(row_of(table, 1), "乙 3 2 150 5 30 10");
    EXPECT_EQ(row_of(table, 2), "甲 1 1 100 3 33.333333333333336 10");
}

TEST(Admission, AnEmptyLayerGivesAnEmptyTable) {
    const auto review = run(projects().build(), at_least(10.0));
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked"));
    EXPECT_THAT(review.tables.at(0).rows, IsEmpty());
}

TEST(Admission, RefusesParametersThatDoNotGoTogether) {
    Params no_unit = at_least(1.0);
    no_unit.erase("denominator_unit");
    Params no_cluster = by_table();
    no_cluster.erase("cluster");
    Params no_value = by_table();
    no_value.erase("values_value");
    for (const auto& [params, message] : std::vector<std::pair<Params, std::string_view>>{
             {intensity(), "'limit', 'values' or both are needed, none is given"},
             {no_unit, "'denominator' and 'denominator_unit' belong together; 'denominator_unit' "
                       "is missing"},
             {with(at_least(1.0), "unit", "万元/acre"), "'unit' is '万元/acre', which is no unit"},
             {with(at_least(1.0), "numerator_unit", "美元"),
              "'numerator_unit' is '美元', which is no unit"},
             {with(at_least(1.0), "denominator_unit", "人"),
              "'unit' is '万元/亩', which is no unit of 万元 / 人"},
             {with(by_area(1.0), "unit", "%"),
              "'unit' is '%', which is no unit of 万元 / measured area"},
             {no_value, "'values', 'values_cluster' and 'values_value' belong together; "
                        "'values_value' is missing"},
             {no_cluster, "'values' needs 'cluster', the field with the project's cluster"},
             {with(at_least(1.0), "values_unit", "unit"), "'values_unit' needs 'values'"}}) {
        try {
            static_cast<void>(run(projects().build(), params));
            FAIL() << "no error: " << message;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::plan);
            EXPECT_EQ(error.describe(), fmt::format("test.toml:10:1: rule 't': {}", message));
        }
    }
    const auto table =
        LayerBuilder{"projects"}.plain_table().text("cluster").real("invest").build();
    EXPECT_THROW(static_cast<void>(run(table, by_area(1.0))), Error);
    try {
        static_cast<void>(run(projects().build(), with(at_least(1.0), "unit", "x")));
        FAIL();
    } catch (const Error& error) {
        EXPECT_THAT(error.hint().en, testing::StartsWith("known: money 元, 千元, 万元"));
    }
}

TEST(Admission, ThreadsAndTheOrderOfRowsChangeNothing) {
    LayerBuilder forwards = projects();
    LayerBuilder backwards = projects();
    for (int i = 0; i < 30; ++i) {
        for (LayerBuilder* builder : {&forwards, &backwards}) {
            const int k = builder == &forwards ? i : 29 - i;
            builder->add_without({fmt::format("p{}", k), "甲", 0.1 * k, 1.7 + k});
        }
    }
    const auto one = plan_of(forwards.build(), values().build(), at_least(0.05)).run();
    const auto four = plan_of(backwards.build(), values().build(), at_least(0.05)).run(4);
    EXPECT_EQ(row_of(one.tables.at(0), 0), row_of(four.tables.at(0), 0));
    for (std::size_t i = 0; i < 30; ++i) {
        EXPECT_EQ(one.verdicts[i].value, four.verdicts[29 - i].value);
    }
}

} // namespace
} // namespace parkplan::rules
