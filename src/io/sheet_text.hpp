// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace parkplan::io {

/// Characters of a text as spreadsheets count them: UTF-16 units.
[[nodiscard]] std::size_t characters_in(std::string_view text) noexcept;

/// The text up to that many characters.
[[nodiscard]] std::string first_characters(std::string_view text, std::size_t most);

/// A text as a cell takes it: what is no character of XML (broken bytes, U+FFFE, U+FFFF) becomes
/// U+FFFD, and what would be read as an escape ("_x000D_") is escaped itself.
[[nodiscard]] std::string sheet_text(std::string_view text);

/// A text in the foot of a page, where '&' starts a code.
[[nodiscard]] std::string footer_text(std::string_view text);

} // namespace parkplan::io
