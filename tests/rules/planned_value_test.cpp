// SPDX-License-Identifier: MIT
#include "rules/planned_value.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

namespace parkplan::rules {
namespace {

using Kind = PlannedValue::Kind;

PlannedValue value(std::string_view text) {
    return planned_value(text).value_or(PlannedValue{.number = -1.0});
}

TEST(PlannedValue, ReadsAreasAndLengths) {
    EXPECT_EQ(value("680000m2").kind, Kind::area);
    EXPECT_EQ(value("680000m2").in_base, 680'000.0);
    EXPECT_EQ(value("68ha").in_base, 680'000.0);
    EXPECT_EQ(value("68万平方米").in_base, 680'000.0);
    EXPECT_EQ(value(" 68 公顷 ").unit, "公顷");
    EXPECT_EQ(value("0.1km2").in_base, 100'000.0);
    EXPECT_EQ(value("5km").kind, Kind::length);
    EXPECT_EQ(value("5公里").in_base, 5000.0);
    EXPECT_EQ(value("5km").base_unit(), "m");
    EXPECT_EQ(value("68ha").shown(34'000.0), 3.4);
}

TEST(PlannedValue, ReadsMoneyPeopleRatiosAndOtherUnits) {
    EXPECT_EQ(value("10000亿元").kind, Kind::money_or_people);
    EXPECT_EQ(value("550亿元/km2").kind, Kind::ratio);
    EXPECT_EQ(value("550 亿元/km2").base_unit(), "亿元/km2");
    EXPECT_EQ(value("30%").kind, Kind::ratio);
    EXPECT_EQ(value("120户").kind, Kind::plain);
    EXPECT_EQ(value("31").number, 31.0);
    EXPECT_EQ(value("31").unit, "");
}

TEST(PlannedValue, NeedsANumberOfZeroOrMore) {
    for (const char* text : {"", "m2", "-5m2", "五万平方米", ".", "1.2.3m2"}) {
        EXPECT_EQ(planned_value(text), std::nullopt) << text;
    }
}

TEST(PlannedValue, ConvertsUnitsOfFields) {
    EXPECT_EQ(conversion("万元", value("10亿元")), (Fraction{1, 10'000}));
    EXPECT_EQ(conversion("万平方米", value("100ha")), (Fraction{10'000, 1})); // to m²
    EXPECT_EQ(conversion("km", value("5km")), (Fraction{1'000, 1}));
    EXPECT_EQ(conversion("户", value("120户")), (Fraction{1, 1}));
    EXPECT_EQ(conversion("", value("31")), (Fraction{1, 1}));
    EXPECT_EQ(conversion("套", value("120户")), std::nullopt);
    EXPECT_EQ(conversion("人", value("10亿元")), std::nullopt);
    EXPECT_EQ(conversion("", value("10亿元")), std::nullopt);
}

std::string span_text(std::string_view text) {
    const auto span = year_span(text);
    return span ? std::to_string(span->first) + " " + std::to_string(span->last) : "none";
}

TEST(YearSpan, IsReadWithAllStrokes) {
    for (const char* text : {"2021-2025", "2021—2025年", "2021年至2025年", " 2021 – 2025 "}) {
        EXPECT_EQ(span_text(text), "2021 2025") << text;
    }
    EXPECT_EQ(span_text("2025"), "2025 2025");
    EXPECT_EQ(span_text("2025年"), "2025 2025");
    for (const char* text : {"", "2025-2021", "21-25", "2021-25", "2021,2025", "2021-2025-2030"}) {
        EXPECT_EQ(span_text(text), "none") << text;
    }
}

TEST(YearIn, TakesYearsAndDates) {
    for (const char* text : {"2023", "2023年", "2023-06", "2023/6/30", " 2023.06 "}) {
        EXPECT_EQ(year_in(text), 2023) << text;
    }
    for (const char* text : {"", "23", "20230", "约2023", "2023x"}) {
        EXPECT_EQ(year_in(text), std::nullopt) << text;
    }
}

} // namespace
} // namespace parkplan::rules
