// SPDX-License-Identifier: MIT
#include "rules/declared_area.hpp"

#include "core/catalogue.hpp"
#include "core/error.hpp"
#include "core/number.hpp"
#include "core/parse_units.hpp"
#include "core/text.hpp"
#include "review/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <system_error>

namespace parkplan::rules {
namespace {

constexpr std::string_view ten_thousand = "万";
constexpr SquareMetres earth{5.11e14};
constexpr double recognised_within = 0.005; ///< of a known ratio

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

/// The size of a unit that parse_area knows.
std::optional<SquareMetres> known_unit(std::string_view name) {
    if (name.empty()) {
        return std::nullopt;
    }
    try {
        return parse_area(fmt::format("1 {}", name)); // the blank keeps digits of a name apart
    } catch (const Error&) {
        return std::nullopt;
    }
}

std::size_t digits_from(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) {
        ++end;
    }
    return end - at;
}

/// The number, where the digits are one that a double can hold.
std::optional<double> value_of(const std::string& digits) {
    try {
        return parse_number(digits);
    } catch (const Error&) {
        return std::nullopt;
    }
}

/// The integer part with its groups of three, without what separates them; moves `at` behind it.
std::string integer_part(std::string_view text, std::size_t& at) {
    const std::size_t first = digits_from(text, at);
    std::string digits{text.substr(at, first)};
    at += first;
    constexpr std::size_t group = 3;
    while (first != 0 && first <= group && at < text.size() &&
           (text[at] == ',' || text[at] == ' ') && digits_from(text, at + 1) == group) {
        digits += text.substr(at + 1, group);
        at += 1 + group;
    }
    return digits;
}

/// A number at the beginning of a text.
struct Number {
    std::string digits{}; ///< as from_chars reads it
    int decimals = 0;
    std::size_t length = 0; ///< of the text that it takes; 0: there is none
};

Number number_in(std::string_view text) {
    Number number;
    std::size_t at = 0;
    number.digits = integer_part(text, at);
    if (number.digits.empty()) {
        return {};
    }
    if (at < text.size() && text[at] == '.') {
        const std::size_t fraction = digits_from(text, at + 1);
        number.digits += text.substr(at, 1 + fraction);
        number.decimals = static_cast<int>(fraction);
        at += 1 + fraction;
    }
    if (at + 1 < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        const std::size_t sign = text[at + 1] == '+' || text[at + 1] == '-' ? 1 : 0;
        if (const std::size_t size = digits_from(text, at + 1 + sign); size != 0) {
            int exponent = 0;
            const std::string_view power = text.substr(at + 1 + sign, size);
            if (std::from_chars(power.data(), power.data() + power.size(), exponent).ec !=
                std::errc{}) {
                return {};
            }
            const bool negative = text[at + 1] == '-';
            number.decimals = std::max(0, number.decimals + (negative ? exponent : -exponent));
            number.digits += fmt::format("e{}{}", negative ? "-" : "", exponent);
            at += 1 + sign + size;
        }
    }
    number.length = at;
    return number;
}

/// A unit that may have been meant.
struct Meant {
    SquareMetres size;
    BiView name;
};

constexpr std::array<Meant, 5> meant_units{{
    {SquareMetres{1.0}, {"m²", "平方米"}},
    {SquareMetres{10000.0}, {"ha or 10 000 m² (万平方米)", "公顷（万平方米）"}},
    {SquareMetres{1000000.0}, {"km²", "平方公里"}},
    {SquareMetres{2000.0 / 3.0}, {"亩", "亩"}},
    {SquareMetres{20000000.0 / 3.0}, {"万亩", "万亩"}},
}};

bool near_one(double ratio) {
    return std::abs(ratio - 1.0) <= recognised_within;
}

BiText other_unit(const DeclaredArea& declared, SquareMetres measured) {
    for (const Meant& unit : meant_units) {
        const SquareMetres area = declared.number * unit.size;
        if (near_one(unit.size / declared.unit.size) || !near_one(area / measured)) {
            continue;
        }
        const std::string text = review::area_text(area);
        return {fmt::format("the number fits {}, not {}: '{}' would be {} m²", unit.name.en,
                            declared.unit.name, declared.text, text),
                fmt::format("数值与“{}”相符，疑将其误写为“{}”：按此“{}”为 {} m²", unit.name.zh,
                            declared.unit.name, declared.text, text)};
    }
    return {};
}

BiText moved_point(const DeclaredArea& declared, SquareMetres measured) {
    constexpr std::array times{10, 100, 1000};
    for (const int factor : times) {
        const double ratio = declared.area() / measured;
        if (near_one(ratio / factor)) {
            return {fmt::format("the declared figure is {} times the measured area: check the "
                                "decimal point",
                                factor),
                    fmt::format("申报数值约为量算面积的 {} 倍，请核对小数点位置", factor)};
        }
        if (near_one(ratio * factor)) {
            return {fmt::format("the declared figure is 1/{} of the measured area: check the "
                                "decimal point",
                                factor),
                    fmt::format("申报数值约为量算面积的 1/{}，请核对小数点位置", factor)};
        }
    }
    return {};
}

/// The finest step of tens, coarser than the one written, to which the measured area was rounded.
BiText rounded_more(const DeclaredArea& declared, SquareMetres measured) {
    if (!near_one(declared.area() / measured)) {
        return {};
    }
    constexpr std::array decimals_of_m2{-1, -2, -3, -4, -5, -6};
    for (const int decimals : decimals_of_m2) {
        const double step = std::pow(10.0, -decimals);
        const double steps = declared.area().value() / step;
        const bool whole = std::abs(steps - std::round(steps)) < 1e-6;
        if (step > 2.0 * declared.half_step().value() && whole &&
            round_half_away(measured.value() / step, 0) == std::round(steps)) {
            const std::string text = format_grouped(step, 0);
            return {
                fmt::format("it is the measured area rounded to {} m²; a tolerance can allow "
                            "for that",
                            text),
                fmt::format("与量算面积取整至 {} m² 后一致；如属取整，可在方案中给定容差", text)};
        }
    }
    return {};
}

} // namespace

