// SPDX-License-Identifier: MIT
#include "geo/moments.hpp"
#include "support/drawing.hpp"
#include "support/random_polygons.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <ostream>
#include <vector>

namespace parkplan::geo {

void PrintTo(const Moments& m, std::ostream* out) {
    *out << "{" << m.a << ", " << m.mx << ", " << m.my << ", " << m.mxx << ", " << m.mxy << ", "
         << m.myy << "}";
}

namespace {

using test::Random;
using test::reversed;
using test::Ring;
using test::started_at;
using test::wkt;

Moments of(const Ring& ring, Point origin) {
    return moments(CanonicalRing{RingView{ring}}, origin);
}

/// Largest difference, relative to the size of each moment over a box of the given size.
double difference(const Moments& p, const Moments& q, double size) {
    const double area = size * size;
    return std::max({std::abs(p.a - q.a) / area, std::abs(p.mx - q.mx) / (area * size),
                     std::abs(p.my - q.my) / (area * size), std::abs(p.mxx - q.mxx) / (area * area),
                     std::abs(p.mxy - q.mxy) / (area * area),
                     std::abs(p.myy - q.myy) / (area * area)});
}

TEST(Moments, OfARectangleAreTheTextbookIntegrals) {
    // ∫∫ over [1,5]×[2,4]: area 8, ∫x = 24, ∫y = 24, ∫x² = 82⅔, ∫xy = 72, ∫y² = 74⅔.
    const Moments m = of({{1, 2}, {5, 2}, {5, 4}, {1, 4}}, {0, 0});
    EXPECT_LT(difference(m, {8, 24, 24, 248.0 / 3, 72, 224.0 / 3}, 5.0), 1e-15);
}

TEST(Moments, OfATriangleAreTheTextbookIntegrals) {
    // The triangle (0,0) (1,0) (0,1): 1/2, 1/6, 1/6, 1/12, 1/24, 1/12.
    const Moments m = of({{0, 0}, {1, 0}, {0, 1}}, {0, 0});
    EXPECT_LT(difference(m, {1.0 / 2, 1.0 / 6, 1.0 / 6, 1.0 / 12, 1.0 / 24, 1.0 / 12}, 1.0), 1e-16);
}

TEST(Moments, AddUpOverACut) {
    // A convex ring cut along a chord.
    Random random{41};
    for (int i = 0; i < 500; ++i) {
        Ring ring;
        for (int k = 0; k < 12; ++k) {
            const double angle = (k + random.between(0.0, 0.9)) * std::numbers::pi / 6.0;
            ring.push_back({4.4e5 + 100.0 * std::cos(angle), 4.4e6 + 100.0 * std::sin(angle)});
        }
        const auto cut = static_cast<std::ptrdiff_t>(2 + random.below(9));
        const Ring first(ring.begin(), ring.begin() + cut + 1);
        Ring second(ring.begin() + cut, ring.end());
        second.push_back(ring.front());
        Moments sum = of(first, {4.4e5, 4.4e6});
        sum += of(second, {4.4e5, 4.4e6});
        ASSERT_LT(difference(sum, of(ring, {4.4e5, 4.4e6}), 200.0), 1e-13);
    }
}

TEST(Moments, TakeHolesAway) {
    const Moments frame =
        moments(wkt("POLYGON((0 0,4 0,4 4,0 4,0 0),(1 1,3 1,3 3,1 3,1 1))").view(), {2, 2});
    // Centred squares of side 4 and 2: side⁴/12 each.
    EXPECT_LT(difference(frame, {12, 0, 0, 20, 0, 20}, 4.0), 1e-15);
}

TEST(Moments, FollowTheOrigin) {
    Random random{42};
    const Ring ring = star_ring(random, {30, -20}, 50.0, 40);
    const Moments here = of(ring, {0, 0});
    EXPECT_LT(difference(moved(here, 7.0, -3.0), of(ring, {-7, 3}), 100.0), 1e-14);
    EXPECT_EQ(moved(here, 0.0, 0.0), here);
}

TEST(Moments, CarryTheAreaBitForBit) {
    Random random{43};
    for (int i = 0; i < 100; ++i) {
        const Ring ring = star_ring(random, {3.95e7, 4.4e6}, 500.0, 3 + random.below(60));
        const CanonicalRing canonical{RingView{ring}};
        ASSERT_EQ(moments_about_start(canonical).a, canonical.area());
        const Ring backwards = reversed(started_at(ring, 2));
        ASSERT_EQ(moments_about_start(CanonicalRing{RingView{backwards}}),
                  moments_about_start(canonical));
    }
}

TEST(Moments, OfNothingAreZero) {
    EXPECT_EQ(moments(wkt("POLYGON EMPTY").view(), {1, 2}), Moments{});
    EXPECT_EQ(of({{1, 1}, {2, 2}}, {0, 0}), Moments{});
}

} // namespace
} // namespace parkplan::geo
