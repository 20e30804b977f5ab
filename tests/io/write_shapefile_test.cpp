// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "geo/canonical.hpp"
#include "io/files.hpp"
#include "io/open.hpp"
#include "io/out_layers.hpp"
#include "io/vector_file.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace {

using parkplan::Error;
using parkplan::geo::CanonicalRing;
using parkplan::geo::Turn;
using parkplan::io::OutLayer;
using parkplan::io::read_layer;
using parkplan::io::write_shapefile;
using parkplan::io::WriteNotice;
using parkplan::layer::FieldType;
using parkplan::layer::GeometryState;
using parkplan::layer::Layer;
using parkplan::test::point_layer;
using parkplan::test::read_bytes;
using parkplan::test::sample_layer;
using parkplan::test::TempFolder;
using testing::ElementsAre;

std::vector<std::string> texts(const std::vector<WriteNotice>& notices) {
    std::vector<std::string> all;
    for (const WriteNotice& notice : notices) {
        all.push_back(
            fmt::format("{} {} {} {}", notice.code, notice.layer, notice.field, notice.detail));
    }
    return all;
}

TEST(WriteShapefile, RowsComeBackWithShortNames) {
    const TempFolder folder;
    EXPECT_THAT(texts(write_shapefile(folder.file("a.shp"), sample_layer())),
                ElementsAre("PP-0701 findings 地块编号 dkbh"));
    const Layer layer = read_layer(folder.file("a.shp"), {.key_field = "dkbh"});
    EXPECT_EQ(layer.crs().code(), "EPSG:4548");
    EXPECT_EQ(layer.info().encoding, "UTF-8 (.cpg)");
    EXPECT_EQ(layer.key(0), "甲-1");
    EXPECT_EQ(layer.table().columns[1].real(0), 1999829.397712);
    EXPECT_EQ(layer.table().columns[2].integer(2), -7);
    EXPECT_TRUE(layer.table().columns[1].is_null(1));
    EXPECT_THAT(layer.table().states,
                ElementsAre(GeometryState::polygon, GeometryState::null, GeometryState::polygon));
    EXPECT_EQ(layer.table().polygons[0].size(), 2U);
}

TEST(WriteShapefile, LargeRealsGetFewerDecimals) {
    const TempFolder folder;
    OutLayer layer = sample_layer();
    layer.rows[0].values[1] = 110108001002000123.0;
    layer.rows[2].values[1] = 0.25;
    static_cast<void>(write_shapefile(folder.file("a.shp"), layer));
    const Layer back = read_layer(folder.file("a.shp"));
    EXPECT_EQ(back.table().columns[1].real(0), 110108001002000123.0);
    EXPECT_EQ(back.table().columns[1].real(2), 0.25);
}

TEST(WriteShapefile, ShellsRunClockwiseAndHolesAgainstThem) {
    const TempFolder folder;
    static_cast<void>(write_shapefile(folder.file("a.shp"), sample_layer()));
    const Layer layer = read_layer(folder.file("a.shp"));
    const auto second = layer.table().polygons[0][1];
    EXPECT_EQ(CanonicalRing{second.shell()}.stored_turn(), Turn::clockwise);
    EXPECT_EQ(CanonicalRing{second.ring(1)}.stored_turn(), Turn::counter_clockwise);
}

TEST(WriteShapefile, AllPartsAreThereAndTheSameInEveryRun) {
    const TempFolder folder;
    static_cast<void>(write_shapefile(folder.file("a.shp"), sample_layer()));
    ::sleep(1); // a clock in the files would show
    static_cast<void>(write_shapefile(folder.file("b.shp"), sample_layer()));
    for (const char* ending : {".shp", ".shx", ".dbf", ".prj", ".cpg"}) {
        const std::string first = read_bytes(folder.file(fmt::format("a{}", ending)));
        EXPECT_EQ(first, read_bytes(folder.file(fmt::format("b{}", ending)))) << ending;
        EXPECT_FALSE(first.empty()) << ending;
    }
    EXPECT_EQ(read_bytes(folder.file("a.cpg")), "UTF-8");
    EXPECT_EQ(read_bytes(folder.file("a.prj")).substr(0, 7), "PROJCS[");
    EXPECT_EQ(read_bytes(folder.file("a.dbf")).substr(1, 3), "\x46\x01\x01"); // 1970-01-01
}

