// SPDX-License-Identifier: MIT
#include "layer/readable.hpp"

#include <cstddef>

namespace parkplan::layer {

bool is_readable(std::string_view text) noexcept {
    constexpr std::string_view lost = "\xEF\xBF\xBD"; // U+FFFD
    const std::size_t first = text.find(lost);
    if (first == std::string_view::npos) {
        return true;
    }
    const bool one = first + lost.size() == text.size();
    const bool two =
        first + 2 * lost.size() == text.size() && text.ends_with(lost); // bytes of one character
    return first > 0 && (one || (two && text[first - 1] < 0));
}

} // namespace parkplan::layer
