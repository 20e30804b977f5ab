// SPDX-License-Identifier: MIT
#include "core/fail.hpp"
#include "overlay/edge_matcher.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <limits>
#include <memory>
#include <utility>

namespace parkplan::overlay::detail {
namespace {

/// Keys of a partition: a few times what its table needs fits into the cache.
constexpr std::size_t partition_keys = 8192;
constexpr std::size_t most_partitions = 8192;

/// Where the keys of every piece go: partitions by the upper bits of the key, so that two edges
/// that cancel are in one.
struct Partitions {
    std::size_t count = 1;
    unsigned shift = 63;
    std::vector<std::size_t> starts{};              ///< of the partitions, and the end
    std::vector<std::vector<std::uint32_t>> next{}; ///< by piece and partition, from the start

    [[nodiscard]] std::size_t of(const EdgeKey& key) const noexcept {
        return count == 1 ? 0 : key.key >> shift;
    }
};

Partitions plan_partitions(const std::vector<std::vector<EdgeKey>>& pieces, TaskPool& tasks) {
    std::size_t total = 0;
    for (const std::vector<EdgeKey>& piece : pieces) {
        total += piece.size();
    }
    if (total > std::numeric_limits<std::uint32_t>::max()) {
        fail(ErrorKind::input, "{} edges cannot be held; at most {} can", total,
             std::numeric_limits<std::uint32_t>::max());
    }
    Partitions plan;
    plan.count =
        std::clamp(std::bit_ceil(total / partition_keys + 1), std::size_t{1}, most_partitions);
    plan.shift = 64U - static_cast<unsigned>(std::countr_zero(plan.count));
    plan.next.resize(pieces.size());
    tasks.for_each(pieces.size(), [&](std::size_t i) {
        plan.next[i].assign(plan.count, 0);
        for (const EdgeKey& key : pieces[i]) {
            ++plan.next[i][plan.of(key)];
        }
    });
    plan.starts.assign(plan.count + 1, 0);
    for (std::size_t p = 0; p < plan.count; ++p) {
        std::uint32_t sum = 0;
        for (std::vector<std::uint32_t>& counts : plan.next) {
            sum += std::exchange(counts[p], sum);
        }
        plan.starts[p + 1] = plan.starts[p] + sum;
    }
    return plan;
}

} // namespace

std::vector<std::vector<std::uint32_t>> match_pieces(std::vector<std::vector<EdgeKey>>& pieces,
                                                     TaskPool& tasks) {
    Partitions plan = plan_partitions(pieces, tasks);
    // Not initialised: a gigabyte of zeros would be written first.
    const auto keys = std::make_unique_for_overwrite<EdgeKey[]>(plan.starts.back());
    tasks.for_each(pieces.size(), [&](std::size_t i) {
        for (const EdgeKey& key : pieces[i]) {
            const std::size_t p = plan.of(key);
            keys[plan.starts[p] + plan.next[i][p]++] = key;
        }
        std::vector<EdgeKey>{}.swap(pieces[i]);
    });
    // After scattering, next[i][p] is where the keys of piece i end: they stand piece after piece.
    using Kept = std::vector<std::pair<std::uint32_t, std::uint32_t>>; // piece, vertex
    std::vector<Kept> kept(plan.count);
    constexpr std::size_t grain = 16;
    tasks.for_ranges(plan.count, grain, [&](std::size_t first, std::size_t last) {
        KeyMatcher matcher;
        for (std::size_t p = first; p < last; ++p) {
            const std::span<const EdgeKey> part{keys.get() + plan.starts[p],
                                                keys.get() + plan.starts[p + 1]};
            std::size_t piece = 0;
            matcher(part, [&](std::size_t i) {
                while (plan.next[piece][p] <= i) {
                    ++piece;
                }
                kept[p].emplace_back(static_cast<std::uint32_t>(piece), part[i].vertex);
            });
        }
    });
    std::vector<std::vector<std::uint32_t>> vertices(pieces.size());
    for (const Kept& part : kept) {
        for (const auto& [piece, vertex] : part) {
            vertices[piece].push_back(vertex);
        }
    }
    tasks.for_each(vertices.size(), [&](std::size_t i) { std::ranges::sort(vertices[i]); });
    return vertices;
}

} // namespace parkplan::overlay::detail
