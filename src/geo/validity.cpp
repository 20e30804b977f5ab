// SPDX-License-Identifier: MIT
#include "geo/validity.hpp"

#include "geo/boundary.hpp"
#include "geo/contacts.hpp"
#include "geo/edge_tree.hpp"
#include "geo/interiors.hpp"
#include "geo/meetings.hpp"
#include "geo/ring_relations.hpp"
#include "geo/simple_ring.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <span>
#include <utility>

namespace parkplan::geo {
namespace {

using detail::Boundary;
using detail::BoundaryRing;
using detail::Contacts;
using detail::EdgeTree;
using detail::MeetingPlace;
using detail::Meetings;
using detail::Overlap;
using detail::Relation;
using detail::RelationKind;

/// Turns what is known of the rings of one feature into defects.
class Judge {
public:
    explicit Judge(Boundary boundary)
        : m_boundary(std::move(boundary)), m_defects(std::move(m_boundary.defects)),
          m_crosses_itself(m_boundary.rings.size()),
          m_broken(m_boundary.rings.empty() ? 0 : m_boundary.rings.back().polygon + 1) {}

    std::vector<Defect> judge() {
        const std::vector<EdgeTree> trees = make_trees();
        const Meetings meetings = detail::find_meetings(m_boundary, trees);
        const Contacts contacts = detail::find_contacts(m_boundary, meetings);
        judge_rings(meetings, contacts);
        if (m_boundary.rings.size() > 1) {
            m_relations =
                detail::find_relations(m_boundary, trees, meetings, contacts, m_crosses_itself);
            for (const Relation& relation : m_relations) {
                judge_relation(relation);
            }
            judge_far_holes();
            for (const detail::Passage& split :
                 detail::find_splits(m_boundary, meetings, m_broken)) {
                add(DefectKind::split_interior, split.edge, split.at);
            }
        }
        std::sort(m_defects.begin(), m_defects.end());
        m_defects.erase(std::unique(m_defects.begin(), m_defects.end()), m_defects.end());
        return std::move(m_defects);
    }

private:
    [[nodiscard]] std::vector<EdgeTree> make_trees() const {
        std::vector<EdgeTree> trees;
        trees.reserve(m_boundary.rings.size());
        for (const BoundaryRing& ring : m_boundary.rings) {
            trees.emplace_back(
                std::span{m_boundary.points}.subspan(ring.first, ring.last - ring.first));
        }
        return trees;
    }

    void add(DefectKind kind, std::uint32_t edge, Point at) {
        const BoundaryRing& ring = m_boundary.rings[m_boundary.ring_of[edge]];
        m_defects.push_back({kind, ring.polygon, ring.ring, m_boundary.source[edge], at});
        if (prevents_measuring(kind)) {
            m_broken[ring.polygon] = true;
        }
    }

    void add_at_start(DefectKind kind, std::uint32_t ring) {
        const std::uint32_t first = m_boundary.rings[ring].first;
        add(kind, first, m_boundary.points[first]);
    }

    /// Rings that cross, run along or touch themselves.
    void judge_rings(const Meetings& meetings, const Contacts& contacts) {
        const auto crossed = [this](std::uint32_t edge, Point at) {
            add(DefectKind::self_crossing, edge, at);
            m_crosses_itself[m_boundary.ring_of[edge]] = true;
        };
        for (const detail::Crossing& c : meetings.crossings) {
            if (m_boundary.ring_of[c.e] == m_boundary.ring_of[c.f]) {
                crossed(c.e, c.at);
            }
        }
        std::vector<Overlap> own;
        std::copy_if(meetings.overlaps.begin(), meetings.overlaps.end(), std::back_inserter(own),
                     [this](const Overlap& overlap) {
                         return m_boundary.ring_of[overlap.e] == m_boundary.ring_of[overlap.f];
                     });
        for (const MeetingPlace& run : detail::join_runs(m_boundary, own)) {
            crossed(run.x_edge, run.at);
        }
        for (const detail::SelfContact& contact : contacts.self_contacts) {
            if (contact.meeting == detail::SelfMeeting::crossing) {
                crossed(contact.edge, contact.at);
            } else if (contact.meeting == detail::SelfMeeting::touching) {
                add(DefectKind::ring_touches_itself, contact.edge, contact.at);
            }
        }
    }

    void judge_relation(const Relation& relation) {
        const BoundaryRing& x = m_boundary.rings[relation.x];
        const BoundaryRing& y = m_boundary.rings[relation.y];
        if (x.polygon != y.polygon) {
            judge_parts(relation);
        } else if (x.is_shell()) {
            judge_hole_in_shell(relation);
        } else {
            judge_holes(relation);
        }
    }

    void judge_hole_in_shell(const Relation& relation) {
        for (const MeetingPlace& place : relation.crossings) {
            add(DefectKind::hole_crosses_shell, place.y_edge, place.at);
        }
        switch (relation.kind) {
        case RelationKind::inside:
            add_notes(relation);
            break;
        case RelationKind::equal:
            add_at_start(DefectKind::duplicate_ring, relation.y);
            break;
        case RelationKind::apart:
        case RelationKind::contains:
            add_at_start(DefectKind::hole_outside_shell, relation.y);
            break;
        case RelationKind::crossing:
        case RelationKind::unknown:
            break;
        }
    }

