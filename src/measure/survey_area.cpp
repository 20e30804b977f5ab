// SPDX-License-Identifier: MIT
#include "measure/survey_area.hpp"

#include "core/number.hpp"
#include "geo/canonical.hpp"
#include "measure/meridian.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace parkplan::measure {
namespace {

// ρ″ as printed in the regulation.
constexpr double seconds_per_radian = 206264.8062471;
constexpr double longest_piece_m = 70.0;

double at_4_decimals(double value) {
    return std::round(value * 1e4) / 1e4;
}

double at_6_decimals(double value) {
    return std::round(value * 1e6) / 1e6;
}

/// The printed constants of Xian 80 (its b is rounded in the text, and everything follows it).
constexpr SurveyArea::Constants xian_80{6356755.29,
                                        6.69438499958795e-03,
                                        6.73950181947292e-03,
                                        6399596.65198801,
                                        {1.57048687472752e-07, 5.05250559291393e-03,
                                         2.98473350966158e-05, 2.41627215981336e-07,
                                         2.22241909461273e-09}};
/// The constants in use for CGCS2000.
constexpr SurveyArea::Constants cgcs2000{6356752.314140356,
                                         6.6943800229006863e-3,
                                         6.7394967754789e-3,
                                         6399593.625864,
                                         {1.57048761144159e-07, 5.05250178820567e-03,
                                          2.98472900956587e-05, 2.41626669230084e-07,
                                          2.22241238938534e-09}};

/// The same constants for any other ellipsoid. k1 … k4 are the meridian series φ = μ + Σ c sin 2jμ
/// written in odd powers of sin μ times cos μ.
SurveyArea::Constants derived(const crs::Ellipsoid& ellipsoid) {
    const MeridianSeries series = meridian_series(ellipsoid);
    const double e2 = ellipsoid.e2();
    const auto [c2, c4, c6, c8] = series.c;
    return {ellipsoid.b(),
            e2,
            e2 / (1.0 - e2),
            ellipsoid.a * ellipsoid.a / ellipsoid.b(),
            {1.0 / series.radius, 2.0 * c2 + 4.0 * c4 + 6.0 * c6 + 8.0 * c8,
             8.0 * c4 + 32.0 * c6 + 80.0 * c8, 32.0 * c6 + 192.0 * c8, 128.0 * c8}};
}

SurveyArea::Constants constants_of(const crs::Ellipsoid& ellipsoid) {
    const auto is = [&](double a, double inverse_flattening) {
        return ellipsoid.a == a &&
               std::abs(ellipsoid.inverse_flattening - inverse_flattening) < 1e-9;
    };
    if (is(6378137.0, 298.257222101)) {
        return cgcs2000;
    }
    return is(6378140.0, 298.257) ? xian_80 : derived(ellipsoid);
}

std::array<double, 5> area_series(double e2) {
    const double e4 = e2 * e2;
    const double e6 = e4 * e2;
    const double e8 = e4 * e4;
    return {1.0 + 3.0 / 6.0 * e2 + 30.0 / 80.0 * e4 + 35.0 / 112.0 * e6 + 630.0 / 2304.0 * e8,
            1.0 / 6.0 * e2 + 15.0 / 80.0 * e4 + 21.0 / 112.0 * e6 + 420.0 / 2304.0 * e8,
            3.0 / 80.0 * e4 + 7.0 / 112.0 * e6 + 180.0 / 2304.0 * e8,
            1.0 / 112.0 * e6 + 45.0 / 2304.0 * e8, 5.0 / 2304.0 * e8};
}

} // namespace

SurveyArea::SurveyArea(const crs::Ellipsoid& ellipsoid)
    : m_constants(constants_of(ellipsoid)), m_series(area_series(m_constants.e2)) {}

