// SPDX-License-Identifier: MIT
#include "planted.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace parkplan::bench {
namespace {

/// Nodes of the fabric that a side of a parcel passes, by number.
std::vector<std::int64_t> nodes_of(const Coverage& coverage, Plot plot, Side side) {
    const auto number = [&](int i, int j) {
        return static_cast<std::int64_t>(j) * (coverage.fabric().columns() + 1) + i;
    };
    if (side == Side::east || side == Side::west) {
        const int i = side == Side::west ? plot.i : plot.i + plot.width;
        return {number(i, plot.j), number(i, plot.j + 1)};
    }
    std::vector<std::int64_t> nodes;
    for (int i = plot.i; i <= plot.i + plot.width; ++i) {
        nodes.push_back(number(i, side == Side::south ? plot.j : plot.j + 1));
    }
    return nodes;
}

/// The part of the plane between a chain and its moved copy, as a ring.
Ring strip(const Ring& chain, const Ring& moved) {
    Ring ring = chain;
    ring.insert(ring.end(), moved.rbegin() + 1, moved.rend() - 1);
    return ring;
}

bool is_end(const Ring& chain, Point a) {
    return a == chain.front() || a == chain.back();
}

/// Whether the moved chain meets edges of the ring elsewhere than at its ends; edges at a hub, a
/// point of the old chain where the side common to two neighbours begins, do not count.
bool crosses(const Ring& moved, const Ring& ring, std::span<const Point> hubs) {
    for (std::size_t i = 0; i + 1 < moved.size(); ++i) {
        for (std::size_t k = 0; k < ring.size(); ++k) {
            const auto& a = ring[k];
            const auto& b = ring[(k + 1) % ring.size()];
            const auto is_hub = [&](Point hub) { return a == hub || b == hub; };
            if (std::any_of(hubs.begin(), hubs.end(), is_hub)) {
                continue;
            }
            const auto touches_at = [&](Point end) {
                return is_end(moved, end) && (end == moved[i] || end == moved[i + 1]);
            };
            if (!touches_at(a) && !touches_at(b) && meet(moved[i], moved[i + 1], a, b)) {
                return true;
            }
        }
    }
    return false;
}

/// The point of the chain, not an end, that both neighbours have: where their common side begins.
std::vector<Point> hubs_of(const Coverage& coverage, const Planted& planted, const Ring& chain) {
    if (planted.neighbours.size() < 2) {
        return {};
    }
    const auto first = coverage.even_shell(planted.neighbours.front());
    const auto second = coverage.even_shell(planted.neighbours.back());
    const auto has = [](const Ring& ring, Point p) {
        return std::find(ring.begin(), ring.end(), p) != ring.end();
    };
    std::vector<Point> hubs;
    std::copy_if(chain.begin() + 1, chain.end() - 1, std::back_inserter(hubs),
                 [&](Point p) { return has(first, p) && has(second, p); });
    return hubs;
}

/// Whether the moved chain meets nothing of the neighbours but its ends.
bool stays_within(const Coverage& coverage, const Planted& planted, const Ring& chain,
                  const Ring& moved) {
    const auto hubs = hubs_of(coverage, planted, chain);
    return std::none_of(planted.neighbours.begin(), planted.neighbours.end(),
                        [&](const Plot& neighbour) {
                            const auto hole = coverage.hole(neighbour);
                            return crosses(moved, coverage.even_shell(neighbour), hubs) ||
                                   (hole && crosses(moved, hole->ring, {}));
                        });
}

} // namespace

std::vector<Planted> planted(const Coverage& coverage, std::span<const Plot> plots) {
    std::vector<Planted> found;
    std::unordered_map<std::int64_t, int> disturbances_at;
    for (const auto& plot : plots) {
        const auto shift = coverage.shift(plot);
        if (!shift) {
            continue;
        }
        for (const auto node : nodes_of(coverage, plot, shift->side)) {
            ++disturbances_at[node];
        }
        found.push_back({plot, coverage.neighbours(plot, shift->side), *shift, 0, false});
    }
    for (auto& one : found) {
        const auto chain = coverage.chain(one.plot, one.shift.side);
        const auto moved = Coverage::moved(chain, one.shift);
        const auto between = strip(chain, moved);
        const auto nodes = nodes_of(coverage, one.plot, one.shift.side);
        const bool has_company = std::any_of(nodes.begin(), nodes.end(), [&](std::int64_t node) {
            return disturbances_at.at(node) > 1;
        });
        one.area = std::abs(area(between));
        one.is_alone = !has_company && is_simple(between) &&
                       (!one.shift.outward || stays_within(coverage, one, chain, moved));
    }
    return found;
}

} // namespace parkplan::bench
