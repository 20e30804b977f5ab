// SPDX-License-Identifier: MIT
#include "core/date.hpp"

#include <gtest/gtest.h>

#include <optional>

namespace parkplan {
namespace {

TEST(IsCalendarDate, TakesDaysThatExist) {
    for (const char* right : {"2024-02-29", "2026-01-31", "2000-02-29", "1999-12-31"}) {
        EXPECT_TRUE(is_calendar_date(right)) << right;
    }
    for (const char* wrong :
         {"2023-02-29", "1900-02-29", "2024-13-01", "2024-00-01", "2024-01-00", "2024-04-31"}) {
        EXPECT_FALSE(is_calendar_date(wrong)) << wrong;
    }
}

TEST(IsCalendarDate, TakesOneFormOnly) {
    for (const char* wrong : {"2024-1-01", "24-01-01", "2024/01/01", "2024-01-011", " 2024-01-01",
                              "2024-+1-01", "2024-01", "yesterday", ""}) {
        EXPECT_FALSE(is_calendar_date(wrong)) << wrong;
    }
}

TEST(FirstDay, TakesYearsMonthsAndDays) {
    EXPECT_EQ(first_day("2022"), "2022-01-01");
    EXPECT_EQ(first_day("2022-06"), "2022-06-01");
    EXPECT_EQ(first_day("2022-06-30"), "2022-06-30");
    for (const char* wrong : {"2020-13", "2020-13-45", "202", "2020年", ""}) {
        EXPECT_EQ(first_day(wrong), std::nullopt) << wrong;
    }
}

} // namespace
} // namespace parkplan
