// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "geo/polygon_column.hpp"
#include "geo/shape.hpp"

namespace parkplan::overlay {

/// The area and all that lies within `distance` of it, in units of the coordinates; a distance of 0
/// gives the area. Canonical; ring start and direction change nothing.
///
/// Arcs are chords of at most 1°, their ends on the arc: the polygon falls short of the true one by
/// less than 5.1e-5 of its area (1 − sin φ / φ for φ = 1°), and by less than 3.9e-5 of the distance
/// at any place. No vertex is left out: a buffer of the engine drops shallow bends of up to 1 % of
/// the distance. Throws Error{geometry}.
[[nodiscard]] PARKPLAN_API geo::MultiPolygon within_distance(const geo::MultiPolygonView& area,
                                                             double distance);

} // namespace parkplan::overlay
