// SPDX-License-Identifier: MIT
#include "core/date.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <string_view>

namespace parkplan {
namespace {

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

/// The number that the text starts with, of `least` to `most` digits; it is taken off.
std::optional<unsigned> take_number(std::string_view& text, std::size_t least, std::size_t most) {
    std::size_t digits = 0;
    while (digits < text.size() && is_digit(text[digits])) {
        ++digits;
    }
    if (digits < least || digits > most) {
        return std::nullopt;
    }
    unsigned value = 0;
    std::from_chars(text.data(), text.data() + digits, value);
    text.remove_prefix(digits);
    return value;
}

bool take(std::string_view& text, std::string_view what) noexcept {
    const bool is_there = text.starts_with(what);
    text.remove_prefix(is_there ? what.size() : 0);
    return is_there;
}

/// What stands between year and month, month and day, and behind the day.
struct DateForm {
    std::string_view after_year;
    std::string_view after_month;
    std::string_view after_day;
};
constexpr std::array<DateForm, 4> date_forms{
    {{"-", "-", ""}, {"/", "/", ""}, {".", ".", ""}, {"年", "月", "日"}}};

std::optional<std::chrono::sys_days> in_form(std::string_view text, const DateForm& form) {
    constexpr std::size_t year_digits = 4;
    const std::optional<unsigned> year = take_number(text, year_digits, year_digits);
    if (!year || !take(text, form.after_year)) {
        return std::nullopt;
    }
    const std::optional<unsigned> month = take_number(text, 1, 2);
    if (!month || !take(text, form.after_month)) {
        return std::nullopt;
    }
    const std::optional<unsigned> day = take_number(text, 1, 2);
    if (!day || !take(text, form.after_day) || !text.empty()) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(*year)},
                                           std::chrono::month{*month}, std::chrono::day{*day}};
    return date.ok() ? std::optional{std::chrono::sys_days{date}} : std::nullopt;
}

} // namespace

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

std::optional<std::chrono::sys_days> day_of(std::string_view text) {
    constexpr std::size_t digits_only = 8;
    constexpr std::size_t year_digits = 4;
    constexpr std::size_t month_end = 6;
    std::string_view date = trim(text);
    const std::size_t time = date.find_first_of("T ");
    if (time != std::string_view::npos && date.find(':', time) != std::string_view::npos) {
        date = date.substr(0, time);
    }
    if (date.size() == digits_only && std::ranges::all_of(date, is_digit)) {
        return day_of(fmt::format("{}-{}-{}", date.substr(0, year_digits),
                                  date.substr(year_digits, 2), date.substr(month_end)));
    }
    for (const DateForm& form : date_forms) {
        if (const auto day = in_form(date, form)) {
            return day;
        }
    }
    return std::nullopt;
}

std::string day_text(std::chrono::sys_days day) {
    const std::chrono::year_month_day date{day};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::chrono::sys_days months_later(std::chrono::sys_days day, int months) {
    const std::chrono::year_month_day then =
        std::chrono::year_month_day{day} + std::chrono::months{months};
    return then.ok() ? std::chrono::sys_days{then}
                     : std::chrono::sys_days{(then.year() / then.month() + std::chrono::months{1}) /
                                             std::chrono::day{1}};
}

} // namespace parkplan
