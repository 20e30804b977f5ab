// SPDX-License-Identifier: MIT
#include "core/catalogue.hpp"
#include "core/error.hpp"
#include "report/rules_report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>

namespace parkplan::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::array<plan::ParamInfo, 2> params{{
    {.name = "layer",
     .type = plan::ParamType::layer,
     .required = true,
     .fallback = {},
     .help = {"what is checked", "待检查的图层"}},
    {.name = "min_area",
     .type = plan::ParamType::area,
     .required = false,
     .fallback = "0m2",
     .help = {"a | b", "甲 | 乙"}},
}};
const plan::RuleInfo rule{.kind = "no_overlap",
                          .summary = {"nothing overlaps", "互不重叠"},
                          .why = {"Land counts twice.", "重复计算。"},
                          .params = params,
                          .level = Level::warning};
const std::array<const plan::RuleInfo*, 1> rules{&rule};

TEST(RulesText, ListsParametersWithTypeAndDefault) {
    EXPECT_EQ(rules_text(rules, Language::english, Colour::off),
              "no_overlap (warning)\n"
              "  nothing overlaps\n"
              "    layer (layer, required): what is checked\n"
              "    min_area (area, default 0m2): a | b\n");
}

TEST(RulesMarkdown, EscapesWhatWouldEndACell) {
    EXPECT_EQ(rules_markdown(rules, Language::chinese),
              "| 规则 | 检查内容 | 参数 | 级别 |\n"
              "| --- | --- | --- | --- |\n"
              "| `no_overlap` | 互不重叠 | `layer` (图层，必填)：待检查的图层<br>`min_area` "
              "(面积，默认 0m2)：甲 \\| 乙 | 警告 |\n");
}

TEST(ExplainText, KnowsCodesAndRules) {
    EXPECT_THAT(explain_text("0201", rules, Language::english, Colour::off),
                HasSubstr("PP-0201 Overlap (error)\n\n"
                          "overlaps '‹other›' by ‹area_m2› m², ‹width_m› m wide on average\n"));
    EXPECT_THAT(explain_text("no_overlap", rules, Language::chinese, Colour::off),
                HasSubstr("原因：重复计算。\n"));
}

TEST(ExplainText, SaysAllThatAReviewerNeeds) {
    EXPECT_EQ(explain_text("PP-0201", rules, Language::english, Colour::off),
              "PP-0201 Overlap (error)\n\n"
              "overlaps '‹other›' by ‹area_m2› m², ‹width_m› m wide on average\n\n"
              "Example: overlaps 'B2' by 12.50 m², 0.350 m wide on average\n"
              "Why: The same land is counted twice, and two areas can claim it.\n"
              "Mend: Decide which side the land belongs to and draw one shared boundary.\n"
              "Level: error, a fault; the exit status becomes 1\n"
              "Given by: rule no_overlap; verbs tabulate, topology\n");
    EXPECT_THAT(explain_text("PP-0101", rules, Language::chinese, Colour::off),
                HasSubstr("级别：警告，请核对；仅在 --fail-on warning 时影响退出码\n"
                          "出自：凡读取或量算图层的命令\n"));
}

TEST(ExplainText, ListsTheFindingsOfARule) {
    EXPECT_THAT(explain_text("no_overlap", rules, Language::english, Colour::off),
                HasSubstr("Level: warning, to be looked at; counts for the exit status with "
                          "--fail-on warning only\n\n"
                          "Findings ('parkplan explain CODE' tells more):\n"
                          "  PP-0201  error    Overlap\n"));
}

TEST(ExplainText, HasNoExampleForAMessageWithoutValues) {
    EXPECT_THAT(explain_text("PP-0301", rules, Language::english, Colour::off),
                Not(HasSubstr("Example")));
}

TEST(ExplainText, SaysWhereEveryCodeComesFrom) {
    for (const CatalogueEntry& entry : catalogue()) {
        const std::string text = explain_text(entry.code, rules, Language::english, Colour::off);
        EXPECT_THAT(text, Not(HasSubstr("Given by: \n"))) << entry.code;
    }
}

TEST(ExplainAllText, HasALineForEachRuleAndCode) {
    const std::string text = explain_all_text(rules, Language::chinese, Colour::off);
    EXPECT_THAT(text, HasSubstr("规则\n  no_overlap  警告     互不重叠\n\n代码\n"));
    for (const CatalogueEntry& entry : catalogue()) {
        EXPECT_THAT(text, HasSubstr(std::string{"\n  "}.append(entry.code).append("  ")));
    }
}

std::string hint_for(const char* name) {
    try {
        static_cast<void>(explain_text(name, rules, Language::english, Colour::off));
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::usage);
        return error.hint().en;
    }
    return "no error";
}

TEST(ExplainText, HintsAtTheNearestName) {
    EXPECT_THAT(hint_for("no_overlp"), HasSubstr("did you mean 'no_overlap'? "));
    EXPECT_THAT(hint_for("PP-201"), HasSubstr("did you mean 'PP-0201'? "));
    EXPECT_THAT(hint_for("PP-0299"), Not(HasSubstr("did you mean")));
    EXPECT_THAT(hint_for("PP-0299"), HasSubstr("codes that begin with PP-02: PP-0201, PP-0202, "));
    EXPECT_THAT(hint_for("0299"), HasSubstr("codes that begin with PP-02: PP-0201, PP-0202, "));
    EXPECT_THAT(hint_for("PP-0999"), Not(HasSubstr("codes that begin")));
}

} // namespace
} // namespace parkplan::report
