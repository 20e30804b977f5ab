// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace parkplan {

/// A text file that was built into the program by tools/embed_texts.py.
struct EmbeddedText {
    std::string_view name{}; ///< of the file, without its ending
    std::string_view text{};
};

} // namespace parkplan
