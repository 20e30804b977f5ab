// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "geo/point.hpp"
#include "layer/layer.hpp"
#include "support/drawing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using parkplan::Error;
using parkplan::crs::Crs;
using parkplan::geo::Box;
using parkplan::geo::Point;
using parkplan::layer::BatchSource;
using parkplan::layer::GeometryState;
using parkplan::layer::in_crs;
using parkplan::layer::Layer;
using parkplan::layer::Notice;
using parkplan::layer::read_all;
using parkplan::layer::SourceInfo;
using parkplan::layer::Table;
using testing::ElementsAre;

/// Hands out prepared batches.
class Batches final : public BatchSource {
public:
    Batches(SourceInfo info, std::vector<std::vector<std::string>> batches)
        : m_info(std::move(info)), m_batches(std::move(batches)) {}

    [[nodiscard]] const SourceInfo& info() const noexcept override { return m_info; }
    [[nodiscard]] bool next(Table& table) override {
        table.clear();
        if (m_next == m_batches.size()) {
            return false;
        }
        for (const std::string& wkt : m_batches[m_next]) {
            table.fids.push_back(m_fid++);
            table.polygons.add_feature(parkplan::test::wkt(wkt).view());
            table.states.push_back(GeometryState::polygon);
        }
        table.notices.push_back({"PP-0108", 0, {}});
        ++m_next;
        return true;
    }

private:
    SourceInfo m_info;
    std::vector<std::vector<std::string>> m_batches;
    std::size_t m_next = 0;
    std::int64_t m_fid = 1;
};

SourceInfo info_in(const std::optional<Crs>& crs) {
    SourceInfo info;
    info.path = "blocks.gpkg";
    info.name = "blocks";
    info.crs = crs;
    return info;
}

Layer layer_of(const std::optional<Crs>& crs, std::vector<std::string> wkts) {
    Batches source{info_in(crs), {std::move(wkts)}};
    return read_all(source);
}

TEST(ReadAll, JoinsBatchesInTheirOrder) {
    Batches source{info_in(Crs::local()),
                   {{"POLYGON((0 0, 1 0, 1 1, 0 0))", "POLYGON((2 0, 3 0, 3 1, 2 0))"},
                    {"POLYGON((4 0, 5 0, 5 1, 4 0))"}}};
    const Layer layer = read_all(source);
    EXPECT_THAT(layer.table().fids, ElementsAre(1, 2, 3));
    EXPECT_EQ(layer.key(2), "#3");
    EXPECT_EQ(layer.box(), (Box{{0, 0}, {5, 1}}));
    ASSERT_EQ(layer.table().notices.size(), 2U);
    EXPECT_EQ(layer.table().notices[1].row, 2U);
}

TEST(ReadAll, NotesCoordinatesThatDoNotFitTheCrs) {
    const Layer swapped = layer_of(Crs::parse("EPSG:4490"),
                                   {"POLYGON((39.9 116.3, 40 116.3, 40 116.4, 39.9 116.3))"});
    const auto& notices = swapped.table().notices;
    const auto found = std::ranges::find(notices, "PP-0604", &Notice::code);
    ASSERT_NE(found, notices.end());
    EXPECT_EQ(found->row, std::nullopt);
    // No point of it is a place on the earth; the box of the others tells what is wrong.
    const Layer plane = layer_of(Crs::parse("EPSG:4490"),
                                 {"POLYGON((450000 4420000, 450100 4420000, 450100 4420100, "
                                  "450000 4420000))"});
    EXPECT_EQ(std::ranges::count(plane.table().notices, "PP-0604", &Notice::code), 1);
}

TEST(Layer, WithoutCrsSaysHowToStateIt) {
    const Layer layer = layer_of(std::nullopt, {});
    try {
        static_cast<void>(layer.crs());
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), parkplan::ErrorKind::crs);
        EXPECT_EQ(error.describe(),
                  "blocks.gpkg: layer 'blocks': the layer states no coordinate system");
        EXPECT_EQ(error.hint().en, "state it when the layer is opened, for example EPSG:4548, or "
                                   "local for planar measures only");
    }
}

TEST(InCrs, SameSystemKeepsEveryBit) {
    const Crs plane = Crs::parse("EPSG:4548");
    const Layer layer =
        layer_of(plane, {"POLYGON((440000.1 4420000.7, 440100 4420000, 440100 4420100, "
                         "440000.1 4420000.7))"});
    const Layer again = in_crs(layer, Crs::parse("EPSG:4548"));
    EXPECT_THAT(
        again.table().polygons.points(),
        ElementsAre(Point{440000.1, 4420000.7}, Point{440100, 4420000}, Point{440100, 4420100}));
    EXPECT_EQ(again.table().notices.size(), layer.table().notices.size());
}

