// SPDX-License-Identifier: MIT
#include "geo/predicates.hpp"
#include "support/random_polygons.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace parkplan::geo {
namespace {

using test::Random;
__extension__ using Quad = __float128;

/// Exact as long as the coordinates are multiples of one power of two and below 2^56 of it.
int sign_by_quad(Point a, Point b, Point c) {
    const Quad turn = (Quad{a.x} - c.x) * (Quad{b.y} - c.y) - (Quad{a.y} - c.y) * (Quad{b.x} - c.x);
    return turn > 0 ? 1 : turn < 0 ? -1 : 0;
}

TEST(Orientation, TellsLeftFromRight) {
    EXPECT_EQ(orientation({0, 0}, {1, 0}, {0, 1}), 1);
    EXPECT_EQ(orientation({0, 0}, {0, 1}, {1, 0}), -1);
    EXPECT_EQ(orientation({0, 0}, {1, 1}, {3, 3}), 0);
    EXPECT_EQ(orientation({2, 2}, {2, 2}, {3, 5}), 0);
}

TEST(Orientation, SeesTheLastBit) {
    // One unit in the last place beside the diagonal; plain arithmetic does not see it.
    const Point a{0.5, 0.5};
    const Point b{12.0, 12.0};
    const Point c{24.0, 24.0};
    EXPECT_EQ(orientation(a, b, c), 0);
    EXPECT_EQ(orientation({std::nextafter(0.5, 1.0), 0.5}, b, c), -1);
    EXPECT_EQ(orientation({0.5, std::nextafter(0.5, 1.0)}, b, c), 1);
    EXPECT_EQ(orientation({std::nextafter(0.5, 0.0), 0.5}, b, c), 1);
}

TEST(Orientation, AgreesWithQuadPrecisionNearALine) {
    Random random{21};
    int collinear = 0;
    for (int i = 0; i < 200000; ++i) {
        // Multiples of 2^-20 below 2^26: products have 92 bits, quad has 113.
        const auto coordinate = [&random](double base) {
            return base + std::floor(random.between(0.0, 0x1p20)) * 0x1p-20;
        };
        const Point a{coordinate(4.4e5), coordinate(4.4e6)};
        const Point b{coordinate(4.5e5), coordinate(4.41e6)};
        const double share = static_cast<double>(random.below(9)) / 8.0;
        const auto snap = [](double v) { return std::round(v * 0x1p20) * 0x1p-20; };
        const Point c{snap(a.x + share * (b.x - a.x)), snap(a.y + share * (b.y - a.y))};
        const int wanted = sign_by_quad(a, b, c);
        collinear += wanted == 0 ? 1 : 0;
        ASSERT_EQ(orientation(a, b, c), wanted);
        ASSERT_EQ(orientation_exact(a, b, c), wanted);
        ASSERT_EQ(orientation(b, a, c), -wanted);
        ASSERT_EQ(orientation(b, c, a), wanted);
    }
    EXPECT_GT(collinear, 1000);
}

TEST(Within, IncludesTheEnds) {
    EXPECT_TRUE(within({1, 1}, {0, 0}, {2, 2}));
    EXPECT_TRUE(within({2, 2}, {0, 0}, {2, 2}));
    EXPECT_TRUE(within({0, 0}, {2, 2}, {0, 0}));
    EXPECT_FALSE(within({3, 3}, {0, 0}, {2, 2}));
    EXPECT_TRUE(within({0, 1}, {0, 2}, {0, 0}));
    EXPECT_FALSE(within({0, 3}, {0, 2}, {0, 0}));
}

TEST(TurnsBefore, OrdersDirectionsCounterClockwiseFromEast) {
    const Point p{5, 5};
    const std::vector<Point> around{{9, 5}, {9, 6}, {6, 9}, {5, 9}, {1, 6},
                                    {1, 5}, {1, 1}, {5, 1}, {9, 4}};
    for (std::size_t i = 0; i < around.size(); ++i) {
        for (std::size_t j = 0; j < around.size(); ++j) {
            EXPECT_EQ(turns_before(p, around[i], around[j]), i < j) << i << " " << j;
            EXPECT_EQ(same_direction(p, around[i], around[j]), i == j) << i << " " << j;
        }
    }
    EXPECT_TRUE(same_direction(p, {7, 6}, {9, 7}));
    EXPECT_FALSE(same_direction(p, {7, 6}, {3, 4}));
}

} // namespace
} // namespace parkplan::geo
