// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace parkplan {

/// The Chinese of a text in errors_zh.toml; empty where there is none.
[[nodiscard]] std::string_view error_in_chinese(std::string_view english) noexcept;

} // namespace parkplan
