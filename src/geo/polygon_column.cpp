// SPDX-License-Identifier: MIT
#include "geo/polygon_column.hpp"

namespace parkplan::geo {

void PolygonColumn::add_feature(const MultiPolygonView& feature) {
    for (std::size_t p = 0; p < feature.size(); ++p) {
        const PolygonView polygon = feature[p];
        for (std::size_t r = 0; r < polygon.rings(); ++r) {
            const std::span<const Point> ring = polygon.ring(r).points();
            m_points.insert(m_points.end(), ring.begin(), ring.end());
            end_ring();
        }
        end_polygon();
    }
    end_feature();
}

void PolygonColumn::clear() noexcept {
    // Shrinking to the leading zero never allocates.
    m_points.clear();
    m_ring_offsets.resize(1);
    m_polygon_offsets.resize(1);
    m_feature_offsets.resize(1);
}

Box box_of(const MultiPolygonView& feature) noexcept {
    Box box;
    if (!feature.empty()) {
        for (const Point& p : feature.points()) {
            box.add(p);
        }
    }
    return box;
}

} // namespace parkplan::geo
