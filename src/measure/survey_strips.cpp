// SPDX-License-Identifier: MIT
#include "measure/survey_strips.hpp"

#include "core/number.hpp"
#include "geo/canonical.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace parkplan::measure {
namespace {

constexpr long double seconds_per_radian = 206264.8062471L; // as printed
constexpr double strip_m = 32768.0;
constexpr std::size_t strips = 189;
constexpr double slice_seconds = 2048.0;
constexpr std::size_t slices = 100; // up to 56.9°
constexpr double farthest_m = 350'000.0;

/// Nearer than this to the middle between two whole numbers of 1e-6″ the literal inverse decides.
constexpr double doubtful = 1e-3;

/// The nearest whole number of |value| < 2^51, in the rounding mode that is never changed.
double nearest(double value) noexcept {
    constexpr double shifter = 0x1.8p52;
    return (value + shifter) - shifter;
}

/// The regulation's rounding of a coordinate: std::round(value · 1e4) / 1e4.
double at_4_decimals(double value) noexcept {
    const double scaled = value * 1e4;
    const double whole = nearest(scaled);
    return (std::abs(scaled - whole) == 0.5 ? std::round(scaled) : whole) / 1e4;
}

std::array<long double, 7> inverse_coefficients(const SurveyArea::Constants& c, long double y) {
    const long double e = c.k[0] * y;
    const long double sine = std::sin(e);
    const long double s2 = sine * sine;
    const long double bf =
        e + std::cos(e) * sine * (c.k[1] - s2 * (c.k[2] - s2 * (c.k[3] - s2 * c.k[4])));
    const long double cosine = std::cos(bf);
    const long double t = std::tan(bf);
    const long double t2 = t * t;
    const long double eta2 = c.second_e2 * cosine * cosine;
    const long double v2 = 1.0L + eta2;
    const long double w = std::sqrt(v2) / c.c;
    const long double w2 = w * w;
    const long double b = seconds_per_radian * v2 * t * w2;
    const long double l = seconds_per_radian * w / cosine;
    return {seconds_per_radian * bf,
            b * 0.5L,
            b * w2 * (5.0L + 3.0L * t2 + eta2 - 9.0L * eta2 * t2) / 24.0L,
            b * w2 * w2 * (61.0L + 90.0L * t2 + 45.0L * t2 * t2) / 720.0L,
            l,
            l * w2 * (1.0L + 2.0L * t2 + eta2) / 6.0L,
            l * w2 * w2 * (5.0L + 28.0L * t2 + 24.0L * t2 * t2 + 6.0L * eta2 + 8.0L * eta2 * t2) /
                120.0L};
}

} // namespace

/// One ring on its strip.
class SurveyStrips::Ring {
public:
    Ring(const SurveyStrips& strips, const Inverse::Strip& strip, double central_meridian_deg)
        : m_strips(strips), m_strip(strip), m_meridian_deg(central_meridian_deg),
          m_meridian_seconds(central_meridian_deg * 3600.0) {}

    /// False when the slices do not hold where the ring begins.
    bool begin(geo::Point at) noexcept {
        m_last = inverse(at);
        m_reference = m_last.longitude;
        m_slice = m_strips.m_slices.at(m_last.latitude * 1e-6);
        return m_slice != nullptr && holds(at);
    }

    /// Goes on to a point; false where the strip ends.
    bool go(geo::Point at) noexcept {
        const Units next = inverse(at);
        constexpr auto radians_per_unit = static_cast<double>(1e-6L / seconds_per_radian);
        const double difference = (next.latitude - m_last.latitude) * radians_per_unit;
        const double mean = (next.latitude + m_last.latitude) * 0.5e-6;
        const double width = ((next.longitude - m_reference) + (m_last.longitude - m_reference)) *
                             (0.5 * radians_per_unit);
        const double slice = polynomial(m_slice->c[0], m_strips.m_slices.variable(*m_slice, mean));
        const double term = width * difference * (1.0 - difference * difference / 24.0) * slice;
        m_sum.area += term;
        m_sum.terms += std::abs(term);
        m_last = next;
        return holds(at);
    }

    [[nodiscard]] RingArea sum() const noexcept { return {std::abs(m_sum.area), m_sum.terms}; }

private:
    /// Whole numbers of 1e-6″.
    struct Units {
        double latitude = 0.0;
        double longitude = 0.0;
    };

