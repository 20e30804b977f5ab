// SPDX-License-Identifier: MIT
#include "measure/ring_sums.hpp"

#include "geo/canonical.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>

namespace parkplan::measure {
namespace {

/// Sums that are kept side by side: an addition has a latency, and a compiler may not reorder the
/// terms of one sum. Which term goes where depends on its number only.
constexpr std::size_t lanes = 4;
using Lanes = std::array<double, lanes>;

std::ptrdiff_t offset(std::size_t i) noexcept {
    return static_cast<std::ptrdiff_t>(i);
}

double total(const Lanes& sum) noexcept {
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

/// The ends of as many edges.
using Ends = std::span<const double, lanes + 1>;

struct Sums {
    Lanes mx{};
    Lanes my{};
    Lanes mxx{};
    Lanes mxy{};
    Lanes myy{};
    Lanes l2dx{};
    Lanes l2dy{};
    Lanes l2dyu{};
    Lanes reach{};
};

/// Adds the edges from (u, v)[i] to (u, v)[i + 1]. The triangle (0, p, q) has area t/2 with
/// t = p × q, and ∫u = t/6·(p + q), ∫u² = t/12·((p + q)² − pq), ∫uv = t/24·((p + q)(p' + q') +
/// pp' + qq').
void add_edges(Sums& s, Ends u, Ends v) noexcept {
    for (std::size_t i = 0; i < lanes; ++i) {
        const double dx = u[i + 1] - u[i];
        const double dy = v[i + 1] - v[i];
        const double sx = u[i] + u[i + 1];
        const double sy = v[i] + v[i + 1];
        const double t = u[i] * dy - v[i] * dx;
        const double l2 = dx * dx + dy * dy;
        const double l2dy = l2 * dy;
        s.mx[i] += t * sx;
        s.my[i] += t * sy;
        s.mxx[i] += t * (sx * sx - u[i] * u[i + 1]);
        s.mxy[i] += t * (sx * sy + (u[i] * v[i] + u[i + 1] * v[i + 1]));
        s.myy[i] += t * (sy * sy - v[i] * v[i + 1]);
        s.l2dx[i] += l2 * dx;
        s.l2dy[i] += l2dy;
        s.l2dyu[i] += l2dy * sx;
        s.reach[i] = std::max(s.reach[i], std::max(std::abs(u[i]), std::abs(v[i])));
    }
}

double total_length(std::span<const double> u, std::span<const double> v) noexcept {
    Lanes sum{};
    for (std::size_t e = 0; e + 1 < u.size(); e += lanes) {
        for (std::size_t i = 0; i < lanes; ++i) {
            const double dx = u[e + i + 1] - u[e + i];
            const double dy = v[e + i + 1] - v[e + i];
            sum[i] += std::sqrt(dx * dx + dy * dy);
        }
    }
    return total(sum);
}

} // namespace

/// Fills the buffers in two straight runs: to one end of the ring as it is stored, and the rest.
void RingWalker::load(geo::RingView view, const geo::CanonicalRing& ring, double scale) noexcept {
    const std::span<const geo::Point> points = view.points();
    const geo::Point origin = ring[0];
    const auto start = static_cast<std::size_t>(&ring[0] - points.data());
    const std::size_t n = points.size();
    const auto put = [&](std::size_t to, const geo::Point& p) {
        m_u[to] = (p.x - origin.x) * scale;
        m_v[to] = (p.y - origin.y) * scale;
    };
    if (ring.stored_turn() == geo::Turn::counter_clockwise) {
        for (std::size_t i = start; i < n; ++i) {
            put(i - start, points[i]);
        }
        for (std::size_t i = 0; i < start; ++i) {
            put(i + n - start, points[i]);
        }
    } else {
        for (std::size_t i = 0; i <= start; ++i) {
            put(start - i, points[i]);
        }
        for (std::size_t i = start + 1; i < n; ++i) {
            put(n + start - i, points[i]);
        }
    }
}

RingSums RingWalker::operator()(geo::RingView view, double scale, Length length) {
    const geo::CanonicalRing ring{view};
    const std::size_t n = ring.size();
    if (n == 0) {
        return {};
    }
    // Edges from the origin to itself fill up the last lanes: they add nothing.
    const std::size_t edges = (n + lanes - 1) / lanes * lanes;
    if (m_u.size() < edges + 1) {
        m_u.resize(edges + 1);
        m_v.resize(edges + 1);
    }
    const geo::Point origin = ring[0];
    load(view, ring, scale);
    std::fill(m_u.begin() + offset(n), m_u.begin() + offset(edges + 1), 0.0);
    std::fill(m_v.begin() + offset(n), m_v.begin() + offset(edges + 1), 0.0);
    Sums s;
    const std::span<const double> u{m_u.data(), edges + 1};
    const std::span<const double> v{m_v.data(), edges + 1};
    for (std::size_t i = 0; i < edges; i += lanes) {
        add_edges(s, Ends{u.subspan(i, lanes + 1)}, Ends{v.subspan(i, lanes + 1)});
    }
    RingSums out;
    out.start = {origin.x * scale, origin.y * scale};
    out.area = ring.area() * scale * scale;
    out.mx = total(s.mx) / 6.0;
    out.my = total(s.my) / 6.0;
    out.mxx = total(s.mxx) / 12.0;
    out.mxy = total(s.mxy) / 24.0;
    out.myy = total(s.myy) / 12.0;
    out.l2dx = total(s.l2dx);
    out.l2dy = total(s.l2dy);
    out.l2dyu = total(s.l2dyu) / 2.0;
    out.length = length == Length::wanted ? total_length(u, v) : 0.0;
    out.reach = std::max(std::max(s.reach[0], s.reach[1]), std::max(s.reach[2], s.reach[3]));
    return out;
}

} // namespace parkplan::measure
