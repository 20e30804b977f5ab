// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "geo/canonical.hpp"
#include "geo/point.hpp"
#include "geo/polygon_column.hpp"

namespace parkplan::geo {

/// Integrals over a plane area of 1, u, v, u², uv, v², where (u, v) is the place relative to an
/// origin. Units are powers of the coordinates' unit: 2, 3 and 4.
struct Moments {
    double a = 0.0;
    double mx = 0.0;
    double my = 0.0;
    double mxx = 0.0;
    double mxy = 0.0;
    double myy = 0.0;

    constexpr Moments& operator+=(const Moments& other) noexcept {
        a += other.a;
        mx += other.mx;
        my += other.my;
        mxx += other.mxx;
        mxy += other.mxy;
        myy += other.myy;
        return *this;
    }
    constexpr Moments& operator-=(const Moments& other) noexcept {
        return *this += Moments{-other.a, -other.mx, -other.my, -other.mxx, -other.mxy, -other.myy};
    }
    friend constexpr bool operator==(const Moments&, const Moments&) = default;
};

/// Moments of the area that a ring encloses, about its own first vertex (canonical[0]); `a` is
/// canonical.area(), bit for bit. Fans triangles from that vertex.
[[nodiscard]] PARKPLAN_API Moments moments_about_start(const CanonicalRing& ring);

/// The same area's moments about an origin that lies at (-dx, -dy) of the old one: every place
/// (u, v) becomes (u + dx, v + dy).
[[nodiscard]] PARKPLAN_API Moments moved(const Moments& moments, double dx, double dy) noexcept;

/// Moments of the area that a ring encloses, about `origin`.
[[nodiscard]] PARKPLAN_API Moments moments(const CanonicalRing& ring, Point origin);

/// Moments of a feature, shells minus holes, about `origin`; the feature is taken to be valid.
/// Choose the origin near the feature: far away the higher moments lose digits.
[[nodiscard]] PARKPLAN_API Moments moments(const MultiPolygonView& feature, Point origin);

} // namespace parkplan::geo