TEST(InCrs, ZonePrefixIsAddedToTheEasting) {
    const Layer layer =
        layer_of(Crs::parse("EPSG:4548"),
                 {"POLYGON((440000 4420000, 440100 4420000, 440100 4420100, 440000 4420000))"});
    const Layer moved = in_crs(layer, Crs::parse("EPSG:4527"));
    const auto points = moved.table().polygons.points();
    ASSERT_EQ(points.size(), 3U);
    EXPECT_NEAR(points[0].x, 39440000.0, 1e-5);
    EXPECT_NEAR(points[0].y, 4420000.0, 1e-5);
    EXPECT_EQ(moved.crs().code(), "EPSG:4527");
    EXPECT_NEAR(moved.box().min.x, 39440000.0, 1e-5);
}

TEST(InCrs, Wgs84AndCgcs2000AsOneLeaveANotice) {
    const Layer layer = layer_of(Crs::parse("EPSG:4326"),
                                 {"POLYGON((116.3 39.9, 116.4 39.9, 116.4 40.0, 116.3 39.9))"});
    const Layer moved = in_crs(layer, Crs::parse("EPSG:4548"));
    ASSERT_FALSE(moved.table().notices.empty());
    EXPECT_EQ(moved.table().notices.back().code, "PP-0601");
    EXPECT_EQ(moved.table().notices.back().row, std::nullopt);
}

TEST(InCrs, FeatureWithoutImageBecomesUnreadableAlone) {
    const Layer layer = layer_of(Crs::parse("EPSG:4490"),
                                 {"POLYGON((116.3 39.9, 116.4 39.9, 116.4 40.0, 116.3 39.9))",
                                  "POLYGON((116.3 139.9, 116.4 39.9, 116.4 40.0, 116.3 139.9))",
                                  "POLYGON((116.5 39.9, 116.6 39.9, 116.6 40.0, 116.5 39.9))"});
    const Layer moved = in_crs(layer, Crs::parse("EPSG:4548"));
    EXPECT_THAT(moved.table().states, ElementsAre(GeometryState::polygon, GeometryState::unreadable,
                                                  GeometryState::polygon));
    EXPECT_EQ(moved.table().polygons[1].size(), 0U);
    EXPECT_EQ(moved.table().polygons[2].size(), 1U);
    ASSERT_FALSE(moved.table().notices.empty());
    EXPECT_EQ(moved.table().notices.back().code, "PP-0109");
    EXPECT_EQ(moved.table().notices.back().row, 1U);
}

TEST(InCrs, LostDatumParametersAreAnError) {
    const Layer layer = layer_of(Crs::parse("EPSG:2436"), {});
    EXPECT_THROW(static_cast<void>(in_crs(layer, Crs::parse("EPSG:4548"))), Error);
}

/// Two rows without geometries, as a source that declares `spatial` or not.
Layer table_of(bool spatial, GeometryState last) {
    SourceInfo info = info_in(std::nullopt);
    info.spatial = spatial;
    Table table{info.schema};
    table.fids = {1, 2};
    table.states = {GeometryState::null, last};
    table.polygons.end_feature();
    table.polygons.end_feature();
    return Layer{std::move(info), std::move(table)};
}

TEST(Layer, IsAPlainTableWhenNothingInItHasAPlace) {
    EXPECT_TRUE(table_of(false, GeometryState::null).is_plain_table());
    EXPECT_FALSE(table_of(true, GeometryState::null).is_plain_table());
    EXPECT_FALSE(table_of(false, GeometryState::not_polygon).is_plain_table());
}

TEST(InCrs, APlainTableNeedsNoCrs) {
    const Layer moved = in_crs(table_of(false, GeometryState::null), Crs::parse("EPSG:4548"));
    EXPECT_EQ(moved.size(), 2U);
    EXPECT_TRUE(moved.is_plain_table());
    EXPECT_THROW(static_cast<void>(
                     in_crs(table_of(false, GeometryState::not_polygon), Crs::parse("EPSG:4548"))),
                 Error);
}

TEST(InCrs, LayerWithoutCrsCannotBeMoved) {
    const Layer layer = layer_of(std::nullopt, {});
    EXPECT_THROW(static_cast<void>(in_crs(layer, Crs::parse("EPSG:4548"))), Error);
}

} // namespace
