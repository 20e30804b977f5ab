// SPDX-License-Identifier: MIT
#include "geo/box_index.hpp"

#include "geo/box_tree.hpp"

#include <algorithm>
#include <cstddef>

namespace parkplan::geo {

struct BoxIndex::Impl {
    detail::BoxTree tree;
};

BoxIndex::BoxIndex(std::span<const Box> boxes)
    : m_impl(std::make_unique<const Impl>(Impl{detail::BoxTree{boxes}})) {}
BoxIndex::~BoxIndex() = default;
BoxIndex::BoxIndex(BoxIndex&&) noexcept = default;
BoxIndex& BoxIndex::operator=(BoxIndex&&) noexcept = default;

std::vector<std::uint32_t> BoxIndex::query(const Box& box) const {
    std::vector<std::uint32_t> found;
    m_impl->tree.search(box, [&found](std::uint32_t item) { found.push_back(item); });
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> BoxIndex::meeting_pairs() const {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (std::size_t group = 0; group < m_impl->tree.groups(); ++group) {
        m_impl->tree.join(group, 0.0, [&pairs](std::uint32_t i, std::uint32_t j) {
            pairs.emplace_back(std::min(i, j), std::max(i, j));
        });
    }
    std::sort(pairs.begin(), pairs.end());
    return pairs;
}

} // namespace parkplan::geo
