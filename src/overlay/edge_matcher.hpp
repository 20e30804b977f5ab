// SPDX-License-Identifier: MIT
#pragma once

#include "core/tasks.hpp"
#include "geo/point.hpp"
#include "geo/polygon_column.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace parkplan::overlay::detail {

/// A directed edge by its hash, the interior of its feature on its left. Two edges between the same
/// vertices have equal `key` but for its lowest bit, which is the direction, and equal `check`: 95
/// bits, so that among 10⁹ edges the chance of taking two for one is below 10⁻¹⁰.
struct EdgeKey {
    std::uint64_t key;
    std::uint32_t check;
    std::uint32_t place; ///< an EdgePlace
};

/// Where an edge is stored: from a vertex of its column to the next of its ring, or, in a ring that
/// is stored with its interior on the right (reversed), the other way round.
struct EdgePlace {
    std::uint32_t vertex = 0;
    bool reversed = false;

    static constexpr std::size_t most_vertices = std::size_t{1} << 31U;
    [[nodiscard]] static EdgePlace of(std::uint32_t packed) noexcept {
        return {packed >> 1U, (packed & 1U) != 0};
    }
    /// Places are ordered as their vertices are.
    [[nodiscard]] std::uint32_t packed() const noexcept {
        return vertex << 1U | (reversed ? 1U : 0U);
    }
};

[[nodiscard]] std::uint64_t point_hash(geo::Point p) noexcept;

/// The key of an edge by its ends, `place` 0.
[[nodiscard]] EdgeKey edge_key(geo::Point from, geo::Point to) noexcept;

/// Finds the edges of a piece that no other edge of the piece runs against. Vertices are compared
/// bit by bit, but that -0.0 is 0.0. Works block by block in a table that stays in the cache, then
/// on what the blocks left. Keeps its memory; one per thread.
class EdgeMatcher {
public:
    /// The result is valid until the next call. Throws Error{input} for more vertices than an
    /// EdgePlace can name.
    const std::vector<EdgeKey>& match(const geo::PolygonColumn& polygons);

private:
    /// A ring of the block: its vertices, the first repeated at the end, in m_points.
    struct Ring {
        std::uint32_t first = 0;
        std::uint32_t size = 0;
        std::uint32_t vertex = 0; ///< number of its first vertex in the column
        bool reversed = false;    ///< the interior is on its right
    };
    void take_ring(geo::RingView ring, bool is_hole, const geo::Point* origin);
    void match_block();
    void meet(std::uint64_t key, std::uint32_t edge);
    void collect(const Ring& ring);
    void match_leftovers();

    std::vector<Ring> m_rings{};
    std::vector<geo::Point> m_points{};
    std::vector<std::uint64_t> m_hashes{}; ///< of m_points
    std::vector<std::uint8_t> m_alive{};   ///< by the number of an edge's first vertex in m_points
    std::vector<std::uint64_t> m_slots{};
    std::vector<EdgeKey> m_left{};
    std::vector<EdgeKey> m_unmatched{};
};

/// Matches what several pieces left: `pieces` are emptied. Returns the places of the edges that
/// stay, piece after piece, ascending. Memory stays local whatever the order of the rows.
[[nodiscard]] std::vector<std::vector<std::uint32_t>>
match_pieces(std::vector<std::vector<EdgeKey>>& pieces, TaskPool& tasks);

/// Takes out of `keys` all pairs that run against each other.
class KeyMatcher {
public:
    /// Calls keep(index) for every key that stays, ascending.
    template <typename Keep>
    void operator()(std::span<const EdgeKey> keys, const Keep& keep) {
        mark(keys);
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if (m_alive[i] != 0) {
                keep(i);
            }
        }
    }

private:
    void mark(std::span<const EdgeKey> keys);

    std::vector<std::uint32_t> m_slots{};
    std::vector<std::uint8_t> m_alive{};
};

} // namespace parkplan::overlay::detail
