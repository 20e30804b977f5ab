// SPDX-License-Identifier: MIT
#include "core/exact_area.hpp"

#include "core/fail.hpp"
#include "core/number.hpp"

#include <bit>
#include <cmath>
#include <cstdint>

namespace parkplan {
namespace {

constexpr Int128 units_per_square_metre = 1'000'000;
constexpr double largest_square_metres = 9e15; // below 2^53, and 17 times the Earth
constexpr int decimals = 6;
constexpr int mantissa_bits = 53;

/// The rounding of number.hpp, for the few values where the digits a person sees decide.
Int128 rounded_as_read(double magnitude) {
    Int128 units = 0;
    for (const char c : format_fixed(magnitude, decimals)) {
        if (c != '.') {
            units = units * 10 + (c - '0');
        }
    }
    return units;
}

/// A double is mantissa · 2^exponent, so the units next to it can be had in whole numbers. The
/// shortest decimal that reads back as it is less than one step of the mantissa away: only when a
/// tie is that near can it round the other way.
Int128 rounded(double magnitude) {
    constexpr std::uint64_t implicit_bit = std::uint64_t{1} << (mantissa_bits - 1);
    constexpr int exponent_of_units = 1075; // biased; that of a mantissa which is the number itself
    const auto bits = std::bit_cast<std::uint64_t>(magnitude);
    const int exponent = static_cast<int>(bits >> (mantissa_bits - 1)) - exponent_of_units;
    // Subnormal numbers lack the implicit bit, and are nothing anyway.
    const std::uint64_t mantissa = (bits & (implicit_bit - 1)) | implicit_bit;
    const Int128 product = Int128{mantissa} * units_per_square_metre; // below 2^73
    if (exponent == 0) {
        return product;
    }
    constexpr int beyond_every_bit = 75;
    if (exponent <= -beyond_every_bit) {
        return 0;
    }
    const int shift = -exponent;
    const Int128 half = Int128{1} << (shift - 1);
    const Int128 above_tie = (product & ((Int128{1} << shift) - 1)) - half;
    if (above_tie <= units_per_square_metre && above_tie >= -units_per_square_metre) {
        return rounded_as_read(magnitude);
    }
    return (product + half) >> shift;
}

} // namespace

ExactArea::ExactArea(SquareMetres area) {
    const double value = area.value();
    if (!(std::abs(value) <= largest_square_metres)) {
        fail(ErrorKind::internal,
             "area '{}' m² cannot be summed; a finite number up to {} is needed",
             format_shortest(value), format_shortest(largest_square_metres));
    }
    const Int128 magnitude = rounded(std::abs(value));
    m_units = value < 0.0 ? -magnitude : magnitude;
}

SquareMetres ExactArea::value() const noexcept {
    constexpr Int128 exact_in_double = Int128{1} << mantissa_bits;
    if (m_units <= exact_in_double && m_units >= -exact_in_double) {
        return SquareMetres{static_cast<double>(m_units) /
                            static_cast<double>(units_per_square_metre)};
    }
    // Whole and fractional part apart: casting all units would round a second time.
    const Int128 whole = m_units / units_per_square_metre;
    const Int128 rest = m_units % units_per_square_metre;
    return SquareMetres{static_cast<double>(whole) +
                        static_cast<double>(rest) / static_cast<double>(units_per_square_metre)};
}

} // namespace parkplan