std::optional<DeclaredUnit> declared_unit(std::string_view text) {
    const std::string_view name = trim(text);
    const bool many = name.starts_with(ten_thousand);
    const std::string_view single = many ? name.substr(ten_thousand.size()) : name;
    std::optional<SquareMetres> size = known_unit(single);
    if (!size) {
        size = known_unit(lower_case(single));
    }
    if (!size) {
        return std::nullopt;
    }
    return DeclaredUnit{std::string{name}, (many ? 10000.0 : 1.0) * *size};
}

SquareMetres DeclaredArea::half_step() const {
    return 0.5 * std::pow(10.0, -decimals) * unit.size;
}

Declared read_declared(std::string_view text, const std::optional<DeclaredUnit>& usual) {
    const std::string_view whole = trim(text);
    const Number number = number_in(whole);
    const std::optional<double> value = value_of(number.digits);
    if (number.length == 0 || !value || !(*value > 0.0)) {
        return {std::nullopt, {"a number above 0 is needed", "应为大于 0 的数值"}};
    }
    const std::string_view rest = trim(whole.substr(number.length));
    const std::optional<DeclaredUnit> unit = rest.empty() ? usual : declared_unit(rest);
    if (!unit && rest.empty()) {
        return {std::nullopt, {"its unit is not stated", "未注明单位"}};
    }
    if (!unit) {
        return {
            std::nullopt,
            {fmt::format("'{}' is no unit of area", rest), fmt::format("“{}”不是面积单位", rest)}};
    }
    if (!(*value * unit->size < earth)) {
        return {std::nullopt, {"it is larger than the Earth", "大于地球表面积"}};
    }
    return {DeclaredArea{std::string{trim(whole.substr(0, number.length))}, *value, number.decimals,
                         *unit},
            {}};
}

BiText rounding_words(const DeclaredArea& declared) {
    const std::string& unit = declared.unit.name;
    if (declared.decimals == 0) {
        return {fmt::format("equal after rounding to whole {} ({})", unit, declared.text),
                fmt::format("按“{}”取整后一致（{}）", unit, declared.text)};
    }
    return {fmt::format("equal after rounding to {} decimal{} in {} ({})", declared.decimals,
                        declared.decimals == 1 ? "" : "s", unit, declared.text),
            fmt::format("按“{}”取 {} 位小数后一致（{}）", unit, declared.decimals, declared.text)};
}

BiText explain_difference(const DeclaredArea& declared, SquareMetres measured) {
    if (!(measured > SquareMetres{})) {
        return {};
    }
    for (BiText (*const explain)(const DeclaredArea&, SquareMetres) :
         {other_unit, moved_point, rounded_more}) {
        if (BiText text = explain(declared, measured); !text.en.empty()) {
            return text;
        }
    }
    return {};
}

} // namespace parkplan::rules
