// SPDX-License-Identifier: MIT
#include "overlay/common_areas.hpp"

#include "geo/box_index.hpp"
#include "geo/canonical.hpp"
#include "geo/common_area.hpp"
#include "geo/edge_index.hpp"
#include "geo/solid.hpp"
#include "overlay/layer_solids.hpp"
#include "overlay/rounding.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <tuple>
#include <utility>

namespace parkplan::overlay {
namespace {

/// The side that is looked up: every feature ready to be met by many others.
class Indexed {
public:
    Indexed(const Side& side, TaskPool& tasks)
        : m_side(side), m_edges(side.layer.size()), m_perimeters(side.layer.size()),
          m_areas(side.layer.size()) {
        tasks.for_each(side.layer.size(), [&](std::size_t row) {
            if (side.usable[row] != 0) {
                const geo::MultiPolygonView feature = polygon(row);
                m_edges[row].assign(feature);
                m_perimeters[row] = geo::perimeter(feature);
                m_areas[row] = geo::planar_area(feature);
            }
        });
        std::vector<geo::Box> boxes;
        boxes.reserve(m_edges.size());
        for (const geo::EdgeIndex& edges : m_edges) {
            boxes.push_back(edges.box());
        }
        m_boxes.emplace(boxes);
    }

    [[nodiscard]] geo::MultiPolygonView polygon(std::size_t row) const {
        return m_side.layer.table().polygons[row];
    }
    [[nodiscard]] const geo::EdgeIndex& edges(std::size_t row) const { return m_edges[row]; }
    [[nodiscard]] double perimeter(std::size_t row) const { return m_perimeters[row]; }
    [[nodiscard]] double area(std::size_t row) const { return m_areas[row]; }
    [[nodiscard]] std::vector<std::uint32_t> meeting(const geo::Box& box) const {
        return m_boxes->query(box);
    }

private:
    const Side& m_side;
    std::vector<geo::EdgeIndex> m_edges;
    std::vector<double> m_perimeters;
    std::vector<double> m_areas;
    std::optional<geo::BoxIndex> m_boxes{};
};

/// Goes over some rows of the other side, one after the other.
class Walk {
public:
    Walk(const Side& side, const Indexed& others, const measure::Measurer& measurer)
        : m_side(side), m_others(others), m_measurer(measurer), m_session(measurer.session()) {}

    void visit(std::uint32_t row) {
        m_polygon = m_side.layer.table().polygons[row];
        m_box = geo::box_of(*m_polygon);
        m_looked_at = false;
        for (const std::uint32_t other : m_others.meeting(m_box)) {
            meet(row, other);
        }
    }

    [[nodiscard]] PairAreas& found() noexcept { return m_found; }

private:
    /// What only those rows need that come near a boundary.
    void look_at_polygon() {
        if (!std::exchange(m_looked_at, true)) {
            m_edges.assign(*m_polygon);
            m_perimeter = geo::perimeter(*m_polygon);
            m_area = geo::planar_area(*m_polygon);
        }
    }

    void meet(std::uint32_t row, std::uint32_t other) {
        const geo::EdgeIndex& edges = m_others.edges(other);
        if (!edges.may_meet(m_box)) {
            if (edges.covers(m_box.min) > 0) {
                m_found.pairs.push_back(
                    {row, other, m_session.piece_area(*m_polygon), Relation::a_inside_b});
            }
            return;
        }
        look_at_polygon();
        const geo::CommonArea common = m_meter(m_edges, edges);
        if (common.moments.a <= common.noise) {
            return;
        }
        const double shorter = std::min(m_perimeter, m_others.perimeter(other));
        const Relation how = relation(common, other);
        const SquareMetres area = area_of(common, how, other);
        if (common.moments.a <= rounding_area_of(m_box, shorter) + common.noise) {
            ++m_found.rounding_pairs;
            m_found.rounding_area += ExactArea{area};
            return;
        }
        m_found.pairs.push_back({row, other, area, how});
    }

