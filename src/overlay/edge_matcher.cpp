// SPDX-License-Identifier: MIT
#include "overlay/edge_matcher.hpp"

#include "core/fail.hpp"
#include "geo/canonical.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace parkplan::overlay::detail {
namespace {

/// Edges of a block: its points, hashes and table together fill half of a megabyte.
constexpr std::size_t block_edges = 12288;

constexpr std::uint64_t multiplier_x = 0x9e3779b97f4a7c15ULL;
constexpr std::uint64_t multiplier_y = 0xc2b2ae3d27d4eb4fULL;
constexpr std::uint64_t multiplier_mix = 0xd6e8feb86659fd93ULL;

/// Twice the signed area about the first vertex, or NaN where rounding may have made its sign.
double turn_of(geo::RingView ring) noexcept {
    const geo::Point origin = ring[0];
    double sum = 0.0;
    double size = 0.0;
    geo::Point from{};
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const geo::Point to{ring[i].x - origin.x, ring[i].y - origin.y};
        sum += from.x * to.y - to.x * from.y;
        size = std::max({size, std::abs(to.x), std::abs(to.y)});
        from = to;
    }
    constexpr double rounding = 1e-14;
    const double doubt = rounding * static_cast<double>(ring.size()) * size * size;
    return std::abs(sum) > doubt ? sum : std::numeric_limits<double>::quiet_NaN();
}

bool counter_clockwise(geo::RingView ring) {
    const double turn = turn_of(ring);
    return std::isnan(turn) ? geo::CanonicalRing{ring}.stored_turn() == geo::Turn::counter_clockwise
                            : turn > 0.0;
}

/// Direction of an edge, whoever stores it.
bool ascends(geo::Point from, geo::Point to) noexcept {
    return from.x < to.x || (from.x == to.x && from.y < to.y);
}

EdgeKey key_of(std::uint64_t from, std::uint64_t to, bool direction) noexcept {
    const std::uint64_t both = (from + to) * multiplier_x;
    return {(both & ~std::uint64_t{1}) | (direction ? 1U : 0U),
            static_cast<std::uint32_t>((from * to) >> 32U), 0};
}

constexpr std::uint64_t removed = ~std::uint64_t{0};

} // namespace

std::uint64_t point_hash(geo::Point p) noexcept {
    const auto x = std::bit_cast<std::uint64_t>(p.x) * multiplier_x;
    const auto y = std::bit_cast<std::uint64_t>(p.y) * multiplier_y;
    std::uint64_t hash = x ^ std::rotl(y, 32);
    hash ^= hash >> 32U;
    hash *= multiplier_mix;
    return hash ^ (hash >> 32U);
}

EdgeKey edge_key(geo::Point from, geo::Point to) noexcept {
    return key_of(point_hash(from), point_hash(to), ascends(from, to));
}

const std::vector<EdgeKey>& EdgeMatcher::match(const geo::PolygonColumn& polygons) {
    m_left.clear();
    m_rings.clear();
    m_points.clear();
    if (polygons.points().size() > EdgePlace::most_vertices) {
        fail(ErrorKind::input, "{} vertices cannot be held in a piece; at most {} can",
             polygons.points().size(), EdgePlace::most_vertices);
    }
    const geo::Point* origin = polygons.points().data();
    for (std::size_t row = 0; row < polygons.size(); ++row) {
        const geo::MultiPolygonView feature = polygons[row];
        for (std::size_t p = 0; p < feature.size(); ++p) {
            for (std::size_t r = 0; r < feature[p].rings(); ++r) {
                take_ring(feature[p].ring(r), r > 0, origin);
            }
        }
        if (m_points.size() >= block_edges) {
            match_block();
        }
    }
    match_block();
    match_leftovers();
    return m_unmatched;
}

void EdgeMatcher::take_ring(geo::RingView ring, bool is_hole, const geo::Point* origin) {
    if (ring.size() < 2) {
        return;
    }
    m_rings.push_back({static_cast<std::uint32_t>(m_points.size()),
                       static_cast<std::uint32_t>(ring.size()),
                       static_cast<std::uint32_t>(ring.points().data() - origin),
                       counter_clockwise(ring) == is_hole});
    for (const geo::Point& p : ring.points()) {
        m_points.push_back({p.x + 0.0, p.y + 0.0}); // -0.0 becomes 0.0
    }
    m_points.push_back(m_points[m_points.size() - ring.size()]);
}

