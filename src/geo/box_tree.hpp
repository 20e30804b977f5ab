// SPDX-License-Identifier: MIT
#pragma once

#include "geo/point.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace parkplan::geo::detail {

/// An R-tree packed along the Hilbert curve: all levels in one array, leaves first, children of
/// node i of a level at node_size·i of the level below. Made once, then read from many threads.
/// Empty boxes are not in it.
class BoxTree {
public:
    explicit BoxTree(std::span<const Box> input);

    /// Number of boxes in the tree, and the number that the box at a place of its order has.
    [[nodiscard]] std::size_t size() const noexcept { return m_items.size(); }
    [[nodiscard]] std::uint32_t item(std::size_t place) const noexcept { return m_items[place]; }

    /// Calls visit(item) for every leaf that meets `box`, in the order of the tree.
    template <typename Visit>
    void search(const Box& box, const Visit& visit) const {
        descend([&box](const Box& node) { return node.meets(box); },
                [&](std::size_t place) { visit(m_items[place]); });
    }

    /// Calls visit(place) for every leaf that `accepts`; accepts(node) must hold for every box
    /// around one that is accepted. It may come to accept less while the search goes on.
    template <typename Accepts, typename Visit>
    void descend(const Accepts& accepts, const Visit& visit) const {
        if (!m_items.empty()) {
            descend(m_levels.size() - 2, 0, accepts, visit);
        }
    }

    /// Leaves are joined group by group: number of groups.
    [[nodiscard]] std::size_t groups() const noexcept {
        return (m_items.size() + node_size - 1) / node_size;
    }
    /// Calls visit(i, j) for all items i of a group and j of the tree whose boxes, each made larger
    /// by `reach` / 2, meet: over all groups every pair once, in no order of i and j.
    template <typename Visit>
    void join(std::size_t group, double reach, const Visit& visit) const {
        const std::size_t first = group * node_size;
        const std::size_t last = std::min(first + node_size, m_items.size());
        Box all;
        for (std::size_t i = first; i < last; ++i) {
            all.add(m_boxes[i]);
        }
        all = larger(all, reach);
        descend([&](const Box& node) { return node.meets(all); },
                [&](std::size_t j) {
                    const Box box = larger(m_boxes[j], reach);
                    for (std::size_t i = first; i < std::min(last, j); ++i) {
                        if (m_boxes[i].meets(box)) {
                            visit(m_items[i], m_items[j]);
                        }
                    }
                });
    }

private:
    static constexpr std::size_t node_size = 16;

    static Box larger(const Box& box, double by) noexcept {
        return {{box.min.x - by, box.min.y - by}, {box.max.x + by, box.max.y + by}};
    }

    void build_levels();

    template <typename Accepts, typename Visit>
    void descend(std::size_t level, std::size_t node, const Accepts& accepts,
                 const Visit& visit) const {
        if (!accepts(m_boxes[m_levels[level] + node])) {
            return;
        }
        if (level == 0) {
            visit(node);
            return;
        }
        const std::size_t below = m_levels[level] - m_levels[level - 1];
        for (std::size_t c = node * node_size; c < std::min((node + 1) * node_size, below); ++c) {
            descend(level - 1, c, accepts, visit);
        }
    }

    std::vector<Box> m_boxes{};           ///< level after level
    std::vector<std::uint32_t> m_items{}; ///< numbers of the leaf boxes
    std::vector<std::size_t> m_levels{0}; ///< start of each level in m_boxes, and the end
};

} // namespace parkplan::geo::detail
