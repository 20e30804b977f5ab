// SPDX-License-Identifier: MIT
#include "geo/canonical.hpp"
#include "geo/common_area.hpp"
#include "geo/solid.hpp"
#include "support/random_polygons.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

namespace parkplan::geo {
namespace {

using test::Random;
using test::Ring;

/// Rounding of an overlay: each new vertex is off by about an ulp of the coordinates, so an area is
/// off by that times the perimeter; the coordinates here are below 2^23.
double owed(const Solid& a, const Solid& b) {
    constexpr double ulp = 0x1p-29;
    return ulp * (a.perimeter() + b.perimeter());
}

Solid random_solid(Random& random) {
    const double x = 4.4e5 + random.between(-100.0, 100.0);
    const Point centre{x, 4.4e6 + random.between(-100.0, 100.0)};
    return Solid{
        test::lone(star_ring(random, centre, random.between(50.0, 200.0), 3 + random.below(60)))
            .view()};
}

/// Small skylines on the integer grid share edges and vertices most of the time.
Solid random_skyline(Random& random) {
    const auto x = static_cast<double>(random.below(6));
    const Point corner{x, static_cast<double>(random.below(4))};
    return Solid{test::lone(skyline_ring(random, corner, 2 + random.below(8), 6)).view()};
}

/// The kernel knows nothing of the engine, so that what it says must fit to the engine's rests.
void expect_laws_of_the_kernel(const Solid& a, const Solid& b) {
    const MultiPolygon of_a = a.polygons();
    const MultiPolygon of_b = b.polygons();
    CommonAreaMeter meter;
    const double common = meter(of_a.view(), of_b.view()).moments.a;
    const double tolerance = owed(a, b);
    ASSERT_NEAR(common + difference(a, b).area(), a.area(), tolerance);
    ASSERT_NEAR(common + difference(b, a).area(), b.area(), tolerance);
    ASSERT_NEAR(a.area() + b.area() - common, unite(std::array{&a, &b}).area(), tolerance);
    ASSERT_EQ(meter(of_b.view(), of_a.view()).moments.a, common);
}

void expect_laws(const Solid& a, const Solid& b) {
    const Solid both = intersection(a, b);
    const double tolerance = owed(a, b);
    expect_laws_of_the_kernel(a, b);
    ASSERT_NEAR(both.area() + difference(a, b).area(), a.area(), tolerance);
    ASSERT_NEAR(both.area() + difference(b, a).area(), b.area(), tolerance);
    ASSERT_NEAR(unite(std::array{&a, &b}).area(), a.area() + b.area() - both.area(), tolerance);
    ASSERT_NEAR(intersection(b, a).area(), both.area(), tolerance);
    ASSERT_NEAR(planar_area(both.polygons().view()), both.area(), tolerance);
    if (both.area() > tolerance) {
        ASSERT_TRUE(interiors_meet(a, b));
    }
}

TEST(AreaLaws, IntersectionAndDifferenceMakeTheWhole) {
    Random random{101};
    for (int i = 0; i < 1500 && !HasFatalFailure(); ++i) {
        const Solid a = random_solid(random);
        expect_laws(a, random_solid(random));
    }
}

TEST(AreaLaws, HoldWhereEdgesAndVerticesAreShared) {
    Random random{102};
    for (int i = 0; i < 1500 && !HasFatalFailure(); ++i) {
        const Solid a = random_skyline(random);
        expect_laws(a, random_skyline(random));
    }
}

TEST(AreaLaws, UnionOfThreeFollowsInclusionAndExclusion) {
    Random random{103};
    for (int i = 0; i < 300; ++i) {
        const Solid a = random_skyline(random);
        const Solid b = random_skyline(random);
        const Solid c = random_skyline(random);
        const Solid ab = intersection(a, b);
        const double wanted = a.area() + b.area() + c.area() - ab.area() -
                              intersection(b, c).area() - intersection(a, c).area() +
                              intersection(ab, c).area();
        ASSERT_EQ(unite(std::array{&a, &b, &c}).area(), wanted); // integers: nothing is rounded
    }
}

TEST(AreaLaws, AFrameIsAsBigAsItsPartsApart) {
    Random random{104};
    for (int i = 0; i < 500; ++i) {
        const Point centre{4.4e5, 4.4e6};
        const Ring shell = star_ring(random, centre, 1000.0, 3 + random.below(50));
        Ring hole = shell;
        for (Point& p : hole) {
            p = {centre.x + 0.25 * (p.x - centre.x), centre.y + 0.25 * (p.y - centre.y)};
        }
        const double frame = planar_area(test::feature({{shell, hole}}).view());
        const double parts =
            planar_area(test::lone(shell).view()) - planar_area(test::lone(hole).view());
        ASSERT_EQ(frame, parts);
    }
}

} // namespace
} // namespace parkplan::geo
