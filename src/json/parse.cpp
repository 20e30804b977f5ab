// SPDX-License-Identifier: MIT
#include "core/fail.hpp"
#include "json/value.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::json {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t deepest_level = 256;

/// Line and column, both from 1, of the byte at `offset`; columns count characters.
std::pair<std::size_t, std::size_t> position_of(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    const auto line = std::ranges::count(before, '\n') + 1;
    const std::size_t start = before.rfind('\n') + 1; // npos + 1 is 0
    const auto column = std::ranges::count_if(before.substr(start), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    });
    return {static_cast<std::size_t>(line), static_cast<std::size_t>(column) + 1};
}

/// What nlohmann says without its own "[json.exception…] parse error at line 1, column 2: ".
std::string_view reason_of(std::string_view message) {
    constexpr std::string_view column = ", column ";
    std::size_t start = message.find(column);
    start = message.find(": ", start == std::string_view::npos ? 0 : start);
    return start == std::string_view::npos ? message : message.substr(start + 2);
}

/// Receives the events of nlohmann's parser, which does not recurse, and builds values on a stack
/// of its own: neither the depth nor the size of a text can overrun the program's stack.
class Builder final : public nlohmann::json_sax<Json> {
public:
    explicit Builder(std::string_view text) : m_text(text) {}

    [[nodiscard]] Value take() { return std::move(m_result); }

    bool null() override { return add(Value{}); }
    bool boolean(bool value) override { return add(Value{value}); }
    bool number_integer(number_integer_t value) override { return add(Value{value}); }
    bool number_unsigned(number_unsigned_t value) override {
        constexpr auto largest =
            static_cast<number_unsigned_t>(std::numeric_limits<std::int64_t>::max());
        return add(value > largest ? Value{static_cast<double>(value)} : Value{value});
    }
    bool number_float(number_float_t value, const string_t& /*digits*/) override {
        return add(Value{value});
    }
    bool string(string_t& value) override { return add(Value{std::move(value)}); }
    bool binary(binary_t& /*value*/) override {
        fail(ErrorKind::internal, "a JSON text cannot hold binary values");
    }

    bool start_object(std::size_t /*elements*/) override { return open(Kind::object); }
    bool start_array(std::size_t /*elements*/) override { return open(Kind::array); }
    bool key(string_t& name) override {
        m_open.back().name = std::move(name);
        return true;
    }
    bool end_object() override {
        Object object = std::move(m_open.back().object);
        m_open.pop_back();
        return add(Value{std::move(object)});
    }
    bool end_array() override {
        Array array = std::move(m_open.back().array);
        m_open.pop_back();
        return add(Value{std::move(array)});
    }

    bool parse_error(std::size_t position, const std::string& /*last_token*/,
                     const nlohmann::detail::exception& error) override {
        const auto [line, column] = position_of(m_text, position == 0 ? 0 : position - 1);
        fail(ErrorKind::input, "no valid JSON at line {}, column {}: {}", line, column,
             reason_of(error.what()));
    }

private:
    enum class Kind : unsigned char { array, object };
    /// An array or object that is not closed yet.
    struct Open {
        Kind kind = Kind::array;
        Array array{};
        Object object{};
        std::string name{}; ///< of the member whose value comes next
    };

    bool open(Kind kind) {
        if (m_open.size() == deepest_level) {
            fail(ErrorKind::input, "JSON is nested deeper than {} levels", deepest_level);
        }
        m_open.push_back({.kind = kind, .array{}, .object{}, .name{}});
        return true;
    }

    bool add(Value value) {
        if (m_open.empty()) {
            m_result = std::move(value);
        } else if (m_open.back().kind == Kind::array) {
            m_open.back().array.push_back(std::move(value));
        } else {
            m_open.back().object.emplace_back(std::move(m_open.back().name), std::move(value));
        }
        return true;
    }

    std::string_view m_text;
    std::vector<Open> m_open{};
    Value m_result{};
};

} // namespace

Value parse(std::string_view text) {
    Builder builder{text};
    if (!Json::sax_parse(text, &builder)) {
        fail(ErrorKind::internal, "the JSON parser stopped without saying why");
    }
    return builder.take();
}

} // namespace parkplan::json
