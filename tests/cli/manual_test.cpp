// SPDX-License-Identifier: MIT
#include "cli/manual.hpp"
#include "cli/roff.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace parkplan::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

CommandTree small_tree() {
    CommandTree tree;
    tree.program.name = "parkplan";
    tree.program.summary = "Reviews planning boundaries the way a linter reviews code";
    tree.program.footer = "Exit status:\n  0   clean\n  3   the job could not be completed\n";
    tree.verbs.push_back(
        {.name = "check",
         .summary = "Do a thing",
         .arguments = {{.names = {"PLAN"}, .value = {}, .help = ".toml file", .required = true}},
         .options = {{.names = {"-o", "--out-put"}, .value = "FOLDER", .help = "It's a folder"},
                     {.names = {"--need"}, .value = "X", .help = "Needed", .required = true},
                     {.names = {"--flag"}, .value = {}, .help = "A\\B"}},
         .footer = "Examples:\n  parkplan check plan.toml -o x\n"});
    return tree;
}

TEST(ManualOfVerb, HasTheSectionsOfAManualPage) {
    const CommandTree tree = small_tree();
    const std::string page = manual_of_verb(tree, tree.verbs.front(), Language::english);
    EXPECT_THAT(page, HasSubstr(".TH PARKPLAN\\-CHECK 1 \"\" \"parkplan "));
    EXPECT_THAT(page, HasSubstr(".SH NAME\nparkplan\\-check \\- Do a thing\n"));
    EXPECT_THAT(page, HasSubstr(".SH SYNOPSIS\n\\fBparkplan check\\fR \\fB\\-\\-need\\fR "
                                "\\fIX\\fR [\\fIOPTION\\fR ...] \\fIPLAN\\fR\n"));
    EXPECT_THAT(page, HasSubstr(".TP\n\\fIPLAN\\fR\n\\&.toml file\n"));
    EXPECT_THAT(page, HasSubstr(".TP\n\\fB\\-o\\fR, \\fB\\-\\-out\\-put\\fR \\fIFOLDER\\fR\n"
                                "It\\(aqs a folder\n"));
    EXPECT_THAT(page, HasSubstr(".TP\n\\fB\\-\\-flag\\fR\nA\\eB\n"));
    EXPECT_THAT(page, HasSubstr(".SH EXIT STATUS\n.TP\n\\fB0\\fR\nclean\n"));
    EXPECT_THAT(page, HasSubstr(".SH EXAMPLES\n.nf\nparkplan check plan.toml \\-o x\n.fi\n"));
    EXPECT_THAT(page, HasSubstr(".SH SEE ALSO\n\\fBparkplan\\fR(1)\n"));
}

TEST(ManualOfProgram, NamesTheVerbs) {
    const std::string page = manual_of_program(small_tree(), Language::english);
    EXPECT_THAT(page, HasSubstr(".TH PARKPLAN 1 "));
    EXPECT_THAT(page, HasSubstr(".SH VERBS\n.TP\n\\fBcheck\\fR\nDo a thing\n"));
    EXPECT_THAT(page, HasSubstr("\\fBparkplan\\-check\\fR(1)\n"));
}

TEST(ManualOfProgram, SaysInChineseWhatIsTranslated) {
    const std::string page = manual_of_program(small_tree(), Language::chinese);
    EXPECT_THAT(page, HasSubstr(".SH 名称\nparkplan \\- 像检查代码一样复核规划边界\n"));
    EXPECT_THAT(page, HasSubstr(".TP\n\\fB0\\fR\n无问题\n"));
    EXPECT_THAT(page, HasSubstr("\\fBcheck\\fR\nDo a thing\n")) << "not translated: stays English";
    EXPECT_THAT(page, Not(HasSubstr(".SH NAME")));
}

TEST(RoffPlain, TakesNothingForACommand) {
    EXPECT_EQ(Roff::plain(".SH x"), "\\&.SH x");
    EXPECT_EQ(Roff::plain("'x"), "\\(aqx");
    EXPECT_EQ(Roff::plain("a\\b ^~`\"-"), "a\\eb \\(ha\\(ti\\(ga\\(dq\\-");
}

} // namespace
} // namespace parkplan::cli
