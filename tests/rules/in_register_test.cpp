// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using test::Cell;
using test::Cells;
using test::codes;
using test::LayerBuilder;
using test::outcomes;
using test::Params;
using test::TestPlan;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr std::string_view square = "POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))";
using List = std::vector<std::string>;

LayerBuilder clusters() {
    return LayerBuilder{"a", "local"}.text("id").text("name").text("park").text("modes").key("id");
}

LayerBuilder table() {
    return LayerBuilder{"t"}.plain_table().text("名称").text("分园").text("模式").text("未尽").key(
        "名称");
}

layer::Layer two() {
    return table()
        .add_without({"运河组团", "通州园", "A;C", ""})
        .add_without({"未来科学城西区组团", "昌平园", "R", "1"})
        .build();
}

review::Review run(const layer::Layer& layer, const layer::Layer& list, Params params = {},
                   unsigned threads = 1) {
    params.emplace("layer", "l");
    params.emplace("field", "name");
    params.emplace("register", "r");
    params.emplace("register_key", "名称");
    return TestPlan{builtin()}
        .layer("l", layer)
        .layer("r", list)
        .rule("i", "in_register", std::move(params))
        .run(threads);
}

/// The park and the modes are compared as well.
Params compared() {
    return {{"fields", List{"park", "modes"}},
            {"register_fields", List{"分园", "模式"}},
            {"separator", ";"}};
}

Params compared_open() {
    Params params = compared();
    params.emplace("open_fields", List{"模式"});
    params.emplace("open_marks", List{"未尽"});
    return params;
}

const Cells east{"1", "运河组团", "通州园", "A;C"};
const Cells west{"2", "未来科学城西区组团", "昌平园", "R"};

TEST(InRegister, PassesWhatTheRegisterHas) {
    const auto review =
        run(clusters().add(square, east).add(square, west).build(), two(), compared());
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass", "1: pass", "2: pass"));
    EXPECT_THAT(codes(review), IsEmpty());
    EXPECT_EQ(review.verdicts[0].value, 0.0);
}

TEST(InRegister, FailsANameThatIsNotThere) {
    const auto review =
        run(clusters().add(square, east).add(square, west).add(square, {"3", "丙"}).build(), two());
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass", "1: pass", "2: pass", "3: fail"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0510 3"));
    EXPECT_EQ(review.findings[0].message.en, "name '丙' is not in the register 'r'");
}

TEST(InRegister, ProposesNearNamesAndTellsNothingTwice) {
    const auto review = run(clusters()
                                .add(square, {"1", "通州运河组团"})
                                .add(square, {"2", "未来科学城西园组团"})
                                .build(),
                            two());
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass", "1: fail", "2: fail"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0511 1", "PP-0511 2"));
    EXPECT_EQ(review.findings[0].proposal, same("运河组团"));
    EXPECT_EQ(review.findings[1].proposal, same("未来科学城西区组团"));
}

TEST(InRegister, AnEntryWithoutAFeatureIsAFinding) {
    const auto review = run(clusters().add(square, east).build(), two());
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): fail", "1: pass"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0512 未来科学城西区组团"));
    EXPECT_EQ(review.findings[0].message.zh,
              "登记表“r”中的“未来科学城西区组团”在“l”中没有对应要素");
    const auto any = run(clusters().add(square, east).build(), two(), {{"entries", "any"}});
    EXPECT_THAT(outcomes(any), ElementsAre("1: pass"));
}

TEST(InRegister, SaysWhatIsMissingAndWhatIsExtra) {
    const auto review =
        run(clusters().add(square, {"1", "运河组团", "通州", "C; H;I"}).add(square, west).build(),
            two(), compared());
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass", "1: fail", "2: pass"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0513 1", "PP-0513 1"));
    EXPECT_EQ(review.verdicts[1].value, 2.0);
    EXPECT_EQ(review.findings[0].message.en,
              "field 'modes' differs from the register 'r': missing A; extra H, I");
    EXPECT_EQ(review.findings[0].measured, 3.0);
    EXPECT_EQ(review.findings[0].proposal, same("A;C"));
    EXPECT_EQ(review.findings[1].message.zh, "字段“park”与登记表“r”不一致：缺少 通州园；多出 通州");
}

TEST(InRegister, AListIsComparedWithoutItsOrder) {
    EXPECT_THAT(
        outcomes(run(
            clusters().add(square, {"1", "运河组团", "通州园", "C ;A;C"}).add(square, west).build(),
            two(), compared())),
        ElementsAre("(layer): pass", "1: pass", "2: pass"));
}

TEST(InRegister, AFurtherValueInAnOpenListIsInformation) {
    const auto review = run(clusters()
                                .add(square, {"1", "运河组团", "通州园", "A;C;H"})
                                .add(square, {"2", "未来科学城西区组团", "昌平园", "I;R"})
                                .build(),
                            two(), compared_open());
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass", "1: fail", "2: pass"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0513 1", "PP-0514 2"));
    EXPECT_EQ(review.findings[1].level, Level::info);
    EXPECT_EQ(review.findings[1].message.zh, "字段“modes”另有 I；登记表“r”此项为未尽列举（“等”）");
}

