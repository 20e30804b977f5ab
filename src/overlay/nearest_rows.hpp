// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/tasks.hpp"
#include "geo/distance.hpp"
#include "overlay/side.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace parkplan::overlay {

/// The feature of another layer that lies nearest.
struct NearestRow {
    std::uint32_t row = 0;
    geo::Nearest nearest{}; ///< a: on the subject, b: on the row; in units of the coordinates
};

/// For each usable subject the nearest usable row of `others`; nothing for the rest, and where
/// `others` has none. A usable row of `others` is its polygons, or its points and lines where it
/// has no polygon. Distances are those of the plane of the coordinates, which both layers must
/// share. Of rows that are equally near the one with the smallest points is told, then the one with
/// the smallest key: row order, ring starts, directions and threads change no value.
[[nodiscard]] PARKPLAN_API std::vector<std::optional<NearestRow>>
nearest_rows(const Side& subjects, const Side& others, TaskPool& tasks);

} // namespace parkplan::overlay
