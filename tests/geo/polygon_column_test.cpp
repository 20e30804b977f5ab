// SPDX-License-Identifier: MIT
#include "geo/polygon_column.hpp"
#include "support/drawing.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace parkplan::geo {
namespace {

using test::wkt;

std::vector<Point> points(RingView ring) {
    return {ring.points().begin(), ring.points().end()};
}

PolygonColumn three_features() {
    PolygonColumn column;
    column.add_feature(wkt("POLYGON((0 0,4 0,0 4,0 0))").view());
    column.end_feature(); // a feature without geometry
    column.add_feature(
        wkt("MULTIPOLYGON(((0 0,9 0,9 9,0 0),(5 1,6 1,6 2,5 1)),((20 20,21 20,21 21,20 20)))")
            .view());
    return column;
}

TEST(PolygonColumn, GivesBackWhatWasAdded) {
    const PolygonColumn column = three_features();
    ASSERT_EQ(column.size(), 3U);
    EXPECT_EQ(column[0].size(), 1U);
    EXPECT_EQ(points(column[0][0].shell()), (std::vector<Point>{{0, 0}, {4, 0}, {0, 4}}));
    EXPECT_TRUE(column[1].empty());
    ASSERT_EQ(column[2].size(), 2U);
    ASSERT_EQ(column[2][0].rings(), 2U);
    EXPECT_EQ(points(column[2][0].ring(1)), (std::vector<Point>{{5, 1}, {6, 1}, {6, 2}}));
    EXPECT_EQ(points(column[2][1].shell()), (std::vector<Point>{{20, 20}, {21, 20}, {21, 21}}));
    EXPECT_EQ(column[2].points().size(), 9U);
}

TEST(PolygonColumn, StartsAnewAfterClear) {
    PolygonColumn column = three_features();
    column.clear();
    EXPECT_EQ(column.size(), 0U);
    column.add_feature(wkt("POLYGON((7 7,8 7,8 8,7 7))").view());
    ASSERT_EQ(column.size(), 1U);
    EXPECT_EQ(points(column[0][0].shell()), (std::vector<Point>{{7, 7}, {8, 7}, {8, 8}}));
}

TEST(PolygonColumn, ShowsItsPointsForTransformation) {
    PolygonColumn column = three_features();
    for (Point& p : column.mutable_points()) {
        p.x += 100.0;
    }
    EXPECT_EQ(column[0][0].shell()[1], (Point{104, 0}));
}

TEST(RingView, WrapsAroundAfterTheLastVertex) {
    const PolygonColumn column = three_features();
    const RingView ring = column[0][0].shell();
    EXPECT_EQ(ring.after(0), (Point{4, 0}));
    EXPECT_EQ(ring.after(2), (Point{0, 0}));
}

TEST(BoxOf, SurroundsAFeature) {
    const PolygonColumn column = three_features();
    EXPECT_EQ(box_of(column[0]), (Box{{0, 0}, {4, 4}}));
    EXPECT_TRUE(box_of(column[1]).empty());
    EXPECT_EQ(box_of(column[2]), (Box{{0, 0}, {21, 21}}));
}

TEST(Box, MeetsOnItsBoundaryOnly) {
    const Box box{{0, 0}, {2, 2}};
    EXPECT_TRUE(box.meets({{2, 2}, {3, 3}}));
    EXPECT_FALSE(box.meets({{2.1, 0}, {3, 3}}));
    EXPECT_FALSE(box.meets({}));
    EXPECT_EQ(box.centre(), (Point{1, 1}));
}

} // namespace
} // namespace parkplan::geo
