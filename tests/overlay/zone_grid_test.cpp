// SPDX-License-Identifier: MIT
#include "geo/edge_index.hpp"
#include "overlay/zone_grid.hpp"
#include "overlay/zone_outline.hpp"
#include "support/drawing.hpp"
#include "support/random_polygons.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace parkplan::overlay {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<geo::EdgeIndex> edges_of(const std::vector<geo::MultiPolygon>& areas) {
    std::vector<geo::EdgeIndex> edges;
    for (const geo::MultiPolygon& area : areas) {
        edges.emplace_back(area.view());
    }
    return edges;
}

/// Two squares side by side, the right one with a hole.
std::vector<geo::EdgeIndex> two_squares() {
    return edges_of(
        {test::wkt("POLYGON((0 0,10 0,10 10,0 10,0 0))"),
         test::wkt("POLYGON((10 0,20 0,20 10,10 10,10 0),(13 3,17 3,17 7,13 7,13 3))")});
}

TEST(ZoneOutline, LeavesOutWhatNeighboursShare) {
    const geo::EdgeIndex outline = outline_of(two_squares());
    EXPECT_EQ(outline.size(), 10U) << "three edges of each square, four of the hole";
    EXPECT_EQ(outline.covers({5.0, 5.0}), 1);
    EXPECT_EQ(outline.covers({15.0, 5.0}), 0);
    EXPECT_EQ(outline.covers({12.0, 5.0}), 1);
    EXPECT_EQ(outline.covers({21.0, 5.0}), 0);
}

TEST(ZoneOutline, KeepsTheEdgesOfAreasThatLieOnEachOther) {
    const geo::MultiPolygon square = test::wkt("POLYGON((0 0,10 0,10 10,0 10,0 0))");
    const geo::EdgeIndex outline = outline_of(edges_of({square, square}));
    EXPECT_EQ(outline.size(), 4U);
    EXPECT_EQ(outline.covers({5.0, 5.0}), 2);
}

TEST(ZoneGrid, TellsWhereABoxLies) {
    const std::vector<geo::EdgeIndex> areas = two_squares();
    const geo::EdgeIndex outline = outline_of(areas);
    const ZoneGrid grid{areas, outline};
    ZoneGrid::Look look;
    const auto area_of = [&](const geo::Box& box) {
        grid.look_at(box, look);
        return look.alike ? look.area : 99U;
    };
    EXPECT_EQ(area_of({{1.0, 1.0}, {9.0, 2.0}}), 0U);
    EXPECT_EQ(area_of({{10.5, 1.0}, {12.5, 9.0}}), 1U);
    EXPECT_EQ(area_of({{14.0, 4.0}, {16.0, 6.0}}), ZoneGrid::outside);
    EXPECT_EQ(area_of({{30.0, 4.0}, {31.0, 6.0}}), ZoneGrid::outside);
    EXPECT_EQ(area_of({{-5.0, 4.0}, {-0.5, 6.0}}), ZoneGrid::outside);
    EXPECT_EQ(area_of({{9.0, 1.0}, {11.0, 2.0}}), 99U);
    EXPECT_THAT(look.areas, ElementsAre(0U, 1U)) << "the outline is not near";
    EXPECT_EQ(area_of({{-1.0, -1.0}, {21.0, 11.0}}), 99U);
    EXPECT_TRUE(look.many);
    EXPECT_THAT(look.areas, ElementsAre(0U, 1U, grid.outline()));
}

TEST(ZoneGrid, TakesABoxThatEdgesPassByAsAlike) {
    const std::vector<geo::EdgeIndex> areas = two_squares();
    const geo::EdgeIndex outline = outline_of(areas);
    const ZoneGrid grid{areas, outline};
    ZoneGrid::Look look;
    grid.look_at({{9.98, 5.0}, {9.999, 5.01}}, look);
    EXPECT_TRUE(look.alike);
    EXPECT_EQ(look.area, 0U);
    grid.look_at({{9.98, 5.0}, {10.0, 5.01}}, look);
    EXPECT_FALSE(look.alike) << "touching counts";
}

TEST(ZoneGrid, HasNothingWithoutAreas) {
    const ZoneGrid grid{{}, geo::EdgeIndex{}};
    ZoneGrid::Look look;
    grid.look_at({{0.0, 0.0}, {1.0, 1.0}}, look);
    EXPECT_TRUE(look.alike);
    EXPECT_EQ(look.area, ZoneGrid::outside);
}

/// Whether some of many points along an edge lies in the box.
bool passes(const geo::SlabEdge& edge, const geo::Box& box) {
    constexpr int steps = 60;
    for (int i = 0; i <= steps; ++i) {
        const double t = static_cast<double>(i) / steps;
        const geo::Point at{edge.left.x + t * (edge.right.x - edge.left.x),
                            edge.left.y + t * (edge.right.y - edge.left.y)};
        if (box.meets({at, at})) {
            return true;
        }
    }
    return false;
}

TEST(ZoneGrid, MissesNoEdgeAndTellsTheTruthAboutBoxesWithout) {
    for (std::uint64_t seed = 0; seed < 6; ++seed) {
        test::Random random{seed};
        std::vector<geo::MultiPolygon> drawn;
        for (int i = 0; i < 4; ++i) { // apart from each other
            drawn.push_back(test::lone(test::star_ring(random, {440000.0 + 2200.0 * i, 4420000.0},
                                                       1000.0, 3 + random.below(150))));
        }
        const std::vector<geo::EdgeIndex> areas = edges_of(drawn);
        const geo::EdgeIndex outline = outline_of(areas);
        const ZoneGrid grid{areas, outline};
        ZoneGrid::Look look;
        for (int i = 0; i < 150; ++i) {
            const geo::Point at{440000.0 + random.between(-1200.0, 7800.0),
                                4420000.0 + random.between(-1200.0, 1200.0)};
            const double size = random.between(0.1, 120.0);
            const geo::Box box{at, {at.x + size, at.y + size}};
            grid.look_at(box, look);
            for (std::uint32_t a = 0; a <= areas.size(); ++a) {
                const auto edges = grid.edges_of(a).edges();
                for (std::uint32_t e = 0; e < edges.size(); ++e) {
                    if (passes(edges[e], box)) {
                        EXPECT_FALSE(look.alike);
                        EXPECT_THAT(look.edges, Contains(ZoneGrid::EdgeRef{a, e}));
                    }
                }
            }
            if (!look.alike) {
                continue;
            }
            EXPECT_THAT(look.edges, IsEmpty());
            const geo::Point middle = box.centre();
            for (std::uint32_t a = 0; a < areas.size(); ++a) {
                EXPECT_EQ(areas[a].covers(middle) > 0, a == look.area);
            }
        }
    }
}

} // namespace
} // namespace parkplan::overlay
