// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "core/tasks.hpp"
#include "layer/crs_change.hpp"
#include "layer/layer.hpp"
#include "support/layers.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <vector>

namespace {

using parkplan::Error;
using parkplan::TaskPool;
using parkplan::crs::Crs;
using parkplan::geo::Point;
using parkplan::layer::CrsChange;
using parkplan::layer::GeometryState;
using parkplan::layer::Layer;
using parkplan::layer::Table;
using parkplan::test::LayerBuilder;

Layer two_parcels() {
    return LayerBuilder{"a", "EPSG:4490"}
        .add("POLYGON((117 40, 117.01 40, 117.01 40.01, 117 40))")
        .add("POLYGON((116 39, 116.01 39, 116.01 39.01, 116 39))")
        .build();
}

TEST(CrsChange, GivesWhatAWholeLayerGetsOnEveryThread) {
    const Layer layer = two_parcels();
    const Crs plane = Crs::parse("EPSG:4548");
    const Layer moved = in_crs(layer, plane);
    const CrsChange change{layer.crs(), plane};
    EXPECT_FALSE(change.changes_nothing());
    std::vector<Table> tables(16, layer.table());
    TaskPool tasks{2};
    tasks.for_each(tables.size(), [&](std::size_t i) { change.apply(tables[i]); });
    const std::vector<Point> expected(moved.table().polygons.points().begin(),
                                      moved.table().polygons.points().end());
    for (const Table& table : tables) {
        const auto points = table.polygons.points();
        EXPECT_EQ(std::vector<Point>(points.begin(), points.end()), expected);
    }
}

TEST(CrsChange, MovesPointsAndLinesAsItDoesVertices) {
    const Layer layer = LayerBuilder{"a", "EPSG:4490"}
                            .add("POLYGON((117 40, 117.01 40, 117.01 40.01, 117 40))")
                            .add_path("MULTIPOINT((117 40), (117.01 40.01))")
                            .build();
    const Layer moved = in_crs(layer, Crs::parse("EPSG:4548"));
    const auto vertices = moved.table().polygons[0].points();
    EXPECT_EQ(moved.table().paths.of(1)[0].front(), vertices[0]);
    EXPECT_EQ(moved.table().paths.of(1)[1].front(), vertices[2]);
    EXPECT_EQ(moved.table().states[1], GeometryState::not_polygon);
}

TEST(CrsChange, PointsWithoutAnImageAreNoLongerThere) {
    const Layer layer = LayerBuilder{"a", "EPSG:4490"}
                            .add_path("POINT(117 40)")
                            .add_path("LINESTRING(117 40, 117 200)")
                            .add_path("POINT(116 39)")
                            .build();
    const Layer moved = in_crs(layer, Crs::parse("EPSG:4548"));
    EXPECT_EQ(moved.table().paths.rows(), (std::vector<std::size_t>{0, 2}));
    EXPECT_EQ(moved.table().states[1], GeometryState::not_polygon);
}

TEST(CrsChange, LeavesATableOfTheSameSystemAlone) {
    const Layer layer = two_parcels();
    const CrsChange change{layer.crs(), layer.crs()};
    EXPECT_TRUE(change.changes_nothing());
    Table table = layer.table();
    change.apply(table);
    EXPECT_EQ(table.polygons[0].points().front(), (Point{117.0, 40.0}));
}

TEST(CrsChange, MakesAFeatureWithoutAnImageUnreadable) {
    const Layer layer = LayerBuilder{"a", "EPSG:4490"}
                            .add("POLYGON((117 40, 117.01 40, 117.01 40.01, 117 40))")
                            .add("POLYGON((117 400, 117.01 400, 117.01 400.01, 117 400))")
                            .build();
    const CrsChange change{layer.crs(), Crs::parse("EPSG:4548")};
    Table table = layer.table();
    change.apply(table);
    EXPECT_EQ(table.states[0], GeometryState::polygon);
    EXPECT_EQ(table.states[1], GeometryState::unreadable);
    ASSERT_EQ(table.notices.size(), 1U);
    EXPECT_EQ(table.notices[0].code, "PP-0109");
    EXPECT_EQ(table.notices[0].row, 1U);
}

TEST(CrsChange, RefusesAPlaneWithoutAPlaceOnTheEarth) {
    EXPECT_THROW((CrsChange{Crs::parse("local"), Crs::parse("EPSG:4548")}), Error);
}

} // namespace
