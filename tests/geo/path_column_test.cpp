// SPDX-License-Identifier: MIT
#include "geo/path_column.hpp"
#include "support/paths.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parkplan::geo {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(PathColumn, HoldsTheRowsThatHavePathsOnly) {
    PathColumn column;
    EXPECT_TRUE(column.empty());
    column.end_row(0);
    EXPECT_TRUE(column.empty());
    test::add_wkt("POINT(1 2)", 1, column);
    column.end_row(2);
    test::add_wkt("MULTILINESTRING((0 0, 4 0, 4 3), (9 9, 8 8))", 3, column);
    test::add_wkt("MULTIPOINT((5 5), (6 6))", 7, column);

    EXPECT_THAT(column.rows(), ElementsAre(1U, 3U, 7U));
    ASSERT_EQ(column.of(1).size(), 1U);
    EXPECT_THAT(column.of(1)[0], ElementsAre(Point{1, 2}));
    ASSERT_EQ(column.of(3).size(), 2U);
    EXPECT_THAT(column.of(3)[0], ElementsAre(Point{0, 0}, Point{4, 0}, Point{4, 3}));
    EXPECT_THAT(column.of(3)[1], ElementsAre(Point{9, 9}, Point{8, 8}));
    EXPECT_THAT(column.of(7)[1], ElementsAre(Point{6, 6}));
    for (const std::size_t row : {0U, 2U, 5U, 8U}) {
        EXPECT_TRUE(column.of(row).empty()) << row;
    }
}

TEST(PathColumn, AppendsRowsUnderNewNumbers) {
    PathColumn all = test::paths("POINT(1 2)");
    PathColumn more;
    test::add_wkt("LINESTRING(0 0, 1 1)", 2, more);
    all.append(more, 10);
    EXPECT_THAT(all.rows(), ElementsAre(0U, 12U));
    EXPECT_THAT(all.of(12)[0], ElementsAre(Point{0, 0}, Point{1, 1}));
    all.add_row(13, more.of(2));
    EXPECT_THAT(all.of(13)[0], ElementsAre(Point{0, 0}, Point{1, 1}));
    all.add_row(14, more.of(0));
    EXPECT_THAT(all.rows(), ElementsAre(0U, 12U, 13U));
    all.clear();
    EXPECT_TRUE(all.empty());
    EXPECT_THAT(all.points(), IsEmpty());
}

TEST(PathColumn, TellsTheBoxOfARow) {
    const PathColumn column = test::paths("MULTILINESTRING((0 1, 4 0), (9 9, 8 -8))");
    EXPECT_EQ(box_of(column.of(0)), (Box{{0, -8}, {9, 9}}));
    EXPECT_TRUE(box_of(column.of(1)).empty());
}

} // namespace
} // namespace parkplan::geo
