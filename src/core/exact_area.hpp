// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/units.hpp"

#include <compare>
#include <cstdint>

namespace parkplan {

__extension__ using Int128 = __int128;

/// An area as a whole number of 1e-6 m². Areas that are added up are rounded to this unit first
/// as format_fixed(area, 6) does it, so that a sum is the same whatever its order, threads or
/// split, and is the sum of the numbers that people read.
class PARKPLAN_API ExactArea {
public:
    constexpr ExactArea() = default;
    /// Throws Error{internal} when `area` is not finite or beyond 9e15 m² (17 times the Earth).
    explicit ExactArea(SquareMetres area);

    [[nodiscard]] constexpr Int128 micro_square_metres() const noexcept { return m_units; }
    /// The nearest double up to 9e9 m²; above that within one unit in the last place.
    [[nodiscard]] SquareMetres value() const noexcept;

    constexpr ExactArea& operator+=(ExactArea other) noexcept {
        m_units += other.m_units;
        return *this;
    }
    constexpr ExactArea& operator-=(ExactArea other) noexcept {
        m_units -= other.m_units;
        return *this;
    }
    friend constexpr ExactArea operator+(ExactArea a, ExactArea b) noexcept { return a += b; }
    friend constexpr ExactArea operator-(ExactArea a, ExactArea b) noexcept { return a -= b; }
    friend constexpr auto operator<=>(ExactArea, ExactArea) = default;

private:
    Int128 m_units = 0;
};

} // namespace parkplan
