// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
#include "core/units.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace parkplan::rules {

/// A unit in which documents state areas: those of parse_area in any case of letters, and with 万
/// before them 10 000 of them (万平方米, 万亩).
struct DeclaredUnit {
    std::string name{}; ///< as written
    SquareMetres size{};
};
[[nodiscard]] std::optional<DeclaredUnit> declared_unit(std::string_view text);

/// An area as a document declares it: a number with so many decimals in a unit.
struct DeclaredArea {
    std::string text{}; ///< the number as written
    double number = 0.0;
    int decimals = 0;
    DeclaredUnit unit{};

    [[nodiscard]] SquareMetres area() const { return number * unit.size; }
    /// "17.63 平方公里".
    [[nodiscard]] std::string words() const { return text + " " + unit.name; }
    /// Half a unit of the last digit written: areas up to so far off are written so.
    [[nodiscard]] SquareMetres half_step() const;
};

/// What a text says, or why it says nothing.
struct Declared {
    std::optional<DeclaredArea> area{};
    BiText why{};
};

/// Reads "17.63", "1,763.00 公顷", "26 445亩": a number above 0 and below the area of the Earth,
/// thousands grouped or not, with its unit or in `usual`. Where neither tells the unit, or anything
/// else stands there, it says why.
[[nodiscard]] Declared read_declared(std::string_view text,
                                     const std::optional<DeclaredUnit>& usual);

/// "equal after rounding to 2 decimals in km2 (17.63)".
[[nodiscard]] BiText rounding_words(const DeclaredArea& declared);

/// What may have gone wrong with a declared figure that is not the measured one: another unit is
/// meant (hectares written as m², 亩 as ha …), or the decimal point is off by up to three places.
/// Recognised within 0.5 %. Then, whether it is the measured area rounded more than its decimals
/// say. Empty when nothing is recognised.
[[nodiscard]] BiText explain_difference(const DeclaredArea& declared, SquareMetres measured);

} // namespace parkplan::rules
