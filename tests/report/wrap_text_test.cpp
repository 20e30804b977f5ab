// SPDX-License-Identifier: MIT
#include "report/wrap_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parkplan::report {
namespace {

using ::testing::ElementsAre;

TEST(WrapText, BreaksAtBlanksAndBesideWideCharacters) {
    EXPECT_THAT(wrapped("one two three", 8), ElementsAre("one two", "three"));
    EXPECT_THAT(wrapped("组团面积复核", 7), ElementsAre("组团面", "积复核"));
    EXPECT_THAT(wrapped("面积 12.50 m²", 8), ElementsAre("面积", "12.50 m²"));
    EXPECT_THAT(wrapped("A组团", 3), ElementsAre("A组", "团"));
}

TEST(WrapText, BreaksWordsThatAreLongerThanALine) {
    EXPECT_THAT(wrapped("abcdefgh", 3), ElementsAre("abc", "def", "gh"));
    EXPECT_THAT(wrapped("组团", 1), ElementsAre("组", "团")); // narrower than any character
}

TEST(WrapText, KeepsLinesAndGivesOneForNothing) {
    EXPECT_THAT(wrapped("a\nb", 9), ElementsAre("a", "b"));
    EXPECT_THAT(wrapped("", 9), ElementsAre(""));
}

} // namespace
} // namespace parkplan::report
