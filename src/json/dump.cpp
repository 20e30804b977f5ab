// SPDX-License-Identifier: MIT
#include "core/text.hpp"
#include "json/value.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace parkplan::json {
namespace {

bool is_plain(char c) noexcept {
    constexpr unsigned char first_printable = 0x20;
    return static_cast<unsigned char>(c) >= first_printable && c != '"' && c != '\\';
}

bool is_number(const Value& value) noexcept {
    return std::holds_alternative<double>(value.data()) ||
           std::holds_alternative<std::int64_t>(value.data());
}

/// Appends a value to a text. Arrays of numbers (coordinates) stay on one line in both layouts.
class Writer {
public:
    Writer(std::string& text, Layout layout) : m_text(text), m_layout(layout) {}

    void write(const Value& value) {
        std::visit([this](const auto& data) { (*this)(data); }, value.data());
    }

    void operator()(std::monostate /*null*/) { m_text += "null"; }
    void operator()(bool value) { m_text += value ? "true" : "false"; }

    void operator()(std::int64_t value) {
        std::array<char, 24> buffer{};
        const char* const end =
            std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
        m_text += std::string_view{buffer.data(), end};
    }

    /// Shortest decimal that reads back as the same double and as a double: "2000000.0", "1e-07".
    void operator()(double value) {
        if (!std::isfinite(value)) {
            m_text += "null";
            return;
        }
        constexpr double smallest_plain = 1e-5;
        constexpr double largest_plain = 1e16;
        const double size = std::abs(value);
        const bool plain = size == 0.0 || (size >= smallest_plain && size < largest_plain);
        std::array<char, 32> buffer{};
        const char* const end =
            std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                          plain ? std::chars_format::fixed : std::chars_format::scientific)
                .ptr;
        const std::string_view digits{buffer.data(), static_cast<std::size_t>(end - buffer.data())};
        m_text += digits;
        if (plain && digits.find('.') == std::string_view::npos) {
            m_text += ".0";
        }
    }

    void operator()(const std::string& value) {
        if (std::ranges::all_of(value, is_plain) && is_utf8(value)) {
            m_text += '"';
            m_text += value;
            m_text += '"';
            return;
        }
        using Json = nlohmann::ordered_json;
        m_text += Json(value).dump(-1, ' ', false, Json::error_handler_t::replace);
    }

    void operator()(const Array& array) {
        const bool on_one_line = std::ranges::all_of(array, is_number);
        write_items('[', array, ']', on_one_line, [this](const Value& item) { write(item); });
    }

    void operator()(const Object& object) {
        write_items('{', object, '}', false, [this](const Member& member) {
            (*this)(member.first);
            m_text += m_layout == Layout::indented ? ": " : ":";
            write(member.second);
        });
    }

private:
    template <typename Items, typename WriteItem>
    void write_items(char open, const Items& items, char close, bool on_one_line,
                     const WriteItem& write_item) {
        m_text += open;
        const bool broken = m_layout == Layout::indented && !on_one_line && !items.empty();
        ++m_depth;
        bool first = true;
        for (const auto& item : items) {
            if (!first) {
                m_text += on_one_line && m_layout == Layout::indented ? ", " : ",";
            }
            first = false;
            if (broken) {
                break_line();
            }
            write_item(item);
        }
        --m_depth;
        if (broken) {
            break_line();
        }
        m_text += close;
    }

    void break_line() {
        m_text += '\n';
        m_text.append(m_depth, ' ');
    }

    std::string& m_text;
    Layout m_layout;
    std::size_t m_depth = 0;
};

} // namespace

std::string dump(const Value& value, Layout layout) {
    std::string text;
    Writer{text, layout}.write(value);
    return text;
}

} // namespace parkplan::json
