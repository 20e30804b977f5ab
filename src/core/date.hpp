// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"

#include <string_view>

namespace parkplan {

/// True for a day of the calendar written YYYY-MM-DD, such as "2024-02-29".
[[nodiscard]] PARKPLAN_API bool is_calendar_date(std::string_view text) noexcept;

} // namespace parkplan
