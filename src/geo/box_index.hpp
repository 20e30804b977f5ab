// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "geo/point.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace parkplan::geo {

/// A packed index over boxes (bulk-loaded once, then read from many threads). Empty boxes are
/// never found.
class PARKPLAN_API BoxIndex {
public:
    explicit BoxIndex(std::span<const Box> boxes);
    ~BoxIndex();
    BoxIndex(BoxIndex&&) noexcept;
    BoxIndex& operator=(BoxIndex&&) noexcept;
    BoxIndex(const BoxIndex&) = delete;
    BoxIndex& operator=(const BoxIndex&) = delete;

    /// Numbers of the boxes that meet `box`, ascending.
    [[nodiscard]] std::vector<std::uint32_t> query(const Box& box) const;
    /// Every pair i < j of boxes that meet, ascending.
    [[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>> meeting_pairs() const;

private:
    struct Impl;
    std::unique_ptr<const Impl> m_impl;
};

} // namespace parkplan::geo
