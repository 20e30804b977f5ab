// SPDX-License-Identifier: MIT
#include "measure/ellipsoidal_area.hpp"

#include "geo/canonical.hpp"
#include "measure/meridian.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace parkplan::measure {
namespace {

struct Node {
    double at;     ///< on [0, 1]
    double weight; ///< sums to 1
};

constexpr std::array<Node, 2> gauss_2{
    {{0.21132486540518711775, 0.5}, {0.78867513459481288225, 0.5}}};
constexpr std::array<Node, 4> gauss_4{{{0.06943184420297371239, 0.17392742256872692869},
                                       {0.33000947820757186760, 0.32607257743127307131},
                                       {0.66999052179242813240, 0.32607257743127307131},
                                       {0.93056815579702628761, 0.17392742256872692869}}};
constexpr double short_edge_m = 2000.0;
constexpr double longest_piece_m = 20000.0;

// The strips reach a little beyond the poles.
constexpr double strip_m = 131072.0;
constexpr std::size_t strips_to_pole = 77;

/// First and second derivative of a polynomial of degree 4.
double slope(const std::array<double, 5>& c, double s) noexcept {
    return c[1] + s * (2.0 * c[2] + s * (3.0 * c[3] + s * 4.0 * c[4]));
}
double bend(const std::array<double, 5>& c, double s) noexcept {
    return 2.0 * c[2] + s * (6.0 * c[3] + s * 12.0 * c[4]);
}

} // namespace

double area_by(const LocalDensity& d, const RingSums& r) noexcept {
    // The small terms first: the area takes them in one rounding.
    return r.area + ((d.g - 1.0) * r.area + (d.gx * r.mx + d.gy * r.my) +
                     (0.5 * (d.gxx * r.mxx + d.gyy * r.myy) + d.gxy * r.mxy));
}

EllipsoidalDensity::EllipsoidalDensity(const crs::Ellipsoid& ellipsoid)
    : m_a(ellipsoid.a), m_e2(ellipsoid.e2()), m_second_e2(m_e2 / (1.0 - m_e2)),
      m_rectifying_radius(meridian_series(ellipsoid).radius),
      m_footpoint(meridian_series(ellipsoid).c),
      m_strips(-strip_m * strips_to_pole, strip_m, 2 * strips_to_pole, [this](long double y) {
          const Series s = series_at(static_cast<double>(y));
          const long double n2 = static_cast<long double>(s.n) * s.n;
          return std::array<long double, 4>{s.c1 / n2, s.c2 / (n2 * n2), s.c3 / (n2 * n2 * n2),
                                            s.c4 / (n2 * n2 * n2 * n2)};
      }) {}

EllipsoidalDensity::Series EllipsoidalDensity::series_at(double y) const noexcept {
    const double mu = y / m_rectifying_radius;
    // sin 2jμ by the recurrence of Clenshaw.
    const double cosine = 2.0 * std::cos(2.0 * mu);
    double b1 = 0.0;
    double b2 = 0.0;
    for (std::size_t j = m_footpoint.size(); j > 0; --j) {
        const double b = m_footpoint[j - 1] + cosine * b1 - b2;
        b2 = b1;
        b1 = b;
    }
    const double phi = mu + b1 * std::sin(2.0 * mu);
    const double s2 = std::sin(phi) * std::sin(phi);
    const double c2 = 1.0 - s2;
    const double eta2 = m_second_e2 * c2;
    const double t2_eta4 = m_second_e2 * m_second_e2 * s2 * c2; // t²η⁴, finite at the poles
    const double p = (1.0 + eta2) / 2.0;
    const double q = (1.0 + 6.0 * eta2 + 9.0 * eta2 * eta2 + 4.0 * eta2 * eta2 * eta2 -
                      24.0 * t2_eta4 * (1.0 + eta2)) /
                     24.0;
    const double r = 1.0 / 720.0;
    return {m_a / std::sqrt(1.0 - m_e2 * s2), 2.0 * p, 3.0 * p * p - 2.0 * q,
            4.0 * p * p * p - 6.0 * p * q + 2.0 * r, 62.0 / 315.0};
}

double EllipsoidalDensity::density(double x, double y) const noexcept {
    const Series s = series_at(y);
    const double u = (x / s.n) * (x / s.n);
    return 1.0 - u * (s.c1 - u * (s.c2 - u * (s.c3 - u * s.c4)));
}

