// SPDX-License-Identifier: MIT
#pragma once

#include "crs/crs.hpp"
#include "geo/polygon_column.hpp"

namespace parkplan::test {

/// Area of polygons with edges straight in a Gauss-Krüger plane (false easting 500 000), evaluated
/// in quad precision with edges densified at `step_m`: Krüger's inverse series to n⁶ (Karney,
/// Transverse Mercator with an accuracy of a few nanometers, J. Geodesy 85, 2011), closed form of
/// the authalic function, trapezoids. Slow; shares no code with the library.
[[nodiscard]] double quad_ellipsoidal_area(const geo::MultiPolygonView& feature,
                                           const crs::Ellipsoid& ellipsoid, double step_m);

/// Planar area in quad precision.
[[nodiscard]] double quad_planar_area(const geo::MultiPolygonView& feature);

} // namespace parkplan::test
