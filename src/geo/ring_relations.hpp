// SPDX-License-Identifier: MIT
#pragma once

#include "geo/boundary.hpp"
#include "geo/contacts.hpp"
#include "geo/edge_tree.hpp"
#include "geo/meetings.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace parkplan::geo::detail {

/// What the areas enclosed by two rings x < y have to do with each other.
enum class RelationKind : std::uint8_t {
    apart,    ///< no common area
    inside,   ///< y lies in x
    contains, ///< x lies in y
    equal,
    crossing,
    unknown, ///< one of them crosses itself
};

/// A place where two rings meet.
struct MeetingPlace {
    std::uint32_t x_edge = 0;
    std::uint32_t y_edge = 0;
    Point at{};
};

/// All there is to say of a pair of rings whose boxes meet.
struct Relation {
    std::uint32_t x = 0;
    std::uint32_t y = 0;
    RelationKind kind = RelationKind::apart;
    std::vector<MeetingPlace> crossings{}; ///< not empty when the kind is crossing
    std::vector<MeetingPlace> touches{};   ///< in points, that is not at the ends of runs
    std::vector<MeetingPlace> runs{};      ///< one per run along each other
};

/// The relations of all comparable rings, sorted by x, y.
/// `crosses_itself[r]` says that the inside of ring r is not defined.
[[nodiscard]] std::vector<Relation> find_relations(const Boundary& boundary,
                                                   const std::vector<EdgeTree>& trees,
                                                   const Meetings& meetings,
                                                   const Contacts& contacts,
                                                   const std::vector<bool>& crosses_itself);

/// One place per run of rings along each other (or along themselves), for overlaps of any one pair
/// of rings: overlaps that continue each other are one run.
[[nodiscard]] std::vector<MeetingPlace> join_runs(const Boundary& boundary,
                                                  std::span<const Overlap> overlaps);

} // namespace parkplan::geo::detail
