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

} // namespace

EllipsoidalDensity::EllipsoidalDensity(const crs::Ellipsoid& ellipsoid)
    : m_a(ellipsoid.a), m_e2(ellipsoid.e2()), m_second_e2(m_e2 / (1.0 - m_e2)),
      m_rectifying_radius(meridian_series(ellipsoid).radius),
      m_footpoint(meridian_series(ellipsoid).c) {}

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

SquareMetres EllipsoidalDensity::area(const geo::MultiPolygonView& feature,
                                      double false_easting) const {
    double sum = 0.0;
    for (std::size_t p = 0; p < feature.size(); ++p) {
        const geo::PolygonView polygon = feature[p];
        for (std::size_t r = 0; r < polygon.rings(); ++r) {
            const geo::CanonicalRing ring{polygon.ring(r)};
            double correction = 0.0;
            for (std::size_t i = 0; i < ring.size(); ++i) {
                const geo::Point& a = ring[i];
                const geo::Point& b = ring[i + 1 == ring.size() ? 0 : i + 1];
                correction += edge_integral({a.x - false_easting, a.y}, {b.x - false_easting, b.y});
            }
            const double area = ring.area() - correction;
            sum += r == 0 ? area : -area;
        }
    }
    return SquareMetres{sum};
}

} // namespace parkplan::measure
