// SPDX-License-Identifier: MIT
#include "core/date.hpp"

#include <gtest/gtest.h>

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

} // namespace
} // namespace parkplan
