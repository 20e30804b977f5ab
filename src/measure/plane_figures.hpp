// SPDX-License-Identifier: MIT
#pragma once

#include "geo/polygon_column.hpp"
#include "measure/ellipsoidal_area.hpp"
#include "measure/planes.hpp"
#include "measure/ring_sums.hpp"

#include <optional>

namespace parkplan::measure {

/// What one walk over the rings of a feature in one plane tells, in metres.
struct PlaneFigures {
    struct OnEllipsoid {
        double straight = 0.0; ///< edges straight in the plane
        double geodesic = 0.0; ///< edges geodesics between the vertices
    };
    double planar = 0.0;
    double perimeter = 0.0; ///< 0 unless wanted
    /// None without a density, or when a ring is too large for its moments.
    std::optional<OnEllipsoid> on_ellipsoid{};
    /// Too far from the central meridian for what stands in on_ellipsoid.
    bool beyond_series = false;
};

/// A plane and what lies under it.
struct Ground {
    PlaneFrame frame{};
    const EllipsoidalDensity* density = nullptr; ///< none for a local plane
};

[[nodiscard]] PlaneFigures plane_figures(RingWalker& walker, const geo::MultiPolygonView& feature,
                                         const Ground& ground, Length length);

} // namespace parkplan::measure
