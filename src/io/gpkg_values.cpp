// SPDX-License-Identifier: MIT
#include "io/gpkg_values.hpp"

#include "core/text.hpp"
#include "io/gdal.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace parkplan::io {
namespace {

/// True when `text` has digits where `pattern` has '0', and otherwise its characters.
bool matches(std::string_view text, std::string_view pattern) noexcept {
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (pattern[i] == '0' ? !digit : text[i] != pattern[i]) {
            return false;
        }
    }
    return true;
}

int two_digits(std::string_view text, std::size_t at) noexcept {
    return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

/// "2026-01-31", with a month and a day that there are.
bool starts_with_date(std::string_view text) noexcept {
    constexpr std::string_view pattern = "0000-00-00";
    if (text.size() < pattern.size() || !matches(text, pattern)) {
        return false;
    }
    const int month = two_digits(text, 5);
    const int day = two_digits(text, 8);
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/// "2026-01-31T08:30:00.000Z"; without the Z it is a time in no zone.
bool is_datetime(std::string_view text) noexcept {
    constexpr std::string_view pattern = "T00:00:00.000";
    constexpr std::size_t bytes = 23;
    const bool long_enough =
        text.size() == bytes || (text.size() == bytes + 1 && text.back() == 'Z');
    return long_enough && starts_with_date(text) && matches(text.substr(10), pattern) &&
           two_digits(text, 11) <= 23 && two_digits(text, 14) <= 59 && two_digits(text, 17) <= 60;
}

/// The same without thousandths that are none: "2026-01-31T08:30:00Z".
std::string short_datetime(std::string_view text) {
    constexpr std::size_t seconds_end = 19;
    constexpr std::size_t fraction_end = 23;
    const bool whole = text.substr(seconds_end, fraction_end - seconds_end) == ".000";
    std::string result{text.substr(0, whole ? seconds_end : fraction_end)};
    result += text.substr(fraction_end);
    return result;
}

std::string hexadecimal(std::span<const std::byte> bytes) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    text.reserve(2 * bytes.size());
    for (const std::byte byte : bytes) {
        text += digits[std::to_integer<std::size_t>(byte >> 4U)];
        text += digits[std::to_integer<std::size_t>(byte & std::byte{15})];
    }
    return text;
}

std::optional<ValueFate> add_date(const Statement& row, int at, Conversion conversion,
                                  layer::AttributeColumn& column) {
    const std::string_view text =
        row.storage(at) == Storage::text ? row.text(at) : std::string_view{};
    if (conversion == Conversion::date && text.size() == 10 && starts_with_date(text)) {
        column.add_text(text);
        return ValueFate::kept;
    }
    if (conversion == Conversion::datetime && is_datetime(text)) {
        column.add_text(short_datetime(text));
        return ValueFate::kept;
    }
    return std::nullopt;
}

} // namespace

std::optional<ValueFate> read_value(const Statement& row, int at, Conversion conversion,
                                    layer::AttributeColumn& column) {
    if (row.storage(at) == Storage::null) {
        column.add_null();
        return ValueFate::kept;
    }
    switch (conversion) {
    case Conversion::integer32:
        column.add_integer(row.integer32(at));
        break;
    case Conversion::integer:
        column.add_integer(row.integer(at));
        break;
    case Conversion::real:
        column.add_real(row.real(at));
        break;
    case Conversion::boolean:
        column.add_text(row.integer32(at) != 0 ? "true" : "false");
        break;
    case Conversion::text:
        return add_text(row.text(at), column);
    case Conversion::binary:
        column.add_text(hexadecimal(row.bytes(at)));
        break;
    case Conversion::date:
    case Conversion::datetime:
        return add_date(row, at, conversion, column);
    }
    return ValueFate::kept;
}

} // namespace parkplan::io
