// SPDX-License-Identifier: MIT
#include "report/check_data.hpp"

#include <gtest/gtest.h>

namespace parkplan::report {
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

} // namespace
} // namespace parkplan::report
