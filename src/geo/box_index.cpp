// SPDX-License-Identifier: MIT
#include "geo/box_index.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace parkplan::geo {
namespace {

constexpr std::size_t node_size = 16;

/// Position of cell (x, y), 16 bits each, on the Hilbert curve (Hamilton and Rau-Chaplin's
/// rotation form of the classic loop).
std::uint32_t hilbert(std::uint32_t x, std::uint32_t y) noexcept {
    constexpr std::uint32_t side = 1U << 16U;
    std::uint32_t position = 0;
    for (std::uint32_t s = side / 2; s > 0; s /= 2) {
        const std::uint32_t rx = (x & s) != 0 ? 1 : 0;
        const std::uint32_t ry = (y & s) != 0 ? 1 : 0;
        position += s * s * ((3 * rx) ^ ry);
        if (ry == 0) {
            if (rx == 1) {
                x = side - 1 - x;
                y = side - 1 - y;
            }
            std::swap(x, y);
        }
    }
    return position;
}

std::uint32_t cell(double value, double low, double high) noexcept {
    constexpr double cells = 65535.0;
    const double share = (value - low) / (high - low);
    return share > 0.0 ? static_cast<std::uint32_t>(std::min(share, 1.0) * cells) : 0; // NaN: 0
}

bool indexable(const Box& box) noexcept {
    return box.min.x <= box.max.x && box.min.y <= box.max.y; // false for NaN and for empty
}

} // namespace

/// An R-tree packed along the Hilbert curve: all levels in one array, leaves first, children of
/// node i of a level at node_size·i of the level below.
struct BoxIndex::Impl {
    std::vector<Box> boxes{};           ///< level after level
    std::vector<std::uint32_t> items{}; ///< numbers of the leaf boxes
    std::vector<std::size_t> levels{0}; ///< start of each level in `boxes`, and the end

    explicit Impl(std::span<const Box> input) {
        Box all;
        for (const Box& box : input) {
            if (indexable(box)) {
                all.add(box);
            }
        }
        struct Entry {
            std::uint32_t position;
            std::uint32_t item;
        };
        std::vector<Entry> order;
        order.reserve(input.size());
        for (std::uint32_t i = 0; i < input.size(); ++i) {
            if (indexable(input[i])) {
                const Point c = input[i].centre();
                order.push_back(
                    {hilbert(cell(c.x, all.min.x, all.max.x), cell(c.y, all.min.y, all.max.y)), i});
            }
        }
        std::sort(order.begin(), order.end(), [](const Entry& a, const Entry& b) {
            return a.position != b.position ? a.position < b.position : a.item < b.item;
        });
        boxes.reserve(order.size() + order.size() / (node_size - 1) + 2);
        items.reserve(order.size());
        for (const Entry& entry : order) {
            boxes.push_back(input[entry.item]);
            items.push_back(entry.item);
        }
        build_levels();
    }

    void build_levels() {
        levels.push_back(boxes.size());
        for (std::size_t first = 0, last = boxes.size(); last - first > 1;) {
            for (std::size_t i = first; i < last; i += node_size) {
                Box node;
                for (std::size_t c = i; c < std::min(i + node_size, last); ++c) {
                    node.add(boxes[c]);
                }
                boxes.push_back(node);
            }
            first = last;
            last = boxes.size();
            levels.push_back(last);
        }
    }

    /// Calls visit(item) for every leaf that meets `box`, in the order of the tree.
    template <typename Visit>
    void search(const Box& box, const Visit& visit) const {
        if (items.empty()) {
            return;
        }
        descend(levels.size() - 2, 0, box, visit);
    }

    template <typename Visit>
    void descend(std::size_t level, std::size_t node, const Box& box, const Visit& visit) const {
        if (!boxes[levels[level] + node].meets(box)) {
            return;
        }
        if (level == 0) {
            visit(items[node]);
            return;
        }
        const std::size_t below = levels[level] - levels[level - 1];
        for (std::size_t c = node * node_size; c < std::min((node + 1) * node_size, below); ++c) {
            descend(level - 1, c, box, visit);
        }
    }
};

BoxIndex::BoxIndex(std::span<const Box> boxes) : m_impl(std::make_unique<const Impl>(boxes)) {}
BoxIndex::~BoxIndex() = default;
BoxIndex::BoxIndex(BoxIndex&&) noexcept = default;
BoxIndex& BoxIndex::operator=(BoxIndex&&) noexcept = default;

std::vector<std::uint32_t> BoxIndex::query(const Box& box) const {
    std::vector<std::uint32_t> found;
    m_impl->search(box, [&found](std::uint32_t item) { found.push_back(item); });
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> BoxIndex::meeting_pairs() const {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (std::size_t leaf = 0; leaf < m_impl->items.size(); ++leaf) {
        const std::uint32_t i = m_impl->items[leaf];
        m_impl->search(m_impl->boxes[leaf], [&pairs, i](std::uint32_t j) {
            if (i < j) {
                pairs.emplace_back(i, j);
            }
        });
    }
    std::sort(pairs.begin(), pairs.end());
    return pairs;
}

} // namespace parkplan::geo
