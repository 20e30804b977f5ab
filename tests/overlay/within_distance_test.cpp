// SPDX-License-Identifier: MIT
#include "geo/canonical.hpp"
#include "geo/edge_index.hpp"
#include "overlay/within_distance.hpp"
#include "support/drawing.hpp"
#include "support/random_polygons.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numbers>
#include <string_view>

namespace parkplan::overlay {
namespace {

constexpr double shortfall = 5.1e-5; ///< of the area of the arcs

double area_within(std::string_view drawing, double distance) {
    return geo::planar_area(within_distance(test::wkt(drawing).view(), distance).view());
}

TEST(WithinDistance, OfARectangleHasItsSidesAndAFullCircle) {
    const double straight = 400.0 * 300.0 + 2.0 * 100.0 * (400.0 + 300.0);
    const double circle = std::numbers::pi * 100.0 * 100.0;
    const double area = area_within("POLYGON((0 0,400 0,400 300,0 300,0 0))", 100.0);
    EXPECT_LT(area, straight + circle);
    EXPECT_GT(area, straight + circle * (1.0 - shortfall));
}

TEST(WithinDistance, OfNothingMoreIsTheAreaItself) {
    EXPECT_EQ(area_within("POLYGON((0 0,400 0,400 300,0 300,0 0))", 0.0), 120000.0);
}

TEST(WithinDistance, FillsHolesAndBendsAndCountsPlacesOnce) {
    // A hole of 100 m is filled from all sides, one of 300 m but for the middle.
    const double outer = 1000.0 * 1000.0 + 4.0 * 1000.0 * 100.0;
    const double circle = std::numbers::pi * 100.0 * 100.0;
    const double area =
        area_within("POLYGON((0 0,1000 0,1000 1000,0 1000,0 0),(100 100,100 200,200 "
                    "200,200 100,100 100),(500 500,800 500,800 800,500 800,500 "
                    "500))",
                    100.0);
    EXPECT_NEAR(area, outer + circle - 100.0 * 100.0, circle * shortfall);
    // Parts 50 m apart share what is near both.
    const double two = area_within("MULTIPOLYGON(((0 0,100 0,100 100,0 100,0 0)),((150 0,250 0,250 "
                                   "100,150 100,150 0)))",
                                   1000.0);
    EXPECT_NEAR(two, 250.0 * 100.0 + 2.0 * 1000.0 * 350.0 + std::numbers::pi * 1e6,
                std::numbers::pi * 1e6 * shortfall + 700.0);
}

TEST(WithinDistance, KeepsShallowBends) {
    // A dent of 4 m in a side of 400 m: from afar it shows.
    const double area = area_within("POLYGON((0 0,400 0,400 300,200 296,0 300,0 0))", 500.0);
    const double hull = area_within("POLYGON((0 0,400 0,400 300,0 300,0 0))", 500.0);
    EXPECT_LT(area, hull - 400.0);
}

double distance_to(const geo::MultiPolygonView& area, geo::Point p) {
    double nearest = std::numeric_limits<double>::infinity();
    const geo::RingView ring = area[0].shell();
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const geo::Point a = ring[i];
        const geo::Point b = ring.after(i);
        const double length = (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y);
        const double t =
            std::clamp(((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length, 0.0, 1.0);
        nearest =
            std::min(nearest, std::hypot(p.x - a.x - t * (b.x - a.x), p.y - a.y - t * (b.y - a.y)));
    }
    return nearest;
}

TEST(WithinDistance, IsWhatLiesWithinIt) {
    constexpr double distance = 30.0;
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
        test::Random random{seed};
        const geo::MultiPolygon star =
            test::lone(test::star_ring(random, {0.0, 0.0}, 40.0, 5 + random.below(30)));
        const geo::MultiPolygon around = within_distance(star.view(), distance);
        const geo::EdgeIndex inside{star.view()};
        const geo::EdgeIndex near{around.view()};
        for (int i = 0; i < 2000; ++i) {
            const double x = random.between(-90.0, 90.0);
            const geo::Point p{x, random.between(-90.0, 90.0)};
            const double away = inside.covers(p) > 0 ? 0.0 : distance_to(star.view(), p);
            if (away < distance * (1.0 - 3.9e-5)) {
                EXPECT_EQ(near.covers(p), 1) << seed << ' ' << away;
            } else if (away > distance + 1e-9) {
                EXPECT_EQ(near.covers(p), 0) << seed << ' ' << away;
            }
        }
    }
}

} // namespace
} // namespace parkplan::overlay
