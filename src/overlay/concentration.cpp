// SPDX-License-Identifier: MIT
#include "overlay/concentration.hpp"

#include "geo/disjoint_sets.hpp"
#include "overlay/layer_solids.hpp"
#include "overlay/rounding.hpp"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>

namespace parkplan::overlay {
namespace {

void add_polygon(geo::PolygonColumn& column, const geo::PolygonView& polygon) {
    for (std::size_t r = 0; r < polygon.rings(); ++r) {
        for (const geo::Point& p : polygon.ring(r).points()) {
            column.add_point(p);
        }
        column.end_ring();
    }
    column.end_polygon();
}

/// The polygon as an area of its own.
geo::MultiPolygon alone(const geo::PolygonView& polygon) {
    geo::PolygonColumn column;
    add_polygon(column, polygon);
    column.end_feature();
    return geo::MultiPolygon{std::move(column)};
}

/// What a group of parts amounts to.
struct Group {
    ExactArea area{};
    std::uint32_t parts = 0;
};

} // namespace

Concentration::Concentration(std::span<const geo::MultiPolygonView> features,
                             const measure::Measurer& measurer, double metres_per_unit) {
    measure_parts(features, measurer);
    measure_gaps(metres_per_unit);
    draw_curve();
}

void Concentration::measure_parts(std::span<const geo::MultiPolygonView> features,
                                  const measure::Measurer& measurer) {
    measure::Measurer::Session session = measurer.session();
    for (const geo::MultiPolygonView& feature : features) {
        for (std::size_t i = 0; i < feature.size(); ++i) {
            const geo::MultiPolygon part = alone(feature[i]);
            const ExactArea area{session.piece_area(part.view())};
            m_parts.push_back({feature[i], area, geo::box_of(part.view())});
            m_total += area;
            m_largest_part = std::max(m_largest_part, area);
        }
    }
}

void Concentration::measure_gaps(double metres_per_unit) {
    std::vector<geo::PolygonView> polygons;
    geo::Box box;
    for (const Part& part : m_parts) {
        polygons.push_back(part.polygon);
        box.add(part.box);
    }
    const double touching = rounding_area_of(box, 2.0); // four units in the last place
    for (const geo::PartGap& gap : geo::spanning_gaps(polygons)) {
        const bool apart = gap.gap.distance > touching;
        m_joins.push_back({apart ? Metres{gap.gap.distance * metres_per_unit} : Metres{}, gap});
    }
}

void Concentration::draw_curve() {
    m_separate = m_parts.size();
    if (m_parts.empty()) {
        return;
    }
    std::vector<Group> groups;
    Group largest;
    const auto larger = [](const Group& a, const Group& b) {
        return std::tie(a.area, a.parts) < std::tie(b.area, b.parts);
    };
    for (const Part& part : m_parts) {
        groups.push_back({part.area, 1});
        largest = std::max(largest, groups.back(), larger);
    }
    geo::detail::DisjointSets sets{m_parts.size()};
    std::size_t next = 0;
    for (Metres gap{}; true; gap = m_joins[next].gap) {
        for (; next < m_joins.size() && m_joins[next].gap == gap; ++next) {
            const geo::PartGap& join = m_joins[next].between;
            const Group other = groups[sets.find(join.b)];
            const Group one = groups[sets.find(join.a)];
            sets.join(join.a, join.b);
            Group& both = groups[sets.find(join.a)];
            both = {one.area + other.area, one.parts + other.parts};
            largest = std::max(largest, both, larger);
            m_separate -= gap == Metres{} ? 1U : 0U;
        }
        if (m_curve.empty() || largest.area > m_curve.back().area) {
            m_curve.push_back({gap, largest.area, largest.parts});
        }
        if (next == m_joins.size()) {
            return;
        }
    }
}

ConcentrationStep Concentration::at(Metres gap) const noexcept {
    const auto after = std::ranges::upper_bound(m_curve, gap, {}, &ConcentrationStep::gap);
    return after == m_curve.begin() ? ConcentrationStep{} : *(after - 1);
}

std::optional<Metres> Concentration::reaches(SquareMetres limit) const noexcept {
    const auto step = std::ranges::find_if(
        m_curve, [limit](const ConcentrationStep& one) { return one.area.value() >= limit; });
    return step == m_curve.end() ? std::nullopt : std::optional{step->gap};
}

geo::MultiPolygon Concentration::largest_group(Metres gap) const {
    geo::detail::DisjointSets sets{m_parts.size()};
    for (const Join& join : m_joins) {
        if (join.gap <= gap) {
            sets.join(join.between.a, join.between.b);
        }
    }
    std::vector<ExactArea> areas(m_parts.size());
    std::vector<geo::Box> corners(m_parts.size());
    for (std::uint32_t i = 0; i < m_parts.size(); ++i) {
        const std::uint32_t group = sets.find(i);
        areas[group] += m_parts[i].area;
        corners[group].min = std::min(corners[group].min, m_parts[i].box.min);
    }
    std::uint32_t best = 0;
    for (std::uint32_t i = 1; i < m_parts.size(); ++i) {
        if (sets.find(i) == i && (areas[i] > areas[best] || (areas[i] == areas[best] &&
                                                             corners[i].min < corners[best].min))) {
            best = i;
        }
    }
    geo::PolygonColumn column;
    for (std::uint32_t i = 0; i < m_parts.size(); ++i) {
        if (sets.find(i) == best) {
            add_polygon(column, m_parts[i].polygon);
        }
    }
    column.end_feature();
    return canonical_area(geo::MultiPolygon{std::move(column)}.view());
}

geo::MultiLine Concentration::gaps() const {
    geo::MultiLine lines;
    for (const Join& join : m_joins) {
        if (join.gap > Metres{}) {
            lines.lines.push_back({join.between.gap.from, join.between.gap.to});
        }
    }
    return lines;
}

} // namespace parkplan::overlay
