// SPDX-License-Identifier: MIT
#include "geo/edge_index.hpp"
#include "support/drawing.hpp"
#include "support/random_polygons.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace parkplan::geo {
namespace {

using test::wkt;
using testing::ElementsAre;

TEST(EdgeIndex, KnowsWhatIsAboveAndBelowItsEdges) {
    const EdgeIndex index{wkt("POLYGON((0 0,8 0,8 8,0 8,0 0))").view()};
    std::vector<SlabEdge> edges;
    index.gather({{1, -1}, {2, 9}}, edges);
    EXPECT_THAT(edges, ElementsAre(SlabEdge{{0, 0}, {8, 0}, -1.0}, SlabEdge{{0, 8}, {8, 8}, 1.0}));
    edges.clear();
    index.gather({{1, 1}, {2, 2}}, edges); // the lower edge lies wholly below
    EXPECT_THAT(edges, ElementsAre(SlabEdge{{0, 8}, {8, 8}, 1.0}));
    edges.clear();
    index.gather({{8, -1}, {9, 9}}, edges); // only touched
    EXPECT_THAT(edges, ElementsAre());
}

TEST(EdgeIndex, CountsHolesOut) {
    const EdgeIndex index{
        wkt("MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0),(1 1,1 8,8 8,8 1,1 1)),((3 3,5 3,5 5,3 3)))")
            .view()};
    EXPECT_EQ(index.covers({0.5, 5}), 1);
    EXPECT_EQ(index.covers({2, 5}), 0);
    EXPECT_EQ(index.covers({4.5, 4}), 1);
    EXPECT_EQ(index.covers({4, 7}), 0);
    EXPECT_EQ(index.covers({5, -1}), 0);
    EXPECT_EQ(index.covers({10, 5}), 0);
}

TEST(EdgeIndex, ABoxThatOnlyAVerticalEdgeCrossesIsMet) {
    const EdgeIndex index{wkt("POLYGON((0 0,100 0,100 100,0 100,0 0))").view()};
    EXPECT_TRUE(index.may_meet({{99, 40}, {101, 60}}));
    EXPECT_FALSE(index.may_meet({{40, 40}, {60, 60}}));
    EXPECT_FALSE(index.may_meet({{110, 40}, {120, 60}}));
    EXPECT_TRUE(index.may_meet({{100, 40}, {120, 60}})) << "touching counts";
}

TEST(EdgeIndex, FindsShortAndLongEdgesAlike) {
    test::Random random{5};
    for (std::size_t i = 0; i < 50; ++i) {
        test::Ring ring = test::star_ring(random, {0, 0}, 1000, 60);
        ring.insert(ring.begin() + 1,
                    {(ring[0].x + ring[1].x) / 2.0, (ring[0].y + ring[1].y) / 2.0});
        const MultiPolygon area = test::lone(ring);
        const EdgeIndex index{area.view()};
        const double x = random.between(-900, 900);
        const Box window{{x, -2000}, {x + random.between(0.0, 50.0), 2000}};
        std::size_t wanted = 0;
        for (std::size_t e = 0; e < ring.size(); ++e) {
            const Point& p = ring[e];
            const Point& q = ring[(e + 1) % ring.size()];
            wanted +=
                std::max(p.x, q.x) > window.min.x && std::min(p.x, q.x) < window.max.x ? 1U : 0U;
        }
        std::vector<SlabEdge> edges;
        index.gather(window, edges);
        EXPECT_EQ(edges.size(), wanted);
        double signs = 0.0;
        for (const SlabEdge& edge : edges) {
            signs += edge.left.x <= x && x < edge.right.x ? edge.sign : 0.0;
        }
        EXPECT_EQ(signs, 0.0) << "what goes in comes out";
    }
}

TEST(EdgeIndex, IsTheSameWhereverRingsStart) {
    test::Random random{6};
    const test::Ring ring = test::star_ring(random, {0, 0}, 10, 15);
    std::vector<SlabEdge> plain;
    EdgeIndex{test::lone(ring).view()}.gather({{-10, -10}, {10, 10}}, plain);
    std::vector<SlabEdge> turned;
    EdgeIndex{test::lone(test::reversed(test::started_at(ring, 7))).view()}.gather(
        {{-10, -10}, {10, 10}}, turned);
    EXPECT_EQ(plain, turned);
}

TEST(EdgeIndex, TellsVerticalEdgesApartByTheirSide) {
    std::vector<SlabEdge> edges;
    append_edges(wkt("POLYGON((0 0,8 0,8 8,0 8,0 0))").view(), edges);
    ASSERT_EQ(edges.size(), 4U);
    EXPECT_EQ(edges[1], (SlabEdge{{8, 0}, {8, 8}, 0.0}));
    EXPECT_FALSE(std::signbit(edges[1].sign)) << "the area lies to the west";
    EXPECT_EQ(edges[3], (SlabEdge{{0, 0}, {0, 8}, 0.0}));
    EXPECT_TRUE(std::signbit(edges[3].sign)) << "the area lies to the east";
}

TEST(EdgeIndex, IsMadeOfEdgesAsOfAnArea) {
    test::Random random{8};
    const MultiPolygon area = test::lone(test::star_ring(random, {0, 0}, 100, 30));
    const EdgeIndex expected{area.view()};
    std::vector<SlabEdge> edges;
    append_edges(area.view(), edges);
    EdgeIndex index;
    index.assign(edges);
    EXPECT_EQ(index.box(), expected.box());
    EXPECT_TRUE(std::ranges::equal(index.edges(), expected.edges()));
    EXPECT_EQ(index.covers({0.0, 0.0}), 1);
}

TEST(SlabEdge, LiesAboveWhatIsBelowItsLine) {
    const SlabEdge edge{{0, 0}, {4, 8}, 1.0};
    EXPECT_TRUE(lies_above(edge, {1.0, 1.0}));
    EXPECT_TRUE(lies_above(edge, {1.0, -5.0}));
    EXPECT_FALSE(lies_above(edge, {1.0, 2.0})) << "a point on it";
    EXPECT_FALSE(lies_above(edge, {1.0, 3.0}));
    EXPECT_FALSE(lies_above(edge, {1.0, 9.0}));
}

} // namespace
} // namespace parkplan::geo
