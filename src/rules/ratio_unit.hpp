// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parkplan::rules {

enum class Dimension : std::uint8_t { money, area, people };

/// A conversion without rounding: numerator / denominator.
struct Fraction {
    std::int64_t numerator = 1;
    std::int64_t denominator = 1;
    friend bool operator==(const Fraction&, const Fraction&) = default;
};

/// A unit of money (元), area (m²) or people, and how much of that it is: 亩 is 2000/3 m².
struct CountedUnit {
    std::string name{}; ///< as written
    Dimension dimension = Dimension::money;
    Fraction size{};
};

/// Blanks around the text do not count. Nothing for a text that is no such unit.
[[nodiscard]] std::optional<CountedUnit> counted_unit(std::string_view text);

/// A ratio of two units, such as 万元/亩, or % of two quantities of one dimension.
struct RatioUnit {
    std::string name{};
    CountedUnit above{};
    CountedUnit below{};
    bool percent = false; ///< `above` and `below` say nothing
};

/// "万元/亩", "亿元/km2", "万元/人", "%". Nothing for a text that is no such unit.
[[nodiscard]] std::optional<RatioUnit> ratio_unit(std::string_view text);

/// What is known, for a hint.
[[nodiscard]] BiText known_units();

/// True when a quantity in `above` divided by one in `below` can be given in `unit`.
[[nodiscard]] bool fits(const RatioUnit& unit, Dimension above, Dimension below) noexcept;

/// A number in `above` divided by a number in `below`, times this, is the ratio in `unit`.
[[nodiscard]] Fraction conversion(const CountedUnit& above, const CountedUnit& below,
                                  const RatioUnit& unit);
/// A ratio in `from`, times this, is the ratio in `to`; nothing when they are of different
/// quantities.
[[nodiscard]] std::optional<Fraction> conversion(const RatioUnit& from, const RatioUnit& to);

/// `above` / `below` × `by` with two roundings at most as long as the products are whole numbers
/// that a double holds. A ratio that is `limit` but for the rounding of decimals to doubles is
/// `limit`: 0.3 / 0.1 reaches 3.
[[nodiscard]] double ratio_in(double above, double below, const Fraction& by, double limit);

} // namespace parkplan::rules
