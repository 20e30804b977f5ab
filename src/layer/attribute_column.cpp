// SPDX-License-Identifier: MIT
#include "layer/attribute_column.hpp"

#include "core/fail.hpp"
#include "core/number.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace parkplan::layer {
namespace {

/// The alternative `Wanted` of a column's values; another one is a bug of the caller.
template <typename Wanted, typename Values>
auto& values_as(Values& values, FieldType stored, FieldType wanted) {
    auto* found = std::get_if<Wanted>(&values);
    if (found == nullptr) {
        fail(ErrorKind::internal, "a column of type '{}' was used as '{}'", name_of(stored),
             name_of(wanted));
    }
    return *found;
}

/// Codes are often stored as reals: 110108000000 must not read 1.10108e+11.
std::string real_as_text(double value) {
    constexpr double exact_integers = 9007199254740992.0; // 2^53
    if (std::abs(value) < exact_integers && std::trunc(value) == value) {
        return fmt::format("{}", static_cast<std::int64_t>(value));
    }
    return format_shortest(value);
}

} // namespace

AttributeColumn::AttributeColumn(FieldType type) {
    switch (type) {
    case FieldType::integer:
        m_values = std::vector<std::int64_t>{};
        break;
    case FieldType::real:
        m_values = std::vector<double>{};
        break;
    case FieldType::text:
        m_values = Text{};
        break;
    }
}

FieldType AttributeColumn::type() const noexcept {
    if (std::holds_alternative<std::vector<std::int64_t>>(m_values)) {
        return FieldType::integer;
    }
    return std::holds_alternative<std::vector<double>>(m_values) ? FieldType::real
                                                                 : FieldType::text;
}

std::int64_t AttributeColumn::integer(std::size_t row) const {
    return values_as<std::vector<std::int64_t>>(m_values, type(), FieldType::integer)[row];
}

double AttributeColumn::real(std::size_t row) const {
    return values_as<std::vector<double>>(m_values, type(), FieldType::real)[row];
}

std::string_view AttributeColumn::text(std::size_t row) const {
    const Text& texts = values_as<Text>(m_values, type(), FieldType::text);
    const std::size_t begin = row == 0 ? 0 : texts.ends[row - 1];
    return std::string_view{texts.bytes}.substr(begin, texts.ends[row] - begin);
}

std::optional<std::string> AttributeColumn::as_text(std::size_t row) const {
    if (is_null(row)) {
        return std::nullopt;
    }
    switch (type()) {
    case FieldType::integer:
        return fmt::format("{}", integer(row));
    case FieldType::real:
        return real_as_text(real(row));
    case FieldType::text:
        break;
    }
    return std::string{text(row)};
}

std::optional<double> AttributeColumn::as_number(std::size_t row) const {
    if (is_null(row) || type() == FieldType::text) {
        return std::nullopt;
    }
    return type() == FieldType::integer ? static_cast<double>(integer(row)) : real(row);
}

void AttributeColumn::add_null() {
    switch (type()) {
    case FieldType::integer:
        add_integer(0);
        break;
    case FieldType::real:
        add_real(0.0);
        break;
    case FieldType::text:
        add_text({});
        break;
    }
    m_valid.back() = 0;
}

void AttributeColumn::add_integer(std::int64_t value) {
    values_as<std::vector<std::int64_t>>(m_values, type(), FieldType::integer).push_back(value);
    m_valid.push_back(1);
}

void AttributeColumn::add_real(double value) {
    values_as<std::vector<double>>(m_values, type(), FieldType::real).push_back(value);
    m_valid.push_back(1);
}

void AttributeColumn::add_text(std::string_view value) {
    Text& texts = values_as<Text>(m_values, type(), FieldType::text);
    texts.bytes.append(value);
    texts.ends.push_back(texts.bytes.size());
    m_valid.push_back(1);
}

void AttributeColumn::append(const AttributeColumn& other) {
    for (std::size_t row = 0; row < other.size(); ++row) {
        append(other, row);
    }
}

void AttributeColumn::append(const AttributeColumn& other, std::size_t row) {
    if (other.is_null(row)) {
        add_null();
        return;
    }
    switch (other.type()) {
    case FieldType::integer:
        add_integer(other.integer(row));
        break;
    case FieldType::real:
        add_real(other.real(row));
        break;
    case FieldType::text:
        add_text(other.text(row));
        break;
    }
}

void AttributeColumn::clear() noexcept {
    if (auto* integers = std::get_if<std::vector<std::int64_t>>(&m_values)) {
        integers->clear();
    } else if (auto* reals = std::get_if<std::vector<double>>(&m_values)) {
        reals->clear();
    } else if (auto* texts = std::get_if<Text>(&m_values)) {
        texts->bytes.clear();
        texts->ends.clear();
    }
    m_valid.clear();
}

} // namespace parkplan::layer
