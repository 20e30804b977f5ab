// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::layer {

enum class FieldType : std::uint8_t { integer, real, text };

[[nodiscard]] constexpr std::string_view name_of(FieldType type) noexcept {
    switch (type) {
    case FieldType::integer:
        return "integer";
    case FieldType::real:
        return "real";
    case FieldType::text:
        break;
    }
    return "text";
}

/// One attribute of a layer. Dates, times, booleans and lists are read as text (ISO 8601,
/// "true"/"false", JSON); `source_type` keeps what the file calls them.
struct Field {
    std::string name{};
    FieldType type = FieldType::text;
    std::string source_type{};
    friend bool operator==(const Field&, const Field&) = default;
};

class PARKPLAN_API Schema {
public:
    Schema() = default;
    explicit Schema(std::vector<Field> fields);

    [[nodiscard]] std::span<const Field> fields() const noexcept { return m_fields; }
    [[nodiscard]] std::size_t size() const noexcept { return m_fields.size(); }
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const noexcept;
    /// Like find(), but throws Error{input} with a hint that lists the fields that do exist.
    [[nodiscard]] std::size_t require(std::string_view name) const;

private:
    std::vector<Field> m_fields{};
};

} // namespace parkplan::layer
