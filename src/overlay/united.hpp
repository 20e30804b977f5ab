// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "geo/polygon_column.hpp"
#include "geo/shape.hpp"

#include <cstddef>
#include <span>

namespace parkplan::overlay {

/// The union of areas, canonical; their order changes nothing. Throws Error{geometry}.
[[nodiscard]] PARKPLAN_API geo::MultiPolygon
united(std::span<const geo::MultiPolygon* const> areas);

/// The parts with the largest planar areas, as many as have no more than `points` vertices
/// together, at least one; in the order that they had.
[[nodiscard]] PARKPLAN_API geo::MultiPolygon largest_parts(const geo::MultiPolygonView& area,
                                                           std::size_t points);

} // namespace parkplan::overlay
