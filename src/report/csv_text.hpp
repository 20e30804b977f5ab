// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace parkplan::report {

/// A value for a CSV field, quoted where RFC 4180 asks for it.
[[nodiscard]] std::string csv_text(std::string_view text);

} // namespace parkplan::report
