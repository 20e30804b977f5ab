// SPDX-License-Identifier: MIT
#include "io/names.hpp"

#include <gtest/gtest.h>

namespace parkplan::io {
namespace {

TEST(UniqueNames, NumbersWhatIsTakenWithoutRegardToCase) {
    UniqueNames names{{"fid"}};
    EXPECT_EQ(names("NAME"), "NAME");
    EXPECT_EQ(names("name"), "name_2");
    EXPECT_EQ(names("Name"), "Name_3");
    EXPECT_EQ(names("FID"), "FID_2");
    EXPECT_EQ(names("名称"), "名称");
    EXPECT_EQ(names("名称"), "名称_2");
}

TEST(ShortNames, KeepsWhatFitsAndNumbersTheRest) {
    ShortNames names;
    EXPECT_EQ(names("ZTBH"), "ZTBH");
    EXPECT_EQ(names("ztbh"), "ztbh_2");
    EXPECT_EQ(names("a_very_long_name"), "a_very_lon");
    EXPECT_EQ(names("a_very_long_other"), "a_very_l_2");
    EXPECT_EQ(names("用地名称"), "FIELD");
    EXPECT_EQ(names("面积m2"), "FIELD_2");
    EXPECT_EQ(names("area 面积"), "area");
}

TEST(ShortNames, TakesWhatFitsAndIsFree) {
    ShortNames names;
    EXPECT_TRUE(names.take("DKBH"));
    for (const char* wrong : {"dkbh", "elevenchars", "名称", "a b", ""}) {
        EXPECT_FALSE(names.take(wrong)) << wrong;
    }
    EXPECT_EQ(names("dkbh"), "dkbh_2");
}

} // namespace
} // namespace parkplan::io
