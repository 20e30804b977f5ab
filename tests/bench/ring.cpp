// SPDX-License-Identifier: MIT
#include "ring.hpp"

#include <algorithm>
#include <cmath>

namespace parkplan::bench {
namespace {

/// Sign of the turn a -> b -> c: exact for points within 100 km of each other.
int turn_of(Point a, Point b, Point c) noexcept {
    const auto turn = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    return static_cast<int>(turn > 0) - static_cast<int>(turn < 0);
}

/// For c on the line through a and b: whether it lies between them.
bool between(Point a, Point b, Point c) noexcept {
    return std::min(a.x, b.x) <= c.x && c.x <= std::max(a.x, b.x) && std::min(a.y, b.y) <= c.y &&
           c.y <= std::max(a.y, b.y);
}

} // namespace

std::int64_t nearest_tick(double ticks) noexcept {
    return std::llround(ticks);
}

std::int64_t doubled_area(std::span<const Point> ring) noexcept {
    std::int64_t sum = 0;
    const auto origin = ring.front();
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const auto& a = ring[i];
        const auto& b = ring[(i + 1) % ring.size()];
        sum += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y);
    }
    return sum;
}

double area(std::span<const Point> ring) noexcept {
    return static_cast<double>(doubled_area(ring)) / (2 * ticks_per_metre * ticks_per_metre);
}

bool meet(Point a, Point b, Point c, Point d) noexcept {
    if (std::max(a.x, b.x) < std::min(c.x, d.x) || std::max(c.x, d.x) < std::min(a.x, b.x) ||
        std::max(a.y, b.y) < std::min(c.y, d.y) || std::max(c.y, d.y) < std::min(a.y, b.y)) {
        return false;
    }
    const auto of_c = turn_of(a, b, c);
    const auto of_d = turn_of(a, b, d);
    const auto of_a = turn_of(c, d, a);
    const auto of_b = turn_of(c, d, b);
    if (of_c != of_d && of_a != of_b) {
        return true;
    }
    return (of_c == 0 && between(a, b, c)) || (of_d == 0 && between(a, b, d)) ||
           (of_a == 0 && between(c, d, a)) || (of_b == 0 && between(c, d, b));
}

bool is_simple(std::span<const Point> ring) noexcept {
    const auto size = ring.size();
    for (std::size_t i = 0; i < size; ++i) {
        const auto& a = ring[i];
        const auto& b = ring[(i + 1) % size];
        const auto& next = ring[(i + 2) % size];
        if (a == b || (turn_of(a, b, next) == 0 && !between(a, next, b))) {
            return false; // a repeated point or a spike
        }
        for (std::size_t k = i + 2; k < size; ++k) {
            const bool are_neighbours = i == 0 && k + 1 == size;
            if (!are_neighbours && meet(a, b, ring[k], ring[(k + 1) % size])) {
                return false;
            }
        }
    }
    return true;
}

bool rings_meet(std::span<const Point> a, std::span<const Point> b) noexcept {
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t k = 0; k < b.size(); ++k) {
            if (meet(a[i], a[(i + 1) % a.size()], b[k], b[(k + 1) % b.size()])) {
                return true;
            }
        }
    }
    return false;
}

Direction direction(double turn) noexcept {
    const double quarters = 4 * (turn - std::floor(turn));
    const int quarter = std::min(static_cast<int>(quarters), 3);
    const double t = quarters - quarter;
    // Rational parametrisation of the quarter circle.
    const Direction first{(1 - t * t) / (1 + t * t), 2 * t / (1 + t * t)};
    switch (quarter) {
    case 0:
        return first;
    case 1:
        return {-first.y, first.x};
    case 2:
        return {-first.x, -first.y};
    default:
        return {first.y, -first.x};
    }
}

} // namespace parkplan::bench
