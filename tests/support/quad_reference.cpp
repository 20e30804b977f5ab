// SPDX-License-Identifier: MIT
#include "support/quad_reference.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <array>
#include <cmath>
#include <cstddef>

namespace parkplan::test {
namespace {

using Quad = boost::multiprecision::cpp_bin_float_quad;

struct Position {
    Quad lambda;
    Quad q;
};

class Inverse {
public:
    explicit Inverse(const crs::Ellipsoid& ellipsoid) {
        const Quad a = ellipsoid.a;
        const Quad f = 1 / Quad{ellipsoid.inverse_flattening};
        const Quad n = f / (2 - f);
        m_e2 = f * (2 - f);
        m_e = sqrt(m_e2);
        m_b = a * (1 - f);
        const Quad n2 = n * n;
        m_radius = a / (1 + n) * (1 + n2 / 4 + n2 * n2 / 64 + n2 * n2 * n2 / 256);
        const auto poly = [&](int power, std::array<Quad, 6> c) {
            Quad sum = 0;
            for (std::size_t i = c.size(); i > 0; --i) {
                sum = sum * n + c[i - 1];
            }
            return sum * pow(n, power);
        };
        const auto r = [](double top, double bottom) { return Quad{top} / Quad{bottom}; };
        m_beta = {
            poly(1, {r(1, 2), r(-2, 3), r(37, 96), r(-1, 360), r(-81, 512), r(96199, 604800)}),
            poly(2, {r(1, 48), r(1, 15), r(-437, 1440), r(46, 105), r(-1118711, 3870720), 0}),
            poly(3, {r(17, 480), r(-37, 840), r(-209, 4480), r(5569, 90720), 0, 0}),
            poly(4, {r(4397, 161280), r(-11, 504), r(-830251, 7257600), 0, 0, 0}),
            poly(5, {r(4583, 161280), r(-108847, 3991680), 0, 0, 0, 0}),
            poly(6, {r(20648693, 638668800), 0, 0, 0, 0, 0})};
    }

    [[nodiscard]] Position operator()(const Quad& x, const Quad& y) const {
        const Quad xi0 = y / m_radius;
        const Quad eta0 = (x - 500000) / m_radius;
        Quad xi = xi0;
        Quad eta = eta0;
        for (std::size_t j = 0; j < m_beta.size(); ++j) {
            const Quad m = Quad{2 * (j + 1)};
            xi -= m_beta[j] * sin(m * xi0) * cosh(m * eta0);
            eta -= m_beta[j] * cos(m * xi0) * sinh(m * eta0);
        }
        const Quad conformal = sin(xi) / sqrt(sinh(eta) * sinh(eta) + cos(xi) * cos(xi));
        const Quad s = sine_of_latitude(conformal);
        const Quad q = m_b * m_b / 2 * (s / (1 - m_e2 * s * s) + atanh(m_e * s) / m_e);
        return {atan2(sinh(eta), cos(xi)), q};
    }

private:
    /// Newton's iteration for tan φ from the tangent of the conformal latitude (Karney, eq. 19-21).
    [[nodiscard]] Quad sine_of_latitude(const Quad& conformal) const {
        Quad tau = conformal / (1 - m_e2);
        for (int i = 0; i < 4; ++i) {
            const Quad root = sqrt(1 + tau * tau);
            const Quad sigma = sinh(m_e * atanh(m_e * tau / root));
            const Quad value = tau * sqrt(1 + sigma * sigma) - sigma * root;
            tau += (conformal - value) / sqrt(1 + value * value) * (1 + (1 - m_e2) * tau * tau) /
                   ((1 - m_e2) * root);
        }
        return tau / sqrt(1 + tau * tau);
    }

    Quad m_e2{};
    Quad m_e{};
    Quad m_b{};
    Quad m_radius{};
    std::array<Quad, 6> m_beta{};
};

Quad ring_area(geo::RingView ring, const Inverse& inverse, double step_m) {
    Quad sum = 0;
    const Position origin = inverse(ring[0].x, ring[0].y);
    Position last{0, 0};
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const geo::Point& a = ring[i];
        const geo::Point& b = ring.after(i);
        const auto pieces =
            static_cast<int>(std::ceil(std::hypot(b.x - a.x, b.y - a.y) / step_m)) + 1;
        for (int p = 1; p <= pieces; ++p) {
            const Quad t = Quad{p} / pieces;
            const Position at = inverse(a.x + t * (Quad{b.x} - a.x), a.y + t * (Quad{b.y} - a.y));
            const Position next{at.lambda - origin.lambda, at.q - origin.q};
            sum += (last.q + next.q) / 2 * (next.lambda - last.lambda);
            last = next;
        }
    }
    return abs(sum);
}

Quad planar_ring(geo::RingView ring) {
    Quad sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const geo::Point& a = ring[i];
        const geo::Point& b = ring.after(i);
        sum += Quad{a.x} * b.y - Quad{b.x} * a.y;
    }
    return abs(sum) / 2;
}

template <typename RingArea>
double over_rings(const geo::MultiPolygonView& feature, const RingArea& area_of) {
    Quad sum = 0;
    for (std::size_t p = 0; p < feature.size(); ++p) {
        for (std::size_t r = 0; r < feature[p].rings(); ++r) {
            const Quad area = area_of(feature[p].ring(r));
            sum += r == 0 ? area : Quad{-area};
        }
    }
    return static_cast<double>(sum);
}

} // namespace

double quad_ellipsoidal_area(const geo::MultiPolygonView& feature, const crs::Ellipsoid& ellipsoid,
                             double step_m) {
    const Inverse inverse{ellipsoid};
    return over_rings(feature,
                      [&](geo::RingView ring) { return ring_area(ring, inverse, step_m); });
}

double quad_planar_area(const geo::MultiPolygonView& feature) {
    return over_rings(feature, planar_ring);
}

} // namespace parkplan::test