TEST(InRegister, AnOpenListStillMissesWhatItNames) {
    EXPECT_THAT(codes(run(clusters()
                              .add(square, east)
                              .add(square, {"2", "未来科学城西区组团", "昌平园", "I"})
                              .build(),
                          two(), compared_open())),
                ElementsAre("PP-0513 2", "PP-0514 2"));
}

TEST(InRegister, AMarkMayNameTheValuesThatMayBeAdded) {
    const auto list = table().add_without({"甲", "", "z", "m;s"}).build();
    const auto review =
        run(clusters().add(square, {"1", "甲", Cell{}, "m;z;b"}).build(), list, compared_open());
    ASSERT_THAT(codes(review), ElementsAre("PP-0513 1", "PP-0514 1"));
    EXPECT_EQ(review.findings[0].message.en,
              "field 'modes' differs from the register 'r': extra b");
    EXPECT_EQ(review.findings[1].message.en,
              "field 'modes' has m beyond the register 'r', whose list is open");
}

TEST(InRegister, DoesNotCheckEmptyNamesAndFields) {
    const auto review = run(clusters()
                                .add(square, {"0", " "})
                                .add(square, {"1", "运河组团", "通州园", Cell{}})
                                .add(square, {"2", "未来科学城西区组团", "顺义园", Cell{}})
                                .build(),
                            two(), compared());
    EXPECT_THAT(outcomes(review),
                ElementsAre("(layer): pass", "0: not_checked", "1: not_checked", "2: fail"));
    EXPECT_EQ(review.verdicts[1].note.en, "it has no name");
    EXPECT_EQ(review.verdicts[2].note.en, "empty, the register has a value: modes");
    EXPECT_EQ(review.verdicts[3].note.zh, "未填写而登记表有值的字段：modes");
}

TEST(InRegister, WhatIsEmptyOnBothSidesAgrees) {
    const auto list = table().add_without({"甲", "园", Cell{}, ""}).build();
    EXPECT_THAT(
        outcomes(run(clusters().add(square, {"1", "甲", "园", ""}).build(), list, compared())),
        ElementsAre("(layer): pass", "1: pass"));
    EXPECT_THAT(
        codes(run(clusters().add(square, {"1", "甲", "园", "R"}).build(), list, compared())),
        ElementsAre("PP-0513 1"));
}

TEST(InRegister, SeveralEntriesOfOneNameAreNotCompared) {
    const auto list =
        table().add_without({"甲", "园", "A", ""}).add_without({"甲", "圆", "A", ""}).build();
    const auto review =
        run(clusters().add(square, {"1", "甲", "园", "A"}).build(), list, compared());
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass", "1: not_checked"));
    ASSERT_THAT(codes(review), testing::Contains("PP-0515 1"));
}

TEST(InRegister, AnEmptyLayerLacksEveryEntry) {
    const auto review = run(clusters().build(), two());
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): fail"));
    EXPECT_EQ(review.verdicts[0].value, 2.0);
}

TEST(InRegister, RefusesParametersThatDoNotGoTogether) {
    const auto message = [](Params params) {
        try {
            static_cast<void>(run(clusters().build(), two(), std::move(params)));
        } catch (const Error& error) {
            return std::string{error.kind() == ErrorKind::plan ? error.describe() : "other"};
        }
        return std::string{"no error"};
    };
    EXPECT_EQ(message({{"fields", List{"park", "modes"}}, {"register_fields", List{"分园"}}}),
              "test.toml:10:1: rule 'i': 'fields' and 'register_fields' belong together, field by "
              "field; there are 2 and 1");
    Params marks = compared();
    marks.emplace("open_marks", List{"未尽"});
    EXPECT_EQ(message(marks), "test.toml:10:1: rule 'i': 'open_fields' and 'open_marks' belong "
                              "together, field by field; there are 0 and 1");
    marks.emplace("open_fields", List{"名称"});
    EXPECT_EQ(message(marks), "test.toml:10:1: rule 'i': 'open_fields' has '名称', which is none "
                              "of 'register_fields'");
    EXPECT_EQ(message({{"entries", "all"}}),
              "test.toml:10:1: rule 'i': 'entries' is 'all'; it can be 'any' or be left out");
    EXPECT_EQ(message({{"fields", List{"park"}}, {"register_fields", List{"区"}}}),
              "test.toml:10:1: rule 'i': parameter 'register_fields': layer 'r' has no field or "
              "role '区'");
}

TEST(InRegister, OrderAndThreadsChangeNothing) {
    const Cells wrong{"3", "未来科学城西园组团"};
    const auto forth =
        run(clusters().add(square, east).add(square, wrong).build(), two(), compared());
    const auto back = run(clusters().add(square, wrong).add(square, east).build(),
                          table()
                              .add_without({"未来科学城西区组团", "昌平园", "R", "1"})
                              .add_without({"运河组团", "通州园", "A;C", ""})
                              .build(),
                          compared(), 4);
    EXPECT_THAT(outcomes(back), UnorderedElementsAre("(layer): pass", "3: fail", "1: pass"));
    ASSERT_EQ(forth.findings.size(), back.findings.size());
    for (std::size_t i = 0; i < forth.findings.size(); ++i) {
        EXPECT_EQ(forth.findings[i].message, back.findings[i].message);
        EXPECT_EQ(forth.findings[i].proposal, back.findings[i].proposal);
    }
}

} // namespace
} // namespace parkplan::rules
