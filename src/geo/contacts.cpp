// SPDX-License-Identifier: MIT
#include "geo/contacts.hpp"

#include "geo/predicates.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <tuple>

namespace parkplan::geo::detail {
namespace {

/// One way out of a point along a ring: forwards or backwards.
struct Branch {
    Point towards{};
    std::uint32_t ring = 0;
    std::uint32_t edge = 0; ///< of the passage
    bool forwards = false;
    std::uint32_t direction = 0; ///< counts the different directions around the point
};

/// The branches of the passages through one point, counter-clockwise.
std::vector<Branch> branches_at(const Boundary& boundary, std::span<const Passage> passages) {
    std::vector<Branch> branches;
    branches.reserve(passages.size() * 2);
    const Point at = passages.front().at;
    for (const Passage& passage : passages) {
        const bool at_vertex = boundary.start(passage.edge) == at;
        const Point before = at_vertex ? boundary.start(boundary.previous(passage.edge))
                                       : boundary.start(passage.edge);
        branches.push_back({before, passage.ring, passage.edge, false});
        branches.push_back({boundary.end(passage.edge), passage.ring, passage.edge, true});
    }
    std::sort(branches.begin(), branches.end(), [at](const Branch& a, const Branch& b) {
        if (turns_before(at, a.towards, b.towards)) {
            return true;
        }
        if (turns_before(at, b.towards, a.towards)) {
            return false;
        }
        return std::tie(a.ring, a.edge, a.forwards) < std::tie(b.ring, b.edge, b.forwards);
    });
    for (std::size_t i = 1; i < branches.size(); ++i) {
        branches[i].direction =
            branches[i - 1].direction +
            (same_direction(at, branches[i - 1].towards, branches[i].towards) ? 0U : 1U);
    }
    return branches;
}

/// Passages of one ring cross when their branches interleave.
SelfMeeting self_meeting(std::span<const Branch> branches, std::uint32_t ring) {
    std::vector<std::uint32_t> open; // passages of which one branch has been seen
    const Branch* last = nullptr;
    for (const Branch& branch : branches) {
        if (branch.ring != ring) {
            continue;
        }
        if (last != nullptr && last->direction == branch.direction) {
            return SelfMeeting::running_along;
        }
        last = &branch;
        if (!open.empty() && open.back() == branch.edge) {
            open.pop_back();
        } else {
            open.push_back(branch.edge);
        }
    }
    return open.empty() ? SelfMeeting::touching : SelfMeeting::crossing;
}

/// Where the branches of ring `seen` go, looked at from `viewer`. A branch lies in the sector that
/// follows, counter-clockwise, the last branch of the viewer before it; that sector is enclosed
/// when the viewer runs counter-clockwise and forwards there, or clockwise and backwards.
Sides sides_of(std::span<const Branch> branches, std::uint32_t seen, std::uint32_t viewer,
               bool viewer_counter_clockwise) {
    Sides sides;
    std::optional<Branch> last;
    for (const Branch& branch : branches) {
        if (branch.ring == viewer) {
            last = branch; // the last of a round is also the one before the first
        }
    }
    for (std::size_t i = 0; i < branches.size();) {
        std::size_t end = i;
        const Branch* of_viewer = nullptr;
        bool of_seen = false;
        for (; end < branches.size() && branches[end].direction == branches[i].direction; ++end) {
            of_seen = of_seen || branches[end].ring == seen;
            of_viewer = branches[end].ring == viewer ? &branches[end] : of_viewer;
        }
        if (of_viewer != nullptr) {
            last = *of_viewer;
        }
        if (of_seen && of_viewer != nullptr) {
            sides.along = true;
        } else if (of_seen && last) {
            bool& side = last->forwards == viewer_counter_clockwise ? sides.inside : sides.outside;
            side = true;
        }
        i = end;
    }
    return sides;
}

/// First passages of the rings through a point; `passages` are sorted by ring and edge.
std::vector<Passage> rings_at(std::span<const Passage> passages) {
    std::vector<Passage> rings;
    for (const Passage& passage : passages) {
        if (rings.empty() || rings.back().ring != passage.ring) {
            rings.push_back(passage);
        }
    }
    return rings;
}

void analyse(const Boundary& boundary, std::span<const Passage> passages, Contacts& contacts) {
    const auto node = static_cast<std::uint32_t>(contacts.nodes.size());
    const Point at = passages.front().at;
    contacts.nodes.push_back(at);
    const std::vector<Branch> branches = branches_at(boundary, passages);
    const std::vector<Passage> rings = rings_at(passages);
    for (const Passage& x : rings) {
        const auto count = std::count_if(passages.begin(), passages.end(),
                                         [&x](const Passage& p) { return p.ring == x.ring; });
        if (count > 1) {
            contacts.self_contacts.push_back({x.ring, x.edge, at, self_meeting(branches, x.ring)});
        }
        for (const Passage& y : rings) {
            const BoundaryRing& ring_x = boundary.rings[x.ring];
            const BoundaryRing& ring_y = boundary.rings[y.ring];
            if (x.ring < y.ring && comparable(ring_x, ring_y)) {
                contacts.contacts.push_back(
                    {x.ring, y.ring, node, x.edge, y.edge,
                     sides_of(branches, x.ring, y.ring, ring_y.counter_clockwise),
                     sides_of(branches, y.ring, x.ring, ring_x.counter_clockwise)});
            }
        }
    }
}

} // namespace

Contacts find_contacts(const Boundary& boundary, const Meetings& meetings) {
    Contacts contacts;
    const std::span<const Passage> all{meetings.passages};
    for (std::size_t first = 0; first < all.size();) {
        std::size_t last = first;
        while (last < all.size() && all[last].at == all[first].at) {
            ++last;
        }
        analyse(boundary, all.subspan(first, last - first), contacts);
        first = last;
    }
    std::sort(contacts.contacts.begin(), contacts.contacts.end(),
              [](const Contact& a, const Contact& b) {
                  return std::tie(a.x, a.y, a.node) < std::tie(b.x, b.y, b.node);
              });
    return contacts;
}

} // namespace parkplan::geo::detail
