// SPDX-License-Identifier: MIT
#include "core/fail.hpp"
#include "overlay/edge_matcher.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <limits>
#include <utility>

namespace parkplan::overlay::detail {
namespace {

/// Keys of a partition: with its table they stay in the cache.
constexpr std::size_t partition_keys = 8192;
constexpr std::size_t most_partitions = 8192;

/// The keys of all pieces, parted by their upper bits, so that two edges that cancel are in one.
class Partitions {
public:
    /// Takes the keys; one piece after the other in every partition.
    Partitions(std::vector<std::vector<EdgeKey>>& pieces, TaskPool& tasks) : m_tasks(tasks) {
        plan(pieces);
        m_ends.resize(pieces.size());
        count(pieces);
        m_tasks.for_each(pieces.size(), [&](std::size_t i) {
            for (const EdgeKey& key : pieces[i]) {
                const std::size_t p = partition_of(key);
                m_keys[p][m_ends[i][p]++] = key;
            }
            std::vector<EdgeKey>{}.swap(pieces[i]);
        });
    }

    /// The edges that stay, by piece.
    [[nodiscard]] std::vector<std::vector<std::uint32_t>> match() {
        constexpr std::size_t grain = 16;
        std::vector<std::vector<Place>> kept(m_count);
        m_tasks.for_ranges(m_count, grain, [&](std::size_t first, std::size_t last) {
            KeyMatcher matcher;
            for (std::size_t p = first; p < last; ++p) {
                kept[p] = match(p, matcher);
            }
        });
        std::vector<std::vector<std::uint32_t>> places(m_ends.size());
        for (const std::vector<Place>& part : kept) {
            for (const Place& place : part) {
                places[place.piece].push_back(place.place);
            }
        }
        m_tasks.for_each(places.size(), [&](std::size_t i) { std::ranges::sort(places[i]); });
        return places;
    }

private:
    struct Place {
        std::uint32_t piece = 0;
        std::uint32_t place = 0; ///< an EdgePlace
    };

    void plan(const std::vector<std::vector<EdgeKey>>& pieces) {
        std::size_t total = 0;
        for (const std::vector<EdgeKey>& piece : pieces) {
            total += piece.size();
        }
        m_count =
            std::clamp(std::bit_ceil(total / partition_keys + 1), std::size_t{1}, most_partitions);
        m_shift = 64U - static_cast<unsigned>(std::countr_zero(m_count));
        if (total > std::numeric_limits<std::uint32_t>::max()) {
            fail(ErrorKind::input, "{} edges cannot be held; at most {} can", total,
                 std::numeric_limits<std::uint32_t>::max());
        }
    }

    /// Makes room: m_ends becomes where each piece starts in each partition.
    void count(const std::vector<std::vector<EdgeKey>>& pieces) {
        m_tasks.for_each(pieces.size(), [&](std::size_t i) {
            m_ends[i].assign(m_count, 0);
            for (const EdgeKey& key : pieces[i]) {
                ++m_ends[i][partition_of(key)];
            }
        });
        m_keys.resize(m_count);
        m_tasks.for_each(m_count, [&](std::size_t p) {
            std::uint32_t sum = 0;
            for (std::vector<std::uint32_t>& counts : m_ends) {
                sum += std::exchange(counts[p], sum);
            }
            m_keys[p].resize(sum);
        });
    }

    /// Matches a partition and gives its memory back.
    std::vector<Place> match(std::size_t p, KeyMatcher& matcher) {
        std::vector<Place> kept;
        std::uint32_t piece = 0;
        matcher(m_keys[p], [&](std::size_t i) {
            while (m_ends[piece][p] <= i) {
                ++piece;
            }
            kept.push_back({piece, m_keys[p][i].place});
        });
        std::vector<EdgeKey>{}.swap(m_keys[p]);
        return kept;
    }

    [[nodiscard]] std::size_t partition_of(const EdgeKey& key) const noexcept {
        return m_count == 1 ? 0 : key.key >> m_shift;
    }

    TaskPool& m_tasks;
    std::size_t m_count = 1;
    unsigned m_shift = 63;
    std::vector<std::vector<EdgeKey>> m_keys{};       ///< by partition
    std::vector<std::vector<std::uint32_t>> m_ends{}; ///< by piece and partition
};

} // namespace

std::vector<std::vector<std::uint32_t>> match_pieces(std::vector<std::vector<EdgeKey>>& pieces,
                                                     TaskPool& tasks) {
    return Partitions{pieces, tasks}.match();
}

} // namespace parkplan::overlay::detail
