// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace parkplan::cli {

/// Checks a date written YYYY-MM-DD; throws Error{usage} naming `option`.
[[nodiscard]] std::string parse_date(std::string_view option, std::string_view text);

/// The day (UTC) of a SOURCE_DATE_EPOCH in seconds; throws Error{usage}.
[[nodiscard]] std::string date_of_epoch(std::string_view seconds);

/// The date of a result: the option, else the plan's, else SOURCE_DATE_EPOCH, else none. Never
/// the clock.
[[nodiscard]] std::string result_date(const std::string& option, const std::string& plan_date);

} // namespace parkplan::cli
