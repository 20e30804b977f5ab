// SPDX-License-Identifier: MIT
#pragma once

#include "coverage.hpp"

#include <span>
#include <vector>

namespace parkplan::bench {

/// What a disturbed side does to the coverage.
struct Planted {
    Plot plot; ///< the parcel whose side was moved
    std::vector<Plot> neighbours;
    Shift shift;
    double area = 0; ///< m² between the old side and the new one, exact to rounding
    /// No other disturbance and no other side comes near: an outward shift overlaps exactly
    /// `neighbours`, together by exactly `area`; an inward one leaves one gap of exactly `area`.
    bool is_alone = false;
};

/// All disturbances of the coverage, in the order of `plots`.
[[nodiscard]] std::vector<Planted> planted(const Coverage& coverage, std::span<const Plot> plots);

} // namespace parkplan::bench
