// SPDX-License-Identifier: MIT
#include "core/date.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <string_view>

namespace parkplan {

bool is_calendar_date(std::string_view text) noexcept {
    constexpr std::string_view pattern = "dddd-dd-dd";
    const bool form = std::ranges::equal(text, pattern, [](char c, char wanted) {
        return wanted == 'd' ? c >= '0' && c <= '9' : c == wanted;
    });
    if (!form) {
        return false;
    }
    const auto number = [text](std::size_t start, std::size_t count) {
        unsigned value = 0;
        std::from_chars(text.data() + start, text.data() + start + count, value);
        return value;
    };
    return std::chrono::year_month_day{std::chrono::year{static_cast<int>(number(0, 4))},
                                       std::chrono::month{number(5, 2)},
                                       std::chrono::day{number(8, 2)}}
        .ok();
}

std::optional<std::string> first_day(std::string_view text) {
    for (const std::string_view rest : {"", "-01", "-01-01"}) {
        std::string day{text};
        day += rest;
        if (is_calendar_date(day)) {
            return day;
        }
    }
    return std::nullopt;
}

} // namespace parkplan
