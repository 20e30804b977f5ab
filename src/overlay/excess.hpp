// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/tasks.hpp"
#include "core/units.hpp"
#include "geo/shape.hpp"
#include "measure/measure.hpp"
#include "overlay/side.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace parkplan::overlay {

/// What of one feature lies outside the features that should cover it.
struct Excess {
    geo::MultiPolygon polygon{}; ///< empty when the feature is covered
    SquareMetres area{};         ///< by Measurer::piece_method
    bool rounding = false;       ///< no wider than rounding explains (overlap.hpp)
};

/// Tells whether a row of the covering layer counts for a row of the subjects. Must be callable
/// from many threads.
using MayCover = std::function<bool(std::uint32_t subject, std::uint32_t cover)>;

/// For each subject row its excess over the union of the usable covering rows that `may_cover`
/// admits (an empty function admits all); nothing for a subject that is not usable. Both layers
/// have the same coordinate system, that of `measurer`. Independent of threads and row order.
/// Throws Error{geometry} naming the subject that the engine refused.
[[nodiscard]] PARKPLAN_API std::vector<std::optional<Excess>>
excess_over(const Side& subjects, const Side& covers, const MayCover& may_cover,
            const measure::Measurer& measurer, TaskPool& tasks);

} // namespace parkplan::overlay
