// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::json {

class Value;
using Array = std::vector<Value>;
using Member = std::pair<std::string, Value>;
/// Members in the order they were added: the order of the output.
using Object = std::vector<Member>;

/// A JSON value to be written or that was read. NaN and infinities become null when written.
/// Members may repeat a name; find() gives the first.
class PARKPLAN_API Value {
public:
    Value() noexcept = default; ///< null
    // Implicit, so that objects are written as lists of names and values.
    // NOLINTBEGIN(google-explicit-constructor)
    Value(std::nullptr_t) noexcept {}
    Value(bool value) : m_data(value) {}
    Value(int value) : m_data(std::int64_t{value}) {}
    Value(std::int64_t value) : m_data(value) {}
    Value(std::uint32_t value) : m_data(std::int64_t{value}) {}
    Value(std::uint64_t value); ///< throws Error{internal} beyond 2^63 - 1
    Value(double value) : m_data(value) {}
    Value(const char* value) : m_data(std::string{value}) {}
    Value(std::string_view value) : m_data(std::string{value}) {}
    Value(std::string value) : m_data(std::move(value)) {}
    Value(Array value) : m_data(std::move(value)) {}
    Value(Object value) : m_data(std::move(value)) {}
    template <typename T>
    Value(const std::optional<T>& value) : m_data(value ? Value{*value}.m_data : Data{}) {}
    // NOLINTEND(google-explicit-constructor)

    using Data =
        std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object>;
    [[nodiscard]] const Data& data() const noexcept { return m_data; }
    /// Member of an object, or nullptr.
    [[nodiscard]] const Value* find(std::string_view name) const noexcept;

private:
    Data m_data{};
};

enum class Layout : unsigned char { compact, indented };

/// UTF-8 text without a final line break; invalid UTF-8 is replaced by U+FFFD. Doubles are the
/// shortest decimal that reads back as the same double, always with '.' or an exponent, so that
/// they are read as doubles: round them first where fewer digits are wanted. Indented: one blank
/// per level, arrays of nothing but numbers (coordinates) on one line. Takes stack in proportion
/// to the depth of the value, not to its size.
[[nodiscard]] PARKPLAN_API std::string dump(const Value& value, Layout layout);

/// Throws Error{input} with line and column for a text that is no JSON or is nested deeper than
/// 256 levels. Integers beyond 64 bits become doubles.
[[nodiscard]] PARKPLAN_API Value parse(std::string_view text);

} // namespace parkplan::json
