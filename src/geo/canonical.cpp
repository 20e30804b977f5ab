// SPDX-License-Identifier: MIT
#include "geo/canonical.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

namespace parkplan::geo {
namespace {

/// The ring read from `start` in the stored direction (`counter_clockwise`) or against it.
/// The name of the direction is what it will be called once it has proved right.
struct Reading {
    RingView ring;
    std::size_t start = 0;
    Turn turn = Turn::counter_clockwise;

    [[nodiscard]] const Point& operator[](std::size_t i) const noexcept {
        const std::size_t n = ring.size();
        if (turn == Turn::counter_clockwise) {
            const std::size_t at = start + i;
            return ring[at < n ? at : at - n];
        }
        return ring[start >= i ? start - i : start + n - i];
    }
};

struct Smallest {
    std::size_t index = 0;
    bool unique = true;
};

/// Smallest x of the ring, without branches: which vertex is the smallest so far is a coin toss
/// that no processor predicts. Several chains, because a minimum has a latency.
double smallest_x(std::span<const Point> ring) noexcept {
    constexpr std::size_t chains = 4;
    const auto smaller = [](double a, double b) { return b < a ? b : a; };
    std::array<double, chains> least{};
    least.fill(ring[0].x);
    std::size_t i = 0;
    for (; i + chains <= ring.size(); i += chains) {
        for (std::size_t c = 0; c < chains; ++c) {
            least[c] = smaller(least[c], ring[i + c].x);
        }
    }
    for (; i < ring.size(); ++i) {
        least[0] = smaller(least[0], ring[i].x);
    }
    return smaller(smaller(least[0], least[1]), smaller(least[2], least[3]));
}

Smallest smallest_vertex(std::span<const Point> ring) noexcept {
    const double x = smallest_x(ring);
    Smallest found{ring.size(), true};
    for (std::size_t i = 0; i < ring.size(); ++i) {
        if (ring[i].x != x) {
            continue;
        }
        if (found.index == ring.size() || ring[i].y < ring[found.index].y) {
            found = {i, true};
        } else if (ring[i].y == ring[found.index].y) {
            found.unique = false;
        }
    }
    return found.index == ring.size() ? Smallest{} : found; // NaN: any start will do
}

/// Start of the lexicographically least rotation, by the two-pointer method: linear, whatever
/// repeats. `all` is a reading from any start.
std::size_t least_rotation(const Reading& all) noexcept {
    const std::size_t n = all.ring.size();
    std::size_t a = 0;
    std::size_t b = 1;
    std::size_t matched = 0;
    while (a < n && b < n && matched < n) {
        const Point& p = all[(a + matched) % n];
        const Point& q = all[(b + matched) % n];
        if (p == q) {
            ++matched;
            continue;
        }
        std::size_t& worse = q < p ? a : b;
        worse += matched + 1;
        if (a == b) {
            ++b;
        }
        matched = 0;
    }
    const std::size_t first = std::min(a, b);
    return all.turn == Turn::counter_clockwise ? first : (n - first) % n;
}

/// Orders two readings of one ring by their vertices; true when `a` comes first or they are equal.
bool not_after(const Reading& a, const Reading& b) noexcept {
    for (std::size_t i = 0; i < a.ring.size(); ++i) {
        if (a[i] != b[i]) {
            return a[i] < b[i];
        }
    }
    return true;
}

/// Twice the signed area swept by the ray from `origin` along a chain of vertices. A difference
/// times an edge, not two differences from the origin: the products stay of the size
/// (distance × edge length), so that long thin rings keep their digits. The terms go in turn to two
/// sums, because an addition has a latency; which term goes where depends on its number only.
class RaySweep {
public:
    explicit RaySweep(Point origin) noexcept : m_origin(origin), m_last(origin) {}

    /// Goes on along `count` vertices from number `at`, up or down.
    void along(std::span<const Point> ring, std::size_t at, std::size_t count, Turn way) noexcept {
        // Adding the largest number steps down by one: unsigned arithmetic wraps.
        const std::size_t step = way == Turn::counter_clockwise ? 1 : ~std::size_t{0};
        for (; count >= 2; count -= 2) {
            m_sum += term(ring[at]);
            m_other += term(ring[at + step]);
            at += step + step;
        }
        if (count == 1) {
            m_sum += term(ring[at]);
            std::swap(m_sum, m_other);
        }
    }

