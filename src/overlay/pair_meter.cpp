// SPDX-License-Identifier: MIT
#include "overlay/pair_meter.hpp"

#include "geo/canonical.hpp"
#include "overlay/rounding.hpp"

#include <algorithm>

namespace parkplan::overlay::detail {
namespace {

/// A feature lies inside the other when rounding explains what of it lies outside.
bool nothing_left(const geo::MultiPolygonView& feature, double length, const geo::Box& box,
                  const geo::CommonArea& common) {
    return geo::planar_area(feature) - common.moments.a <=
           rounding_area_of(box, length) + common.noise;
}

Relation relation_of(bool a_inside, bool b_inside) noexcept {
    if (a_inside) {
        return b_inside ? Relation::identical : Relation::a_inside_b;
    }
    return b_inside ? Relation::b_inside_a : Relation::crossing;
}

} // namespace

std::optional<PairFigures> PairMeter::operator()(const geo::MultiPolygonView& a,
                                                 const geo::MultiPolygonView& b) {
    const geo::CommonArea common = m_meter(a, b);
    if (common.moments.a <= common.noise) {
        return std::nullopt;
    }
    PairFigures figures;
    figures.planar = common.moments.a;
    figures.doubtful = common.noise;
    figures.centroid = {common.origin.x + common.moments.mx / common.moments.a,
                        common.origin.y + common.moments.my / common.moments.a};
    const geo::Box box = geo::box_of(a);
    const double length_a = geo::perimeter(a);
    const double length_b = geo::perimeter(b);
    figures.shorter = std::min(length_a, length_b);
    figures.relation =
        relation_of(nothing_left(a, length_a, box, common), nothing_left(b, length_b, box, common));
    switch (figures.relation) {
    case Relation::a_inside_b: // a feature inside of the other has the area that it has by itself
        figures.area = m_session.piece_area(a);
        break;
    case Relation::b_inside_a:
        figures.area = m_session.piece_area(b);
        break;
    case Relation::identical:
        figures.area = std::min(m_session.piece_area(a), m_session.piece_area(b));
        break;
    case Relation::crossing:
        figures.area = m_measurer.piece_area(common.moments, common.origin);
        break;
    }
    return figures;
}

} // namespace parkplan::overlay::detail
