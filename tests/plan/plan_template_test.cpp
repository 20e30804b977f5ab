// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "plan/plan_template.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace parkplan::plan {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view small = R"([template]
title = "小方案"
title_en = "Small plan"
main = "a"
method = "planar"
basis = "研究口径"

[[layers]]
id = "a"
title = "甲"
title_en = "A"
required = true
words = ["a"]

[[layers.roles]]
role = "key"
content = "key"
title = "编号"
title_en = "number"

[[layers.roles]]
role = "owner"
content = "reference"
refers_to = ["b.name"]
title = "所属"
title_en = "owner"

[[layers]]
id = "b"
title = "乙"
title_en = "B"

[[layers.roles]]
role = "name"
content = "name"
title = "名称"
title_en = "name"

[[settings]]
name = "a.year"
layer = "a"
title = "年份"
title_en = "year"

[[settings]]
name = "b.codes"
layer = "b"
list = true
title = "编码"
title_en = "codes"

#==== plan ====
parkplan = 1
name = "小方案"
#: date

#: measure

#: layers

#: when a.owner
# one
in_owner = "{a.owner.target}"
#: end
#: unless a.owner
no_owner = 1
#: end
#: judge a.year<=2022 a.key
[[rules]]
id = "early"
rule = "kind"
until = [
    "2022",
]
#: end
#: judge b.codes
[[rules]]
id = "coded"
rule = "kind"
layer = "a"
other = "b"
codes = [{b.codes}]
#: end
year = "{a.year}"                             #: when a.year
#: judge a.key a.year a.owner
# how it is judged
[[rules]]
id = "judged"
rule = "kind"
layer = "a"
since = "{a.year}"
clause = { source = "S" }
#: end
)";

PlanChoices with_a() {
    PlanChoices choices;
    choices.crs = "EPSG:4548";
    choices.crs_why = {"stated", "已指定"};
    choices.method = "planar";
    choices.layers["a"].path = "a.gpkg";
    choices.layers["a"].fields["key"] = {"ID", "", {"so named", "名称相符"}};
    return choices;
}

std::string filled(const PlanChoices& choices) {
    return fill_template(read_template("small", small), choices).text;
}

TEST(ReadTemplate, ReadsLayersRolesAndSettings) {
    const PlanTemplate plan = read_template("small", small);
    EXPECT_EQ(plan.name, "small");
    EXPECT_EQ(plan.title, (BiText{"Small plan", "小方案"}));
    EXPECT_EQ(plan.main, "a");
    EXPECT_EQ(plan.method, "planar");
    EXPECT_EQ(plan.basis, "研究口径");
    EXPECT_EQ(plan.layer_ids(), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(plan.setting_names(), (std::vector<std::string>{"a.year", "b.codes"}));
    EXPECT_TRUE(plan.find_layer("a")->required);
    EXPECT_FALSE(plan.find_layer("b")->required);
    EXPECT_EQ(plan.find_role("a", "owner")->content, RoleContent::reference);
    EXPECT_EQ(plan.find_role("a", "owner")->refers_to, std::vector<std::string>{"b.name"});
    EXPECT_EQ(plan.find_role("a", "name"), nullptr);
    EXPECT_EQ(plan.find_role("c", "name"), nullptr);
    EXPECT_TRUE(plan.find_setting("b.codes")->list);
}

TEST(ReadTemplate, RefusesAFaultyTemplateAsABug) {
    const auto kind = [](std::string_view text) {
        try {
            static_cast<void>(read_template("x", text));
        } catch (const Error& error) {
            return error.kind();
        }
        return ErrorKind::usage;
    };
    EXPECT_EQ(kind("[template]\n"), ErrorKind::internal); // no plan
    EXPECT_EQ(kind("[template\n#==== plan ====\n"), ErrorKind::internal);
    EXPECT_EQ(kind("[template]\ntitle = 1\n#==== plan ====\n"), ErrorKind::internal);
    std::string misspelt{small};
    misspelt.replace(misspelt.find("refers_to"), 9, "refer_too");
    EXPECT_EQ(kind(misspelt), ErrorKind::internal);
}

TEST(BuiltInTemplate, KnowsItsNamesAndProposesOne) {
    EXPECT_THAT(template_names(), Contains("zgc"));
    for (const std::string& name : template_names()) {
        EXPECT_EQ(built_in_template(name).name, name);
    }
    try {
        static_cast<void>(built_in_template("zcg"));
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::usage);
        EXPECT_THAT(error.hint().en, HasSubstr("did you mean 'zgc'?"));
    }
}

TEST(FillTemplate, WritesWhatIsGivenAndSaysWhatIsNot) {
    const std::string text = filled(with_a());
    EXPECT_THAT(text, AllOf(HasSubstr("# Small plan / 小方案\nparkplan = 1\n"),
                            HasSubstr("crs = \"EPSG:4548\"\n"), HasSubstr("method = \"planar\"\n"),
                            HasSubstr("# no basis is given / 未说明依据\n"),
                            HasSubstr("精度未声明，不作临界判断"),
                            HasSubstr("[layers.a]\npath = \"a.gpkg\"\nkey = \"ID\"\n"),
                            HasSubstr("# key = ID: so named / 名称相符\n"
                                      "fields = { key = \"ID\" }\n"),
                            HasSubstr("[layers.b]\n# not given: the rules that need it say so / "
                                      "未提供，未核\nprovided = false\ntitle = \"乙\"\n")));
    EXPECT_THAT(text, Not(HasSubstr("date")));
}

