// SPDX-License-Identifier: MIT
#include "measure/contour_area.hpp"

#include "geo/canonical.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <vector>

namespace parkplan::measure {
namespace {

constexpr double longest_piece_m = 250.0;

/// A point on the ellipsoid: longitude in radians, and the area (m² per radian of longitude)
/// between the equator and its latitude.
struct Position {
    double lambda;
    double q;
};

/// Closed form of b²·∫ cosφ/(1−e²sin²φ)² dφ.
double authalic(const crs::Ellipsoid& ellipsoid, double phi) {
    const double e2 = ellipsoid.e2();
    const double e = std::sqrt(e2);
    const double s = std::sin(phi);
    const double b2 = ellipsoid.b() * ellipsoid.b();
    if (e == 0.0) {
        return b2 * s;
    }
    return b2 / 2.0 * (s / (1.0 - e2 * s * s) + std::atanh(e * s) / e);
}

/// Ends and middles of all pieces of the ring, in order; the first point is repeated at the end.
std::vector<geo::Point> cut_points(const geo::CanonicalRing& ring) {
    std::vector<geo::Point> points{ring[0]};
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const geo::Point& a = ring[i];
        const geo::Point& b = ring[i + 1 == ring.size() ? 0 : i + 1];
        const double length = std::hypot(b.x - a.x, b.y - a.y);
        const auto halves =
            2 * std::max(std::uint64_t{1},
                         static_cast<std::uint64_t>(std::ceil(length / longest_piece_m)));
        for (std::uint64_t h = 1; h < halves; ++h) {
            const double t = static_cast<double>(h) / static_cast<double>(halves);
            points.push_back({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
        }
        points.push_back(b);
    }
    return points;
}

/// ∫ Q dλ over a piece on which both are quadratic, relative to its first point's neighbourhood.
double piece_integral(const Position& first, const Position& middle, const Position& last) {
    const double l1 = middle.lambda - first.lambda;
    const double l2 = last.lambda - first.lambda;
    return (first.q * (4.0 * l1 - l2) + 4.0 * middle.q * l2 + last.q * (3.0 * l2 - 4.0 * l1)) / 6.0;
}

double ring_area(geo::RingView view, const crs::Ellipsoid& ellipsoid,
                 const crs::Transform& to_geographic) {
    std::vector<geo::Point> points = cut_points(geo::CanonicalRing{view});
    to_geographic.apply(points);
    const double degree = std::numbers::pi / 180.0;
    const double lambda0 = points.front().x;
    const double q0 = authalic(ellipsoid, points.front().y * degree);
    const auto position = [&](std::size_t i) {
        const double turns = std::remainder(points[i].x - lambda0, 360.0);
        return Position{turns * degree, authalic(ellipsoid, points[i].y * degree) - q0};
    };
    double sum = 0.0;
    Position first = position(0);
    for (std::size_t i = 2; i < points.size(); i += 2) {
        const Position last = position(i);
        sum += piece_integral(first, position(i - 1), last);
        first = last;
    }
    return std::abs(sum);
}

} // namespace

SquareMetres contour_area(const geo::MultiPolygonView& feature, const crs::Ellipsoid& ellipsoid,
                          const crs::Transform& to_geographic) {
    double sum = 0.0;
    for (std::size_t p = 0; p < feature.size(); ++p) {
        const geo::PolygonView polygon = feature[p];
        for (std::size_t r = 0; r < polygon.rings(); ++r) {
            const double area = ring_area(polygon.ring(r), ellipsoid, to_geographic);
            sum += r == 0 ? area : -area;
        }
    }
    return SquareMetres{sum};
}

} // namespace parkplan::measure
