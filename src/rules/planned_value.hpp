// SPDX-License-Identifier: MIT
#pragma once

#include "rules/ratio_unit.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parkplan::rules {

/// A value as a planning document states it: "680000m2", "68万平方米", "5km", "550亿元/km2",
/// "120户", "31". An area or a length is also in m² or m, with its decimal moved before it is
/// rounded.
struct PlannedValue {
    enum class Kind : std::uint8_t { plain, area, length, money_or_people, ratio };

    double number = 0.0; ///< as written
    std::string unit{};  ///< as written, may be empty
    Kind kind = Kind::plain;
    double in_base = 0.0; ///< in m² or m; else `number`
    Fraction size{};      ///< of the unit, in m², m, 元 or people
    RatioUnit ratio{};    ///< of kind ratio

    /// A value in m² or m, or in the unit itself, in the unit as written.
    [[nodiscard]] double shown(double in_base_value) const noexcept {
        return in_base_value * static_cast<double>(size_of_base().denominator) /
               static_cast<double>(size_of_base().numerator);
    }
    /// "m2", "m", or the unit as written.
    [[nodiscard]] std::string base_unit() const;
    /// The unit as written, with "m²" for "m2", also in "km2" and in ratios.
    [[nodiscard]] std::string unit_for_people() const;

private:
    [[nodiscard]] Fraction size_of_base() const noexcept {
        return kind == Kind::area || kind == Kind::length ? size : Fraction{};
    }
};

/// Nothing for a text that does not start with a number of 0 or more.
[[nodiscard]] std::optional<PlannedValue> planned_value(std::string_view text);

/// What a number in a field's unit, times this, is in the unit of the planned value (m² for an
/// area); nothing when the two are of different quantities. An empty text is no unit.
[[nodiscard]] std::optional<Fraction> conversion(std::string_view field_unit,
                                                 const PlannedValue& planned);

/// The first and the last year of "2021-2025", "2021—2025年", "2025".
struct YearSpan {
    int first = 0;
    int last = 0;

    [[nodiscard]] bool holds(int year) const noexcept { return first <= year && year <= last; }
};
[[nodiscard]] std::optional<YearSpan> year_span(std::string_view text);

/// The year of "2023", "2023年", "2023-06", "2023-06-30", "2023/6/30"; nothing for other texts.
[[nodiscard]] std::optional<int> year_in(std::string_view text);

} // namespace parkplan::rules
