// SPDX-License-Identifier: MIT
#pragma once

#include "core/exact_number.hpp"

#include <cstdint>

namespace parkplan::rules {

/// A share in whole steps of 1e-9, so that weighted sums of shares are exact.
inline constexpr std::int64_t share_steps = 1'000'000'000;
[[nodiscard]] std::int64_t steps_of(double share) noexcept;

/// A limit that shares are compared with by whole numbers. What is given out as a double lies on
/// the same side of the limit as the whole numbers do, and is the limit where they are equal.
class ShareLimit {
public:
    explicit ShareLimit(double limit) noexcept : m_limit(limit), m_steps(steps_of(limit)) {}

    [[nodiscard]] double value() const noexcept { return m_limit; }
    [[nodiscard]] double of(double share) const noexcept;
    /// `held` (in steps) of `all`, which must be above 0.
    [[nodiscard]] double of(ExactNumber held, ExactNumber all) const noexcept;

private:
    double m_limit;
    std::int64_t m_steps;
};

} // namespace parkplan::rules