TEST(WriteShapefile, NamesAreMadeUniqueIn10AsciiCharacters) {
    const TempFolder folder;
    OutLayer layer = sample_layer();
    layer.fields = {{"地块编号", "", FieldType::text, ""},
                    {"area_ellipsoidal_m2", "", FieldType::real, ""},
                    {"area_ellipsoid", "", FieldType::integer, ""}};
    EXPECT_THAT(texts(write_shapefile(folder.file("a.shp"), layer)),
                ElementsAre("PP-0701 findings 地块编号 FIELD",
                            "PP-0701 findings area_ellipsoidal_m2 area_ellip",
                            "PP-0701 findings area_ellipsoid area_ell_2"));
}

TEST(WriteShapefile, ShortNamesThatClashAreRefused) {
    const TempFolder folder;
    OutLayer layer = sample_layer();
    layer.fields[1].short_name = "DKBH";
    EXPECT_THROW(static_cast<void>(write_shapefile(folder.file("a.shp"), layer)), Error);
    layer.fields[1].short_name = "elevenchars";
    EXPECT_THROW(static_cast<void>(write_shapefile(folder.file("a.shp"), layer)), Error);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(WriteShapefile, LongTextIsCutAtACharacter) {
    const TempFolder folder;
    OutLayer layer = sample_layer();
    std::string text = "ab";
    for (int i = 0; i < 100; ++i) {
        text += "区";
    }
    layer.rows[0].values[0] = text;
    EXPECT_THAT(texts(write_shapefile(folder.file("a.shp"), layer)),
                ElementsAre("PP-0701 findings 地块编号 dkbh", "PP-0702 findings 地块编号 1"));
    EXPECT_EQ(read_layer(folder.file("a.shp")).table().columns[0].text(0), text.substr(0, 254));
}

TEST(WriteShapefile, PointsAndLines) {
    const TempFolder folder;
    static_cast<void>(write_shapefile(folder.file("a.shp"), point_layer({{{1, 2}}, {{3, 4}}})));
    EXPECT_EQ(read_layer(folder.file("a.shp")).info().geometry_type, "Point");
    static_cast<void>(write_shapefile(folder.file("b.shp"), point_layer({{{1, 2}, {3, 4}}})));
    EXPECT_EQ(read_layer(folder.file("b.shp")).info().geometry_type, "MultiPoint");

    OutLayer lines = point_layer({});
    lines.geometry = parkplan::io::OutGeometry::line;
    lines.rows.push_back({{}, parkplan::geo::MultiLine{{{{0, 0}, {1, 1}}, {{2, 2}, {3, 3.5}}}}});
    static_cast<void>(write_shapefile(folder.file("c.shp"), lines));
    EXPECT_EQ(read_layer(folder.file("c.shp")).info().geometry_type, "LineString");
}

TEST(WriteShapefile, NumberTooLargeForTheFieldIsAnError) {
    const TempFolder folder;
    OutLayer layer = sample_layer();
    layer.rows[0].values[1] = 1e30;
    EXPECT_THROW(static_cast<void>(write_shapefile(folder.file("a.shp"), layer)), Error);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(WriteShapefile, LayerWithoutFieldsAndRows) {
    const TempFolder folder;
    static_cast<void>(write_shapefile(folder.file("a.shp"), point_layer({})));
    EXPECT_EQ(read_layer(folder.file("a.shp")).size(), 0U);
}

} // namespace
