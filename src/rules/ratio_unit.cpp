// SPDX-License-Identifier: MIT
#include "rules/ratio_unit.hpp"

#include "core/text.hpp"
#include "core/told.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>

namespace parkplan::rules {
namespace {

struct Named {
    std::string_view name;
    Dimension dimension;
    Fraction size;
};

constexpr std::array units{
    Named{"元", Dimension::money, {1, 1}},
    Named{"千元", Dimension::money, {1'000, 1}},
    Named{"万元", Dimension::money, {10'000, 1}},
    Named{"百万元", Dimension::money, {1'000'000, 1}},
    Named{"千万元", Dimension::money, {10'000'000, 1}},
    Named{"亿元", Dimension::money, {100'000'000, 1}},
    Named{"yuan", Dimension::money, {1, 1}},
    Named{"m2", Dimension::area, {1, 1}},
    Named{"m²", Dimension::area, {1, 1}},
    Named{"㎡", Dimension::area, {1, 1}},
    Named{"平方米", Dimension::area, {1, 1}},
    Named{"mu", Dimension::area, {2'000, 3}},
    Named{"亩", Dimension::area, {2'000, 3}},
    Named{"ha", Dimension::area, {10'000, 1}},
    Named{"公顷", Dimension::area, {10'000, 1}},
    Named{"万平方米", Dimension::area, {10'000, 1}},
    Named{"km2", Dimension::area, {1'000'000, 1}},
    Named{"km²", Dimension::area, {1'000'000, 1}},
    Named{"㎢", Dimension::area, {1'000'000, 1}},
    Named{"平方公里", Dimension::area, {1'000'000, 1}},
    Named{"平方千米", Dimension::area, {1'000'000, 1}},
    Named{"人", Dimension::people, {1, 1}},
    Named{"千人", Dimension::people, {1'000, 1}},
    Named{"万人", Dimension::people, {10'000, 1}},
    Named{"people", Dimension::people, {1, 1}},
};

/// The products of the units above stay far below 2^63 when every step is reduced.
Fraction times(const Fraction& a, const Fraction& b) {
    const std::int64_t one = std::gcd(a.numerator, b.denominator);
    const std::int64_t other = std::gcd(b.numerator, a.denominator);
    return {(a.numerator / one) * (b.numerator / other),
            (a.denominator / other) * (b.denominator / one)};
}

Fraction inverse(const Fraction& a) noexcept {
    return {a.denominator, a.numerator};
}

/// What one of the ratio's unit is, in 元, m² and people.
Fraction size_of(const RatioUnit& unit) {
    constexpr Fraction percent{1, 100};
    return unit.percent ? percent : times(unit.above.size, inverse(unit.below.size));
}

} // namespace

std::optional<CountedUnit> counted_unit(std::string_view text) {
    const std::string_view name = trim(text);
    const auto* const found = std::ranges::find(units, name, &Named::name);
    return found == units.end()
               ? std::nullopt
               : std::optional{CountedUnit{std::string{name}, found->dimension, found->size}};
}

std::optional<RatioUnit> ratio_unit(std::string_view text) {
    const std::string_view name = trim(text);
    if (name == "%" || name == "％") {
        return RatioUnit{"%", {}, {}, true};
    }
    for (const std::string_view stroke : {"/", "／"}) {
        const std::size_t at = name.find(stroke);
        if (at == std::string_view::npos) {
            continue;
        }
        const std::optional<CountedUnit> above = counted_unit(name.substr(0, at));
        const std::optional<CountedUnit> below = counted_unit(name.substr(at + stroke.size()));
        if (above && below) {
            return RatioUnit{std::string{name}, *above, *below, false};
        }
    }
    return std::nullopt;
}

BiText known_units() {
    std::array<std::string, 3> lists;
    for (const Named& unit : units) {
        std::string& list = lists.at(static_cast<std::size_t>(unit.dimension));
        list += fmt::format("{}{}", list.empty() ? "" : ", ", unit.name);
    }
    return told(
        "known: money {}; area {}; people {}; a ratio is two of them, such as 万元/亩, or %",
        lists[0], lists[1], lists[2]);
}

bool fits(const RatioUnit& unit, Dimension above, Dimension below) noexcept {
    return unit.percent ? above == below
                        : unit.above.dimension == above && unit.below.dimension == below;
}

Fraction conversion(const CountedUnit& above, const CountedUnit& below, const RatioUnit& unit) {
    return times(times(above.size, inverse(below.size)), inverse(size_of(unit)));
}

std::optional<Fraction> conversion(const RatioUnit& from, const RatioUnit& to) {
    const bool same_quantity =
        from.percent == to.percent &&
        (from.percent || fits(to, from.above.dimension, from.below.dimension));
    return same_quantity ? std::optional{times(size_of(from), inverse(size_of(to)))} : std::nullopt;
}

double ratio_in(double above, double below, const Fraction& by, double limit) {
    const double ratio =
        (above * static_cast<double>(by.numerator)) / (below * static_cast<double>(by.denominator));
    constexpr double rounding = 4.0 * std::numeric_limits<double>::epsilon();
    return std::abs(ratio - limit) <= rounding * limit ? limit : ratio;
}

} // namespace parkplan::rules
