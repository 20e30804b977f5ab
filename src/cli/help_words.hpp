// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace parkplan::cli {

/// The Chinese of a text in help_zh.toml; empty where there is none.
[[nodiscard]] std::string_view in_chinese(std::string_view english) noexcept;

/// The Chinese of a text or line of the help: from help_zh.toml, from what the program itself lists
/// there in both languages (fields, areas, presets), or of the halves of "A: B" and the last column
/// of a line with several. Nothing when there is none.
[[nodiscard]] std::optional<std::string> chinese_help(std::string_view english);

} // namespace parkplan::cli
