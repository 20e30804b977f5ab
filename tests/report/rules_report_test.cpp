// SPDX-License-Identifier: MIT
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
              "| `no_overlap` | 互不重叠 | `layer` (layer，必填)：待检查的图层<br>`min_area` "
              "(area，默认 0m2)：甲 \\| 乙 | 警告 |\n");
}

TEST(ExplainText, KnowsCodesAndRules) {
    EXPECT_THAT(explain_text("0201", rules, Language::english, Colour::off),
                HasSubstr("PP-0201 Overlap (error)\n\n"
                          "overlaps '‹other›' by ‹area_m2› m², ‹width_m› m wide on average\n"));
    EXPECT_THAT(explain_text("no_overlap", rules, Language::chinese, Colour::off),
                HasSubstr("原因：重复计算。\n"));
}

std::string hint_for(const char* name) {
    try {
        static_cast<void>(explain_text(name, rules, Language::english, Colour::off));
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::usage);
        return error.hint();
    }
    return "no error";
}

TEST(ExplainText, HintsAtTheNearestName) {
    EXPECT_THAT(hint_for("no_overlp"), HasSubstr("did you mean 'no_overlap'? "));
    EXPECT_THAT(hint_for("PP-201"), HasSubstr("did you mean 'PP-0201'? "));
    EXPECT_THAT(hint_for("PP-0299"), Not(HasSubstr("did you mean")));
}

} // namespace
} // namespace parkplan::report
