// SPDX-License-Identifier: MIT
#pragma once

#include "crs/crs.hpp"
#include "geo/polygon_column.hpp"
#include "support/random_polygons.hpp"

#include <geodesic.h>

#include <cstddef>

namespace parkplan::test {

/// The ring (degrees) with every edge cut into `pieces` along its geodesic.
[[nodiscard]] inline Ring geodesics(geo::RingView ring, const crs::Ellipsoid& ellipsoid,
                                    int pieces) {
    geod_geodesic earth{};
    geod_init(&earth, ellipsoid.a, ellipsoid.flattening());
    Ring dense;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const geo::Point& a = ring[i];
        const geo::Point& b = ring.after(i);
        geod_geodesicline line{};
        geod_inverseline(&line, &earth, a.y, a.x, b.y, b.x, 0);
        dense.push_back(a);
        for (int piece = 1; piece < pieces; ++piece) {
            geo::Point at{};
            geod_position(&line, line.s13 * piece / pieces, &at.y, &at.x, nullptr);
            dense.push_back(at);
        }
    }
    return dense;
}

} // namespace parkplan::test
