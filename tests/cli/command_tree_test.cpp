// SPDX-License-Identifier: MIT
#include "cli/command_tree.hpp"
#include "cli/ran.hpp"

#include <CLI/CLI.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::cli {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(CommandTree, HoldsWhatTheProgramDeclares) {
    CLI::App program{"does it", "prog"};
    CLI::App* const verb = program.add_subcommand("verb", "one of them");
    std::string text;
    bool flag = false;
    const std::array<std::string, 2> choices{"red", "light blue"};
    propose(verb->add_option("-c,--colour", text, "which")->type_name("NAME"), choices);
    verb->add_option("--fields", text, "some")->type_name("LIST")->required();
    verb->add_option("--pair", text, "a pair")->type_name("NAME=LAYER");
    verb->add_flag("-q", flag, "quiet");
    verb->add_option("PLAN", text, "the plan")->required();
    verb->footer("foot");
    program.add_subcommand("hidden", "nobody sees it")->group("");

    const CommandTree tree = command_tree(program);
    EXPECT_EQ(tree.program.summary, "does it");
    ASSERT_EQ(tree.verbs.size(), 1U);
    const VerbInfo& info = tree.verbs.front();
    EXPECT_EQ(info.name, "verb");
    EXPECT_EQ(info.summary, "one of them");
    EXPECT_EQ(info.footer, "foot");
    ASSERT_EQ(info.arguments.size(), 1U);
    EXPECT_THAT(info.arguments.front().names, ElementsAre("PLAN"));
    EXPECT_TRUE(info.arguments.front().required);
    EXPECT_EQ(info.arguments.front().complete, Complete::files);
    ASSERT_EQ(info.options.size(), 5U); // the first is -h,--help
    EXPECT_THAT(info.options[0].names, ElementsAre("-h", "--help"));
    EXPECT_EQ(info.options[0].value, "");
    EXPECT_THAT(info.options[1].names, ElementsAre("-c", "--colour"));
    EXPECT_EQ(info.options[1].value, "NAME");
    EXPECT_THAT(info.options[1].choices, ElementsAre("red", "light blue"));
    EXPECT_EQ(info.options[1].complete, Complete::nothing);
    EXPECT_TRUE(info.options[2].list);
    EXPECT_TRUE(info.options[2].required);
    EXPECT_THAT(info.options[2].choices, IsEmpty());
    EXPECT_EQ(info.options[3].complete, Complete::files);
    EXPECT_EQ(info.options[4].value, "") << "a flag has no value";
}

TEST(Propose, LetsOtherValuesPass) {
    CLI::App program{"does it", "prog"};
    std::string text;
    const std::array<std::string, 1> choices{"red"};
    propose(program.add_option("--colour", text, "which")->type_name("NAME"), choices);
    const std::array words{"prog", "--colour", "green"};
    program.parse(static_cast<int>(words.size()), words.data());
    EXPECT_EQ(text, "green");
    EXPECT_THAT(program.help(), HasSubstr("--colour NAME"));
    EXPECT_THAT(program.help(), Not(HasSubstr("red")));
}

TEST(Run, HidesTheVerbOfTheBuild) {
    EXPECT_THAT(test::ran({"--help"}).out, Not(HasSubstr("pages")));
    EXPECT_THAT(test::ran({}).err, Not(HasSubstr("pages")));
    EXPECT_EQ(test::ran({"pages", "--help"}).status, 0);
}

TEST(Run, HasALanguageOptionForEveryVerb) {
    for (const char* verb :
         {"info", "measure", "topology", "overlaps", "tabulate", "check", "rules", "explain"}) {
        EXPECT_THAT(test::ran({verb, "--help"}).out, HasSubstr("--lang LANG")) << verb;
    }
}

} // namespace
} // namespace parkplan::cli
