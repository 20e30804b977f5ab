// SPDX-License-Identifier: MIT
#include "rules/planned_value.hpp"

#include "core/error.hpp"
#include "core/number.hpp"
#include "core/parse_units.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <numeric>
#include <utility>

namespace parkplan::rules {
namespace {

/// A number of four digits at the start of a text.
std::optional<int> four_digits(std::string_view text) {
    constexpr std::size_t digits = 4;
    const bool all =
        text.size() >= digits &&
        std::ranges::all_of(text.substr(0, digits), [](char c) { return c >= '0' && c <= '9'; });
    if (!all) {
        return std::nullopt;
    }
    int year = 0;
    std::from_chars(text.data(), text.data() + digits, year);
    return year;
}

std::string_view without(std::string_view text, std::string_view ending) {
    return text.ends_with(ending) ? trim(text.substr(0, text.size() - ending.size())) : text;
}

/// Metres in a unit of length.
std::optional<Fraction> length_unit(std::string_view unit) {
    constexpr std::array<std::pair<std::string_view, std::int64_t>, 5> units{
        {{"m", 1}, {"米", 1}, {"km", 1'000}, {"公里", 1'000}, {"千米", 1'000}}};
    const auto* const found =
        std::ranges::find(units, unit, &std::pair<std::string_view, std::int64_t>::first);
    return found == units.end() ? std::nullopt : std::optional{Fraction{found->second, 1}};
}

/// The value in m² or m: times its unit, with the decimal moved where the parser of quantities
/// knows the unit.
double in_base(std::string_view number, const PlannedValue& value) {
    const std::string text = std::string{number} + value.unit;
    try {
        return value.kind == PlannedValue::Kind::area ? parse_area(text).value()
                                                      : parse_length(text).value();
    } catch (const Error&) { // such as 万平方米
        return value.number * static_cast<double>(value.size.numerator) /
               static_cast<double>(value.size.denominator);
    }
}

Fraction divided(const Fraction& a, const Fraction& b) {
    const std::int64_t above = std::gcd(a.numerator, b.numerator);
    const std::int64_t below = std::gcd(a.denominator, b.denominator);
    return {(a.numerator / above) * (b.denominator / below),
            (a.denominator / below) * (b.numerator / above)};
}

} // namespace

std::string PlannedValue::base_unit() const {
    return kind == Kind::area ? "m2" : kind == Kind::length ? "m" : unit;
}

std::string PlannedValue::unit_for_people() const {
    constexpr std::string_view plain = "m2";
    std::string text = unit;
    for (std::size_t at = text.find(plain); at != std::string::npos; at = text.find(plain, at)) {
        text.replace(at, plain.size(), "m²");
    }
    return text;
}

std::optional<PlannedValue> planned_value(std::string_view text) {
    const std::string_view all = trim(text);
    const std::string_view number = all.substr(0, all.find_first_not_of("0123456789."));
    PlannedValue value;
    try {
        value.number = parse_number(number);
    } catch (const Error&) {
        return std::nullopt;
    }
    value.unit = trim(all.substr(number.size()));
    value.in_base = value.number;
    if (const auto counted = counted_unit(value.unit)) {
        value.size = counted->size;
        value.kind = counted->dimension == Dimension::area ? PlannedValue::Kind::area
                                                           : PlannedValue::Kind::money_or_people;
    } else if (const auto length = length_unit(value.unit)) {
        value.size = *length;
        value.kind = PlannedValue::Kind::length;
    } else if (auto ratio = ratio_unit(value.unit)) {
        value.ratio = *std::move(ratio);
        value.kind = PlannedValue::Kind::ratio;
    }
    if (value.kind == PlannedValue::Kind::area || value.kind == PlannedValue::Kind::length) {
        value.in_base = in_base(number, value);
    }
    return value;
}

std::optional<Fraction> conversion(std::string_view field_unit, const PlannedValue& planned) {
    const std::string_view name = trim(field_unit);
    if (planned.kind == PlannedValue::Kind::length) {
        return length_unit(name);
    }
    if (planned.kind == PlannedValue::Kind::plain || planned.kind == PlannedValue::Kind::ratio) {
        return name == planned.unit ? std::optional{Fraction{}} : std::nullopt;
    }
    const auto from = counted_unit(name);
    const auto to = counted_unit(planned.unit);
    if (!from || !to || from->dimension != to->dimension) {
        return std::nullopt;
    }
    return planned.kind == PlannedValue::Kind::area ? from->size : divided(from->size, to->size);
}

std::optional<YearSpan> year_span(std::string_view text) {
    const std::string_view all = without(trim(text), "年");
    const auto first = four_digits(all);
    if (!first) {
        return std::nullopt;
    }
    std::string_view rest = trim(without(trim(all.substr(4)), "年"));
    if (rest.empty()) {
        return YearSpan{*first, *first};
    }
    if (rest.starts_with("年")) {
        rest = trim(rest.substr(std::string_view{"年"}.size()));
    }
    for (const std::string_view stroke : {"-", "–", "—", "至", "~"}) {
        if (!rest.starts_with(stroke)) {
            continue;
        }
        const std::string_view end = trim(rest.substr(stroke.size()));
        const auto last = four_digits(end);
        const bool whole = last && end.size() == 4 && *first <= *last;
        return whole ? std::optional{YearSpan{*first, *last}} : std::nullopt;
    }
    return std::nullopt;
}

std::optional<int> year_in(std::string_view text) {
    const std::string_view all = trim(text);
    const auto year = four_digits(all);
    if (!year) {
        return std::nullopt;
    }
    const std::string_view rest = all.substr(4);
    const bool ends = rest.empty() || rest.starts_with('-') || rest.starts_with('/') ||
                      rest.starts_with('.') || rest.starts_with("年");
    return ends ? year : std::nullopt;
}

} // namespace parkplan::rules