    [[nodiscard]] bool holds(geo::Point at) const noexcept {
        return std::abs(m_strips.m_inverse.variable(m_strip, at.y)) <= 1.0 &&
               std::abs(at.x - 500'000.0) <= farthest_m;
    }

    [[nodiscard]] Units inverse(geo::Point at) const noexcept {
        const auto& c = m_strip.c;
        const double s = m_strips.m_inverse.variable(m_strip, at.y);
        const double x = at.x - 500'000.0;
        const double x2 = x * x;
        const double b =
            polynomial(c[0], s) -
            x2 * (polynomial(c[1], s) - x2 * (polynomial(c[2], s) - x2 * polynomial(c[3], s)));
        const double l =
            x * (polynomial(c[4], s) - x2 * (polynomial(c[5], s) - x2 * polynomial(c[6], s)));
        const double latitude = b * 1e6;
        const double longitude = (m_meridian_seconds + l) * 1e6;
        const Units units{nearest(latitude), nearest(longitude)};
        constexpr double sure = 0.5 - doubtful;
        if (std::abs(latitude - units.latitude) <= sure &&
            std::abs(longitude - units.longitude) <= sure) {
            return units;
        }
        const auto literal = m_strips.m_literal.gauss_inverse(at.y, at.x, m_meridian_deg);
        return {nearest(literal.latitude_seconds * 1e6), nearest(literal.longitude_seconds * 1e6)};
    }

    const SurveyStrips& m_strips;
    const Inverse::Strip& m_strip;
    double m_meridian_deg;
    double m_meridian_seconds;
    double m_reference = 0.0;
    const Slices::Strip* m_slice = nullptr;
    Units m_last{};
    RingArea m_sum{};
};

SurveyStrips::SurveyStrips(const crs::Ellipsoid& ellipsoid)
    : m_literal(ellipsoid),
      m_inverse(0.0, strip_m, strips,
                [this](long double y) { return inverse_coefficients(m_literal.constants(), y); }),
      m_slices(0.0, slice_seconds, slices, [this](long double seconds) {
          const long double m = seconds / seconds_per_radian;
          const long double b = m_literal.constants().b;
          const auto& s = m_literal.series();
          // The printed factors of the sines are the coefficients of F times 1, 3, 5, 7, 9 / 2.
          long double sum = 0.0L;
          for (std::size_t k = 0; k < s.size(); ++k) {
              const auto odd = static_cast<long double>(2 * k + 1);
              sum += (k % 2 == 0 ? 1.0L : -1.0L) * odd * s[k] * std::cos(odd * m);
          }
          return std::array<long double, 1>{b * b * sum};
      }) {}

SquareMetres SurveyStrips::area(const geo::MultiPolygonView& feature,
                                double central_meridian_deg) const {
    RingArea sum;
    for (std::size_t p = 0; p < feature.size(); ++p) {
        const geo::PolygonView polygon = feature[p];
        for (std::size_t r = 0; r < polygon.rings(); ++r) {
            const auto ring = ring_area(polygon.ring(r), central_meridian_deg);
            if (!ring) {
                return m_literal.area(feature, central_meridian_deg);
            }
            sum.area += r == 0 ? ring->area : -ring->area;
            sum.terms += ring->terms;
        }
    }
    // Two decimals: the doubtful sums lie near half a hundredth.
    const double hundredths = sum.area * 100.0;
    const double from_tie = std::abs(hundredths - (std::floor(hundredths) + 0.5));
    return from_tie > 100.0 * tolerance(sum) ? SquareMetres{round_half_away(sum.area, 2)}
                                             : m_literal.area(feature, central_meridian_deg);
}

std::optional<SurveyStrips::RingArea> SurveyStrips::ring_area(geo::RingView view,
                                                              double central_meridian_deg) const {
    const geo::CanonicalRing canonical{view};
    const auto vertex = [&](std::size_t i) {
        const geo::Point& p = canonical[i == canonical.size() ? 0 : i];
        return geo::Point{at_4_decimals(p.x), at_4_decimals(p.y)};
    };
    geo::Point from = vertex(0);
    const auto* const strip = m_inverse.at(from.y);
    if (strip == nullptr) {
        return std::nullopt;
    }
    Ring ring{*this, *strip, central_meridian_deg};
    bool holds = ring.begin(from);
    for (std::size_t i = 1; holds && i <= canonical.size(); ++i) {
        const geo::Point to = vertex(i);
        const std::uint64_t pieces = SurveyArea::pieces(from, to);
        for (std::uint64_t piece = 1; holds && piece < pieces; ++piece) {
            const double along = static_cast<double>(piece) / static_cast<double>(pieces);
            holds = ring.go({at_4_decimals(from.x + along * (to.x - from.x)),
                             at_4_decimals(from.y + along * (to.y - from.y))});
        }
        holds = holds && ring.go(to);
        from = to;
    }
    return holds ? std::optional{ring.sum()} : std::nullopt;
}

} // namespace parkplan::measure
