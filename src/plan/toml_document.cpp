// SPDX-License-Identifier: MIT
#include "plan/toml_document.hpp"

#include "core/error.hpp"
#include "core/fail.hpp"
#include "core/told.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace parkplan::plan {
namespace {

[[noreturn]] void refuse(std::string_view file, Location at, const BiText& message,
                         const BiText& hint = {}) {
    throw Error{ErrorKind::plan, message,
                Where{.source = fmt::format("{}:{}:{}", file, at.line, at.column),
                      .layer{},
                      .feature{},
                      .rule{}},
                hint};
}

Location location_of(const toml::source_region& region) {
    return {.line = std::max(region.begin.line, toml::source_index{1}),
            .column = std::max(region.begin.column, toml::source_index{1})};
}

/// Advice for what people who write Chinese trip over most.
BiText hint_for(std::string_view text, Location at) {
    for (std::uint32_t line = 1; line < at.line; ++line) {
        text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    }
    const std::string_view line = text.substr(0, text.find('\n'));
    const std::string_view before_value = line.substr(0, line.find_first_of("\"'#"));
    const bool ascii = std::ranges::all_of(
        before_value, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    return ascii ? BiText{}
                 : told("outside of texts TOML takes ASCII only: names such as \"组团\" stand in "
                        "quotes, and ＝ ， ： “ ” are not = , : \"");
}

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_continuation(char c) noexcept {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

bool starts_key(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '"' || c == '\'';
}

/// Refuses texts before toml++ (3.3, 3.4) sees them where it may end the program:
/// - keys of very many parts: it builds a table per part and destroys them by recursion;
/// - table headers that do not start with a key, "[[[a]]]", and a brace that closes an array,
///   "a = [}": it runs into assertions (or assumptions, as the distributions build it).
/// Follows strings, comments and brackets only as far as that takes; all else that is no TOML is
/// left to toml++.
class HazardCheck {
public:
    HazardCheck(std::string_view text, std::string_view file) : m_text(text), m_file(file) {}

    void run() {
        while (m_at < m_text.size()) {
            step();
        }
    }

private:
    static constexpr std::size_t most_parts = 32;

    void step() {
        const char c = m_text[m_at];
        const bool starts_line = m_blank_so_far;
        m_blank_so_far = c == '\n' || (starts_line && (c == ' ' || c == '\t'));
        switch (c) {
        case '"':
        case '\'':
            skip_string(c);
            return;
        case '#':
            m_at = std::min(m_text.find('\n', m_at), m_text.size());
            return;
        case '\n':
            start_line();
            m_in_value = !m_open.empty();
            m_dots = 0;
            break;
        case '=':
            m_in_value = true;
            m_dots = 0;
            break;
        case '[':
            if (starts_line && !m_in_value) {
                check_header();
            }
            [[fallthrough]];
        case '{':
            if (m_in_value) {
                m_open += c;
            }
            m_dots = 0;
            break;
        case ']':
        case '}':
            close(c);
            m_dots = 0;
            break;
        case ',':
            m_dots = 0;
            break;
        case '.':
            count_dot();
            break;
        default:
            break;
        }
        ++m_at;
    }

    void start_line() {
        ++m_line;
        m_line_start = m_at + 1;
    }

    [[nodiscard]] Location location(std::size_t at) const {
        const auto before = std::ranges::count_if(m_text.substr(m_line_start, at - m_line_start),
                                                  std::not_fn(is_continuation));
        return {.line = m_line, .column = static_cast<std::uint32_t>(before) + 1};
    }

    void check_header() const {
        std::size_t at = m_at + 1;
        if (m_text.substr(at).starts_with('[')) {
            ++at;
        }
        at = std::min(m_text.find_first_not_of(" \t", at), m_text.size());
        if (at == m_text.size() || m_text[at] == ']' || starts_key(m_text[at])) {
            return; // an unfinished or empty header is an error that toml++ does report
        }
        const Location place = location(at);
        refuse(m_file, place, told("no valid TOML: a table header needs a key after its bracket"),
               hint_for(m_text, place));
    }

    void close(char bracket) {
        if (m_open.empty()) {
            return;
        }
        if ((m_open.back() == '[') != (bracket == ']')) {
            refuse(m_file, location(m_at),
                   told("no valid TOML: '{}' does not close '{}'", bracket, m_open.back()));
        }
        m_open.pop_back();
    }

    void count_dot() {
        ++m_dots;
        if (m_dots == most_parts) {
            refuse(m_file, location(m_at), told("a key has more than {} parts", most_parts));
        }
    }

    void skip_string(char quote) {
        const std::string three(3, quote);
        const bool multi_line = m_text.substr(m_at).starts_with(three);
        const auto end = std::string_view{three}.substr(0, multi_line ? three.size() : 1);
        m_at += end.size();
        while (m_at < m_text.size() && !m_text.substr(m_at).starts_with(end)) {
            if (m_text[m_at] == '\n' && !multi_line) {
                return; // not closed: toml++ says so
            }
            const bool escape =
                quote == '"' && m_text[m_at] == '\\' && !m_text.substr(m_at + 1).starts_with('\n');
            if (m_text[m_at] == '\n') {
                start_line();
            }
            m_at += escape ? 2 : 1;
        }
        m_at += end.size();
        while (multi_line && m_at < m_text.size() && m_text[m_at] == quote) {
            ++m_at; // up to two quotes may stand before the closing three
        }
    }

    std::string_view m_text;
    std::string_view m_file;
    std::size_t m_at = 0;
    std::uint32_t m_line = 1;
    std::size_t m_line_start = 0;
    bool m_blank_so_far = true; ///< in this line
    bool m_in_value = false;    ///< right of '='
    std::string m_open{};       ///< brackets that the value has open
    std::size_t m_dots = 0;     ///< in the key or number at hand
};

TomlTable table_from(const toml::table& table);
TomlNode node_from(const toml::node& node);

TomlArray array_from(const toml::array& array) {
    TomlArray nodes;
    nodes.reserve(array.size());
    for (const toml::node& element : array) {
        nodes.push_back(node_from(element));
    }
    return nodes;
}

TomlNode node_from(const toml::node& node) {
    TomlNode result{.location = location_of(node.source()), .value{}};
    if (const auto* const text = node.as_string()) {
        result.value = text->get();
    } else if (const auto* const integer = node.as_integer()) {
        result.value = integer->get();
    } else if (const auto* const real = node.as_floating_point()) {
        result.value = real->get();
    } else if (const auto* const truth = node.as_boolean()) {
        result.value = truth->get();
    } else if (const auto* const date = node.as_date()) {
        const toml::date day = date->get();
        result.value = TomlDate{fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day)};
    } else if (const auto* const array = node.as_array()) {
        result.value = array_from(*array);
    } else if (const auto* const table = node.as_table()) {
        result.value = table_from(*table);
    } else {
        result.value = TomlTime{};
    }
    return result;
}

TomlTable table_from(const toml::table& table) {
    TomlTable entries;
    entries.reserve(table.size());
    for (const auto& [key, node] : table) {
        entries.push_back({.key = std::string{key.str()},
                           .location = location_of(key.source()),
                           .node = node_from(node)});
    }
    // toml++ sorts by key; people expect errors and results in the order of the file.
    std::ranges::stable_sort(entries, {}, &TomlEntry::location);
    return entries;
}

} // namespace

TomlTable parse_toml(std::string_view text, std::string_view file) {
    if (text.starts_with(byte_order_mark)) {
        text.remove_prefix(byte_order_mark.size());
    }
    HazardCheck{text, file}.run();
    try {
        const toml::table table = toml::parse(text);
        return table_from(table);
    } catch (const toml::parse_error& error) {
        const Location at = location_of(error.source());
        refuse(file, at, told("no valid TOML: {}", error.description()), hint_for(text, at));
    }
}

} // namespace parkplan::plan
