// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "layer/schema.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace parkplan::layer {

/// The values of one field: 64-bit integers, doubles, or UTF-8 text in one buffer with offsets;
/// each value may be null. Emptied with its memory kept by `clear`.
class PARKPLAN_API AttributeColumn {
public:
    explicit AttributeColumn(FieldType type);

    [[nodiscard]] FieldType type() const noexcept;
    [[nodiscard]] std::size_t size() const noexcept { return m_valid.size(); }
    [[nodiscard]] bool is_null(std::size_t row) const noexcept { return m_valid[row] == 0; }

    /// The value of a column of that very type; a null gives 0 or "".
    [[nodiscard]] std::int64_t integer(std::size_t row) const;
    [[nodiscard]] double real(std::size_t row) const;
    [[nodiscard]] std::string_view text(std::size_t row) const;

    /// Any value as people write it (shortest decimal for reals); nothing for null.
    [[nodiscard]] std::optional<std::string> as_text(std::size_t row) const;
    /// Integer or real as a double; nothing for null and text.
    [[nodiscard]] std::optional<double> as_number(std::size_t row) const;

    void add_null();
    void add_integer(std::int64_t value);
    void add_real(double value);
    void add_text(std::string_view value);
    /// Adds all values of a column of the same type.
    void append(const AttributeColumn& other);
    /// Adds one of them.
    void append(const AttributeColumn& other, std::size_t row);
    void clear() noexcept;

private:
    struct Text {
        std::string bytes{};
        std::vector<std::size_t> ends{};
    };
    std::variant<std::vector<std::int64_t>, std::vector<double>, Text> m_values;
    std::vector<std::uint8_t> m_valid{};
};

} // namespace parkplan::layer