void EdgeMatcher::match_block() {
    const std::size_t size = std::bit_ceil(m_points.size() * 2 + 1);
    m_slots.assign(size, 0);
    m_alive.assign(m_points.size(), 1);
    m_hashes.resize(m_points.size());
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        m_hashes[i] = point_hash(m_points[i]);
    }
    for (const Ring& ring : m_rings) {
        for (std::uint32_t e = ring.first; e < ring.first + ring.size; ++e) {
            const bool direction = ascends(m_points[e], m_points[e + 1]) != ring.reversed;
            meet(key_of(m_hashes[e], m_hashes[e + 1], direction).key, e);
        }
    }
    for (const Ring& ring : m_rings) {
        collect(ring);
    }
    m_rings.clear();
    m_points.clear();
}

/// A slot holds the upper 31 bits of the key below the index, the direction, and the number of the
/// edge plus one. The vertices themselves are compared.
void EdgeMatcher::meet(std::uint64_t key, std::uint32_t edge) {
    const geo::Point from = m_points[edge];
    const geo::Point to = m_points[edge + 1];
    if (from == to) {
        m_alive[edge] = 0;
        return;
    }
    const std::size_t mask = m_slots.size() - 1;
    const std::uint64_t tag = (key << 32U) | (std::uint64_t{edge} + 1);
    const std::uint64_t opposite = (tag ^ (std::uint64_t{1} << 32U)) >> 32U;
    for (std::size_t at = (key >> 32U) & mask;; at = (at + 1) & mask) {
        const std::uint64_t slot = m_slots[at];
        if (slot == 0) {
            m_slots[at] = tag;
            return;
        }
        if (slot >> 32U != opposite || slot == removed) {
            continue;
        }
        const auto other = static_cast<std::uint32_t>(slot) - 1;
        const geo::Point a = m_points[other];
        const geo::Point b = m_points[other + 1];
        if ((a == to && b == from) || (a == from && b == to)) {
            m_slots[at] = removed;
            m_alive[other] = 0;
            m_alive[edge] = 0;
            return;
        }
    }
}

void EdgeMatcher::collect(const Ring& ring) {
    for (std::uint32_t i = 0; i < ring.size; ++i) {
        const std::uint32_t e = ring.first + i;
        if (m_alive[e] == 0) {
            continue;
        }
        const bool direction = ascends(m_points[e], m_points[e + 1]) != ring.reversed;
        EdgeKey& key = m_left.emplace_back(key_of(m_hashes[e], m_hashes[e + 1], direction));
        key.place = EdgePlace{ring.vertex + i, ring.reversed}.packed();
    }
}

void EdgeMatcher::match_leftovers() {
    m_unmatched.clear();
    KeyMatcher matcher;
    matcher(m_left, [this](std::size_t i) { m_unmatched.push_back(m_left[i]); });
}

void KeyMatcher::mark(std::span<const EdgeKey> keys) {
    constexpr std::uint32_t empty = 0;
    constexpr std::uint32_t gone = std::numeric_limits<std::uint32_t>::max();
    const std::size_t mask = std::bit_ceil(keys.size() * 2 + 1) - 1;
    m_slots.assign(mask + 1, empty);
    m_alive.assign(keys.size(), 1);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const EdgeKey& key = keys[i];
        for (std::size_t at = (key.key >> 20U) & mask;; at = (at + 1) & mask) {
            std::uint32_t& slot = m_slots[at];
            if (slot == empty) {
                slot = static_cast<std::uint32_t>(i) + 1;
                break;
            }
            if (slot != gone && (keys[slot - 1].key ^ 1U) == key.key &&
                keys[slot - 1].check == key.check) {
                m_alive[slot - 1] = 0;
                m_alive[i] = 0;
                slot = gone;
                break;
            }
        }
    }
}

} // namespace parkplan::overlay::detail
