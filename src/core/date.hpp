// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace parkplan {

/// True for a day of the calendar written YYYY-MM-DD, such as "2024-02-29".
[[nodiscard]] PARKPLAN_API bool is_calendar_date(std::string_view text) noexcept;

/// First day of a year, month or day ("2022", "2022-06", "2022-06-30"); nothing for other texts.
[[nodiscard]] PARKPLAN_API std::optional<std::string> first_day(std::string_view text);

} // namespace parkplan
