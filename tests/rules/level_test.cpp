// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
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

constexpr std::string_view square = "POLYGON((0 0, 9 0, 9 9, 0 9, 0 0))";

LayerBuilder clusters() {
    return LayerBuilder{"clusters", "local"}
        .text("id")
        .text("name")
        .text("level")
        .real("output")
        .integer("land")
        .key("id");
}
LayerBuilder scores() {
    return LayerBuilder{"scores"}.plain_table().text("of").text("output").text("land");
}

Params by_fields() {
    return {{"layer", "clusters"},
            {"level_field", "level"},
            {"fields", Texts{"output", "land"}},
            {"criteria", Texts{"产出", "土地"}},
            {"thresholds", Texts{"60", "75.5"}}};
}
Params by_table() {
    return {{"layer", "clusters"},
            {"level_field", "level"},
            {"match", "name"},
            {"scores", "scores"},
            {"scores_key", "of"},
            {"scores_fields", Texts{"output", "land"}},
            {"thresholds", Texts{"60", "75.5"}}};
}

TestPlan plan_of(const layer::Layer& layer, const layer::Layer& table, Params params) {
    TestPlan plan{builtin()};
    plan.layer("clusters", layer, {{"name", "name"}})
        .layer("scores", table)
        .rule("g", "level", std::move(params), Level::info);
    return plan;
}
review::Review run(const layer::Layer& layer, Params params = by_fields()) {
    return plan_of(layer, scores().build(), std::move(params)).run();
}

/// The cells of a row as text; null cells are "-".
Texts cells_of(const review::ResultTable& table, std::size_t row) {
    Texts texts;
    for (const review::TableCell& cell : table.rows.at(row)) {
        if (const auto* number = std::get_if<double>(&cell)) {
            texts.push_back(fmt::format("{}", *number));
        } else {
            const auto* text = std::get_if<std::string>(&cell);
            texts.push_back(text != nullptr ? *text : "-");
        }
    }
    return texts;
}

TEST(LevelRule, PassesWhereEveryScoreReachesItsThreshold) {
    const auto review =
        run(clusters().add(square, {"a", "甲", "重点发展区", 88.0, Cell{76}}).build());
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass"));
    EXPECT_THAT(codes(review), IsEmpty());
    EXPECT_EQ(review.verdicts[0].value, 0.0);
    EXPECT_EQ(review.verdicts[0].limit, 0.0);
    EXPECT_EQ(review.verdicts[0].level, Level::info);
    EXPECT_EQ(review.verdicts[0].note.zh, "产出 88 ≥ 60；土地 76 ≥ 75.5");
}

