// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace parkplan::geo::detail {

/// Union-find over 0 … n-1; the representative of a set is its smallest member.
class DisjointSets {
public:
    explicit DisjointSets(std::size_t n) : m_parent(n) {
        std::iota(m_parent.begin(), m_parent.end(), std::uint32_t{0});
    }

    [[nodiscard]] std::uint32_t find(std::uint32_t i) noexcept {
        while (m_parent[i] != i) {
            m_parent[i] = m_parent[m_parent[i]];
            i = m_parent[i];
        }
        return i;
    }

    /// Joins the sets of a and b; false when they were one already.
    bool join(std::uint32_t a, std::uint32_t b) noexcept {
        a = find(a);
        b = find(b);
        if (a == b) {
            return false;
        }
        if (b < a) {
            std::swap(a, b);
        }
        m_parent[b] = a;
        return true;
    }

private:
    std::vector<std::uint32_t> m_parent;
};

} // namespace parkplan::geo::detail
