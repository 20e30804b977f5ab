// SPDX-License-Identifier: MIT
#include "fabric.hpp"

#include "random.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace parkplan::bench {
namespace {

constexpr double node_shift = 0.18;

/// A wave like a sine, of period and amplitude 1, made of parabolas.
double wave(double x) noexcept {
    const double u = x - std::floor(x);
    return u < 0.5 ? 8 * u * (1 - 2 * u) : 8 * (1 - u) * (1 - 2 * u);
}

/// A fractal wave over [0, 1], 0 at both ends, never beyond 4t(1-t): sums octaves of half the
/// amplitude and twice the frequency.
class Bend {
public:
    Bend(int octaves, Random& random) noexcept : m_octaves(std::min(octaves, most_octaves)) {
        double scale = 0.5;
        for (std::size_t k = 0; k < static_cast<std::size_t>(m_octaves); ++k) {
            m_phase[k] = random.unit();
            m_amplitude[k] = scale * random.between(0.3, 1);
            scale /= 2;
        }
    }
    [[nodiscard]] double at(double t) const noexcept {
        double sum = 0;
        double frequency = 1;
        for (std::size_t k = 0; k < static_cast<std::size_t>(m_octaves); ++k) {
            sum += m_amplitude[k] * wave(frequency * t + m_phase[k]);
            frequency *= 2;
        }
        return sum * 4 * t * (1 - t);
    }

private:
    static constexpr int most_octaves = 12;
    int m_octaves;
    std::array<double, most_octaves> m_phase{};
    std::array<double, most_octaves> m_amplitude{};
};

} // namespace

Fabric::Fabric(Extent extent, int columns, int rows, Texture texture, std::uint64_t seed)
    : m_extent(extent), m_columns(columns), m_rows(rows), m_texture(texture), m_seed(seed),
      m_width(static_cast<double>(extent.high.x - extent.low.x) / columns),
      m_height(static_cast<double>(extent.high.y - extent.low.y) / rows) {}

Point Fabric::node(int i, int j) const noexcept {
    Random random{m_seed, 1, static_cast<std::uint64_t>(i), static_cast<std::uint64_t>(j)};
    const double east = random.between(-node_shift, node_shift);
    const double north = random.between(-node_shift, node_shift);
    const double x = i + (i > 0 && i < m_columns ? east : 0);
    const double y = j + (j > 0 && j < m_rows ? north : 0);
    return {m_extent.low.x + nearest_tick(x * m_width),
            m_extent.low.y + nearest_tick(y * m_height)};
}

int Fabric::inner_points(std::uint64_t place) const noexcept {
    Random random{place, 3};
    if (m_texture.points_high > 0) {
        return m_texture.points_low + random.below(m_texture.points_high - m_texture.points_low);
    }
    const double u = random.unit();
    if (u < 0.17) {
        return 0;
    }
    if (u < 0.44) {
        return 1 + random.below(3);
    }
    return u < 0.86 ? 4 + random.below(4) : 8;
}

Ring Fabric::edge(int i, int j, Heading heading) const {
    const bool goes_east = heading == Heading::east;
    const auto from = node(i, j);
    const auto to = goes_east ? node(i + 1, j) : node(i, j + 1);
    const bool on_border = goes_east ? j == 0 || j == m_rows : i == 0 || i == m_columns;
    const auto place = Random{m_seed, goes_east ? 4U : 5U, static_cast<std::uint64_t>(i),
                              static_cast<std::uint64_t>(j)}
                           .bits();
    Random random{place, 2};
    const Bend bend{m_texture.octaves, random};
    const int points = inner_points(place);
    const auto dx = static_cast<double>(to.x - from.x);
    const auto dy = static_cast<double>(to.y - from.y);
    Ring chain{from};
    chain.reserve(static_cast<std::size_t>(points) + 2);
    for (int k = 0; k < points; ++k) {
        const double t = (k + 1 + random.between(-0.3, 0.3)) / (points + 1);
        const double aside = on_border ? 0 : m_texture.bow * bend.at(t);
        chain.push_back({from.x + nearest_tick(dx * t - dy * aside),
                         from.y + nearest_tick(dy * t + dx * aside)});
    }
    chain.push_back(to);
    return chain;
}

void append(Ring& ring, Ring chain, Sense sense) {
    if (sense == Sense::against) {
        std::reverse(chain.begin(), chain.end());
    }
    ring.insert(ring.end(), chain.begin(), chain.end() - 1);
}

Ring block_outline(const Fabric& fabric, int i, int j, int columns, int rows) {
    Ring ring;
    for (int k = i; k < i + columns; ++k) {
        append(ring, fabric.edge(k, j, Heading::east), Sense::along);
    }
    for (int k = j; k < j + rows; ++k) {
        append(ring, fabric.edge(i + columns, k, Heading::north), Sense::along);
    }
    for (int k = i + columns; k-- > i;) {
        append(ring, fabric.edge(k, j + rows, Heading::east), Sense::against);
    }
    for (int k = j + rows; k-- > j;) {
        append(ring, fabric.edge(i, k, Heading::north), Sense::against);
    }
    return ring;
}

} // namespace parkplan::bench
