// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace parkplan::report {

/// Appends a value for a CSV field, quoted where RFC 4180 asks for it.
void append_csv_text(std::string& text, std::string_view value);

} // namespace parkplan::report
