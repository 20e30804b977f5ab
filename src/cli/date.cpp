// SPDX-License-Identifier: MIT
#include "cli/date.hpp"

#include "core/date.hpp"
#include "core/fail.hpp"
#include "core/platform.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>

namespace parkplan::cli {
namespace {

/// The number that `text` is, all digits; -1 otherwise.
std::int64_t digits(std::string_view text) {
    std::int64_t value = -1;
    const bool plain =
        !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    if (plain) {
        const auto [at, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
        return failure == std::errc{} ? value : -1;
    }
    return value;
}

std::string iso(const std::chrono::year_month_day& day) {
    return fmt::format("{:04}-{:02}-{:02}", int{day.year()}, unsigned{day.month()},
                       unsigned{day.day()});
}

} // namespace

std::string parse_date(std::string_view option, std::string_view text) {
    if (!is_calendar_date(text)) {
        fail(ErrorKind::usage, "{}: '{}' is no date, write it as 2026-01-31", option, text);
    }
    return std::string{text};
}

std::string date_of_epoch(std::string_view seconds) {
    constexpr std::int64_t end_of_9999 = 253402300800;
    const std::int64_t value = digits(seconds);
    if (value < 0 || value >= end_of_9999) {
        fail(ErrorKind::usage, "SOURCE_DATE_EPOCH: '{}' is no number of seconds since 1970",
             seconds);
    }
    const std::chrono::sys_seconds time{std::chrono::seconds{value}};
    return iso(std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(time)});
}

std::string result_date(const std::string& option, const std::string& plan_date) {
    if (!option.empty()) {
        return parse_date("--date", option);
    }
    if (!plan_date.empty()) {
        return plan_date;
    }
    const std::string epoch = platform::environment("SOURCE_DATE_EPOCH");
    return epoch.empty() ? std::string{} : date_of_epoch(epoch);
}

} // namespace parkplan::cli
