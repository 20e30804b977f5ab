// SPDX-License-Identifier: MIT
#include "overlay/united.hpp"
#include "support/drawing.hpp"
#include "support/layers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace parkplan::overlay {
namespace {

using test::points_of;
using test::wkt;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(United, AreOneAreaInAnyOrder) {
    const geo::MultiPolygon west = wkt("POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))");
    const geo::MultiPolygon east = wkt("POLYGON((2 0, 6 0, 6 4, 2 4, 2 0))");
    const std::vector<const geo::MultiPolygon*> both{&west, &east};
    const std::vector<const geo::MultiPolygon*> turned{&east, &west};
    EXPECT_EQ(points_of(united(both)), points_of(united(turned)));
    EXPECT_EQ(geo::box_of(united(both).view()), (geo::Box{{0, 0}, {6, 4}}));
    EXPECT_TRUE(united({}).empty());
}

const geo::MultiPolygon three = wkt("MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)), ((10 0, 19 0, 19 9, 10 "
                                    "9, 10 0)), ((30 0, 34 0, 34 4, 30 0)))");

TEST(LargestParts, KeepTheirOrder) {
    EXPECT_EQ(points_of(largest_parts(three.view(), 10)), points_of(three));
    EXPECT_THAT(points_of(largest_parts(three.view(), 9)),
                ElementsAre(geo::Point{10, 0}, geo::Point{19, 0}, geo::Point{19, 9},
                            geo::Point{10, 9}, geo::Point{30, 0}, geo::Point{34, 0},
                            geo::Point{34, 4}));
}

TEST(LargestParts, AreOneAtLeast) {
    EXPECT_THAT(
        points_of(largest_parts(three.view(), 1)),
        ElementsAre(geo::Point{10, 0}, geo::Point{19, 0}, geo::Point{19, 9}, geo::Point{10, 9}));
    EXPECT_THAT(points_of(largest_parts(geo::MultiPolygon{}.view(), 1)), IsEmpty());
}

} // namespace
} // namespace parkplan::overlay
