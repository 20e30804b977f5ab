// SPDX-License-Identifier: MIT
#include "geo/moments.hpp"

#include <cstddef>

namespace parkplan::geo {

Moments moments_about_start(const CanonicalRing& ring) {
    Moments sum;
    if (ring.size() < 3) {
        return sum;
    }
    // The triangle (0, p, q) has area t/2 with t = p × q, and
    //   ∫u = t/6 (p + q),  ∫u² = t/12 (p² + pq + q²),  ∫uv = t/24 (2 p p' + p q' + q p' + 2 q q').
    const Point origin = ring[0];
    Point from = ring[1];
    for (std::size_t i = 2; i < ring.size(); ++i) {
        const Point to = ring[i];
        const Point p{from.x - origin.x, from.y - origin.y};
        const Point q{to.x - origin.x, to.y - origin.y};
        const double t = p.x * (to.y - from.y) - p.y * (to.x - from.x);
        sum.a += t;
        sum.mx += t * (p.x + q.x);
        sum.my += t * (p.y + q.y);
        sum.mxx += t * (p.x * p.x + p.x * q.x + q.x * q.x);
        sum.mxy += t * (2.0 * (p.x * p.y + q.x * q.y) + p.x * q.y + q.x * p.y);
        sum.myy += t * (p.y * p.y + p.y * q.y + q.y * q.y);
        from = to;
    }
    return {ring.area(),    sum.mx / 6.0,   sum.my / 6.0,
            sum.mxx / 12.0, sum.mxy / 24.0, sum.myy / 12.0};
}

Moments moved(const Moments& m, double dx, double dy) noexcept {
    return {m.a,
            m.mx + dx * m.a,
            m.my + dy * m.a,
            m.mxx + dx * (2.0 * m.mx + dx * m.a),
            m.mxy + dx * m.my + dy * (m.mx + dx * m.a),
            m.myy + dy * (2.0 * m.my + dy * m.a)};
}

Moments moments(const CanonicalRing& ring, Point origin) {
    if (ring.size() == 0) {
        return {};
    }
    return moved(moments_about_start(ring), ring[0].x - origin.x, ring[0].y - origin.y);
}

Moments moments(const MultiPolygonView& feature, Point origin) {
    Moments sum;
    for (std::size_t p = 0; p < feature.size(); ++p) {
        const PolygonView polygon = feature[p];
        for (std::size_t r = 0; r < polygon.rings(); ++r) {
            const Moments ring = moments(CanonicalRing{polygon.ring(r)}, origin);
            if (r == 0) {
                sum += ring;
            } else {
                sum -= ring;
            }
        }
    }
    return sum;
}

} // namespace parkplan::geo
