// SPDX-License-Identifier: MIT
#pragma once

#include <compare>

namespace parkplan {

/// A double that remembers its unit. No implicit conversions, no mixed arithmetic.
template <typename Unit>
class Quantity {
public:
    constexpr Quantity() = default;
    constexpr explicit Quantity(double value) noexcept : m_value(value) {}

    [[nodiscard]] constexpr double value() const noexcept { return m_value; }

    constexpr Quantity& operator+=(Quantity other) noexcept {
        m_value += other.m_value;
        return *this;
    }
    friend constexpr Quantity operator+(Quantity a, Quantity b) noexcept { return a += b; }
    friend constexpr Quantity operator-(Quantity a, Quantity b) noexcept {
        return Quantity{a.m_value - b.m_value};
    }
    friend constexpr Quantity operator-(Quantity a) noexcept { return Quantity{-a.m_value}; }
    friend constexpr Quantity operator*(double k, Quantity q) noexcept {
        return Quantity{k * q.m_value};
    }
    friend constexpr double operator/(Quantity a, Quantity b) noexcept {
        return a.m_value / b.m_value;
    }
    friend constexpr auto operator<=>(Quantity, Quantity) = default;

private:
    double m_value = 0.0;
};

using Metres = Quantity<struct MetreTag>;
using SquareMetres = Quantity<struct SquareMetreTag>;
using Degrees = Quantity<struct DegreeTag>;

constexpr SquareMetres operator*(Metres a, Metres b) noexcept {
    return SquareMetres{a.value() * b.value()};
}

namespace literals {
constexpr Metres operator""_m(long double v) {
    return Metres{static_cast<double>(v)};
}
constexpr SquareMetres operator""_m2(long double v) {
    return SquareMetres{static_cast<double>(v)};
}
} // namespace literals

} // namespace parkplan