TEST(FillTemplate, LeavesOutRulesThatLackAFieldButNotThoseThatLackALayer) {
    PlanChoices choices = with_a();
    EXPECT_THAT(filled(choices), AllOf(HasSubstr("# # one\n# in_owner = \"name\"\n"),
                                       HasSubstr("\nno_owner = 1\n")));
    choices.layers["a"].fields["owner"] = {"OWNER", "name", {}};
    EXPECT_THAT(filled(choices),
                AllOf(HasSubstr("\n# one\nin_owner = \"name\"\n"), Not(HasSubstr("no_owner"))));
    choices.layers["b"].path = "b.gpkg"; // whose name is not known
    EXPECT_THAT(filled(choices), HasSubstr("# in_owner"));
    choices.layers["b"].fields["name"] = {"NAME", "", {}};
    EXPECT_THAT(filled(choices), HasSubstr("\nin_owner = \"name\"\n"));
}

TEST(FillTemplate, FollowsSettings) {
    PlanChoices choices = with_a();
    EXPECT_THAT(filled(choices), AllOf(HasSubstr("id = \"early\"\nrule = \"kind\"\nnot_checked = "
                                                 "\"未说明“a.year”（年份），未核\"\n"),
                                       HasSubstr("\n# until = [\n#     \"2022\",\n# ]\n"),
                                       Not(HasSubstr("\nyear = "))));
    choices.layers["b"].path = "b.gpkg";
    choices.settings = {{"a.year", "2022-05"}, {"b.codes", "1, 2"}};
    EXPECT_THAT(filled(choices),
                AllOf(HasSubstr("\nid = \"early\"\n"), HasSubstr("year = \"2022-05\"\n"),
                      HasSubstr("codes = [\"1\", \"2\"]\n")));
    choices.settings["a.year"] = "2023";
    const FilledPlan late = fill_template(read_template("small", small), choices);
    ASSERT_EQ(late.left_out.size(), 2U); // and 'judged', which has no owner
    EXPECT_EQ(late.left_out[0].rule, "early");
    EXPECT_EQ(late.left_out[0].why.en, "'a.year' is 2023, after 2022");
}

TEST(FillTemplate, AsksNothingAboutALayerThatIsNotGivenButNeverInventsTheAnswer) {
    const FilledPlan open = fill_template(read_template("small", small), with_a());
    EXPECT_THAT(open.text,
                HasSubstr("id = \"coded\"\nrule = \"kind\"\n"
                          "not_checked = \"编制方案时“乙”未提供，未核\"\n"
                          "not_checked_en = \"layer 'B' was not provided when the plan was made: "
                          "not checked\"\nlayer = \"a\"\n# other = \"b\"\n# codes = [\"…\"]\n"));
    EXPECT_TRUE(std::ranges::none_of(open.left_out,
                                     [](const LeftOut& one) { return one.rule == "coded"; }));
}

TEST(FillTemplate, LosesNoRule) {
    std::string lost{small};
    lost.replace(lost.find("judge a.year"), 5, "when");
    for (const std::string_view year : {"2022", "2023"}) {
        PlanChoices choices = with_a();
        choices.settings = {{"a.year", std::string{year}}};
        EXPECT_THROW(static_cast<void>(fill_template(read_template("small", lost), choices)),
                     Error);
    }
}

TEST(FillTemplate, StatesTheEncodingThatWasStated) {
    PlanChoices choices = with_a();
    EXPECT_THAT(filled(choices), Not(HasSubstr("encoding")));
    choices.layers["a"].encoding = "GBK";
    EXPECT_THAT(filled(choices), HasSubstr("\nencoding = \"GBK\"\n"));
}

TEST(FillTemplate, ARuleThatCannotBeJudgedStaysAndSaysWhy) {
    PlanChoices choices = with_a();
    const FilledPlan open = fill_template(read_template("small", small), choices);
    EXPECT_THAT(open.text,
                HasSubstr("# NOT judged: 'a.year' is not stated (year); no field is taken for "
                          "'a.owner' (owner) / 未核：未说明“a.year”（年份）；“a.owner”（所属）"
                          "未对应到字段\n"));
    EXPECT_THAT(open.text,
                HasSubstr("[[rules]]\nid = \"judged\"\nrule = \"kind\"\nnot_checked = "
                          "\"未说明“a.year”（年份）；“a.owner”（所属）未对应到字段，未核\"\n"
                          "not_checked_en = \"'a.year' is not stated (year); no field is taken "
                          "for 'a.owner' (owner): not checked\"\n"
                          "layer = \"a\"\n# since = \"…\"\nclause = { source = \"S\" }\n"));
    EXPECT_THAT(open.text, Not(HasSubstr("how it is judged")));
    EXPECT_EQ(open.left_out.back().rule, "judged");
    choices.settings = {{"a.year", "2022"}, {"b.codes", "1"}};
    choices.layers["a"].fields["owner"] = {"OWNER", "name", {}};
    choices.layers["b"].fields["name"] = {"NAME", "", {}};
    EXPECT_THAT(filled(choices),
                AllOf(HasSubstr("# how it is judged\n[[rules]]\n"),
                      HasSubstr("\nsince = \"2022\"\n"), Not(HasSubstr("not_checked"))));
}

TEST(FillTemplate, QuotesWhatUsersWrite) {
    PlanChoices choices = with_a();
    choices.date = "2026-01-31";
    choices.basis = "a \"b\" \\ c\n";
    choices.layers["a"].path = "甲\"乙.shp";
    choices.layers["a"].fields["key"].why = {"line\nbreak", "换\n行"};
    const std::string text = filled(choices);
    EXPECT_THAT(text, AllOf(HasSubstr("date = 2026-01-31\n"),
                            HasSubstr(R"(basis = "a \"b\" \\ c\u000A")"),
                            HasSubstr(R"(path = "甲\"乙.shp")"),
                            HasSubstr("# key = ID: line break / 换 行\n")));
}

} // namespace
} // namespace parkplan::plan
