// SPDX-License-Identifier: MIT
#include "geo/box_tree.hpp"

namespace parkplan::geo::detail {
namespace {

/// Puts a zero before every one of the lower 16 bits.
constexpr std::uint32_t spread(std::uint32_t bits) noexcept {
    bits = (bits | (bits << 8U)) & 0x00ff00ffU;
    bits = (bits | (bits << 4U)) & 0x0f0f0f0fU;
    bits = (bits | (bits << 2U)) & 0x33333333U;
    return (bits | (bits << 1U)) & 0x55555555U;
}

/// Position of cell (x, y), 16 bits each, on the Hilbert curve, all bits at once: how the curve is
/// turned at a digit is a product of what the digits above it do, and products over all prefixes
/// take four doublings (as in a parallel prefix adder).
constexpr std::uint32_t hilbert(std::uint32_t x, std::uint32_t y) noexcept {
    constexpr std::uint32_t ones = 0xffffU;
    std::uint32_t a = x ^ y;
    std::uint32_t b = ones ^ a;
    std::uint32_t c = ones ^ (x | y);
    std::uint32_t d = x & (y ^ ones);
    std::uint32_t same = a | (b >> 1U);
    std::uint32_t swapped = (a >> 1U) ^ a;
    std::uint32_t flip_x = ((c >> 1U) ^ (b & (d >> 1U))) ^ c;
    std::uint32_t flip_y = ((a & (c >> 1U)) ^ (d >> 1U)) ^ d;
    for (const unsigned shift : {2U, 4U, 8U}) {
        a = same;
        b = swapped;
        c = flip_x;
        d = flip_y;
        same = (a & (a >> shift)) ^ (b & (b >> shift));
        swapped = (a & (b >> shift)) ^ (b & ((a ^ b) >> shift));
        flip_x ^= (a & (c >> shift)) ^ (b & (d >> shift));
        flip_y ^= (b & (c >> shift)) ^ ((a ^ b) & (d >> shift));
    }
    a = flip_x ^ (flip_x >> 1U);
    b = flip_y ^ (flip_y >> 1U);
    const std::uint32_t low = x ^ y;
    const std::uint32_t high = b | (ones ^ (low | a));
    return (spread(high) << 1U) | spread(low);
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
