// SPDX-License-Identifier: MIT
#include "rules/likeness.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace parkplan::rules {

void Points::add(int points, const BiText& reason) {
    score += points;
    why.en += fmt::format("{}{}", why.en.empty() ? "" : ", ", reason.en);
    why.zh += fmt::format("{}{}", why.zh.empty() ? "" : "，", reason.zh);
}

std::string plain_name(std::string_view name) {
    std::string text = lower_case(name);
    std::erase_if(text, [](char c) { return c == '_' || c == '-' || c == ' '; });
    constexpr std::string_view replacement{"\xEF\xBF\xBD"};
    if (text.ends_with(replacement)) {
        text.resize(text.size() - replacement.size());
    }
    return text;
}

bool is_ascii(std::string_view text) noexcept {
    return std::ranges::all_of(text, [](char c) { return c >= 0; });
}

bool is_like_name(std::string_view field, std::string_view name) noexcept {
    constexpr std::size_t long_ascii = 4;
    constexpr std::size_t cut_ascii = 8;
    constexpr std::size_t two_characters = 6;
    const bool ascii = is_ascii(name);
    const bool holds =
        ascii ? name.size() >= long_ascii && field.starts_with(name)
              : name.size() >= two_characters && field.find(name) != std::string_view::npos;
    return holds ||
           (field.size() >= (ascii ? cut_ascii : two_characters) && name.starts_with(field));
}

} // namespace parkplan::rules
