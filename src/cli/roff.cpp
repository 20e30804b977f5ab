// SPDX-License-Identifier: MIT
#include "cli/roff.hpp"

#include <fmt/format.h>

#include <span>
#include <string>
#include <string_view>

namespace parkplan::cli {
namespace {

/// What stands for a character that roff would print as another one, or take for a command.
std::string_view escape_of(char c) noexcept {
    switch (c) {
    case '\\':
        return "\\e";
    case '-':
        return "\\-";
    case '\'':
        return "\\(aq";
    case '`':
        return "\\(ga";
    case '^':
        return "\\(ha";
    case '~':
        return "\\(ti";
    case '"':
        return "\\(dq";
    default:
        return {};
    }
}

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (const std::string_view escape = escape_of(c); !escape.empty()) {
            result += escape;
        } else {
            result += c;
        }
    }
    return result;
}

} // namespace

std::string Roff::plain(std::string_view text) {
    const std::string result = escaped(text);
    return result.starts_with('.') ? "\\&" + result : result;
}

std::string Roff::bold(std::string_view text) {
    return fmt::format("\\fB{}\\fR", escaped(text));
}

std::string Roff::italic(std::string_view text) {
    return fmt::format("\\fI{}\\fR", escaped(text));
}

Roff::Roff(std::string_view name, std::string_view version, std::string_view manual) {
    std::string capitals;
    for (const char c : name) {
        capitals += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    raw(fmt::format(R"(.TH {} 1 "" "{}" "{}")", escaped(capitals), escaped(version),
                    escaped(manual)));
}

void Roff::section(std::string_view title) {
    raw(fmt::format(".SH {}", escaped(title)));
}

void Roff::paragraph(std::string_view text) {
    raw(".PP");
    raw(plain(text));
}

void Roff::item(std::string_view tag, std::string_view text) {
    raw(".TP");
    raw(tag);
    raw(plain(text));
}

void Roff::verbatim(std::span<const std::string> lines) {
    raw(".nf");
    for (const std::string& line : lines) {
        raw(plain(line));
    }
    raw(".fi");
}

void Roff::raw(std::string_view line) {
    m_text.append(line).append("\n");
}

} // namespace parkplan::cli
