// SPDX-License-Identifier: MIT
#include "cli/date.hpp"
#include "core/error.hpp"

#include <gtest/gtest.h>

namespace parkplan::cli {
namespace {

TEST(ParseDate, TakesDaysThatExist) {
    EXPECT_EQ(parse_date("--date", "2024-02-29"), "2024-02-29");
    EXPECT_THROW(static_cast<void>(parse_date("--date", "2023-02-29")), Error);
}

TEST(DateOfEpoch, IsTheDayInUtc) {
    EXPECT_EQ(date_of_epoch("0"), "1970-01-01");
    EXPECT_EQ(date_of_epoch("86399"), "1970-01-01");
    EXPECT_EQ(date_of_epoch("86400"), "1970-01-02");
    EXPECT_EQ(date_of_epoch("1767225600"), "2026-01-01");
    EXPECT_EQ(date_of_epoch("253402300799"), "9999-12-31");
    for (const char* wrong : {"-1", "1.5", "soon", "253402300800", "99999999999999999999"}) {
        EXPECT_THROW(static_cast<void>(date_of_epoch(wrong)), Error) << wrong;
    }
}

TEST(ResultDate, PrefersTheOptionThenThePlan) {
    EXPECT_EQ(result_date("2030-12-31", "2026-01-01"), "2030-12-31");
    EXPECT_EQ(result_date("", "2026-01-01"), "2026-01-01");
}

} // namespace
} // namespace parkplan::cli
