// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/exact_area.hpp"
#include "core/number.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace parkplan {

/// A decimal step of a unit of area: 2 decimals of a hectare are 100 m².
struct AreaStep {
    AreaUnit unit = AreaUnit::hectare; ///< not 亩, which is no whole number of 1e-6 m²
    int decimals = 2;                  ///< 0 to 4

    /// Throws Error{internal} for a step that is not allowed.
    [[nodiscard]] PARKPLAN_API ExactArea area() const;
    /// The number of `steps` steps in the unit: 12345 steps of 0.01 ha are 123.45.
    [[nodiscard]] PARKPLAN_API double in_unit(std::int64_t steps) const;
};

/// Areas in whole steps that add up exactly.
struct LevelledAreas {
    std::vector<std::int64_t> steps{}; ///< parallel to the areas
    std::int64_t total = 0;            ///< the control total, rounded: the sum of `steps`
};

/// Levels areas (平差) so that, rounded to whole steps, they add up to the control total, rounded
/// to whole steps itself. By the practice of land surveys: every area is rounded; the difference to
/// the control total is shared out in proportion to the areas, rounded; what is left goes step by
/// step to the largest areas first, equal ones by their keys. All roundings are half away from
/// zero, and all numbers are whole: the order of the areas changes nothing where the keys differ.
///
/// No result is negative, and an area of 0 stays 0. Where the control total is the sum S of the n
/// areas, the difference d is at most (n + 1)/2 steps, and no result differs from its area's own
/// rounding by more than a·|d|/S + 3/2 steps.
///
/// For reading only: verdicts compare what was measured. Throws Error{internal} for lists that are
/// not of one length, an area or total below 0 or above 1e14 m², and a total above 0 with no area
/// to give it to.
[[nodiscard]] PARKPLAN_API LevelledAreas level_areas(std::span<const ExactArea> areas,
                                                     std::span<const std::string> keys,
                                                     ExactArea control, const AreaStep& step);

} // namespace parkplan
