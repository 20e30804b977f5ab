// SPDX-License-Identifier: MIT
#include "overlay/paths_inside.hpp"
#include "support/drawing.hpp"
#include "support/paths.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace parkplan::overlay {
namespace {

using geo::Point;
using test::wkt;
using testing::ElementsAre;
using testing::IsEmpty;

/// A square with a hole.
const geo::MultiPolygon frame = wkt("POLYGON((0 0, 100 0, 100 100, 0 100, 0 0), "
                                    "(40 40, 60 40, 60 60, 40 60, 40 40))");

std::vector<std::vector<Point>> inside(const geo::MultiPolygon& area, std::string_view drawing) {
    const geo::PathColumn column = test::paths(drawing);
    return PathsInside{area.view()}.inside(column.of(0));
}

TEST(PathsInside, CutsWhereALineEntersAndLeaves) {
    EXPECT_THAT(inside(frame, "LINESTRING(-28 50, 100 50)"),
                ElementsAre(ElementsAre(Point{0, 50}, Point{40, 50}),
                            ElementsAre(Point{60, 50}, Point{100, 50})));
    EXPECT_THAT(inside(frame, "LINESTRING(-50 50, -10 50)"), IsEmpty());
}

TEST(PathsInside, KeepsAPathThatStaysInsideAsOne) {
    EXPECT_THAT(
        inside(frame, "LINESTRING(10 10, 20 10, 20 90, 150 90)"),
        ElementsAre(ElementsAre(Point{10, 10}, Point{20, 10}, Point{20, 90}, Point{100, 90})));
}

TEST(PathsInside, TakesApartAPathThatLeavesAndComesBack) {
    EXPECT_THAT(inside(frame, "LINESTRING(90 10, 110 10, 110 20, 90 20)"),
                ElementsAre(ElementsAre(Point{90, 10}, Point{100, 10}),
                            ElementsAre(Point{100, 20}, Point{90, 20})));
}

TEST(PathsInside, CountsTheBoundaryAsInside) {
    EXPECT_THAT(inside(frame, "LINESTRING(-10 0, 110 0)"),
                ElementsAre(ElementsAre(Point{0, 0}, Point{100, 0})));
    EXPECT_THAT(inside(frame, "LINESTRING(40 45, 40 55)"),
                ElementsAre(ElementsAre(Point{40, 45}, Point{40, 55})));
    // Touches a corner from outside: a point without length is no part.
    EXPECT_THAT(inside(frame, "LINESTRING(-10 10, 10 -10)"), IsEmpty());
}

TEST(PathsInside, TakesAPathThatStaysAtOnePlaceForAPoint) {
    EXPECT_THAT(inside(frame, "LINESTRING(10 10, 10 10)"), ElementsAre(ElementsAre(Point{10, 10})));
    EXPECT_THAT(inside(frame, "LINESTRING(50 50, 50 50)"), IsEmpty());
}

TEST(PathsInside, DirectionChangesNoLength) {
    const double there = length_of(inside(frame, "LINESTRING(-7 3, 113 91)").front());
    const auto back = inside(frame, "LINESTRING(113 91, -7 3)");
    EXPECT_DOUBLE_EQ(there, length_of(back.back()));
}

TEST(PathsInside, TakesPointsAsTheyAre) {
    EXPECT_THAT(inside(frame, "MULTIPOINT((10 10), (50 50), (0 7), (200 0))"),
                ElementsAre(ElementsAre(Point{10, 10}), ElementsAre(Point{0, 7})));
}

TEST(PathsInside, OfNothingHoldsNothing) {
    EXPECT_THAT(inside(geo::MultiPolygon{}, "LINESTRING(0 0, 10 0)"), IsEmpty());
}

} // namespace
} // namespace parkplan::overlay