    void judge_holes(const Relation& relation) {
        for (const MeetingPlace& place : relation.crossings) {
            add(DefectKind::overlapping_holes, place.y_edge, place.at);
        }
        switch (relation.kind) {
        case RelationKind::apart:
            add_notes(relation);
            break;
        case RelationKind::equal:
            add_at_start(DefectKind::duplicate_ring, relation.y);
            break;
        case RelationKind::inside:
            add_at_start(DefectKind::overlapping_holes, relation.y);
            break;
        case RelationKind::contains:
            add_at_start(DefectKind::overlapping_holes, relation.x);
            break;
        case RelationKind::crossing:
        case RelationKind::unknown:
            break;
        }
    }

    /// Touching and shared edges inside one part.
    void add_notes(const Relation& relation) {
        for (const MeetingPlace& place : relation.touches) {
            add(DefectKind::hole_touches_shell, place.y_edge, place.at);
        }
        for (const MeetingPlace& place : relation.runs) {
            add(DefectKind::hole_shares_edge, place.y_edge, place.at);
        }
    }

    /// Two rings of different parts, of which one at least is a shell.
    void judge_parts(const Relation& relation) {
        const bool shells =
            m_boundary.rings[relation.x].is_shell() && m_boundary.rings[relation.y].is_shell();
        for (const MeetingPlace& place : relation.crossings) {
            add(DefectKind::overlapping_parts, place.y_edge, place.at);
        }
        if (shells) {
            judge_shells(relation);
        } else if (fills_hole(relation)) {
            add_shared_edges(relation);
        }
    }

    void judge_shells(const Relation& relation) {
        switch (relation.kind) {
        case RelationKind::apart:
            add_shared_edges(relation);
            break;
        case RelationKind::equal:
            add_at_start(DefectKind::duplicate_ring, relation.y);
            break;
        case RelationKind::inside:
            judge_island(relation.x, relation.y);
            break;
        case RelationKind::contains:
            judge_island(relation.y, relation.x);
            break;
        case RelationKind::crossing:
        case RelationKind::unknown:
            break;
        }
    }

    void add_shared_edges(const Relation& relation) {
        for (const MeetingPlace& place : relation.runs) {
            add(DefectKind::parts_share_edge, place.y_edge, place.at);
        }
    }

    /// A shell inside another shell is right only inside one of its holes.
    void judge_island(std::uint32_t outer, std::uint32_t inner) {
        bool crosses_hole = false;
        for (std::uint32_t hole = outer + 1;
             hole < m_boundary.rings.size() &&
             m_boundary.rings[hole].polygon == m_boundary.rings[outer].polygon;
             ++hole) {
            const Relation* relation = find_relation(hole, inner);
            if (relation == nullptr) {
                continue;
            }
            if (fills_hole(*relation)) {
                return;
            }
            crosses_hole = crosses_hole || relation->kind == RelationKind::crossing ||
                           relation->kind == RelationKind::unknown;
        }
        if (!crosses_hole) { // that is told already
            add_at_start(DefectKind::nested_shells, inner);
        }
    }

    /// For a hole and the shell of another part: the shell lies in the hole.
    [[nodiscard]] bool fills_hole(const Relation& relation) const {
        const bool hole_first = !m_boundary.rings[relation.x].is_shell();
        return relation.kind == RelationKind::equal ||
               relation.kind == (hole_first ? RelationKind::inside : RelationKind::contains);
    }

    [[nodiscard]] const Relation* find_relation(std::uint32_t a, std::uint32_t b) const {
        const std::pair<std::uint32_t, std::uint32_t> key = std::minmax(a, b);
        const auto found = std::lower_bound(m_relations.begin(), m_relations.end(), key,
                                            [](const Relation& r, const auto& wanted) {
                                                return std::pair{r.x, r.y} < wanted;
                                            });
        return found != m_relations.end() && found->x == key.first && found->y == key.second
                   ? &*found
                   : nullptr;
    }

    /// Holes whose box does not even meet that of their shell.
    void judge_far_holes() {
        std::uint32_t shell = 0;
        for (std::uint32_t r = 0; r < m_boundary.rings.size(); ++r) {
            const BoundaryRing& ring = m_boundary.rings[r];
            if (ring.is_shell()) {
                shell = r;
            } else if (m_boundary.rings[shell].is_shell() &&
                       m_boundary.rings[shell].polygon == ring.polygon &&
                       !m_boundary.rings[shell].box.meets(ring.box)) {
                add_at_start(DefectKind::hole_outside_shell, r);
            }
        }
    }

    Boundary m_boundary;
    std::vector<Defect> m_defects;
    std::vector<bool> m_crosses_itself;
    std::vector<bool> m_broken; ///< parts that cannot be measured
    std::vector<Relation> m_relations{};
};

} // namespace

bool prevents_measuring(DefectKind kind) noexcept {
    return kind <= DefectKind::overlapping_holes;
}

std::string_view code_of(DefectKind kind) noexcept {
    // In the order of the enumeration; 0311-0320 and 0326 are kept for others.
    static constexpr std::array<std::string_view, 16> codes{
        "PP-0301", "PP-0302", "PP-0303", "PP-0304", "PP-0305", "PP-0306", "PP-0307", "PP-0308",
        "PP-0309", "PP-0310", "PP-0321", "PP-0322", "PP-0323", "PP-0324", "PP-0325", "PP-0327"};
    return codes[static_cast<std::size_t>(kind)];
}

bool measurable(const std::vector<Defect>& defects) noexcept {
    return std::none_of(defects.begin(), defects.end(),
                        [](const Defect& d) { return prevents_measuring(d.kind); });
}

std::vector<Defect> find_defects(const MultiPolygonView& feature) {
    if (feature.size() == 1 && detail::is_plain(feature[0])) {
        return {};
    }
    return Judge{detail::prepare_boundary(feature)}.judge();
}

} // namespace parkplan::geo
