// SPDX-License-Identifier: MIT
#pragma once

#include "core/units.hpp"
#include "crs/crs.hpp"
#include "geo/polygon_column.hpp"

namespace parkplan::measure {

/// Area of a feature on the ellipsoid with geodesic edges between its vertices, which are
/// longitude and latitude in degrees. By PROJ's geodesic routines (Karney, Algorithms for
/// geodesics, J. Geodesy 87, 2013). Polygons smaller than half the earth.
[[nodiscard]] SquareMetres geodesic_area(const geo::MultiPolygonView& feature,
                                         const crs::Ellipsoid& ellipsoid);

} // namespace parkplan::measure
