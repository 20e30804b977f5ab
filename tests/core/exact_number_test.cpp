// SPDX-License-Identifier: MIT
#include "core/exact_number.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace parkplan {
namespace {

ExactArea square_metres(double value) {
    return ExactArea{SquareMetres{value}};
}

TEST(ExactNumber, ReadsDecimalsAsPeopleSeeThem) {
    EXPECT_EQ(ExactNumber::of(0.1)->text(), "0.1");
    EXPECT_EQ((*ExactNumber::of(0.1) + *ExactNumber::of(0.2)).text(), "0.3");
    EXPECT_EQ(ExactNumber::of(-1.0000005)->text(), "-1.000001");
    EXPECT_EQ(ExactNumber::of(-2.5)->text(), "-2.5");
    EXPECT_EQ(ExactNumber{}.text(), "0");
    EXPECT_EQ(ExactNumber::of(-0.0)->text(), "0");
    EXPECT_EQ(ExactNumber::of(1e20)->text(), "100000000000000000000");
    EXPECT_EQ(ExactNumber{std::numeric_limits<std::int64_t>::min()}.text(), "-9223372036854775808");
}

TEST(ExactNumber, HasNoPlaceForWhatCannotBeSummed) {
    EXPECT_FALSE(ExactNumber::of(std::numeric_limits<double>::quiet_NaN()));
    EXPECT_FALSE(ExactNumber::of(std::numeric_limits<double>::infinity()));
    EXPECT_FALSE(ExactNumber::of(-1e24));
    EXPECT_TRUE(ExactNumber::of(9.9e23));
}

TEST(ExactNumber, SharesByAreaWithHalvesAwayFromZero) {
    const ExactNumber one{1};
    EXPECT_EQ(one.share(square_metres(1.0), square_metres(3.0)).text(), "0.333333");
    EXPECT_EQ(one.share(square_metres(2.0), square_metres(3.0)).text(), "0.666667");
    EXPECT_EQ(one.share(square_metres(3.0), square_metres(3.0)), one);
    EXPECT_EQ(ExactNumber{-1}.share(square_metres(2.0), square_metres(3.0)).text(), "-0.666667");
    EXPECT_EQ(ExactNumber::of(0.000001)->share(square_metres(1.0), square_metres(2.0)).text(),
              "0.000001");
    EXPECT_EQ(one.share(ExactArea{}, square_metres(2.0)), ExactNumber{});
}

TEST(ExactNumber, SharesWhatNoProductOfIntegersHolds) {
    const ExactNumber huge = *ExactNumber::of(8e20);
    const ExactNumber half = huge.share(square_metres(5e14), square_metres(1e15));
    EXPECT_DOUBLE_EQ(half.value(), 4e20);
}

TEST(ExactNumber, HasTheValueOfItsText) {
    EXPECT_EQ(ExactNumber::of(12.000001)->value(), 12.000001);
    EXPECT_EQ(ExactNumber{-7}.value(), -7.0);
}

} // namespace
} // namespace parkplan
