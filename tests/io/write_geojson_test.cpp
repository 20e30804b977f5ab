// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "io/files.hpp"
#include "io/open.hpp"
#include "io/out_layers.hpp"
#include "io/vector_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <string>

namespace {

using parkplan::Error;
using parkplan::ErrorKind;
using parkplan::crs::Crs;
using parkplan::io::OutLayer;
using parkplan::io::read_layer;
using parkplan::io::write_geojson;
using parkplan::layer::FieldType;
using parkplan::layer::Layer;
using parkplan::test::read_bytes;
using parkplan::test::sample_layer;
using parkplan::test::TempFolder;
using parkplan::test::wkt;

TEST(WriteGeojson, IsTheTextOfRfc7946) {
    const TempFolder folder;
    OutLayer layer{.name = "片区",
                   .title = {},
                   .geometry = parkplan::io::OutGeometry::polygon,
                   .crs = Crs::parse("EPSG:4326")};
    layer.fields = {{"name", "", FieldType::text, ""},
                    {"n", "", FieldType::integer, ""},
                    {"share", "", FieldType::real, ""}};
    layer.rows.push_back(
        {{std::string{"a\"\\\n\x01"}, std::int64_t{3}, 0.25},
         wkt("POLYGON((116 39, 116 41, 118 41, 118 39, 116 39),"
             "(117 40, 117.5 40, 117.5 40.5, 117 40))")}); // both the wrong way round
    layer.rows.push_back({{std::monostate{}, std::monostate{}, std::monostate{}}, {}});
    static_cast<void>(write_geojson(folder.file("a.geojson"), layer));
    EXPECT_EQ(read_bytes(folder.file("a.geojson")),
              R"({"type":"FeatureCollection",
"name":"片区",
"description":"WGS 84 longitude and latitude with 9 decimals (CGCS2000 taken as identical, 2 m): a view for exchange, not the measured coordinates",
"features":[
{"type":"Feature","properties":{"name":"a\"\\\n\u0001","n":3,"share":0.25},"geometry":{"type":"MultiPolygon","coordinates":[[[[116.000000000,39.000000000],[118.000000000,39.000000000],[118.000000000,41.000000000],[116.000000000,41.000000000],[116.000000000,39.000000000]],[[117.000000000,40.000000000],[117.500000000,40.500000000],[117.500000000,40.000000000],[117.000000000,40.000000000]]]]}},
{"type":"Feature","properties":{"name":null,"n":null,"share":null},"geometry":null}
]}
)");
}

TEST(WriteGeojson, PlaneCoordinatesBecomeLongitudeAndLatitude) {
    const TempFolder folder;
    static_cast<void>(write_geojson(folder.file("a.geojson"), sample_layer()));
    const Layer layer = read_layer(folder.file("a.geojson"));
    EXPECT_EQ(layer.crs().code(), "EPSG:4326");
    ASSERT_EQ(layer.size(), 3U);
    EXPECT_NEAR(layer.box().min.x, 116.3, 0.1);
    EXPECT_NEAR(layer.box().min.y, 39.9, 0.1);
    EXPECT_EQ(layer.table().columns[0].text(0), "甲-1");
    EXPECT_EQ(layer.table().columns[1].real(0), 1999829.397712);
}

TEST(WriteGeojson, TextsThatLookLikeDatesStayTexts) {
    const TempFolder folder;
    OutLayer layer = sample_layer();
    layer.rows[0].values[0] = std::string{"2026/01/31"};
    EXPECT_TRUE(write_geojson(folder.file("a.geojson"), layer).empty());
}

TEST(WriteGeojson, LargeIntegersAndWholeRealsSurvive) {
    const TempFolder folder;
    OutLayer layer = sample_layer();
    layer.rows[0].values[2] = std::int64_t{9007199254740993};
    layer.rows[0].values[1] = 2e6;
    layer.rows[2].values[1] = -0.0;
    static_cast<void>(write_geojson(folder.file("a.geojson"), layer));
    EXPECT_EQ(read_layer(folder.file("a.geojson")).table().columns[2].integer(0), 9007199254740993);
}

TEST(WriteGeojson, LocalPlaneHasNoPlaceOnTheEarth) {
    const TempFolder folder;
    OutLayer layer = sample_layer();
    layer.crs = Crs::local();
    try {
        static_cast<void>(write_geojson(folder.file("a.geojson"), layer));
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::crs);
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(WriteGeojson, EmptyLayerIsAValidFile) {
    const TempFolder folder;
    OutLayer layer = sample_layer();
    layer.rows.clear();
    static_cast<void>(write_geojson(folder.file("a.geojson"), layer));
    EXPECT_EQ(read_layer(folder.file("a.geojson")).size(), 0U);
}

} // namespace
