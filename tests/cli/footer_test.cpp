// SPDX-License-Identifier: MIT
#include "cli/footer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parkplan::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(FooterOf, TakesProseListsExitStatusAndExamplesApart) {
    const Footer footer = footer_of("Widths are mean\nwidths.\n"
                                    "Presets:\n"
                                    "  a   first\n"
                                    "      more of it\n"
                                    "Exit status: 0 clean,\n"
                                    "  4 open, 2 usage,\n"
                                    "3 broken\n"
                                    "Examples:\n"
                                    "  parkplan x\n"
                                    "  parkplan y\n"
                                    "At the end.\n");
    ASSERT_EQ(footer.parts.size(), 3U);
    EXPECT_EQ(footer.parts[0].heading, "");
    EXPECT_THAT(footer.parts[0].lines, ElementsAre("Widths are mean widths."));
    EXPECT_EQ(footer.parts[1].heading, "Presets");
    EXPECT_THAT(footer.parts[1].lines, ElementsAre("  a   first", "      more of it"));
    EXPECT_THAT(footer.parts[2].lines, ElementsAre("At the end."));
    EXPECT_EQ(footer.exit_status, "0 clean, 4 open, 2 usage, 3 broken");
    EXPECT_THAT(footer.exit_table, IsEmpty());
    EXPECT_THAT(footer.examples, ElementsAre("parkplan x", "parkplan y"));
}

TEST(FooterOf, TakesATableOfExitStatus) {
    const Footer footer =
        footer_of("Exit status:\n  0   clean\n  70  a bug\nExample:\n  parkplan z");
    EXPECT_EQ(footer.exit_status, "");
    EXPECT_THAT(footer.exit_table, ElementsAre("0   clean", "70  a bug"));
    EXPECT_THAT(footer.examples, ElementsAre("parkplan z"));
    EXPECT_THAT(footer.parts, IsEmpty());
}

TEST(FooterOf, IsEmptyForNothing) {
    const Footer footer = footer_of("");
    EXPECT_THAT(footer.parts, IsEmpty());
    EXPECT_THAT(footer.examples, IsEmpty());
}

} // namespace
} // namespace parkplan::cli
