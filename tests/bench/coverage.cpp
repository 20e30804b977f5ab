// SPDX-License-Identifier: MIT
#include "coverage.hpp"

#include "random.hpp"

#include <algorithm>
#include <cmath>

namespace parkplan::bench {
namespace {

constexpr double parcels_per_cell = 0.905;
constexpr int tile = 32;

enum class Topic : std::uint64_t { joined = 11, hole, shift };

Random random_of(std::uint64_t seed, Topic topic, int i, int j) noexcept {
    return Random{seed, static_cast<std::uint64_t>(topic), static_cast<std::uint64_t>(i),
                  static_cast<std::uint64_t>(j)};
}

/// The multiple of `unit` nearest to `wanted`, at least one unit.
int multiple(double wanted, int unit) noexcept {
    return std::max(1, static_cast<int>(std::lround(wanted / unit))) * unit;
}

Fabric fabric_for(std::int64_t parcels, std::uint64_t seed) {
    const Extent extent;
    const double cells = static_cast<double>(parcels) / parcels_per_cell;
    const double shape = static_cast<double>(extent.high.x - extent.low.x) /
                         static_cast<double>(extent.high.y - extent.low.y);
    // Pairs of cells must not straddle the aligned zones: an even number of columns in each.
    const int columns = multiple(std::sqrt(cells * shape), 2 * Coverage::zone_columns);
    const int rows = multiple(cells / columns, Coverage::zone_rows);
    return Fabric{extent, columns, rows, Texture{}, seed};
}

} // namespace

Coverage::Coverage(std::int64_t parcels, std::uint64_t seed)
    : m_seed(seed), m_fabric(fabric_for(parcels, seed)) {}

bool Coverage::are_joined(int even_i, int j) const noexcept {
    return random_of(m_seed, Topic::joined, even_i, j).unit() < 0.25;
}

Plot Coverage::plot(int i, int j) const noexcept {
    const int even_i = i - i % 2;
    return are_joined(even_i, j) ? Plot{even_i, j, 2} : Plot{i, j, 1};
}

std::vector<Plot> Coverage::plots() const {
    std::vector<Plot> found;
    const auto add_tile = [&](int low_i, int low_j) {
        const int end_i = std::min(low_i + tile, m_fabric.columns());
        const int end_j = std::min(low_j + tile, m_fabric.rows());
        for (int j = low_j; j < end_j; ++j) {
            for (int i = low_i; i < end_i; i += found.back().width) {
                found.push_back(plot(i, j));
            }
        }
    };
    for (int j = 0; j < m_fabric.rows(); j += tile) {
        for (int i = 0; i < m_fabric.columns(); i += tile) {
            add_tile(i, j);
        }
    }
    return found;
}

Ring Coverage::chain(Plot plot, Side side) const {
    const auto [i, j, width] = plot;
    if (side == Side::east) {
        return m_fabric.edge(i + width, j, Heading::north);
    }
    Ring found;
    if (side == Side::west) {
        found = m_fabric.edge(i, j, Heading::north);
    } else {
        const int row = side == Side::south ? j : j + 1;
        found = m_fabric.edge(i, row, Heading::east);
        for (int k = i + 1; k < i + width; ++k) {
            const auto next = m_fabric.edge(k, row, Heading::east);
            found.insert(found.end(), next.begin() + 1, next.end());
        }
    }
    if (side != Side::south) {
        std::reverse(found.begin(), found.end());
    }
    return found;
}

Ring Coverage::moved(const Ring& chain, Shift shift) {
    const auto& first = chain.front();
    const auto& last = chain.back();
    Ring found = chain;
    if (found.size() == 2) {
        found.insert(found.begin() + 1, {(first.x + last.x) / 2, (first.y + last.y) / 2});
    }
    const auto dx = static_cast<double>(last.x - first.x);
    const auto dy = static_cast<double>(last.y - first.y);
    // Outside is to the right of a counter-clockwise chain.
    const double step = static_cast<double>(shift.outward ? shift.ticks : -shift.ticks) /
                        std::sqrt(dx * dx + dy * dy);
    for (auto point = found.begin() + 1; point != found.end() - 1; ++point) {
        point->x += nearest_tick(dy * step);
        point->y -= nearest_tick(dx * step);
    }
    return found;
}

Ring Coverage::shell_with(Plot plot, std::optional<Shift> shift) const {
    Ring ring;
    for (const auto side : every_side) {
        const auto even = chain(plot, side);
        append(ring, shift && shift->side == side ? moved(even, *shift) : even, Sense::along);
    }
    return ring;
}

Ring Coverage::even_shell(Plot plot) const {
    return shell_with(plot, std::nullopt);
}

Ring Coverage::shell(Plot plot) const {
    return shell_with(plot, shift(plot));
}

std::optional<Hole> Coverage::hole(Plot plot) const {
    auto random = random_of(m_seed, Topic::hole, plot.i, plot.j);
    if (random.unit() >= 0.04) {
        return std::nullopt;
    }
    Point centre;
    for (const int j : {plot.j, plot.j + 1}) {
        for (const int i : {plot.i, plot.i + plot.width}) {
            const auto corner = m_fabric.node(i, j);
            centre.x += corner.x / 4;
            centre.y += corner.y / 4;
        }
    }
    const double radius = 0.14 * std::min(m_fabric.width(), m_fabric.height());
    const int points = 7 + random.below(10);
    Hole hole;
    for (int k = 0; k < points; ++k) {
        const auto towards = direction((k + random.between(-0.2, 0.2)) / points);
        const double reach = radius * random.between(0.6, 1.3);
        hole.ring.push_back({centre.x + nearest_tick(reach * towards.x),
                             centre.y + nearest_tick(reach * towards.y)});
    }
    hole.is_filled = random.unit() < 0.75;
    if (rings_meet(hole.ring, even_shell(plot))) {
        return std::nullopt;
    }
    return hole;
}

std::optional<Shift> Coverage::shift(Plot plot) const {
    auto random = random_of(m_seed, Topic::shift, plot.i, plot.j);
    const double lot = random.unit();
    if (lot >= 0.04) {
        return std::nullopt;
    }
    Shift shift;
    shift.outward = lot < 0.02;
    shift.side = every_side[static_cast<std::size_t>(random.below(4))];
    static constexpr std::array low_ends{100, 200, 500, 1000, 2000, 5000, 10000};
    shift.ticks = nearest_tick(low_ends[static_cast<std::size_t>(random.below(low_ends.size()))] *
                               random.between(1, 2));
    if (neighbours(plot, shift.side).empty()) {
        return std::nullopt;
    }
    const auto ring = shell_with(plot, shift);
    const auto inside = hole(plot);
    if (!is_simple(ring) || (inside && rings_meet(ring, inside->ring))) {
        return std::nullopt;
    }
    return shift;
}

std::vector<Plot> Coverage::neighbours(Plot plot, Side side) const {
    const auto [i, j, width] = plot;
    if (side == Side::west) {
        return i > 0 ? std::vector{this->plot(i - 1, j)} : std::vector<Plot>{};
    }
    if (side == Side::east) {
        return i + width < m_fabric.columns() ? std::vector{this->plot(i + width, j)}
                                              : std::vector<Plot>{};
    }
    const int row = side == Side::south ? j - 1 : j + 1;
    if (row < 0 || row >= m_fabric.rows()) {
        return {};
    }
    std::vector<Plot> found;
    for (int k = i; k < i + width; ++k) {
        const auto next = this->plot(k, row);
        if (found.empty() || found.back() != next) {
            found.push_back(next);
        }
    }
    if (side == Side::north) {
        std::reverse(found.begin(), found.end());
    }
    return found;
}

} // namespace parkplan::bench
