// SPDX-License-Identifier: MIT
#pragma once

#include "core/units.hpp"
#include "crs/crs.hpp"
#include "geo/polygon_column.hpp"
#include "measure/ring_sums.hpp"
#include "measure/strip_table.hpp"

#include <array>
#include <optional>

namespace parkplan::measure {

/// 1/k² around a point to second order, by distances in metres.
struct LocalDensity {
    double g = 1.0;
    double gx = 0.0;
    double gy = 0.0;
    double gxx = 0.0;
    double gxy = 0.0;
    double gyy = 0.0;
};

/// ∫ of a density over a ring, the density being given about its first vertex.
[[nodiscard]] double area_by(const LocalDensity& density, const RingSums& ring) noexcept;

/// Area on the ellipsoid of polygons whose edges are straight in a Gauss-Krüger plane:
/// ∫ dA / k² with k the point scale of the transverse Mercator projection (scale 1 on the central
/// meridian, where x = 0 here).
///
/// k from Snyder, Map Projections - A Working Manual (1987), eq. 8-11 in rectangular form:
///   k = 1 + (1+η²)D²/2 + (1+6η²+9η⁴+4η⁶−24t²η⁴−24t²η⁶)D⁴/24 + D⁶/720,   D = x/N,
/// t, η², N at the footpoint latitude of y; 1/k² is its reciprocal up to D⁸ (the last term that
/// of the sphere). Within 3.5° of the central meridian the error is below 1e-9 of the area.
///
/// Small rings: moments times the Taylor series of 1/k² about the first vertex, to second order;
/// the coefficients of its powers of x come from polynomials in the northing. The third order is
/// below 16x/R⁴·(|u| + |v|)³/6, which within `moments_reach_m` and 2° of the meridian is 2e-10.
/// Large rings: ∫ dA/k² = A − ∮ H dy with A the planar area and H(x, y) = ∫₀ˣ (1 − 1/k²) dx. The
/// correction is below 1e-3 of the area, so its series needs few terms; each edge is integrated
/// by Gauss-Legendre (2 points up to 2 km, else 4 points on pieces up to 20 km).
class EllipsoidalDensity {
public:
    explicit EllipsoidalDensity(const crs::Ellipsoid& ellipsoid);

    [[nodiscard]] double semi_major_axis() const noexcept { return m_a; }

    /// 1/k² at a point; x from the central meridian, y from the equator, metres.
    [[nodiscard]] double density(double x, double y) const noexcept;

    /// 1/k² around a point, within a strip of it and 2° of the central meridian; none farther than
    /// 10 000 km from the equator.
    [[nodiscard]] std::optional<LocalDensity> near(double x, double y) const noexcept;

    /// Area of a small ring from its sums, whose start is in the plane with `false_easting`; none
    /// when it is too large for that.
    [[nodiscard]] std::optional<double> small_ring_area(const RingSums& ring,
                                                        double false_easting) const noexcept;
    /// Area of any ring in plane coordinates, edge by edge.
    [[nodiscard]] double ring_area(geo::RingView ring, double false_easting) const;

    /// Area of a feature in plane coordinates with false easting `false_easting` (metres).
    [[nodiscard]] SquareMetres area(const geo::MultiPolygonView& feature,
                                    double false_easting) const;

    /// How far from its first vertex a small ring may reach, in x and in y.
    static constexpr double moments_reach_m = 4096.0;

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
    /// Coefficients of 1 − 1/k² = a₁x² − a₂x⁴ + a₃x⁶ − a₄x⁸ by the northing.
    StripTable<4, 4> m_strips;
};

} // namespace parkplan::measure
