// SPDX-License-Identifier: MIT
#pragma once

#include "core/units.hpp"
#include "crs/crs.hpp"
#include "geo/polygon_column.hpp"

#include <array>

namespace parkplan::measure {

/// Area on the ellipsoid of polygons whose edges are straight in a Gauss-Krüger plane:
/// ∫ dA / k² with k the point scale of the transverse Mercator projection (scale 1 on the central
/// meridian, where x = 0 here).
///
/// Method: ∫ dA/k² = A − ∮ H dy with A the planar area and H(x, y) = ∫₀ˣ (1 − 1/k²) dx. The
/// correction is below 1e-3 of the area, so its series needs few terms; each edge is integrated
/// by Gauss-Legendre (2 points up to 2 km, else 4 points on pieces up to 20 km).
/// k from Snyder, Map Projections - A Working Manual (1987), eq. 8-11 in rectangular form:
///   k = 1 + (1+η²)D²/2 + (1+6η²+9η⁴+4η⁶−24t²η⁴−24t²η⁶)D⁴/24 + D⁶/720,   D = x/N,
/// t, η², N at the footpoint latitude of y; 1/k² is its reciprocal up to D⁸ (the last term that
/// of the sphere). Within 3.5° of the central meridian the error is below 1e-9 of the area.
class EllipsoidalDensity {
public:
    explicit EllipsoidalDensity(const crs::Ellipsoid& ellipsoid);

    /// 1/k² at a point; x from the central meridian, y from the equator, metres.
    [[nodiscard]] double density(double x, double y) const noexcept;

    /// Area of a feature in plane coordinates with false easting `false_easting` (metres).
    [[nodiscard]] SquareMetres area(const geo::MultiPolygonView& feature,
                                    double false_easting) const;

private:
    /// Coefficients of 1 − 1/k² = c1·D² − c2·D⁴ + c3·D⁶ − c4·D⁸ at one northing.
    struct Series {
        double n = 0.0; ///< radius of curvature in the prime vertical, metres
        double c1 = 0.0;
        double c2 = 0.0;
        double c3 = 0.0;
        double c4 = 0.0;
    };
    [[nodiscard]] Series series_at(double y) const noexcept;
    [[nodiscard]] double antiderivative(double x, double y) const noexcept;
    [[nodiscard]] double edge_integral(geo::Point from, geo::Point to) const noexcept;

    double m_a;
    double m_e2;
    double m_second_e2;
    double m_rectifying_radius;
    std::array<double, 4> m_footpoint; ///< coefficients of sin 2μ, 4μ, 6μ, 8μ
};

} // namespace parkplan::measure
