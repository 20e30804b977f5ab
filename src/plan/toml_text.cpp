// SPDX-License-Identifier: MIT
#include "plan/toml_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace parkplan::plan {
namespace {

bool is_control(char c) noexcept {
    return (c >= 0 && c < ' ') || c == '\x7f';
}

} // namespace

std::string toml_text(std::string_view text) {
    std::string quoted{"\""};
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            quoted += '\\';
            quoted += c;
        } else if (is_control(c)) {
            quoted += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
        } else {
            quoted += c;
        }
    }
    return quoted + '"';
}

std::string toml_texts(std::span<const std::string> texts) {
    std::string list;
    for (const std::string& text : texts) {
        list += list.empty() ? "" : ", ";
        list += toml_text(text);
    }
    return list;
}

std::string toml_comment(std::string_view text) {
    std::string comment{text};
    std::ranges::replace_if(comment, is_control, ' ');
    return comment;
}

} // namespace parkplan::plan
