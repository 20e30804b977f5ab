// SPDX-License-Identifier: MIT
#include "geo/ring_relations.hpp"

#include "geo/disjoint_sets.hpp"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>

namespace parkplan::geo::detail {
namespace {

using RingPair = std::pair<std::uint32_t, std::uint32_t>;

/// The part of a list sorted by ring pair that belongs to `pair`; lists and pairs are walked
/// together, `at` is where the list stands.
template <typename T, typename PairOf>
std::span<const T> take(const std::vector<T>& list, std::size_t& at, RingPair pair,
                        const PairOf& pair_of) {
    while (at < list.size() && pair_of(list[at]) < pair) {
        ++at;
    }
    const std::size_t first = at;
    while (at < list.size() && pair_of(list[at]) == pair) {
        ++at;
    }
    return std::span{list}.subspan(first, at - first);
}

/// Rings that cross, run along each other and so on, gathered over the points where they meet.
struct Summary {
    Sides x{}; ///< branches of x, seen from y
    Sides y{};
    bool crossing = false;
};

Summary summarise(std::span<const Contact> contacts) {
    Summary all;
    for (const Contact& contact : contacts) {
        all.x.add(contact.x_sides);
        all.y.add(contact.y_sides);
    }
    all.crossing = all.x.both() || all.y.both();
    return all;
}

/// True when the rings, both turned counter-clockwise, run in one direction where they overlap.
bool same_way(const Boundary& boundary, const Overlap& overlap) {
    const auto ascending = [&boundary](std::uint32_t edge) {
        return (boundary.start(edge) < boundary.end(edge)) ==
               boundary.rings[boundary.ring_of[edge]].counter_clockwise;
    };
    return ascending(overlap.e) == ascending(overlap.f);
}

RelationKind kind_from_sides(const Boundary& boundary, const Summary& all,
                             std::span<const Overlap> overlaps) {
    if (all.y.inside) {
        return RelationKind::inside;
    }
    if (all.x.inside) {
        return RelationKind::contains;
    }
    if (all.x.outside && all.y.outside) {
        return RelationKind::apart;
    }
    if (!all.x.outside && !all.y.outside) {
        return RelationKind::equal; // along each other everywhere
    }
    // One ring runs along a loop of the other, which touches itself.
    if (overlaps.empty() || !same_way(boundary, overlaps.front())) {
        return RelationKind::apart;
    }
    return all.x.outside ? RelationKind::inside : RelationKind::contains;
}

bool holds(const Box& outer, const Box& inner) noexcept {
    return outer.min.x <= inner.min.x && outer.min.y <= inner.min.y && inner.max.x <= outer.max.x &&
           inner.max.y <= outer.max.y;
}

/// For rings that do not meet.
RelationKind kind_from_location(const Boundary& boundary, const std::vector<EdgeTree>& trees,
                                RingPair pair) {
    const BoundaryRing& x = boundary.rings[pair.first];
    const BoundaryRing& y = boundary.rings[pair.second];
    if (holds(x.box, y.box) && trees[pair.first].encloses(boundary.points[y.first])) {
        return RelationKind::inside;
    }
    if (holds(y.box, x.box) && trees[pair.second].encloses(boundary.points[x.first])) {
        return RelationKind::contains;
    }
    return RelationKind::apart;
}

using EdgePair = std::pair<std::uint32_t, std::uint32_t>;

/// Number of the overlap of two edges, or the number of overlaps when they have none.
std::uint32_t find_overlap(std::span<const Overlap> overlaps, EdgePair edges) {
    const EdgePair wanted = std::minmax(edges.first, edges.second);
    const auto found = std::lower_bound(overlaps.begin(), overlaps.end(), wanted,
                                        [](const Overlap& o, const EdgePair& key) {
                                            return EdgePair{o.e, o.f} < key;
                                        });
    const bool there = found != overlaps.end() && EdgePair{found->e, found->f} == wanted;
    return static_cast<std::uint32_t>((there ? found : overlaps.end()) - overlaps.begin());
}

/// Joins the numbers of overlaps that continue each other.
DisjointSets connect(const Boundary& boundary, std::span<const Overlap> overlaps) {
    DisjointSets runs{overlaps.size()};
    for (std::uint32_t i = 0; i < overlaps.size(); ++i) {
        const std::uint32_t e = overlaps[i].e;
        const std::uint32_t f = overlaps[i].f;
        for (const std::uint32_t e2 : {boundary.previous(e), e, boundary.next(e)}) {
            for (const std::uint32_t f2 : {boundary.previous(f), f, boundary.next(f)}) {
                const std::uint32_t near = find_overlap(overlaps, {e2, f2});
                runs.join(i, near == overlaps.size() ? i : near);
            }
        }
    }
    return runs;
}

/// Crossings other than inside two edges: at points where a ring has branches on both sides of the
/// other, and along runs that a ring enters from one side and leaves to the other.
void add_vertex_crossings(const Boundary& boundary, std::span<const Contact> contacts,
                          std::span<const Overlap> overlaps, const Contacts& all,
                          Relation& relation) {
    for (const Contact& c : contacts) {
        if (c.x_sides.both() || c.y_sides.both()) {
            relation.crossings.push_back({c.x_edge, c.y_edge, all.nodes[c.node]});
        }
    }
    DisjointSets runs = connect(boundary, overlaps);
    std::vector<std::pair<Sides, Sides>> seen(overlaps.size());
    for (std::uint32_t i = 0; i < overlaps.size(); ++i) {
        for (const Point end : {overlaps[i].from, overlaps[i].to}) {
            const auto contact = std::lower_bound(
                contacts.begin(), contacts.end(), end,
                [&all](const Contact& c, Point p) { return all.nodes[c.node] < p; });
            if (!contact->x_sides.both() && !contact->y_sides.both()) {
                seen[runs.find(i)].first.add(contact->x_sides);
                seen[runs.find(i)].second.add(contact->y_sides);
            }
        }
    }
    for (std::uint32_t i = 0; i < overlaps.size(); ++i) {
        if (seen[i].first.both() || seen[i].second.both()) {
            relation.crossings.push_back({overlaps[i].e, overlaps[i].f, overlaps[i].from});
        }
    }
}

} // namespace

std::vector<MeetingPlace> join_runs(const Boundary& boundary, std::span<const Overlap> overlaps) {
    DisjointSets runs = connect(boundary, overlaps);
    std::vector<MeetingPlace> places;
    for (std::uint32_t i = 0; i < overlaps.size(); ++i) {
        if (runs.find(i) == i) {
            places.push_back({overlaps[i].e, overlaps[i].f, overlaps[i].from});
        }
    }
    return places;
}

std::vector<Relation> find_relations(const Boundary& boundary, const std::vector<EdgeTree>& trees,
                                     const Meetings& meetings, const Contacts& contacts,
                                     const std::vector<bool>& crosses_itself) {
    const auto rings_of = [&boundary](const auto& edges) {
        return RingPair{boundary.ring_of[edges.e], boundary.ring_of[edges.f]};
    };
    const auto by_rings = [&rings_of](const auto& a, const auto& b) {
        return std::tuple{rings_of(a), a.e, a.f} < std::tuple{rings_of(b), b.e, b.f};
    };
    std::vector<Crossing> crossings = meetings.crossings;
    std::vector<Overlap> overlaps = meetings.overlaps;
    std::sort(crossings.begin(), crossings.end(), by_rings);
    std::sort(overlaps.begin(), overlaps.end(), by_rings);

    std::vector<Relation> relations;
    std::size_t at_crossing = 0;
    std::size_t at_overlap = 0;
    std::size_t at_contact = 0;
    for (const RingPair& pair : comparable_rings(boundary)) {
        const auto mine = take(crossings, at_crossing, pair, rings_of);
        const auto runs = take(overlaps, at_overlap, pair, rings_of);
        const auto points = take(contacts.contacts, at_contact, pair, [](const Contact& c) {
            return RingPair{c.x, c.y};
        });
        Relation relation{pair.first, pair.second};
        for (const Crossing& c : mine) {
            relation.crossings.push_back({c.e, c.f, c.at});
        }
        for (const Contact& c : points) {
            if (!c.x_sides.along && !c.y_sides.along) {
                relation.touches.push_back({c.x_edge, c.y_edge, contacts.nodes[c.node]});
            }
        }
        relation.runs = join_runs(boundary, runs);
        const Summary all = summarise(points);
        if (crosses_itself[pair.first] || crosses_itself[pair.second]) {
            relation.kind = RelationKind::unknown;
        } else if (!mine.empty() || all.crossing) {
            relation.kind = RelationKind::crossing;
            if (all.crossing) {
                add_vertex_crossings(boundary, points, runs, contacts, relation);
            }
        } else {
            relation.kind = points.empty() ? kind_from_location(boundary, trees, pair)
                                           : kind_from_sides(boundary, all, runs);
        }
        relations.push_back(std::move(relation));
    }
    return relations;
}

} // namespace parkplan::geo::detail
