// SPDX-License-Identifier: MIT
#include "rules/landuse.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace parkplan::rules {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(LandUse, SchemesAreKnownByNameAndTitle) {
    EXPECT_EQ(scheme_of("guide-2023"), LandUseScheme::guide_2023);
    EXPECT_EQ(scheme_of("三调工作分类"), LandUseScheme::survey_3);
    EXPECT_EQ(scheme_of("guide"), std::nullopt);
}

TEST(LandUse, CodesFitTheFormOfTheirScheme) {
    for (const char* code : {"10", "1001", "100101", "24"}) {
        EXPECT_TRUE(may_hold(LandUseScheme::guide_2023, code)) << code;
    }
    for (const char* code : {"", "1", "00", "25", "100", "05H1", "M1", "10010101"}) {
        EXPECT_FALSE(may_hold(LandUseScheme::guide_2023, code)) << code;
    }
    for (const char* code : {"05H1", "08H2A", "0810A", "0601", "1006"}) {
        EXPECT_TRUE(may_hold(LandUseScheme::survey_3, code)) << code;
    }
    for (const char* code : {"100101", "1301", "08H", "08X2"}) {
        EXPECT_FALSE(may_hold(LandUseScheme::survey_3, code)) << code;
    }
    EXPECT_FALSE(may_hold(LandUseScheme::gbt21010_2017, "05H1"));
    EXPECT_TRUE(may_hold(LandUseScheme::gbt21010_2017, "0804"));
    for (const char* code : {"M", "M1", "A35", "B31"}) {
        EXPECT_TRUE(may_hold(LandUseScheme::gb50137_2011, code)) << code;
    }
    EXPECT_FALSE(may_hold(LandUseScheme::gb50137_2011, "1001"));
}

TEST(LandUse, AClassHoldsItsSubclasses) {
    EXPECT_TRUE(is_in("1001", "1001"));
    EXPECT_TRUE(is_in("100102", "1001"));
    EXPECT_TRUE(is_in("110101", "11"));
    EXPECT_TRUE(is_in("M1", "M"));
    EXPECT_TRUE(is_in("08H2A", "08H2"));
    EXPECT_FALSE(is_in("1001", "100101"));
    EXPECT_FALSE(is_in("1101", "1"));
    EXPECT_FALSE(is_in("1001", ""));
}

TEST(LandUse, TheReadingsOfTheGuidesGrow) {
    EXPECT_THAT(usual_codes(LandUseScheme::guide_2023, Reading::narrow), ElementsAre("1001", "11"));
    EXPECT_THAT(usual_codes(LandUseScheme::guide_2020, Reading::middle),
                ElementsAre("1001", "11", "0802"));
    EXPECT_THAT(usual_codes(LandUseScheme::guide_2023, Reading::wide),
                ElementsAre("1001", "11", "0802", "0902"));
    EXPECT_THAT(usual_codes(LandUseScheme::survey_3, Reading::wide), IsEmpty());
}

TEST(LandUse, NamesTellTheSchemesApart) {
    using enum LandUseScheme;
    EXPECT_EQ(other_scheme(gbt21010_2017, "0802", "科研用地"), guide_2023);
    EXPECT_EQ(other_scheme(guide_2023, "0802", "新闻出版用地"), gbt21010_2017);
    EXPECT_EQ(other_scheme(guide_2023, "1001", "铁路用地"), survey_3);
    EXPECT_EQ(other_scheme(guide_2023, "0802", "科研用地"), std::nullopt);
    EXPECT_EQ(other_scheme(guide_2023, "080201", "新闻出版用地"), gbt21010_2017);
    EXPECT_EQ(other_scheme(guide_2023, "0802", "其他"), std::nullopt);
    EXPECT_EQ(other_scheme(guide_2023, "1101", "铁路用地"), std::nullopt);
    EXPECT_TRUE(is_ambiguous(guide_2023, "1001"));
    EXPECT_FALSE(is_ambiguous(guide_2023, "1101"));
    EXPECT_FALSE(is_ambiguous(gb50137_2011, "M1"));
}

} // namespace
} // namespace parkplan::rules