    /// A feature inside of the other has the area that it has by itself.
    [[nodiscard]] SquareMetres area_of(const geo::CommonArea& common, Relation how,
                                       std::uint32_t other) {
        const auto whole = [this](const geo::MultiPolygonView& feature) {
            return m_session.piece_area(feature);
        };
        switch (how) {
        case Relation::a_inside_b:
            return whole(*m_polygon);
        case Relation::b_inside_a:
            return whole(m_others.polygon(other));
        case Relation::identical:
            return std::min(whole(*m_polygon), whole(m_others.polygon(other)));
        case Relation::crossing:
            break;
        }
        if (const auto area = m_measurer.piece_area(common.moments, common.origin)) {
            return *area;
        }
        return m_session.piece_area(common_polygon(*m_polygon, m_others.polygon(other)).view());
    }

    /// A feature lies inside of the other when rounding explains what of it lies outside.
    [[nodiscard]] Relation relation(const geo::CommonArea& common, std::uint32_t other) const {
        const auto nothing_left = [&](double area, double perimeter) {
            return area - common.moments.a <= rounding_area_of(m_box, perimeter) + common.noise;
        };
        const bool a_inside = nothing_left(m_area, m_perimeter);
        const bool b_inside = nothing_left(m_others.area(other), m_others.perimeter(other));
        if (a_inside) {
            return b_inside ? Relation::identical : Relation::a_inside_b;
        }
        return b_inside ? Relation::b_inside_a : Relation::crossing;
    }

    const Side& m_side;
    const Indexed& m_others;
    const measure::Measurer& m_measurer;
    measure::Measurer::Session m_session;
    geo::CommonAreaMeter m_meter{};
    geo::EdgeIndex m_edges{};
    std::optional<geo::MultiPolygonView> m_polygon{};
    geo::Box m_box{};
    bool m_looked_at = false; ///< whether what follows is of m_polygon
    double m_perimeter = 0.0;
    double m_area = 0.0;
    PairAreas m_found{};
};

/// Rows that one task visits.
constexpr std::size_t grain = 512;

PairAreas walk(const Side& side, const Side& indexed, const measure::Measurer& measurer,
               TaskPool& tasks) {
    const Indexed others{indexed, tasks};
    const std::size_t rows = side.layer.size();
    std::vector<PairAreas> parts((rows + grain - 1) / grain);
    tasks.for_ranges(rows, grain, [&](std::size_t first, std::size_t last) {
        Walk part{side, others, measurer};
        for (std::size_t row = first; row < last; ++row) {
            if (side.usable[row] != 0) {
                part.visit(static_cast<std::uint32_t>(row));
            }
        }
        parts[first / grain] = std::move(part.found());
    });
    PairAreas all;
    for (PairAreas& part : parts) {
        all.pairs.insert(all.pairs.end(), part.pairs.begin(), part.pairs.end());
        all.rounding_pairs += part.rounding_pairs;
        all.rounding_area += part.rounding_area;
    }
    return all;
}

Relation turned(Relation relation) noexcept {
    switch (relation) {
    case Relation::a_inside_b:
        return Relation::b_inside_a;
    case Relation::b_inside_a:
        return Relation::a_inside_b;
    case Relation::crossing:
    case Relation::identical:
        break;
    }
    return relation;
}

} // namespace

PairAreas common_areas(const Side& a, const Side& b, const measure::Measurer& measurer,
                       TaskPool& tasks) {
    // The index is made of the side with fewer vertices; which one that is changes no value.
    if (b.layer.table().polygons.points().size() <= a.layer.table().polygons.points().size()) {
        return walk(a, b, measurer, tasks);
    }
    PairAreas found = walk(b, a, measurer, tasks);
    for (PairArea& pair : found.pairs) {
        std::swap(pair.a, pair.b);
        pair.relation = turned(pair.relation);
    }
    std::ranges::sort(found.pairs, {}, [](const PairArea& pair) {
        return std::tuple{pair.a, pair.b};
    });
    return found;
}

geo::MultiPolygon common_polygon(const geo::MultiPolygonView& a, const geo::MultiPolygonView& b) {
    const geo::Solid solid_a = geo::solid_of(canonical_area(a).view());
    const geo::Solid solid_b = geo::solid_of(canonical_area(b).view());
    return (comes_before(solid_b, solid_a) ? intersection(solid_b, solid_a)
                                           : intersection(solid_a, solid_b))
        .polygons();
}

} // namespace parkplan::overlay
