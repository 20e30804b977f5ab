// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

namespace parkplan::measure {

/// A polynomial c[0] + c[1]·s + … at s.
template <std::size_t N>
[[nodiscard]] constexpr double polynomial(const std::array<double, N>& c, double s) noexcept {
    double sum = c[N - 1];
    for (std::size_t i = N - 1; i > 0; --i) {
        sum = sum * s + c[i - 1];
    }
    return sum;
}

/// Smooth functions of one variable (the northing, metres) by a polynomial each on strips of equal
/// width, so that no transcendental function is called per feature. Fitted in long double at the
/// Chebyshev nodes of a strip and of half a strip beyond either side of it: a polynomial holds for
/// whatever starts in its strip and reaches no farther than that. Immutable.
template <std::size_t functions, std::size_t degree>
class StripTable {
public:
    using Values = std::array<long double, functions>;
    struct Strip {
        double centre = 0.0; ///< metres; the polynomials are in s = (y − centre) / width
        std::array<std::array<double, degree + 1>, functions> c{};
    };

    /// Strips of `width` metres (a power of two, so that s is exact) from `low` on. `values` gives
    /// the functions at a northing.
    template <typename Function>
    StripTable(double low, double width, std::size_t count, const Function& values)
        : m_low(low), m_width(width), m_per_width(1.0 / width) {
        m_strips.reserve(count);
        const Matrix cosines = cosines_at_nodes();
        for (std::size_t i = 0; i < count; ++i) {
            m_strips.push_back(
                fitted(low + (static_cast<double>(i) + 0.5) * width, values, cosines));
        }
    }

    [[nodiscard]] double width() const noexcept { return m_width; }
    [[nodiscard]] const std::vector<Strip>& strips() const noexcept { return m_strips; }
    /// The strip that a northing lies in; null outside all of them and for NaN.
    [[nodiscard]] const Strip* at(double y) const noexcept {
        const double strip = (y - m_low) * m_per_width;
        return strip >= 0.0 && strip < static_cast<double>(m_strips.size())
                   ? &m_strips[static_cast<std::size_t>(strip)]
                   : nullptr;
    }
    /// The variable of a strip's polynomials.
    [[nodiscard]] double variable(const Strip& strip, double y) const noexcept {
        return (y - strip.centre) * m_per_width;
    }

private:
    static constexpr std::size_t nodes = degree + 1;
    using Polynomial = std::array<long double, nodes>;

    using Matrix = std::array<Polynomial, nodes>;

    /// T_j at node k: cos(jπ(k + ½)/n).
    static Matrix cosines_at_nodes() {
        Matrix cosines{};
        for (std::size_t k = 0; k < nodes; ++k) {
            const long double angle = std::numbers::pi_v<long double> *
                                      (static_cast<long double>(k) + 0.5L) /
                                      static_cast<long double>(nodes);
            for (std::size_t j = 0; j < nodes; ++j) {
                cosines[k][j] = std::cos(static_cast<long double>(j) * angle);
            }
        }
        return cosines;
    }

    template <typename Function>
    [[nodiscard]] Strip fitted(double centre, const Function& values, const Matrix& cosines) const {
        // Coefficients of the Chebyshev polynomials by their discrete orthogonality.
        std::array<Polynomial, functions> chebyshev{};
        for (std::size_t k = 0; k < nodes; ++k) {
            const Values at = values(centre + static_cast<long double>(m_width) * cosines[k][1]);
            for (std::size_t f = 0; f < functions; ++f) {
                for (std::size_t j = 0; j < nodes; ++j) {
                    chebyshev[f][j] += at[f] * cosines[k][j] * (j == 0 ? 1.0L : 2.0L) /
                                       static_cast<long double>(nodes);
                }
            }
        }
        Strip strip{centre, {}};
        for (std::size_t f = 0; f < functions; ++f) {
            strip.c[f] = in_powers(chebyshev[f]);
        }
        return strip;
    }

    /// Σ c[j]·T_j written in powers, by T_j+1 = 2s·T_j − T_j-1.
    static std::array<double, nodes> in_powers(const Polynomial& c) noexcept {
        Polynomial sum{};
        Polynomial before{};
        Polynomial at{1.0L};
        for (std::size_t j = 0; j < nodes; ++j) {
            for (std::size_t i = 0; i < nodes; ++i) {
                sum[i] += c[j] * at[i];
            }
            Polynomial next{};
            for (std::size_t i = 0; i < nodes; ++i) {
                next[i] = (i == 0 ? 0.0L : (j == 0 ? 1.0L : 2.0L) * at[i - 1]) - before[i];
            }
            before = at;
            at = next;
        }
        std::array<double, nodes> powers{};
        for (std::size_t i = 0; i < nodes; ++i) {
            powers[i] = static_cast<double>(sum[i]);
        }
        return powers;
    }

    double m_low;
    double m_width;
    double m_per_width; ///< exact, as the width is a power of two
    std::vector<Strip> m_strips{};
};

} // namespace parkplan::measure
