// SPDX-License-Identifier: MIT
#include "geo/box_tree.hpp"

namespace parkplan::geo::detail {
namespace {

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

struct Entry {
    std::uint32_t position = 0;
    std::uint32_t item = 0;
};

/// Sorts by position and keeps the order of equals: digit by digit, from the lowest.
void sort_by_position(std::vector<Entry>& entries) {
    constexpr unsigned bits = 11;
    constexpr std::uint32_t digits = 1U << bits;
    std::vector<Entry> other(entries.size());
    for (unsigned shift = 0; shift < 32; shift += bits) {
        std::array<std::uint32_t, digits + 1> starts{};
        for (const Entry& entry : entries) {
            ++starts[((entry.position >> shift) & (digits - 1)) + 1];
        }
        for (std::size_t d = 0; d < digits; ++d) {
            starts[d + 1] += starts[d];
        }
        for (const Entry& entry : entries) {
            other[starts[(entry.position >> shift) & (digits - 1)]++] = entry;
        }
        entries.swap(other);
    }
}

} // namespace

BoxTree::BoxTree(std::span<const Box> input) {
    Box all;
    for (const Box& box : input) {
        if (indexable(box)) {
            all.add(box);
        }
    }
    std::vector<Entry> order;
    order.reserve(input.size());
    for (std::uint32_t i = 0; i < input.size(); ++i) {
        if (indexable(input[i])) {
            const Point c = input[i].centre();
            order.push_back(
                {hilbert(cell(c.x, all.min.x, all.max.x), cell(c.y, all.min.y, all.max.y)), i});
        }
    }
    sort_by_position(order);
    m_boxes.reserve(order.size() + order.size() / (node_size - 1) + 8);
    m_items.reserve(order.size());
    for (const Entry& entry : order) {
        m_boxes.push_back(input[entry.item]);
        m_items.push_back(entry.item);
    }
    build_levels();
}

void BoxTree::build_levels() {
    m_levels.push_back(m_boxes.size());
    for (std::size_t first = 0, last = m_boxes.size(); last - first > 1;) {
        for (std::size_t i = first; i < last; i += node_size) {
            Box node;
            for (std::size_t c = i; c < std::min(i + node_size, last); ++c) {
                node.add(m_boxes[c]);
            }
            m_boxes.push_back(node);
        }
        first = last;
        last = m_boxes.size();
        m_levels.push_back(last);
    }
}

} // namespace parkplan::geo::detail
