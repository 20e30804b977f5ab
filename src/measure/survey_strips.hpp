// SPDX-License-Identifier: MIT
#pragma once

#include "geo/polygon_column.hpp"
#include "measure/strip_table.hpp"
#include "measure/survey_area.hpp"

#include <array>
#include <optional>

namespace parkplan::measure {

/// The procedure of SurveyArea without a trigonometric call per point, for rings that surely come
/// out the same.
///
/// The Gauss inverse of the regulation is a polynomial in the easting whose coefficients depend on
/// the northing only: those come from StripTable, fitted to the regulation's own formulas. Its
/// latitudes and longitudes agree with the literal ones to about 2e-10″; where one lies nearer than
/// 1e-9″ to a rounding boundary of its sixth decimal, the literal inverse is asked, so that the
/// rounded seconds are the same. The printed trapezoid is b²·Δl·(F(B₂) − F(B₁)) with
/// F(B) = Σ ±s sin (2k+1)B, here b²·Δl·ΔB·(1 − ΔB²/24)·F′(Bm), right to 1e-12 of each term.
class SurveyStrips {
public:
    explicit SurveyStrips(const crs::Ellipsoid& ellipsoid);

    /// What SurveyArea::area gives, by the literal procedure itself where a ring is not for the
    /// strips or the sum lies near a rounding boundary.
    [[nodiscard]] SquareMetres area(const geo::MultiPolygonView& feature,
                                    double central_meridian_deg) const;
    [[nodiscard]] const SurveyArea& literal() const noexcept { return m_literal; }

    struct RingArea {
        double area = 0.0;  ///< m², not rounded
        double terms = 0.0; ///< sum of the trapezoids without their signs
    };
    /// Of the ring as it stands in a feature. None for a ring outside the northings 0 to 6190 km,
    /// too far from the meridian, or too tall for one strip: the literal procedure has it then.
    [[nodiscard]] std::optional<RingArea> ring_area(geo::RingView view,
                                                    double central_meridian_deg) const;

    /// How far `area` may be from that of the literal procedure, before its rounding.
    [[nodiscard]] static double tolerance(const RingArea& area) noexcept {
        return 2e-12 * area.terms + 1e-7;
    }

private:
    /// b(f), b2, b4, b6 and l1, l3, l5: seconds = b − x²(b2 − x²(b4 − x²·b6)), and
    /// x(l1 − x²(l3 − x²·l5)) from the meridian.
    using Inverse = StripTable<7, 5>;
    /// b²·F′ by the latitude in seconds.
    using Slices = StripTable<1, 5>;

    class Ring;

    SurveyArea m_literal;
    Inverse m_inverse;
    Slices m_slices;
};

} // namespace parkplan::measure
