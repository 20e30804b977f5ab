// SPDX-License-Identifier: MIT
#include "core/date.hpp"

#include <gtest/gtest.h>

#include <chrono>
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

TEST(DayOf, TakesTheWaysInWhichDataWritesADay) {
    using namespace std::chrono_literals;
    const std::chrono::sys_days day = 2024y / 2 / 29;
    for (const char* right :
         {"2024-02-29", "2024-2-29", "2024/02/29", "2024.2.29", "2024年2月29日", "20240229",
          " 2024-02-29 ", "2024-02-29T08:00:00", "2024/02/29 00:00:00"}) {
        EXPECT_EQ(day_of(right), day) << right;
    }
    for (const char* wrong : {"2024", "2024-02", "2023-02-29", "2024-02/29", "2024-02-29x",
                              "29-02-2024", "2024年2月29", "202402290", "soon", ""}) {
        EXPECT_EQ(day_of(wrong), std::nullopt) << wrong;
    }
}

TEST(MonthsLater, KeepsTheDayOrTakesTheFirstAfterTheMonth) {
    const auto later = [](const char* day, int months) {
        return day_text(months_later(day_of(day).value(), months));
    };
    EXPECT_EQ(later("2024-02-29", 12), "2025-03-01");
    EXPECT_EQ(later("2024-02-29", 48), "2028-02-29");
    EXPECT_EQ(later("2015-06-30", 600), "2065-06-30");
    EXPECT_EQ(later("2025-10-31", 1), "2025-12-01");
    EXPECT_EQ(later("2025-01-31", 1), "2025-03-01");
    EXPECT_EQ(later("2025-12-15", 1), "2026-01-15");
}

} // namespace
} // namespace parkplan
