// SPDX-License-Identifier: MIT
#include "core/exact_number.hpp"

#include "core/units.hpp"

#include <fmt/format.h>

#include <cmath>

namespace parkplan {
namespace {

constexpr double largest_with_fraction = 9e15; // below 2^53: larger doubles are whole numbers
constexpr double too_large = 1e24;
/// Of products below these no Int128 runs over.
constexpr Int128 largest_factor = Int128{1} << 63;

Int128 magnitude(Int128 value) noexcept {
    return value < 0 ? -value : value;
}

} // namespace

std::optional<ExactNumber> ExactNumber::of(double value) {
    if (!(std::abs(value) < too_large)) {
        return std::nullopt;
    }
    ExactNumber number;
    number.m_units = std::abs(value) <= largest_with_fraction
                         ? ExactArea{SquareMetres{value}}.micro_square_metres()
                         : static_cast<Int128>(value) * units;
    return number;
}

ExactNumber ExactNumber::share(ExactArea part, ExactArea whole) const noexcept {
    if (part == whole) {
        return *this;
    }
    const Int128 upper = part.micro_square_metres();
    const Int128 lower = whole.micro_square_metres();
    ExactNumber result;
    if (magnitude(m_units) < largest_factor && magnitude(upper) < largest_factor) {
        const Int128 product = m_units * upper;
        const bool negative = (product < 0) != (lower < 0);
        const Int128 rounded =
            (magnitude(product) + magnitude(lower) / 2) / magnitude(lower); // < 2^127
        result.m_units = negative ? -rounded : rounded;
    } else {
        const double ratio = static_cast<double>(upper) / static_cast<double>(lower);
        result.m_units = static_cast<Int128>(std::round(static_cast<double>(m_units) * ratio));
    }
    return result;
}

double ExactNumber::value() const noexcept {
    const Int128 whole = m_units / units;
    return static_cast<double>(whole) +
           static_cast<double>(m_units % units) / static_cast<double>(units);
}

std::string ExactNumber::text() const {
    const Int128 size = magnitude(m_units);
    std::string result = fmt::format("{}{}", m_units < 0 ? "-" : "", size / units);
    if (size % units != 0) {
        result += fmt::format(".{:06}", static_cast<std::int64_t>(size % units));
        result.erase(result.find_last_not_of('0') + 1);
    }
    return result;
}

} // namespace parkplan
