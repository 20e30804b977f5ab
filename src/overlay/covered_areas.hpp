// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/tasks.hpp"
#include "core/units.hpp"
#include "measure/measure.hpp"
#include "overlay/side.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace parkplan::overlay {

/// Choices of rows, such as the classes of land that count: bit i of a row's mask says that the row
/// belongs to choice i.
struct RowChoices {
    std::span<const std::uint32_t> masks; ///< by row
    std::size_t count = 0;                ///< of choices, at most 32
};

/// How much of each row of `a` the rows of `b` cover, by choice; land that several of them cover
/// counts once. Rows of `a` that are not usable have 0. `areas` are those of the usable rows of `a`
/// by Measurer::piece_method; no figure is larger. Both layers have the coordinate system of
/// `measurer`. Row order and threads change no value. Result: [row of a][choice]. Throws
/// Error{geometry} where the engine refuses.
[[nodiscard]] PARKPLAN_API std::vector<std::vector<SquareMetres>>
covered_areas(const Side& a, std::span<const SquareMetres> areas, const Side& b,
              const RowChoices& choices, const measure::Measurer& measurer, TaskPool& tasks);

} // namespace parkplan::overlay
