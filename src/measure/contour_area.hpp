// SPDX-License-Identifier: MIT
#pragma once

#include "core/units.hpp"
#include "crs/crs.hpp"
#include "crs/transform.hpp"
#include "geo/polygon_column.hpp"

namespace parkplan::measure {

/// The same area as EllipsoidalDensity, at any distance from the central meridian: edges straight
/// in the plane are cut into pieces of at most 250 m, the ends and middle of each go through the
/// exact inverse projection, and ∮ Q dλ is integrated with λ and Q (authalic) quadratic on each
/// piece. Slower, and limited by the rounding of latitudes (about 1e-9 m per metre of boundary).
/// `to_geographic` leads from the plane of `feature` to longitude and latitude in degrees.
[[nodiscard]] SquareMetres contour_area(const geo::MultiPolygonView& feature,
                                        const crs::Ellipsoid& ellipsoid,
                                        const crs::Transform& to_geographic);

} // namespace parkplan::measure
