// SPDX-License-Identifier: MIT
#pragma once

#include "core/units.hpp"
#include "crs/crs.hpp"
#include "geo/polygon_column.hpp"

#include <array>
#include <cstdint>

namespace parkplan::measure {

/// The parcel area of the Chinese land survey (图斑椭球面积), by the literal procedure of
/// 国土调查办发〔2008〕32号 《图幅理论面积与图斑椭球面积计算公式及要求》 as surveying practice runs
/// it: plane coordinates at 4 decimals; every edge cut into equal pieces of at most 70 m, cut
/// points at 4 decimals; Gauss inverse to latitude and longitude in seconds at 6 decimals; the
/// trapezoid between each piece and a reference meridian; signed sum around the rings; 0.01 m². For
/// CGCS2000 and WGS 84 the constants are those of the ellipsoid; for Xian 80 the printed ones.
///
/// The reference meridian cancels around a ring; here it is the longitude of the ring's first
/// vertex, which keeps the terms small. Two faithful programs may differ by 0.01 m² where one
/// coordinate falls on a rounding boundary.
class SurveyArea {
public:
    explicit SurveyArea(const crs::Ellipsoid& ellipsoid);

    /// Area of a whole feature in plane coordinates with false easting 500 000 without a zone
    /// prefix, rounded to 0.01 m². Pieces of a feature must not be added up by it: not additive.
    [[nodiscard]] SquareMetres area(const geo::MultiPolygonView& feature,
                                    double central_meridian_deg) const;

    /// Theoretical area of a map sheet (图幅理论面积): the trapezoid of the ellipsoid between two
    /// parallels and two meridians, all in seconds of arc.
    [[nodiscard]] SquareMetres sheet_area(double south_seconds, double north_seconds,
                                          double width_seconds) const noexcept;

    /// Latitude and longitude in seconds of arc, at 6 decimals, of plane coordinates (northing,
    /// easting without prefix).
    struct Geographic {
        double latitude_seconds = 0.0;
        double longitude_seconds = 0.0;
    };
    [[nodiscard]] Geographic gauss_inverse(double northing, double easting,
                                           double central_meridian_deg) const noexcept;

    struct Constants {
        double b = 0.0;            ///< semi-minor axis
        double e2 = 0.0;           ///< first eccentricity squared
        double second_e2 = 0.0;    ///< second eccentricity squared
        double c = 0.0;            ///< polar radius of curvature a²/b
        std::array<double, 5> k{}; ///< k0 … k4 of the footpoint latitude
    };
    /// Equal pieces of at most 70 m that an edge is cut into.
    [[nodiscard]] static std::uint64_t pieces(geo::Point from, geo::Point to) noexcept;
    /// A … E of the printed trapezoid.
    [[nodiscard]] const std::array<double, 5>& series() const noexcept { return m_series; }
    [[nodiscard]] const Constants& constants() const noexcept { return m_constants; }

private:
    [[nodiscard]] double ring_area(geo::RingView view, double central_meridian_deg) const;
    /// Signed area between the piece from P1 to P2 and the reference meridian `l0` (seconds).
    [[nodiscard]] double trapezoid(Geographic p1, Geographic p2, double l0) const noexcept;

    Constants m_constants;
    std::array<double, 5> m_series; ///< A … E
};

} // namespace parkplan::measure