SurveyArea::Geographic SurveyArea::gauss_inverse(double northing, double easting,
                                                 double central_meridian_deg) const noexcept {
    const auto& k = m_constants.k;
    const double e = k[0] * northing;
    const double sin_e = std::sin(e);
    const double sin2 = sin_e * sin_e;
    const double bf =
        e + std::cos(e) * sin_e * (k[1] - sin2 * (k[2] - sin2 * (k[3] - sin2 * k[4])));
    const double cos_bf = std::cos(bf);
    const double t = std::tan(bf);
    const double t2 = t * t;
    const double eta2 = m_constants.second_e2 * cos_bf * cos_bf;
    const double v2 = 1.0 + eta2;
    const double q = (easting - 500000.0) / (m_constants.c / std::sqrt(v2));
    const double q2 = q * q;
    const double b = bf - v2 * t * q2 *
                              (0.5 - q2 * ((5.0 + 3.0 * t2 + eta2 - 9.0 * eta2 * t2) / 24.0 -
                                           q2 * (61.0 + 90.0 * t2 + 45.0 * t2 * t2) / 720.0));
    const double l =
        q / cos_bf *
        (1.0 -
         q2 * ((1.0 + 2.0 * t2 + eta2) / 6.0 -
               q2 * (5.0 + 28.0 * t2 + 24.0 * t2 * t2 + 6.0 * eta2 + 8.0 * eta2 * t2) / 120.0));
    return {at_6_decimals(b * seconds_per_radian),
            at_6_decimals(central_meridian_deg * 3600.0 + l * seconds_per_radian)};
}

double SurveyArea::trapezoid(Geographic p1, Geographic p2, double l0) const noexcept {
    const double difference = (p2.latitude_seconds - p1.latitude_seconds) / seconds_per_radian;
    const double mean = (p1.latitude_seconds + p2.latitude_seconds) / 2.0 / seconds_per_radian;
    const double width =
        ((p1.longitude_seconds - l0) + (p2.longitude_seconds - l0)) / 2.0 / seconds_per_radian;
    const auto& s = m_series;
    return 2.0 * m_constants.b * m_constants.b * width *
           (s[0] * std::sin(difference / 2.0) * std::cos(mean) -
            s[1] * std::sin(1.5 * difference) * std::cos(3.0 * mean) +
            s[2] * std::sin(2.5 * difference) * std::cos(5.0 * mean) -
            s[3] * std::sin(3.5 * difference) * std::cos(7.0 * mean) +
            s[4] * std::sin(4.5 * difference) * std::cos(9.0 * mean));
}

std::uint64_t SurveyArea::pieces(geo::Point from, geo::Point to) noexcept {
    const double dx = to.x - from.x;
    const double dy = to.y - from.y;
    if (dx * dx + dy * dy < 0.9999 * longest_piece_m * longest_piece_m) {
        return 1; // surely, without the exact length
    }
    const double length = std::hypot(dx, dy);
    return length > longest_piece_m ? static_cast<std::uint64_t>(length / longest_piece_m) + 1 : 1;
}

double SurveyArea::ring_area(geo::RingView view, double central_meridian_deg) const {
    const geo::CanonicalRing ring{view};
    const auto vertex = [&](std::size_t i) {
        const geo::Point& p = ring[i == ring.size() ? 0 : i];
        return geo::Point{at_4_decimals(p.x), at_4_decimals(p.y)};
    };
    const auto inverse = [&](geo::Point p) {
        return gauss_inverse(p.y, p.x, central_meridian_deg);
    };
    geo::Point from = vertex(0);
    Geographic last = inverse(from);
    const double reference = last.longitude_seconds;
    double sum = 0.0;
    for (std::size_t i = 1; i <= ring.size(); ++i) {
        const geo::Point to = vertex(i);
        const std::uint64_t count = pieces(from, to);
        for (std::uint64_t piece = 1; piece <= count; ++piece) {
            const double along = static_cast<double>(piece) / static_cast<double>(count);
            const geo::Point cut =
                piece == count ? to
                               : geo::Point{at_4_decimals(from.x + along * (to.x - from.x)),
                                            at_4_decimals(from.y + along * (to.y - from.y))};
            const Geographic next = inverse(cut);
            sum += trapezoid(last, next, reference);
            last = next;
        }
        from = to;
    }
    return std::abs(sum);
}

SquareMetres SurveyArea::area(const geo::MultiPolygonView& feature,
                              double central_meridian_deg) const {
    double sum = 0.0;
    for (std::size_t p = 0; p < feature.size(); ++p) {
        const geo::PolygonView polygon = feature[p];
        for (std::size_t r = 0; r < polygon.rings(); ++r) {
            const double area = ring_area(polygon.ring(r), central_meridian_deg);
            sum += r == 0 ? area : -area;
        }
    }
    return SquareMetres{round_half_away(sum, 2)};
}

SquareMetres SurveyArea::sheet_area(double south_seconds, double north_seconds,
                                    double width_seconds) const noexcept {
    // The printed 4πb²ΔL/(360·60) with ΔL in minutes is 2b²ΔL with ΔL in radians.
    return SquareMetres{
        trapezoid({south_seconds, width_seconds}, {north_seconds, width_seconds}, 0.0)};
}

} // namespace parkplan::measure
