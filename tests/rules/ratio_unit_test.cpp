// SPDX-License-Identifier: MIT
#include "rules/ratio_unit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string_view>

namespace parkplan::rules {
namespace {

Fraction from(std::string_view above, std::string_view below, std::string_view unit) {
    return conversion(counted_unit(above).value(), counted_unit(below).value(),
                      ratio_unit(unit).value());
}

TEST(RatioUnit, ConvertsWithoutRounding) {
    EXPECT_EQ(from("万元", "亩", "万元/亩"), (Fraction{1, 1}));
    EXPECT_EQ(from("万元", "m2", "万元/亩"), (Fraction{2000, 3}));
    EXPECT_EQ(from("亿元", "公顷", "万元/亩"), (Fraction{2000, 3}));
    EXPECT_EQ(from("万元", "亩", "亿元/km2"), (Fraction{3, 20}));
    EXPECT_EQ(from("亿元", "人", "万元/人"), (Fraction{10000, 1}));
    EXPECT_EQ(from("万元", "亿元", "%"), (Fraction{1, 100}));
    EXPECT_EQ(from("万元", "㎡", "yuan / m²"), (Fraction{10000, 1}));
    EXPECT_EQ(from("人", "平方公里", "万人／km2"), (Fraction{1, 10000}));
}

TEST(RatioUnit, ConvertsRatiosOfOneKind) {
    const auto to = [](std::string_view a, std::string_view b) {
        return conversion(ratio_unit(a).value(), ratio_unit(b).value());
    };
    EXPECT_EQ(to("万元/公顷", "万元/亩"), (Fraction{1, 15}));
    EXPECT_EQ(to("亿元/平方公里", "万元/亩"), (Fraction{20, 3}));
    EXPECT_EQ(to("%", "%"), (Fraction{1, 1}));
    EXPECT_EQ(to("%", "万元/亩"), std::nullopt);
    EXPECT_EQ(to("万元/人", "万元/亩"), std::nullopt);
}

TEST(RatioUnit, KnowsWhatFits) {
    EXPECT_TRUE(fits(ratio_unit("万元/亩").value(), Dimension::money, Dimension::area));
    EXPECT_FALSE(fits(ratio_unit("万元/亩").value(), Dimension::area, Dimension::money));
    EXPECT_TRUE(fits(ratio_unit("%").value(), Dimension::money, Dimension::money));
    EXPECT_FALSE(fits(ratio_unit("%").value(), Dimension::money, Dimension::people));
}

TEST(RatioUnit, RefusesWhatItDoesNotKnow) {
    for (const std::string_view text :
         {"", "万元", "万元/", "/亩", "万元/acre", "万元/亩/人", "‰"}) {
        EXPECT_FALSE(ratio_unit(text)) << text;
    }
    for (const std::string_view text : {"", "美元", "万", "%"}) {
        EXPECT_FALSE(counted_unit(text)) << text;
    }
    EXPECT_THAT(known_units().en, testing::HasSubstr("area m2, m²"));
}

TEST(RatioUnit, ARatioThatIsTheLimitInDecimalsReachesIt) {
    EXPECT_LT(0.3 / 0.1, 3.0);
    EXPECT_EQ(ratio_in(0.3, 0.1, {}, 3.0), 3.0);
    EXPECT_EQ(ratio_in(450.0, 2000.0, {2000, 3}, 150.0), 150.0);
    EXPECT_LT(ratio_in(449.9999999999, 2000.0, {2000, 3}, 150.0), 150.0);
    EXPECT_GT(ratio_in(1e-300, 1.0, {}, 0.0), 0.0);
}

} // namespace
} // namespace parkplan::rules
