// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "crs/crs.hpp"

#include <string>

namespace parkplan::crs {

/// The plane in which `ellipsoidal` and `survey` areas have their straight edges: transverse
/// Mercator with scale 1 on the central meridian, metres, false easting 500 000 without a zone
/// prefix.
struct WorkingPlane {
    Ellipsoid ellipsoid{};
    double central_meridian_deg = 117.0;
    /// True when the layer's own coordinates are in this plane (maybe with a zone prefix).
    bool own = false;

    /// "Gauss-Krüger, central meridian 117°, GRS 1980 (CGCS2000)".
    [[nodiscard]] std::string describe() const;
};

/// Own plane for transverse Mercator with scale 1, else the 3° zone whose central meridian is
/// nearest to longitude `centre_lon_deg`, on the layer's ellipsoid. Throws Error{crs} for local.
[[nodiscard]] PARKPLAN_API WorkingPlane working_plane_for(const Crs& crs, double centre_lon_deg);

/// A Crs for the plane on the same geographic base as `base`; Transform to it changes no datum.
[[nodiscard]] PARKPLAN_API Crs crs_of(const WorkingPlane& plane, const Crs& base);

/// The geographic system that `crs` is built on (the same datum), longitude and latitude in
/// degrees.
[[nodiscard]] PARKPLAN_API Crs geographic_base(const Crs& crs);

} // namespace parkplan::crs