    [[nodiscard]] double twice_area() const noexcept { return m_sum + m_other; }

private:
    double term(Point p) noexcept {
        const double result =
            (m_last.x - m_origin.x) * (p.y - m_last.y) - (m_last.y - m_origin.y) * (p.x - m_last.x);
        m_last = p;
        return result;
    }

    Point m_origin;
    Point m_last;
    double m_sum = 0.0;
    double m_other = 0.0;
};

/// Twice the signed area of the ring in the order of the reading, about its first vertex. The
/// closing edge passes through that vertex and sweeps nothing.
double twice_area(const Reading& reading) noexcept {
    const std::span<const Point> ring = reading.ring.points();
    const std::size_t start = reading.start;
    const std::size_t after = ring.size() - start - 1;
    RaySweep sweep{ring[start]};
    if (reading.turn == Turn::counter_clockwise) {
        sweep.along(ring, start + 1, after, reading.turn);
        sweep.along(ring, 0, start, reading.turn);
    } else {
        sweep.along(ring, start - 1, start, reading.turn);
        sweep.along(ring, ring.size() - 1, after, reading.turn);
    }
    return sweep.twice_area();
}

/// The reading to try first. Any choice will do that depends on the vertices alone and not on
/// how they are stored; this one is right for every simple ring.
Reading first_guess(RingView ring, Reading& other) noexcept {
    const Smallest smallest = smallest_vertex(ring.points());
    Reading forward{ring, smallest.index, Turn::counter_clockwise};
    Reading backward{ring, smallest.index, Turn::clockwise};
    bool take_forward = false;
    double corner = 0.0;
    if (smallest.unique) {
        const Point o = forward[0];
        const Point a = forward[1];
        const Point b = backward[1];
        // Swapping a and b negates this exactly, rounding included.
        corner = (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
    } else {
        forward.start = least_rotation({ring, 0, Turn::counter_clockwise});
        backward.start = least_rotation({ring, 0, Turn::clockwise});
    }
    take_forward = corner > 0.0 || (!(corner < 0.0) && not_after(forward, backward));
    other = take_forward ? backward : forward;
    return take_forward ? forward : backward;
}

} // namespace

CanonicalRing::CanonicalRing(RingView ring) : m_ring(ring) {
    if (ring.size() < 3) {
        m_start = ring.size() == 2 && ring[1] < ring[0] ? 1 : 0;
        return;
    }
    Reading other{};
    Reading chosen = first_guess(ring, other);
    double twice = twice_area(chosen);
    if (twice < 0.0) {
        // A spike at the smallest vertex, or a ring that is not simple: look the other way. When
        // both ways come out negative, the ring has no area beyond rounding.
        const double opposite = twice_area(other);
        if (opposite > 0.0) {
            chosen = other;
        }
        twice = std::max(opposite, 0.0);
    }
    m_start = chosen.start;
    m_turn = chosen.turn;
    m_area = twice / 2.0;
}

double planar_area(const MultiPolygonView& feature) {
    double sum = 0.0;
    for (std::size_t p = 0; p < feature.size(); ++p) {
        const PolygonView polygon = feature[p];
        for (std::size_t r = 0; r < polygon.rings(); ++r) {
            const double area = CanonicalRing{polygon.ring(r)}.area();
            sum += r == 0 ? area : -area;
        }
    }
    return sum;
}

double perimeter(const MultiPolygonView& feature) {
    double sum = 0.0;
    for (std::size_t p = 0; p < feature.size(); ++p) {
        const PolygonView polygon = feature[p];
        for (std::size_t r = 0; r < polygon.rings(); ++r) {
            const CanonicalRing ring{polygon.ring(r)};
            const std::size_t n = ring.size();
            for (std::size_t i = 0; i < n; ++i) {
                const Point a = ring[i];
                const Point b = ring[i + 1 == n ? 0 : i + 1];
                sum += std::sqrt((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y));
            }
        }
    }
    return sum;
}

} // namespace parkplan::geo