TEST(LevelRule, PutsWhatLiesBelowToTheAssessment) {
    const auto review = run(clusters()
                                .add(square, {"a", "甲", "重点发展区", 59.5, Cell{76}})
                                .add(square, {"b", "乙", "小规模创新发展区", 59.0, Cell{12}})
                                .build());
    EXPECT_THAT(outcomes(review), ElementsAre("a: fail", "b: fail"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0540 a", "PP-0540 b"));
    const review::Finding& one = review.findings[0];
    EXPECT_EQ(one.level, Level::info);
    EXPECT_EQ(one.message.zh, "低于所设阈值，提请考核研究：产出 59.5 < 60（规划原文：“重点发展区"
                              "考核不达标的退出重点发展的范围”）");
    EXPECT_EQ(
        one.message.en,
        "below the threshold set, for the assessment to consider: 产出 59.5 < 60 (the plan: a "
        "priority area that does not pass the assessment leaves the scope of priority "
        "development)");
    EXPECT_EQ(one.measured, 59.5);
    EXPECT_EQ(one.limit, 60.0);
    EXPECT_EQ(one.clause.place, "1.2");
    EXPECT_TRUE(std::holds_alternative<geo::MultiPolygon>(one.place));
    EXPECT_EQ(review.verdicts[1].margin, -2.0);
    EXPECT_EQ(review.findings[1].measured, std::nullopt);
    EXPECT_THAT(review.findings[1].message.zh,
                testing::HasSubstr("产出 59 < 60；土地 12 < 75.5（规划原文：“小规模"));
    EXPECT_EQ(review::exit_status(review, review::FailOn::error), 0);
}

TEST(LevelRule, TheThresholdItselfReachesAndSmallScaleAreasMayBeCovered) {
    const auto review =
        run(clusters().add(square, {"a", "甲", " 小规模创新发展区 ", 60.0, Cell{80}}).build());
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0541 a"));
    EXPECT_EQ(review.findings[0].message.zh, "各项均达到所设阈值，提请考核研究（规划原文：“小规模"
                                             "创新发展区达到标准可享受中关村示范区政策覆盖”）");
}

TEST(LevelRule, NoScoreDecidesOnAReserveArea) {
    const auto review =
        run(clusters().add(square, {"a", "甲", "预留发展区", 10.0, Cell{10}}).build());
    EXPECT_THAT(outcomes(review), ElementsAre("a: not_checked"));
    EXPECT_THAT(codes(review), IsEmpty());
    EXPECT_EQ(review.verdicts[0].note.zh,
              "预留发展区适时根据发展需要纳入重点发展范围，不以评分判定");
}

TEST(LevelRule, MissingScoresAndLevelsAreNotChecked) {
    const auto review = run(clusters()
                                .add(square, {"a", "甲", "重点发展区", Cell{}, Cell{10}})
                                .add(square, {"b", "乙", Cell{}, 70.0, Cell{80}})
                                .add(square, {"c", "丙", "重点发展", 70.0, Cell{80}})
                                .add(square, {"d", "丁", "重点发展区", -1.0, Cell{80}})
                                .build());
    EXPECT_THAT(outcomes(review), ElementsAre("a: not_checked", "b: not_checked", "c: not_checked",
                                              "d: not_checked"));
    EXPECT_EQ(review.verdicts[0].note.en, "no value in field 'output'");
    EXPECT_EQ(review.verdicts[1].note.zh, "未填写现管理级别");
    EXPECT_EQ(review.verdicts[2].note.en, "the present level is not one of the three");
    ASSERT_THAT(codes(review), ElementsAre("PP-0542 c", "PP-0543 d"));
    EXPECT_EQ(review.findings[0].proposal.zh, "重点发展区");
    EXPECT_EQ(review.findings[1].message.zh, "字段“output”的“-1”不是非负数值");
}

TEST(LevelRule, TheTableIsAFileOfItsOwnInTheOrderOfTheLayer) {
    const auto review = run(clusters()
                                .add(square, {"z", "甲", "重点发展区", 10.0, Cell{80}})
                                .add_without({"m", "乙", "小规模创新发展区", 99.0, Cell{99}})
                                .add(square, {"a", "丙", "重点发展区", Cell{}, Cell{90}})
                                .build());
    ASSERT_EQ(review.tables.size(), 1U);
    const review::ResultTable& table = review.tables[0];
    EXPECT_TRUE(table.own_file);
    EXPECT_EQ(table.rule, "g");
    EXPECT_EQ(table.clause.document, "Document");
    Texts ids;
    for (const review::TableColumn& column : table.columns) {
        ids.push_back(column.id);
    }
    EXPECT_THAT(ids, ElementsAre("key", "name", "level", "score_1", "threshold_1", "score_2",
                                 "threshold_2", "remark_zh", "remark_en"));
    EXPECT_EQ(table.columns[4].title.zh, "产出阈值");
    ASSERT_EQ(table.rows.size(), 3U);
    EXPECT_THAT(cells_of(table, 0),
                ElementsAre("z", "甲", "重点发展区", "10", "60", "80", "75.5",
                            "低于所设阈值，提请考核研究",
                            "below the threshold set, for the assessment to consider"));
    EXPECT_EQ(cells_of(table, 1).at(7), "达到所设阈值，提请研究享受政策覆盖");
    EXPECT_THAT(cells_of(table, 2),
                ElementsAre("a", "丙", "重点发展区", "-", "60", "90", "75.5",
                            "字段“output”没有数值", "no value in field 'output'"));
}

TEST(LevelRule, ScoresMayStandInATableOfTheirOwn) {
    const auto layer = clusters()
                           .add(square, {"a", "甲园", "重点发展区"})
                           .add(square, {"b", "西区组团", "重点发展区"})
                           .add(square, {"c", "丙园", "重点发展区"})
                           .add(square, {"d", Cell{}, "重点发展区"})
                           .add(square, {"e", "戊园", "重点发展区"})
                           .build();
    const auto table = scores()
                           .add_without({" 甲园", "61", "80"})
                           .add_without({"西园组团", "61", "80"})
                           .add_without({"丙园", "61", "80"})
                           .add_without({"丙园", "62", "80"})
                           .add_without({"戊园", "约60", "80"})
                           .build();
    const auto review = plan_of(layer, table, by_table()).run();
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass", "b: not_checked", "c: not_checked",
                                              "d: not_checked", "e: not_checked"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0544 b", "PP-0545 c", "PP-0543 e"));
    EXPECT_EQ(review.findings[0].proposal.zh, "西园组团");
    EXPECT_EQ(review.verdicts[1].note.zh, "“scores”中没有“西区组团”");
    EXPECT_EQ(review.verdicts[3].note.zh, "评分表对应的名称未填写");
    Params by_key = by_table();
    by_key.erase("match");
    const auto keyed = plan_of(layer, scores().add_without({"a", "1", "80"}).build(), by_key).run();
    EXPECT_THAT(outcomes(keyed), testing::Contains("a: fail"));
}

TEST(LevelRule, ThresholdsMayBeForSomeLevelsOnly) {
    Params params = by_fields();
    params.emplace("levels", Texts{"小规模创新发展区"});
    const auto review = run(clusters()
                                .add(square, {"a", "甲", "重点发展区", 1.0, Cell{1}})
                                .add(square, {"b", "乙", "小规模创新发展区", 1.0, Cell{1}})
                                .build(),
                            params);
    EXPECT_THAT(outcomes(review), ElementsAre("b: fail"));
    EXPECT_EQ(review.tables.at(0).rows.size(), 1U);
    EXPECT_THAT(review.tables[0].note.zh, testing::HasSubstr("其他管理级别 1 个，不在本表之列"));
}

TEST(LevelRule, AnEmptyLayerGivesAnEmptyTable) {
    const auto review = run(clusters().build());
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked"));
    ASSERT_EQ(review.tables.size(), 1U);
    EXPECT_THAT(review.tables[0].rows, IsEmpty());
}

TEST(LevelRule, RefusesParametersThatDoNotGoTogether) {
    const auto with = [](Params params, std::string name, plan::ParamValue value) {
        params.insert_or_assign(std::move(name), std::move(value));
        return params;
    };
    Params none = by_fields();
    none.erase("fields");
    Params no_key = by_table();
    no_key.erase("scores_key");
    for (const auto& [params, message] : std::vector<std::pair<Params, std::string_view>>{
             {none, "one of 'fields' and 'scores' is needed, none is given"},
             {with(by_table(), "fields", Texts{"land"}),
              "one of 'fields' and 'scores' is needed, not both"},
             {no_key, "'scores', 'scores_key' and 'scores_fields' belong together; 'scores_key' is "
                      "missing"},
             {with(by_fields(), "match", "name"), "'match' needs 'scores'"},
             {with(by_fields(), "thresholds", Texts{"60"}),
              "'fields' and 'thresholds' need as many entries; they have 2 and 1"},
             {with(by_fields(), "criteria", Texts{"x"}),
              "'fields' and 'criteria' need as many entries; they have 2 and 1"},
             {with(by_fields(), "thresholds", Texts{"60", "high"}),
              "'thresholds' holds 'high'; numbers of 0 or more are needed, such as \"60\""},
             {with(by_fields(), "levels", Texts{"重点发展"}),
              "'levels' names the unknown level '重点发展'"}}) {
        try {
            static_cast<void>(run(clusters().build(), params));
            FAIL() << "no error: " << message;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::plan);
            EXPECT_EQ(error.describe(), fmt::format("test.toml:10:1: rule 'g': {}", message));
        }
    }
    TestPlan plan = plan_of(clusters().build(), scores().build(), by_fields());
    plan.plan().rules[0].clause = {};
    EXPECT_THROW(static_cast<void>(plan.run()), Error);
}

TEST(LevelRule, ThreadsAndTheOrderOfRowsChangeNothing) {
    LayerBuilder forwards = clusters();
    LayerBuilder backwards = clusters();
    for (int i = 0; i < 20; ++i) {
        for (LayerBuilder* builder : {&forwards, &backwards}) {
            const int k = builder == &forwards ? i : 19 - i;
            builder->add(square,
                         {fmt::format("c{:02}", k), "名", "重点发展区", 50.0 + k, Cell{90}});
        }
    }
    const auto one = plan_of(forwards.build(), scores().build(), by_fields()).run();
    const auto four = plan_of(backwards.build(), scores().build(), by_fields()).run(4);
    ASSERT_EQ(one.findings.size(), 10U);
    for (std::size_t i = 0; i < one.findings.size(); ++i) {
        EXPECT_EQ(one.findings[i].fingerprint, four.findings[9 - i].fingerprint);
        EXPECT_EQ(one.findings[i].message, four.findings[9 - i].message);
    }
}

} // namespace
} // namespace parkplan::rules
