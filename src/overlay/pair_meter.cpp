// SPDX-License-Identifier: MIT
#include "overlay/pair_meter.hpp"

#include "geo/canonical.hpp"
#include "overlay/common_areas.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace parkplan::overlay::detail {
namespace {

/// A feature lies inside the other when rounding explains what of it lies outside.
Relation relation_of(const geo::MultiPolygonView& a, const geo::MultiPolygonView& b,
                     const geo::Box& box, const geo::CommonArea& common) {
    const auto nothing_left = [&](const geo::MultiPolygonView& feature) {
        return geo::planar_area(feature) - common.moments.a <=
               rounding_area_of(box, geo::perimeter(feature)) + common.noise;
    };
    const bool a_inside = nothing_left(a);
    const bool b_inside = nothing_left(b);
    if (a_inside) {
        return b_inside ? Relation::identical : Relation::a_inside_b;
    }
    return b_inside ? Relation::b_inside_a : Relation::crossing;
}

} // namespace

double rounding_area_of(const geo::Box& box, double length) noexcept {
    const double largest = std::max(
        {std::abs(box.min.x), std::abs(box.min.y), std::abs(box.max.x), std::abs(box.max.y)});
    const double unit = std::nextafter(largest, std::numeric_limits<double>::infinity()) - largest;
    return 2.0 * unit * length;
}

std::optional<PairFigures> PairMeter::operator()(const geo::MultiPolygonView& a,
                                                 const geo::MultiPolygonView& b) {
    const geo::CommonArea common = m_meter(a, b);
    if (common.moments.a <= common.noise) {
        return std::nullopt;
    }
    PairFigures figures;
    figures.planar = common.moments.a;
    figures.doubtful = common.noise;
    figures.relation = relation_of(a, b, geo::box_of(a), common);
    switch (figures.relation) {
    case Relation::a_inside_b: // a feature inside of the other has the area that it has by itself
        figures.area = m_measurer.piece_area(a);
        break;
    case Relation::b_inside_a:
        figures.area = m_measurer.piece_area(b);
        break;
    case Relation::identical:
        figures.area = std::min(m_measurer.piece_area(a), m_measurer.piece_area(b));
        break;
    case Relation::crossing:
        if (const auto area = m_measurer.piece_area(common.moments, common.origin)) {
            figures.area = *area;
        } else {
            figures.area = m_measurer.piece_area(common_polygon(a, b).view());
        }
        break;
    }
    return figures;
}

} // namespace parkplan::overlay::detail
