// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/exact_area.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

namespace parkplan {

/// A number as a whole count of 1e-6 of its unit, for values of fields that are added up and
/// shared out: sums are the same whatever their order, and parts add up to the whole.
class PARKPLAN_API ExactNumber {
public:
    constexpr ExactNumber() = default;
    explicit constexpr ExactNumber(std::int64_t value) noexcept : m_units(Int128{value} * units) {}

    /// Rounded to 1e-6 as format_fixed does it; nothing for a value that is not finite or not below
    /// 1e24, which no sum could hold.
    [[nodiscard]] static std::optional<ExactNumber> of(double value);

    /// This number × part / whole, halves away from zero; `whole` must not be 0. Exact but for the
    /// last digit while the product stays below 1e38, else as doubles multiply.
    [[nodiscard]] ExactNumber share(ExactArea part, ExactArea whole) const noexcept;
    [[nodiscard]] constexpr ExactNumber times(std::int64_t factor) const noexcept {
        ExactNumber result;
        result.m_units = m_units * factor;
        return result;
    }

    [[nodiscard]] double value() const noexcept;
    /// All digits, without zeros at the end of the fraction: "12.5", "-3".
    [[nodiscard]] std::string text() const;

    constexpr ExactNumber& operator+=(ExactNumber other) noexcept {
        m_units += other.m_units;
        return *this;
    }
    constexpr ExactNumber& operator-=(ExactNumber other) noexcept {
        m_units -= other.m_units;
        return *this;
    }
    friend constexpr ExactNumber operator+(ExactNumber a, ExactNumber b) noexcept { return a += b; }
    friend constexpr ExactNumber operator-(ExactNumber a, ExactNumber b) noexcept { return a -= b; }
    friend constexpr auto operator<=>(ExactNumber, ExactNumber) = default;

private:
    static constexpr Int128 units = 1'000'000;
    Int128 m_units = 0;
};

} // namespace parkplan
