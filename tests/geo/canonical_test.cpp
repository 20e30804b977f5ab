// SPDX-License-Identifier: MIT
#include "geo/canonical.hpp"
#include "support/drawing.hpp"
#include "support/random_polygons.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <span>
#include <vector>

namespace parkplan::geo {
namespace {

using test::Random;
using test::reversed;
using test::Ring;
using test::started_at;
using test::wkt;
__extension__ using Quad = __float128;

std::vector<Point> in_order(const Ring& ring) {
    const CanonicalRing canonical{RingView{ring}};
    std::vector<Point> points;
    for (std::size_t i = 0; i < canonical.size(); ++i) {
        points.push_back(canonical[i]);
    }
    return points;
}

double area(const Ring& ring) {
    return CanonicalRing{RingView{ring}}.area();
}

Quad area_by_quad(const Ring& ring) {
    Quad twice = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point& a = ring[i];
        const Point& b = ring[(i + 1) % ring.size()];
        twice += (Quad{a.x} - ring[0].x) * (Quad{b.y} - ring[0].y) -
                 (Quad{a.y} - ring[0].y) * (Quad{b.x} - ring[0].x);
    }
    return (twice < 0 ? -twice : twice) / 2;
}

/// |error| in units of what is owed, 1e-9·area + 1e-6.
double share_of_owed_accuracy(const Ring& ring) {
    const Quad exact = area_by_quad(ring);
    const auto error = static_cast<double>(exact - Quad{area(ring)});
    return std::abs(error) / (1e-9 * static_cast<double>(exact) + 1e-6);
}

/// The canonical order does not depend on how the ring is stored.
void expect_same_for_all_storages(const Ring& ring) {
    const std::vector<Point> wanted = in_order(ring);
    const double wanted_area = area(ring);
    for (std::size_t start = 0; start < ring.size(); ++start) {
        for (const Ring& stored : {started_at(ring, start), reversed(started_at(ring, start))}) {
            ASSERT_EQ(in_order(stored), wanted) << "start " << start;
            ASSERT_EQ(area(stored), wanted_area) << "start " << start;
        }
    }
}

TEST(CanonicalRing, StartsAtTheSmallestVertexAndRunsCounterClockwise) {
    const Ring clockwise{{4, 0}, {0, 0}, {0, 3}, {4, 3}};
    EXPECT_EQ(in_order(clockwise), (std::vector<Point>{{0, 0}, {4, 0}, {4, 3}, {0, 3}}));
    EXPECT_EQ(area(clockwise), 12.0);
    EXPECT_EQ(CanonicalRing{RingView{clockwise}}.stored_turn(), Turn::clockwise);
    const Ring other_way = reversed(clockwise);
    EXPECT_EQ(CanonicalRing{RingView{other_way}}.stored_turn(), Turn::counter_clockwise);
}

TEST(CanonicalRing, IsTheSameHoweverAwkwardRingsAreStored) {
    for (const Ring& ring : std::vector<Ring>{
             {{0, 0}, {4, 0}, {4, 3}},
             {{0, 0}, {0, 0}, {4, 0}, {4, 3}, {4, 3}},           // repeated
             {{-3, 0}, {0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}},  // spike at the smallest
             {{-3, 0}, {-3, 0}, {0, 0}, {4, 0}, {4, 4}, {0, 0}}, // repeated spike tip
             {{0, 0}, {2, 1}, {3, -1}, {0, 0}, {3, 5}, {1, 5}},  // touches itself there
             {{0, 0}, {2, 1}, {3, -1}, {0, 0}, {2, 1}, {3, -1}}, // twice around
             {{0, 0}, {2, 1}, {0, 0}, {2, 1}},                   // there and back twice
             {{0, 0}, {1, 1}, {2, 2}, {1, 1}},                   // a line
             {{0, 0}, {4, 4}, {4, 0}, {0, 4}},                   // bow tie without area
             {{0, 0}, {4, 4}, {5, 0}, {0, 4}},                   // bow tie
             {{1, 1}, {1, 1}, {1, 1}},                           // a point
             {{0, 0}, {1, 0}},
             {{1, 0}}}) {
        expect_same_for_all_storages(ring);
    }
}

TEST(CanonicalRing, IsTheSameForRandomGridRings) {
    Random random{31};
    for (int i = 0; i < 3000 && !HasFatalFailure(); ++i) {
        expect_same_for_all_storages(grid_ring(random, 2 + random.below(3), 1 + random.below(9)));
    }
}

TEST(CanonicalRing, GivesAreaBitForBitWhateverTheStorage) {
    Random random{32};
    for (int i = 0; i < 200 && !HasFatalFailure(); ++i) {
        expect_same_for_all_storages(
            star_ring(random, {3.95e7, 4.4e6}, random.between(1.0, 20000.0), 3 + random.below(40)));
    }
}

TEST(CanonicalRing, OwesItsAccuracyOnRandomRings) {
    Random random{33};
    double worst = 0.0;
    for (int i = 0; i < 3000; ++i) {
        const double radius = std::exp(random.between(std::log(50.0), std::log(25000.0)));
        worst = std::max(worst, share_of_owed_accuracy(star_ring(random, {3.95e7, 4.4e6}, radius,
                                                                 3 + random.below(300))));
    }
    EXPECT_LT(worst, 0.01);
}

TEST(CanonicalRing, OwesItsAccuracyOnLongThinStrips) {
    Random random{34};
    double worst = 0.0;
    for (int i = 0; i < 2000; ++i) {
        const double length = std::exp(random.between(std::log(100.0), std::log(50000.0)));
        worst = std::max(worst, share_of_owed_accuracy(strip_ring(random, {3.95e7, 4.4e6}, length,
                                                                  random.between(0.01, 5.0),
                                                                  2 + random.below(500))));
    }
    EXPECT_LT(worst, 0.5);
}

TEST(CanonicalRing, HasNoAreaWithoutThreeVertices) {
    EXPECT_EQ(area({}), 0.0);
    EXPECT_EQ(area({{1, 1}}), 0.0);
    EXPECT_EQ(area({{1, 1}, {3, 4}}), 0.0);
}

TEST(CanonicalRing, PassesNotANumberOn) {
    EXPECT_TRUE(std::isnan(area({{0, 0}, {1, 0}, {1, std::nan("")}, {0, 1}})));
    EXPECT_TRUE(std::isnan(area({{std::nan(""), 0}, {1, 0}, {1, 1}, {0, 1}})));
}

TEST(PlanarArea, TakesHolesAwayInWhateverDirection) {
    EXPECT_EQ(planar_area(wkt("POLYGON((0 0,9 0,9 9,0 9,0 0),(2 2,2 4,4 4,4 2,2 2))").view()),
              77.0);
    EXPECT_EQ(planar_area(wkt("POLYGON((0 0,0 9,9 9,9 0,0 0),(2 2,2 4,4 4,4 2,2 2))").view()),
              77.0);
    EXPECT_EQ(planar_area(wkt("MULTIPOLYGON(((0 0,4 0,4 4,0 0)),((5 5,6 5,6 6,5 5)))").view()),
              8.5);
    EXPECT_EQ(planar_area(wkt("POLYGON EMPTY").view()), 0.0);
}

TEST(Perimeter, CountsAllRings) {
    EXPECT_EQ(perimeter(wkt("POLYGON((0 0,9 0,9 9,0 9,0 0),(2 2,2 4,4 4,4 2,2 2))").view()), 44.0);
    EXPECT_EQ(perimeter(wkt("POLYGON((0 0,4 0,4 3,0 0))").view()), 12.0);
    EXPECT_EQ(perimeter(wkt("POLYGON EMPTY").view()), 0.0);
}

} // namespace
} // namespace parkplan::geo
