// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace parkplan {

/// True for a day of the calendar written YYYY-MM-DD, such as "2024-02-29".
[[nodiscard]] PARKPLAN_API bool is_calendar_date(std::string_view text) noexcept;

/// First day of a year, month or day ("2022", "2022-06", "2022-06-30"); nothing for other texts.
[[nodiscard]] PARKPLAN_API std::optional<std::string> first_day(std::string_view text);

/// A day as data has it: "2024-02-29", "2024/2/29", "2024.02.29", "2024年2月29日" or "20240229". A
/// time behind it ("2024-02-29T08:00:00") is left out. Nothing for other texts and for days that
/// the calendar does not have; a year or month alone is no day.
[[nodiscard]] PARKPLAN_API std::optional<std::chrono::sys_days> day_of(std::string_view text);

/// "2024-02-29".
[[nodiscard]] PARKPLAN_API std::string day_text(std::chrono::sys_days day);

/// The same day of a later month; the first of the month after it where it has no such day: one
/// year after 2024-02-29 is 2025-03-01, and the day before it the end of February.
[[nodiscard]] PARKPLAN_API std::chrono::sys_days months_later(std::chrono::sys_days day,
                                                              int months);

} // namespace parkplan
