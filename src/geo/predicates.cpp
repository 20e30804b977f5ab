// SPDX-License-Identifier: MIT
#include "geo/predicates.hpp"

#include <array>
#include <cstddef>

namespace parkplan::geo {
namespace {

/// A sum of doubles that do not overlap, smallest first: Shewchuk's expansion, grown one term at a
/// time (GROW-EXPANSION with zero elimination). The sign of the last term is the sign of the sum.
class Expansion {
public:
    void add(double value) noexcept {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < m_size; ++i) {
            const double sum = m_terms[i] + value;
            const double virtual_value = sum - m_terms[i];
            const double rest =
                (m_terms[i] - (sum - virtual_value)) + (value - virtual_value); // TWO-SUM
            if (rest != 0.0) {
                m_terms[kept++] = rest;
            }
            value = sum;
        }
        if (value != 0.0) {
            m_terms[kept++] = value;
        }
        m_size = kept;
    }

    void add_product(double a, double b) noexcept {
        const double product = a * b;
        add(std::fma(a, b, -product)); // the rounding error of the product, exactly
        add(product);
    }

    [[nodiscard]] int sign() const noexcept {
        if (m_size == 0) {
            return 0;
        }
        return m_terms[m_size - 1] > 0.0 ? 1 : -1;
    }

private:
    static constexpr std::size_t capacity = 13; // six products of two terms each, and one spare
    std::array<double, capacity> m_terms{};
    std::size_t m_size = 0;
};

/// East (0) up to west exclusive, then west (1) up to east exclusive.
int half_turn(Point p, Point q) noexcept {
    return q.y > p.y || (q.y == p.y && q.x > p.x) ? 0 : 1;
}

} // namespace

int orientation_exact(Point a, Point b, Point c) noexcept {
    // (a - c) × (b - c), multiplied out; the two products c.x·c.y cancel.
    Expansion turn;
    turn.add_product(a.x, b.y);
    turn.add_product(-a.x, c.y);
    turn.add_product(-c.x, b.y);
    turn.add_product(-a.y, b.x);
    turn.add_product(a.y, c.x);
    turn.add_product(c.y, b.x);
    return turn.sign();
}

bool turns_before(Point p, Point a, Point b) noexcept {
    const int half_a = half_turn(p, a);
    const int half_b = half_turn(p, b);
    return half_a != half_b ? half_a < half_b : orientation(p, a, b) > 0;
}

bool same_direction(Point p, Point a, Point b) noexcept {
    return half_turn(p, a) == half_turn(p, b) && orientation(p, a, b) == 0;
}

} // namespace parkplan::geo
