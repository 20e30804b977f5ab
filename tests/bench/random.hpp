// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>

namespace parkplan::bench {

/// One step of splitmix64 (Steele, Lea, Flood, 2014): scatters a number over 64 bits.
[[nodiscard]] constexpr std::uint64_t scattered(std::uint64_t number) noexcept {
    number += 0x9e3779b97f4a7c15U;
    number = (number ^ (number >> 30U)) * 0xbf58476d1ce4e5b9U;
    number = (number ^ (number >> 27U)) * 0x94d049bb133111ebU;
    return number ^ (number >> 31U);
}

/// A stream of numbers that depends on nothing but the numbers it is made from, so that a thing of
/// the coverage looks the same from wherever it is reached. Same numbers on every machine.
class Random {
public:
    constexpr Random(std::initializer_list<std::uint64_t> from) noexcept {
        for (const auto number : from) {
            m_state = scattered(m_state ^ number);
        }
    }
    [[nodiscard]] constexpr std::uint64_t bits() noexcept { return m_state = scattered(m_state); }
    /// In [0, 1).
    [[nodiscard]] constexpr double unit() noexcept {
        return static_cast<double>(bits() >> 11U) * 0x1p-53;
    }
    /// In [low, high).
    [[nodiscard]] constexpr double between(double low, double high) noexcept {
        return low + (high - low) * unit();
    }
    /// In [0, count); the bias is below count / 2^64.
    [[nodiscard]] constexpr int below(int count) noexcept {
        return static_cast<int>(bits() % static_cast<std::uint64_t>(count));
    }

private:
    std::uint64_t m_state = 0x6a09e667f3bcc908U;
};

} // namespace parkplan::bench
