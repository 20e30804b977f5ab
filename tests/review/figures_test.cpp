// SPDX-License-Identifier: MIT
#include "review/figures.hpp"

#include <gtest/gtest.h>

namespace parkplan::review {
namespace {

TEST(NumberText, HasNoMoreDigitsThanPeopleNeed) {
    EXPECT_EQ(number_text(0.0), "0");
    EXPECT_EQ(number_text(60.0), "60");
    EXPECT_EQ(number_text(-0.0002000000000066393), "-0.0002");
    EXPECT_EQ(number_text(0.1 + 0.2), "0.3");
    EXPECT_EQ(number_text(1.0 / 3.0), "0.333333");
    EXPECT_EQ(number_text(1e22), "1e+22");
}

TEST(NumberText, NeverMakesEqualWhatDiffers) {
    EXPECT_EQ(number_text(1.23456789e-8), "0.00000001");
    EXPECT_EQ(number_text(59.99999999, 60.0), "59.99999999");
    EXPECT_EQ(number_text(60.0, 59.99999999), "60");
    EXPECT_EQ(number_text(0.1 + 0.2, 0.3), "0.30000000000000004");
    EXPECT_EQ(number_text(1e-30), "1e-30");
    EXPECT_EQ(number_text(60.0, 60.0), "60");
}

} // namespace
} // namespace parkplan::review
