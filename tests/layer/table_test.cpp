// SPDX-License-Identifier: MIT
#include "geo/point.hpp"
#include "layer/table.hpp"
#include "support/drawing.hpp"
#include "support/paths.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace {

using parkplan::geo::Point;
using parkplan::layer::FieldType;
using parkplan::layer::GeometryState;
using parkplan::layer::key_of;
using parkplan::layer::Schema;
using parkplan::layer::Table;
using testing::ElementsAre;

const Schema schema{{{"name", FieldType::text, "String"}}};

void add_row(Table& table, std::int64_t fid, std::string_view name, std::string_view wkt) {
    table.fids.push_back(fid);
    table.columns[0].add_text(name);
    table.polygons.add_feature(parkplan::test::wkt(wkt).view());
    table.states.push_back(GeometryState::polygon);
}

TEST(Table, AppendMovesNoticesToTheirNewRows) {
    Table all{schema};
    add_row(all, 1, "a", "POLYGON((0 0, 1 0, 1 1, 0 0))");
    Table batch{schema};
    add_row(batch, 2, "b", "POLYGON((5 5, 6 5, 6 6, 5 5))");
    batch.notices.push_back({"PP-0108", 0, {}});
    batch.notices.push_back({"PP-0104", std::nullopt, {}});

    all.append(batch);

    EXPECT_THAT(all.fids, ElementsAre(1, 2));
    EXPECT_EQ(all.columns[0].text(1), "b");
    EXPECT_THAT(all.polygons[1].points(), ElementsAre(Point{5, 5}, Point{6, 5}, Point{6, 6}));
    ASSERT_EQ(all.notices.size(), 2U);
    EXPECT_EQ(all.notices[0].row, 1U);
    EXPECT_EQ(all.notices[1].row, std::nullopt);
}

void add_path(Table& table, std::int64_t fid, std::string_view wkt) {
    parkplan::test::add_wkt(wkt, table.size(), table.paths);
    table.fids.push_back(fid);
    table.columns[0].add_null();
    table.polygons.end_feature();
    table.states.push_back(GeometryState::not_polygon);
}

TEST(Table, AppendTakesPointsAndLinesAlong) {
    Table all{schema};
    add_row(all, 1, "a", "POLYGON((0 0, 1 0, 1 1, 0 0))");
    Table batch{schema};
    add_path(batch, 2, "POINT(7 8)");
    add_row(batch, 3, "c", "POLYGON((5 5, 6 5, 6 6, 5 5))");
    add_path(batch, 4, "LINESTRING(0 0, 9 9)");
    all.append(batch);
    EXPECT_THAT(all.paths.rows(), ElementsAre(1U, 3U));
    EXPECT_THAT(all.paths.of(3)[0], ElementsAre(Point{0, 0}, Point{9, 9}));

    Table some{schema};
    const std::vector<std::size_t> rows{0, 3};
    some.append(all, rows);
    EXPECT_THAT(some.paths.rows(), ElementsAre(1U));
    EXPECT_THAT(some.paths.of(1)[0], ElementsAre(Point{0, 0}, Point{9, 9}));
    some.clear();
    EXPECT_TRUE(some.paths.empty());
}

TEST(Table, ClearLeavesNothingBehind) {
    Table table{schema};
    add_row(table, 7, "a", "POLYGON((0 0, 1 0, 1 1, 0 0))");
    table.notices.push_back({"PP-0108", 0, {}});
    table.clear();
    EXPECT_EQ(table.size(), 0U);
    EXPECT_EQ(table.columns[0].size(), 0U);
    EXPECT_EQ(table.polygons.size(), 0U);
    EXPECT_TRUE(table.states.empty());
    EXPECT_TRUE(table.notices.empty());
}

TEST(KeyOf, IsTheKeyFieldOrTheFid) {
    Table table{schema};
    add_row(table, 7, "地块1", "POLYGON((0 0, 1 0, 1 1, 0 0))");
    EXPECT_EQ(key_of(table, 0, 0U), "地块1");
    EXPECT_EQ(key_of(table, 0, std::nullopt), "#7");
}

TEST(KeyOf, NullKeyFallsBackToTheFid) {
    Table table{schema};
    table.fids.push_back(12);
    table.columns[0].add_null();
    EXPECT_EQ(key_of(table, 0, 0U), "#12");
}

} // namespace
