// SPDX-License-Identifier: MIT
#include "geo/common_area.hpp"
#include "geo/shape.hpp"
#include "geo/vertex_gradients.hpp"
#include "support/drawing.hpp"
#include "support/random_polygons.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <vector>

namespace parkplan::geo {
namespace {

using test::wkt;
using Slopes = std::map<Point, Point>;

/// By vertex, those at one place added; none where nothing is left.
Slopes added(const std::vector<VertexGradient>& gradients) {
    Slopes slopes;
    for (const VertexGradient& one : gradients) {
        Point& sum = slopes[one.at];
        sum = {sum.x + one.slope.x, sum.y + one.slope.y};
    }
    std::erase_if(slopes, [](const auto& one) { return one.second == Point{}; });
    return slopes;
}

Slopes of_area(const MultiPolygonView& area) {
    std::vector<VertexGradient> gradients;
    append_gradients(area, gradients);
    return added(gradients);
}

Slopes of_common(const MultiPolygonView& a, const MultiPolygonView& b) {
    TurnedEdges edges_a;
    TurnedEdges edges_b;
    edges_a.assign(a);
    edges_b.assign(b);
    std::vector<VertexGradient> gradients;
    CommonGradientMeter{}(edges_a, edges_b, gradients);
    return added(gradients);
}

TEST(VertexGradients, AreHalfTheLineBetweenTheNeighboursTurned) {
    const MultiPolygon area = wkt("POLYGON((0 0,8 0,8 4,0 4,0 0))");
    EXPECT_EQ(of_area(area.view()),
              (Slopes{{{0, 0}, {-2, -4}}, {{8, 0}, {2, -4}}, {{8, 4}, {2, 4}}, {{0, 4}, {-2, 4}}}));
    // Ring start and direction do not matter, nor does a vertex that is there twice.
    const MultiPolygon turned = wkt("POLYGON((8 4,8 0,8 0,0 0,0 4,8 4))");
    EXPECT_EQ(of_area(turned.view()), of_area(area.view()));
}

TEST(VertexGradients, OfAHolePointInwards) {
    const MultiPolygon area = wkt("POLYGON((0 0,8 0,8 8,0 8,0 0),(2 2,2 6,6 6,6 2,2 2))");
    EXPECT_EQ(of_area(area.view()).at({2, 2}), (Point{2, 2}));
}

TEST(CommonGradients, OfAnAreaInsideAreItsOwn) {
    const MultiPolygon inner = wkt("POLYGON((2 1,5 2,4 6,2 1))");
    const MultiPolygon outer = wkt("POLYGON((0 0,8 0,8 8,0 8,0 0))");
    const Slopes own = of_area(inner.view());
    for (const auto& [at, slope] : of_common(outer.view(), inner.view())) {
        const Point wanted = own.contains(at) ? own.at(at) : Point{};
        EXPECT_NEAR(slope.x, wanted.x, 1e-14);
        EXPECT_NEAR(slope.y, wanted.y, 1e-14);
    }
}

TEST(CommonGradients, CountAnEdgeByThePartThatBoundsTheIntersection) {
    // The right half of the square is taken: its lower edge counts from x = 4 to 8.
    const MultiPolygon square = wkt("POLYGON((0 0,8 0,8 8,0 8,0 0))");
    const MultiPolygon right = wkt("POLYGON((4 -1,9 -1,9 9,4 9,4 -1))");
    const Slopes found = of_common(square.view(), right.view());
    EXPECT_EQ(found.at({0, 0}), (Point{0, -1})); // 4 · ¼: its end is farther from that part
    EXPECT_EQ(found.at({8, 0}), (Point{4, -3}));
    EXPECT_EQ(found.at({4, -1}), (Point{-4, 0})); // half of 8: the part from 0 to 8 of [-1, 9]
    EXPECT_FALSE(found.contains({9, 9}));
}

TEST(CommonGradients, CountEdgesThatCoincideForTheFirst) {
    const MultiPolygon square = wkt("POLYGON((0 0,8 0,8 8,0 8,0 0))");
    const Slopes found = of_common(square.view(), square.view());
    EXPECT_EQ(found, of_area(square.view()));
    const MultiPolygon longer = wkt("POLYGON((0 0,16 0,16 8,0 8,0 0))");
    EXPECT_EQ(of_common(square.view(), longer.view()), of_area(square.view()));
    EXPECT_EQ(of_common(longer.view(), square.view()).at({16, 0}), (Point{0, -2}));
}

TEST(CommonGradients, AreNoneOfAreasApart) {
    const MultiPolygon square = wkt("POLYGON((0 0,8 0,8 8,0 8,0 0))");
    const MultiPolygon beside = wkt("POLYGON((8 0,16 0,16 8,8 8,8 0))");
    EXPECT_TRUE(of_common(square.view(), beside.view()).empty());
    EXPECT_TRUE(of_common(beside.view(), square.view()).empty());
    EXPECT_TRUE(of_common(square.view(), wkt("POLYGON((9 9,10 9,10 10,9 9))").view()).empty());
}

/// The change of the common area when the vertex of a ring moves, by moving it.
double moved_area(test::Ring ring, std::size_t vertex, Point step, const MultiPolygonView& other) {
    const auto area_at = [&](double times) {
        test::Ring at = ring;
        at[vertex] = {ring[vertex].x + times * step.x, ring[vertex].y + times * step.y};
        const MultiPolygon area = test::lone(at);
        return CommonAreaMeter{}(area.view(), other).moments.a;
    };
    return (area_at(1.0) - area_at(-1.0)) / 2.0;
}

TEST(CommonGradients, AgreeWithMovedVertices) {
    test::Random random{20261121};
    constexpr double step = 1e-5;
    std::size_t crossing = 0;
    for (int round = 0; round < 60; ++round) {
        const Point centre{random.between(0.0, 60.0), random.between(0.0, 60.0)};
        const test::Ring ring_a = test::star_ring(random, {30, 30}, 30.0, 3 + random.below(12));
        const test::Ring ring_b = test::star_ring(random, centre, 25.0, 3 + random.below(12));
        const MultiPolygon a = test::lone(ring_a);
        const MultiPolygon b = test::lone(ring_b);
        const Slopes found = of_common(a.view(), b.view());
        crossing += found.empty() ? 0U : 1U;
        for (std::size_t i = 0; i < ring_a.size(); ++i) {
            const auto at = found.find(ring_a[i]);
            const Point slope = at == found.end() ? Point{} : at->second;
            EXPECT_NEAR(slope.x, moved_area(ring_a, i, {step, 0}, b.view()) / step, 1e-3);
            EXPECT_NEAR(slope.y, moved_area(ring_a, i, {0, step}, b.view()) / step, 1e-3);
        }
    }
    EXPECT_GT(crossing, 40U);
}

} // namespace
} // namespace parkplan::geo
