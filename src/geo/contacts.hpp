// SPDX-License-Identifier: MIT
#pragma once

#include "geo/boundary.hpp"
#include "geo/meetings.hpp"

#include <cstdint>
#include <vector>

namespace parkplan::geo::detail {

/// Where the branches of one ring leave a point, seen from another ring: inside it, outside it or
/// along it. Any of the three may hold together.
struct Sides {
    bool inside = false;
    bool outside = false;
    bool along = false;

    [[nodiscard]] constexpr bool both() const noexcept { return inside && outside; }
    constexpr void add(const Sides& other) noexcept {
        inside |= other.inside;
        outside |= other.outside;
        along |= other.along;
    }
};

/// Two rings x < y that both pass through one vertex.
struct Contact {
    std::uint32_t x = 0;
    std::uint32_t y = 0;
    std::uint32_t node = 0;   ///< number in Contacts::nodes
    std::uint32_t x_edge = 0; ///< lowest passage of x there
    std::uint32_t y_edge = 0;
    Sides x_sides{}; ///< of the branches of x, seen from y
    Sides y_sides{};
};

/// How the passages of one ring through one point lie to each other.
enum class SelfMeeting : std::uint8_t { touching, crossing, running_along };

/// A point that a ring passes more than once.
struct SelfContact {
    std::uint32_t ring = 0;
    std::uint32_t edge = 0; ///< lowest passage
    Point at{};
    SelfMeeting meeting = SelfMeeting::touching;
};

/// What happens at the points where passages come together. "Inside" is the enclosed side of a
/// ring, whatever its direction; for a ring that crosses itself the sides mean nothing.
struct Contacts {
    std::vector<Point> nodes{};               ///< the points, ascending
    std::vector<Contact> contacts{};          ///< sorted by x, y, node
    std::vector<SelfContact> self_contacts{}; ///< sorted by node, ring
};

/// Decides at every meeting point, from the cyclic order of the branches, who crosses whom and who
/// lies inside whom. Exact: branches are compared by their stored vertices.
[[nodiscard]] Contacts find_contacts(const Boundary& boundary, const Meetings& meetings);

} // namespace parkplan::geo::detail
