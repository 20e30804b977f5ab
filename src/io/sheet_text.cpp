// SPDX-License-Identifier: MIT
#include "io/sheet_text.hpp"

#include "core/text.hpp"

#include <algorithm>

namespace parkplan::io {
namespace {

/// Bytes that the character takes that starts with `first` in well-formed UTF-8.
std::size_t length_of(char first) noexcept {
    const auto byte = static_cast<unsigned char>(first);
    return byte < 0x80U ? 1U : byte < 0xE0U ? 2U : byte < 0xF0U ? 3U : 4U;
}

/// Bytes of the character at the start of `text`; 0 for a broken one.
std::size_t character_at(std::string_view text) noexcept {
    const std::size_t length = length_of(text.front());
    return length <= text.size() && is_utf8(text.substr(0, length)) ? length : 0;
}

bool is_hex(char c) noexcept {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/// True for "_x000D_…".
bool is_escape(std::string_view text) noexcept {
    constexpr std::size_t length = 7;
    return text.size() >= length && text.starts_with("_x") && text[length - 1] == '_' &&
           std::ranges::all_of(text.substr(2, 4), is_hex);
}

} // namespace

std::size_t characters_in(std::string_view text) noexcept {
    std::size_t count = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        count += (byte & 0xC0U) != 0x80U ? 1U : 0U;
        count += byte >= 0xF0U ? 1U : 0U; // a pair in UTF-16
    }
    return count;
}

std::string first_characters(std::string_view text, std::size_t most) {
    std::size_t at = 0;
    std::size_t count = 0;
    while (at < text.size()) {
        const std::size_t length = std::max<std::size_t>(character_at(text.substr(at)), 1);
        count += characters_in(text.substr(at, length));
        if (count > most) {
            break;
        }
        at += length;
    }
    return std::string{text.substr(0, at)};
}

std::string sheet_text(std::string_view text) {
    constexpr std::string_view unknown = "\uFFFD";
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = character_at(text);
        const std::string_view character = text.substr(0, std::max<std::size_t>(length, 1));
        if (length == 0 || character == "\uFFFE" || character == "\uFFFF") {
            out += unknown;
        } else {
            out += is_escape(text) ? std::string_view{"_x005F_"} : character;
        }
        text.remove_prefix(character.size());
    }
    return out;
}

std::string footer_text(std::string_view text) {
    std::string out;
    for (const char c : sheet_text(text)) {
        out += c;
        if (c == '&') {
            out += c;
        }
    }
    return out;
}

} // namespace parkplan::io
