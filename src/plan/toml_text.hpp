// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace parkplan::plan {

/// `text` as a basic string of TOML, in quotes.
[[nodiscard]] std::string toml_text(std::string_view text);

/// "a", "b": the texts of an array without its brackets.
[[nodiscard]] std::string toml_texts(std::span<const std::string> texts);

/// `text` as what may stand in a comment: control characters become blanks.
[[nodiscard]] std::string toml_comment(std::string_view text);

} // namespace parkplan::plan
