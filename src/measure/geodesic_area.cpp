// SPDX-License-Identifier: MIT
#include "measure/geodesic_area.hpp"

#include "geo/canonical.hpp"

#include <geodesic.h>

#include <cmath>
#include <cstddef>

namespace parkplan::measure {
namespace {

double ring_area(const geod_geodesic& earth, geo::RingView view) {
    const geo::CanonicalRing ring{view};
    geod_polygon polygon{};
    geod_polygon_init(&polygon, 0);
    for (std::size_t i = 0; i < ring.size(); ++i) {
        geod_polygon_addpoint(&earth, &polygon, ring[i].y, ring[i].x);
    }
    double area = 0.0;
    geod_polygon_compute(&earth, &polygon, 0, 1, &area, nullptr);
    return std::abs(area);
}

} // namespace

SquareMetres geodesic_area(const geo::MultiPolygonView& feature, const crs::Ellipsoid& ellipsoid) {
    geod_geodesic earth{};
    geod_init(&earth, ellipsoid.a, ellipsoid.flattening());
    double sum = 0.0;
    for (std::size_t p = 0; p < feature.size(); ++p) {
        const geo::PolygonView polygon = feature[p];
        for (std::size_t r = 0; r < polygon.rings(); ++r) {
            const double area = ring_area(earth, polygon.ring(r));
            sum += r == 0 ? area : -area;
        }
    }
    return SquareMetres{sum};
}

double geodesic_ring_area(const LocalDensity& d, const RingSums& r) noexcept {
    // The gradient of ln k = −½ ln g at the first vertex, and how its eastern part grows eastwards.
    const double fx = -0.5 * d.gx / d.g;
    const double fy = -0.5 * d.gy / d.g;
    const double fxx = -0.5 * d.gxx / d.g + 2.0 * fx * fx;
    const double beside = fx * r.l2dy + fxx * r.l2dyu - fy * r.l2dx;
    return area_by(d, r) + d.g * beside / 12.0;
}

} // namespace parkplan::measure
