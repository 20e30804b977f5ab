// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::report {

/// The lines of a text at most `width` display columns wide: broken at blanks and beside CJK
/// characters, inside a word only where it is longer than a line. Line feeds end a line. At least
/// one line; joined they are the text without the blanks at which it was broken.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t width);

} // namespace parkplan::report
