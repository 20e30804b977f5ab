// SPDX-License-Identifier: MIT
#include "geo/boundary.hpp"

#include "geo/canonical.hpp"
#include "geo/predicates.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

namespace parkplan::geo::detail {
namespace {

/// Cuts repeated vertices and zero-width spikes off a ring. A spike is where the ring turns
/// straight back; its tip goes, and what then turns straight back or repeats goes with it, so that
/// a spike of many vertices is one spike. One pass with a stack, then the seam: linear.
class RingTrimmer {
public:
    struct Corner {
        Point at;
        std::uint32_t source;
        bool of_spike; ///< a spike was cut off here: what follows is the rest of the same one
    };

    explicit RingTrimmer(RingView ring) {
        m_corners.reserve(ring.size());
        for (std::uint32_t i = 0; i < ring.size(); ++i) {
            push({ring[i], i, false});
        }
        close_seam();
    }

    [[nodiscard]] std::span<const Corner> corners() const noexcept {
        return std::span{m_corners}.subspan(m_head);
    }
    /// Stored indices of the tips that were cut off.
    [[nodiscard]] const std::vector<std::uint32_t>& tips() const noexcept { return m_tips; }

private:
    void push(Corner corner) {
        while (!m_corners.empty()) {
            if (m_corners.back().at == corner.at) {
                m_corners.back().of_spike |= corner.of_spike;
                return;
            }
            if (m_corners.size() < 2 ||
                !reverses(m_corners[m_corners.size() - 2].at, m_corners.back().at, corner.at)) {
                break;
            }
            note_tip(m_corners.back());
            m_corners.pop_back();
            m_corners.back().of_spike = true;
            corner.of_spike = true;
        }
        m_corners.push_back(corner);
    }

    void close_seam() {
        for (bool changed = true; changed && size() >= 2;) {
            Corner& front = m_corners[m_head];
            Corner& back = m_corners.back();
            changed = true;
            if (front.at == back.at) {
                front.of_spike |= back.of_spike;
                m_corners.pop_back();
            } else if (size() >= 3 && reverses(from_end(2).at, back.at, front.at)) {
                note_tip(back);
                front.of_spike = from_end(2).of_spike = true;
                m_corners.pop_back();
            } else if (size() >= 3 && reverses(back.at, front.at, m_corners[m_head + 1].at)) {
                note_tip(front);
                back.of_spike = m_corners[m_head + 1].of_spike = true;
                ++m_head;
            } else {
                changed = false;
            }
        }
    }

    void note_tip(const Corner& tip) {
        if (!tip.of_spike) {
            m_tips.push_back(tip.source);
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return m_corners.size() - m_head; }
    Corner& from_end(std::size_t i) noexcept { return m_corners[m_corners.size() - i]; }

    std::vector<Corner> m_corners{};
    std::size_t m_head = 0;
    std::vector<std::uint32_t> m_tips{};
};

bool note_not_finite(RingView ring, Defect place, std::vector<Defect>& defects) {
    const std::size_t before = defects.size();
    place.kind = DefectKind::not_finite;
    for (std::uint32_t i = 0; i < ring.size(); ++i) {
        if (!std::isfinite(ring[i].x) || !std::isfinite(ring[i].y)) {
            place.index = i;
            place.at = ring[i];
            defects.push_back(place);
        }
    }
    return defects.size() != before;
}

void note_repeated(RingView ring, Defect place, std::vector<Defect>& defects) {
    place.kind = DefectKind::repeated_point;
    for (std::uint32_t i = 0; i < ring.size() && ring.size() > 1; ++i) {
        if (ring[i] == ring.after(i)) {
            place.index = i + 1 == ring.size() ? i : i + 1;
            place.at = ring[i];
            defects.push_back(place);
        }
    }
}

/// Direction of a trimmed ring: exact at its smallest vertex when it comes there once only.
bool runs_counter_clockwise(std::span<const Point> ring) {
    const auto smallest = std::min_element(ring.begin(), ring.end());
    if (std::count(ring.begin(), ring.end(), *smallest) > 1) {
        return CanonicalRing{RingView{ring}}.stored_turn() == Turn::counter_clockwise;
    }
    const Point before = smallest == ring.begin() ? ring.back() : *(smallest - 1);
    const Point after = smallest + 1 == ring.end() ? ring.front() : *(smallest + 1);
    return orientation(before, *smallest, after) > 0;
}

void add_ring(Boundary& boundary, RingView ring, Defect place) {
    if (note_not_finite(ring, place, boundary.defects)) {
        return;
    }
    note_repeated(ring, place, boundary.defects);
    const RingTrimmer trimmed{ring};
    const std::span<const RingTrimmer::Corner> corners = trimmed.corners();
    if (corners.size() < 3) {
        place.kind = DefectKind::too_few_points;
        place.at = ring.empty() ? Point{} : ring[0];
        boundary.defects.push_back(place);
        return;
    }
    place.kind = DefectKind::spike;
    for (const std::uint32_t tip : trimmed.tips()) {
        place.index = tip;
        place.at = ring[tip];
        boundary.defects.push_back(place);
    }
    const auto number = static_cast<std::uint32_t>(boundary.rings.size());
    BoundaryRing added{place.polygon, place.ring,
                       static_cast<std::uint32_t>(boundary.points.size())};
    for (const RingTrimmer::Corner& corner : corners) {
        boundary.points.push_back(corner.at);
        boundary.source.push_back(corner.source);
        boundary.ring_of.push_back(number);
        added.box.add(corner.at);
    }
    added.last = static_cast<std::uint32_t>(boundary.points.size());
    added.counter_clockwise =
        runs_counter_clockwise(std::span{boundary.points}.subspan(added.first));
    boundary.rings.push_back(added);
}

} // namespace

bool reverses(Point a, Point b, Point c) noexcept {
    return (a < b) == (c < b) && orientation(a, b, c) == 0;
}

Boundary prepare_boundary(const MultiPolygonView& feature) {
    Boundary boundary;
    if (!feature.empty()) {
        boundary.points.reserve(feature.points().size());
        boundary.source.reserve(feature.points().size());
        boundary.ring_of.reserve(feature.points().size());
    }
    for (std::uint32_t p = 0; p < feature.size(); ++p) {
        const PolygonView polygon = feature[p];
        for (std::uint32_t r = 0; r < polygon.rings(); ++r) {
            add_ring(boundary, polygon.ring(r), Defect{.polygon = p, .ring = r});
        }
    }
    return boundary;
}

} // namespace parkplan::geo::detail
