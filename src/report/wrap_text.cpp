// SPDX-License-Identifier: MIT
#include "report/wrap_text.hpp"

#include "core/text.hpp"

#include <algorithm>

namespace parkplan::report {
namespace {

/// The character at the start, with the bytes that go on with it.
std::string_view character_at(std::string_view text) noexcept {
    std::size_t length = 1;
    while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) {
        ++length;
    }
    return text.substr(0, length);
}

/// What must not be broken: a word of narrow characters, or one wide character.
std::string_view word_at(std::string_view text) noexcept {
    std::string_view word = character_at(text);
    if (display_width(word) > 1) {
        return word;
    }
    while (word.size() < text.size()) {
        const std::string_view next = character_at(text.substr(word.size()));
        if (next == " " || next == "\n" || display_width(next) > 1) {
            break;
        }
        word = text.substr(0, word.size() + next.size());
    }
    return word;
}

/// Fills lines word by word.
class Lines {
public:
    explicit Lines(std::size_t width) : m_width(std::max<std::size_t>(width, 2)) {}

    void add(std::string_view word) {
        if (m_used + display_width(word) > m_width && m_used > 0) {
            end_line();
        }
        if (display_width(word) <= m_width) {
            append(word);
            return;
        }
        while (!word.empty()) { // longer than a line
            const std::string_view character = character_at(word);
            if (m_used + display_width(character) > m_width) {
                end_line();
            }
            append(character);
            word.remove_prefix(character.size());
        }
    }

    void add_blank() {
        if (m_used + 1 > m_width) {
            end_line();
        } else if (m_used > 0) {
            append(" ");
        }
    }

    void end_line() {
        m_lines.back().erase(m_lines.back().find_last_not_of(' ') + 1);
        m_lines.emplace_back();
        m_used = 0;
    }

    [[nodiscard]] std::vector<std::string> take() { return std::move(m_lines); }

private:
    void append(std::string_view text) {
        m_lines.back() += text;
        m_used += display_width(text);
    }

    std::size_t m_width;
    std::size_t m_used = 0;
    std::vector<std::string> m_lines{std::string{}};
};

} // namespace

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
    Lines lines{width};
    while (!text.empty()) {
        const char first = text.front();
        if (first == '\n') {
            lines.end_line();
            text.remove_prefix(1);
        } else if (first == ' ') {
            lines.add_blank();
            text.remove_prefix(1);
        } else {
            const std::string_view word = word_at(text);
            lines.add(word);
            text.remove_prefix(word.size());
        }
    }
    return lines.take();
}

} // namespace parkplan::report
