// SPDX-License-Identifier: MIT
#include "measure/plane_figures.hpp"

#include "measure/geodesic_area.hpp"

#include <cstddef>

namespace parkplan::measure {
namespace {

/// Places of the feature from the central meridian and the equator.
geo::Box box_in_metres(const geo::MultiPolygonView& feature, const PlaneFrame& frame) noexcept {
    const geo::Box box = geo::box_of(feature);
    return {frame.in_metres(box.min), frame.in_metres(box.max)};
}

} // namespace

PlaneFigures plane_figures(RingWalker& walker, const geo::MultiPolygonView& feature,
                           const Ground& ground, Length length) {
    PlaneFigures out;
    PlaneFigures::OnEllipsoid on_ellipsoid;
    bool small = ground.density != nullptr;
    geo::Box around; // no smaller than the box of the feature
    for (std::size_t p = 0; p < feature.size(); ++p) {
        const geo::PolygonView polygon = feature[p];
        for (std::size_t r = 0; r < polygon.rings(); ++r) {
            const RingSums ring = walker(polygon.ring(r), ground.frame.scale, length);
            const double sign = r == 0 ? 1.0 : -1.0;
            out.planar += sign * ring.area;
            out.perimeter += ring.length;
            if (ground.density == nullptr) {
                continue;
            }
            const geo::Point start{ring.start.x - ground.frame.false_origin.x,
                                   ring.start.y - ground.frame.false_origin.y};
            around.add(geo::Point{start.x - ring.reach, start.y - ring.reach});
            around.add(geo::Point{start.x + ring.reach, start.y + ring.reach});
            const auto density = ring.reach <= EllipsoidalDensity::moments_reach_m
                                     ? ground.density->near(start.x, start.y)
                                     : std::nullopt;
            small = small && density.has_value();
            if (density) {
                on_ellipsoid.straight += sign * area_by(*density, ring);
                on_ellipsoid.geodesic += sign * geodesic_ring_area(*density, ring);
            }
        }
    }
    if (ground.density != nullptr) {
        const double a = ground.density->semi_major_axis();
        out.beyond_series =
            beyond_series(around, a) && beyond_series(box_in_metres(feature, ground.frame), a);
    }
    if (small) {
        out.on_ellipsoid = on_ellipsoid;
    }
    return out;
}

} // namespace parkplan::measure
