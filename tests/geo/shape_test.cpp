// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "geo/shape.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::geo {
namespace {

TEST(PolygonFromWkt, ReadsAPolygonWithAHole) {
    const MultiPolygon area =
        polygon_from_wkt(" polygon ( (0 0, 4.5 0,4 -3e2 ,0 0),\n(1 1,2 1,2 2,1 1) ) ");
    const MultiPolygonView view = area.view();
    ASSERT_EQ(view.size(), 1U);
    ASSERT_EQ(view[0].rings(), 2U);
    const std::span<const Point> shell = view[0].shell().points();
    EXPECT_EQ(std::vector<Point>(shell.begin(), shell.end()),
              (std::vector<Point>{{0, 0}, {4.5, 0}, {4, -300}}));
}

TEST(PolygonFromWkt, ReadsMultipolygonsAndNothing) {
    EXPECT_EQ(
        polygon_from_wkt("MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))").view().size(),
        2U);
    EXPECT_TRUE(polygon_from_wkt("POLYGON EMPTY").empty());
    EXPECT_TRUE(polygon_from_wkt("MultiPolygon empty").empty());
}

TEST(PolygonFromWkt, KeepsNotANumber) {
    const MultiPolygon area = polygon_from_wkt("POLYGON((nan 0,1 0,1 inf,nan 0))");
    EXPECT_TRUE(std::isnan(area.view()[0].shell()[0].x));
    EXPECT_TRUE(std::isinf(area.view()[0].shell()[2].y));
    EXPECT_EQ(area.view()[0].shell().size(), 3U);
}

std::string complaint(std::string_view text) {
    try {
        static_cast<void>(polygon_from_wkt(text));
    } catch (const Error& e) {
        EXPECT_EQ(e.kind(), ErrorKind::input);
        return e.what();
    }
    return "accepted";
}

TEST(PolygonFromWkt, NamesThePlaceOfAnError) {
    EXPECT_EQ(complaint("POINT(1 2)"),
              "WKT: found 'POINT(1 2)' at character 1, expected POLYGON or MULTIPOLYGON");
    EXPECT_EQ(complaint("POLYGON((0 0,1 0,1 x,0 0))"),
              "WKT: found 'x,0 0))' at character 20, expected a number");
    EXPECT_EQ(complaint("POLYGON((0 0,1 0,1 1))"),
              "WKT: found '))' at character 21, expected a last vertex that repeats the first of "
              "its ring");
    EXPECT_EQ(complaint("POLYGON((0 0,1 0,0 0)"), "WKT: found '' at character 22, expected ')'");
    EXPECT_EQ(complaint("POLYGON((0 0,1 0,0 0)) 7"),
              "WKT: found '7' at character 24, expected the end of the text");
    EXPECT_EQ(complaint("POLYGON Z((0 0 0,1 0 0,0 0 0))"),
              "WKT: found 'Z((0 0 0,1 0 0,0 0 0' at character 9, expected '('");
    EXPECT_EQ(complaint("POLYGON((0 0 0,1 0 0,0 0 0))"),
              "WKT: found '0,1 0 0,0 0 0))' at character 14, expected a last vertex that repeats "
              "the first of its ring");
}

TEST(BoxOf, SurroundsAnyShape) {
    EXPECT_TRUE(box_of(Shape{}).empty());
    EXPECT_EQ(box_of(Shape{MultiPoint{{{1, 2}, {3, 0}}}}), (Box{{1, 0}, {3, 2}}));
    EXPECT_EQ(box_of(Shape{MultiLine{{{{1, 2}, {3, 0}}, {{9, 9}}}}}), (Box{{1, 0}, {9, 9}}));
    EXPECT_EQ(box_of(Shape{polygon_from_wkt("POLYGON((0 0,1 0,1 1,0 0))")}), (Box{{0, 0}, {1, 1}}));
}

} // namespace
} // namespace parkplan::geo
