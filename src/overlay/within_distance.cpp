// SPDX-License-Identifier: MIT
#include "overlay/within_distance.hpp"

#include "geo/canonical.hpp"
#include "geo/solid.hpp"
#include "overlay/layer_solids.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>
#include <utility>
#include <vector>

namespace parkplan::overlay {
namespace {

using Points = std::vector<geo::Point>;

geo::Solid solid_of_ring(const Points& ring) {
    geo::PolygonColumn column;
    for (const geo::Point& p : ring) {
        column.add_point(p);
    }
    column.end_ring();
    column.end_polygon();
    column.end_feature();
    return geo::solid_of(geo::MultiPolygon{std::move(column)}.view());
}

/// The vertices of a ring with the area on their left, none of them twice in a row.
Points vertices(geo::RingView ring, bool is_hole) {
    const geo::CanonicalRing canonical{ring};
    Points all;
    for (std::size_t i = 0; i < canonical.size(); ++i) {
        if (all.empty() || all.back() != canonical[i]) {
            all.push_back(canonical[i]);
        }
    }
    while (all.size() > 1 && all.front() == all.back()) {
        all.pop_back();
    }
    if (is_hole) {
        std::reverse(all.begin() + (all.empty() ? 0 : 1), all.end());
    }
    return all;
}

/// What lies within a distance to the right of a ring, in pieces: a rectangle along each edge, and
/// a sector at each corner that the ring turns to the left at.
class Pieces {
public:
    Pieces(double distance, std::vector<geo::Solid>& out) : m_distance(distance), m_out(out) {}

    void add(const Points& ring) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const geo::Point here = ring[i];
            const geo::Point next = ring[(i + 1) % ring.size()];
            const geo::Point before = ring[(i + ring.size() - 1) % ring.size()];
            const geo::Point out = right_of(here, next);
            m_out.push_back(solid_of_ring({here, moved(here, out), moved(next, out), next}));
            add_sector(here, right_of(before, here), out);
        }
    }

private:
    [[nodiscard]] geo::Point right_of(geo::Point from, geo::Point to) const {
        const double length = std::hypot(to.x - from.x, to.y - from.y);
        return {m_distance * ((to.y - from.y) / length), m_distance * ((from.x - to.x) / length)};
    }

    static geo::Point moved(geo::Point p, geo::Point by) { return {p.x + by.x, p.y + by.y}; }

    void add_sector(geo::Point corner, geo::Point from, geo::Point to) {
        constexpr double step = std::numbers::pi / 180.0;
        const double cross = from.x * to.y - from.y * to.x;
        const double dot = from.x * to.x + from.y * to.y;
        if (cross < 0.0 || (cross == 0.0 && dot >= 0.0)) {
            return;
        }
        const double angle = std::atan2(cross, dot);
        const auto chords =
            std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(angle / step)));
        Points ring{corner, moved(corner, from)};
        for (std::size_t i = 1; i < chords; ++i) {
            const double turn = angle * static_cast<double>(i) / static_cast<double>(chords);
            const double c = std::cos(turn);
            const double s = std::sin(turn);
            ring.push_back(moved(corner, {c * from.x - s * from.y, s * from.x + c * from.y}));
        }
        ring.push_back(moved(corner, to));
        if (ring.back() != ring[ring.size() - 2]) {
            m_out.push_back(solid_of_ring(ring));
        }
    }

    double m_distance;
    std::vector<geo::Solid>& m_out;
};

} // namespace

geo::MultiPolygon within_distance(const geo::MultiPolygonView& area, double distance) {
    const geo::MultiPolygon canonical = canonical_area(area);
    std::vector<geo::Solid> pieces;
    pieces.push_back(geo::solid_of(canonical.view()));
    if (distance > 0.0) {
        Pieces around{distance, pieces};
        for (std::size_t p = 0; p < canonical.view().size(); ++p) {
            for (std::size_t r = 0; r < canonical.view()[p].rings(); ++r) {
                around.add(vertices(canonical.view()[p].ring(r), r > 0));
            }
        }
    }
    return union_of(std::span<const geo::Solid>{pieces}).polygons();
}

} // namespace parkplan::overlay
