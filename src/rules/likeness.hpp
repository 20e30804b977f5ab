// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"

#include <string>
#include <string_view>

namespace parkplan::rules {

/// Points for a likeness, and the words for it.
struct Points {
    int score = 0;
    BiText why{};

    void add(int points, const BiText& reason);
};

/// Names are compared without case, blanks, '_' and '-', and without what is left of a character
/// that a Shapefile has cut in two.
[[nodiscard]] std::string plain_name(std::string_view name);

[[nodiscard]] bool is_ascii(std::string_view text) noexcept;

/// True where one plain name is the other with something beside it, or cut short as in a
/// Shapefile. Short names are too like others for that.
[[nodiscard]] bool is_like_name(std::string_view field, std::string_view name) noexcept;

} // namespace parkplan::rules
