// SPDX-License-Identifier: MIT
#pragma once

#include "core/units.hpp"
#include "crs/crs.hpp"
#include "geo/polygon_column.hpp"
#include "measure/ellipsoidal_area.hpp"
#include "measure/ring_sums.hpp"

namespace parkplan::measure {

/// Area of a feature on the ellipsoid with geodesic edges between its vertices, which are
/// longitude and latitude in degrees. By PROJ's geodesic routines (Karney, Algorithms for
/// geodesics, J. Geodesy 87, 2013). Polygons smaller than half the earth.
[[nodiscard]] SquareMetres geodesic_area(const geo::MultiPolygonView& feature,
                                         const crs::Ellipsoid& ellipsoid);

/// The same for a small ring in a Gauss-Krüger plane (scale 1), without leaving it: the area with
/// straight edges and, edge by edge, what lies between chord and geodesic. The projection is
/// conformal, so a geodesic is where ∫ ds/k is least: its curvature in the plane is the derivative
/// of ln k across it, and the area beside an edge of length L is L³/12 times that at its middle.
/// `density` is that around the ring's first vertex. Within EllipsoidalDensity::moments_reach_m
/// and 2° of the meridian the error is below 1e-9 of the area + 1e-5 m²; that of the geodesic
/// routines themselves, whose terms are areas down to the equator, reaches 1.3e-4 m².
[[nodiscard]] double geodesic_ring_area(const LocalDensity& density, const RingSums& ring) noexcept;

} // namespace parkplan::measure