double EllipsoidalDensity::antiderivative(double x, double y) const noexcept {
    const Series s = series_at(y);
    const double u = (x / s.n) * (x / s.n);
    return x * u * (s.c1 / 3.0 - u * (s.c2 / 5.0 - u * (s.c3 / 7.0 - u * s.c4 / 9.0)));
}

double EllipsoidalDensity::edge_integral(geo::Point from, geo::Point to) const noexcept {
    const double dx = to.x - from.x;
    const double dy = to.y - from.y;
    const double length = std::hypot(dx, dy);
    const auto sum_over = [&](const auto& nodes, double first, double last) {
        double sum = 0.0;
        for (const Node& node : nodes) {
            const double t = first + node.at * (last - first);
            sum += node.weight * antiderivative(from.x + t * dx, from.y + t * dy);
        }
        return sum * (last - first);
    };
    if (length <= short_edge_m) {
        return sum_over(gauss_2, 0.0, 1.0) * dy;
    }
    const auto pieces = static_cast<std::uint64_t>(std::ceil(length / longest_piece_m));
    const double share = 1.0 / static_cast<double>(pieces);
    double sum = 0.0;
    for (std::uint64_t i = 0; i < pieces; ++i) {
        const double first = static_cast<double>(i) * share;
        sum += sum_over(gauss_4, first, first + share);
    }
    return sum * dy;
}

std::optional<LocalDensity> EllipsoidalDensity::near(double x, double y) const noexcept {
    const auto* const strip = m_strips.at(y);
    if (strip == nullptr) {
        return std::nullopt;
    }
    const double s = m_strips.variable(*strip, y);
    const double a1 = polynomial(strip->c[0], s);
    const double a2 = polynomial(strip->c[1], s);
    const double a3 = polynomial(strip->c[2], s);
    const double a4 = polynomial(strip->c[3], s);
    const double a1y = slope(strip->c[0], s) / strip_m;
    const double a2y = slope(strip->c[1], s) / strip_m;
    const double a1yy = bend(strip->c[0], s) / (strip_m * strip_m);
    const double x2 = x * x;
    return LocalDensity{
        .g = 1.0 - x2 * (a1 - x2 * (a2 - x2 * (a3 - x2 * a4))),
        .gx = -2.0 * x * (a1 - x2 * (2.0 * a2 - x2 * (3.0 * a3 - 4.0 * x2 * a4))),
        .gy = -x2 * (a1y - x2 * a2y),
        .gxx = -2.0 * (a1 - x2 * (6.0 * a2 - x2 * (15.0 * a3 - 28.0 * x2 * a4))),
        .gxy = -2.0 * x * (a1y - 2.0 * x2 * a2y),
        .gyy = -x2 * a1yy,
    };
}

std::optional<double> EllipsoidalDensity::small_ring_area(const RingSums& ring,
                                                          double false_easting) const noexcept {
    if (!(ring.reach <= moments_reach_m)) {
        return std::nullopt;
    }
    const auto density = near(ring.start.x - false_easting, ring.start.y);
    return density ? std::optional{area_by(*density, ring)} : std::nullopt;
}

double EllipsoidalDensity::ring_area(geo::RingView ring, double false_easting) const {
    const geo::CanonicalRing canonical{ring};
    double correction = 0.0;
    for (std::size_t i = 0; i < canonical.size(); ++i) {
        const geo::Point& a = canonical[i];
        const geo::Point& b = canonical[i + 1 == canonical.size() ? 0 : i + 1];
        correction += edge_integral({a.x - false_easting, a.y}, {b.x - false_easting, b.y});
    }
    return canonical.area() - correction;
}

SquareMetres EllipsoidalDensity::area(const geo::MultiPolygonView& feature,
                                      double false_easting) const {
    RingWalker walker;
    double sum = 0.0;
    for (std::size_t p = 0; p < feature.size(); ++p) {
        const geo::PolygonView polygon = feature[p];
        for (std::size_t r = 0; r < polygon.rings(); ++r) {
            const geo::RingView ring = polygon.ring(r);
            const auto small = small_ring_area(walker(ring, 1.0, Length::left_out), false_easting);
            const double area = small ? *small : ring_area(ring, false_easting);
            sum += r == 0 ? area : -area;
        }
    }
    return SquareMetres{sum};
}

} // namespace parkplan::measure
