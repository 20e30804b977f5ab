// SPDX-License-Identifier: MIT
#include "io/files.hpp"
#include "io/notices.hpp"
#include "io/open.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <string>
#include <string_view>

namespace {

using parkplan::io::read_layer;
using parkplan::layer::GeometryState;
using parkplan::layer::Layer;
using parkplan::test::FileSpec;
using parkplan::test::make_file;
using parkplan::test::notices;
using parkplan::test::read_bytes;
using parkplan::test::TempFolder;
using parkplan::test::write_bytes;
using testing::ElementsAre;
using testing::HasSubstr;

FileSpec shapefile(const TempFolder& folder) {
    return {.path = folder.file("a.shp"),
            .driver = "ESRI Shapefile",
            .epsg = 4548,
            .fields = {{"name", "String"}},
            .rows = {{"POLYGON((0 0,4 0,4 3,0 0))", {"a"}},
                     {"POLYGON((0 0,4 0,4 3,0 0))", {"b"}},
                     {"POLYGON((0 0,4 0,4 3,0 0))", {"c"}}},
            .options = {"ENCODING=UTF-8"},
            .geometry_type = "Polygon"};
}

TEST(ShapefileRows, NumbersThatAreNoneAreKeptForTheValidityCheck) {
    const TempFolder folder;
    make_file(shapefile(folder));
    std::string bytes = read_bytes(folder.file("a.shp"));
    // Record 1: 100 + 8 bytes header, type, box, counts, part; then the points.
    constexpr std::string_view nan{"\0\0\0\0\0\0\xF8\x7F", 8};
    constexpr std::string_view infinity{"\0\0\0\0\0\0\xF0\x7F", 8};
    bytes.replace(100 + 8 + 48 + 16, 8, nan);
    bytes.replace(100 + 8 + 48 + 40, 8, infinity);
    write_bytes(folder.file("a.shp"), bytes);
    const Layer layer = read_layer(folder.file("a.shp"));
    const auto points = layer.table().polygons[0].points();
    ASSERT_EQ(points.size(), 3U);
    EXPECT_TRUE(std::isnan(points[1].x));
    EXPECT_TRUE(std::isinf(points[2].y));
    EXPECT_EQ(layer.table().states[0], GeometryState::polygon);
}

TEST(ShapefileRows, BrokenShapeIsUnreadableAlone) {
    const TempFolder folder;
    make_file(shapefile(folder));
    std::string bytes = read_bytes(folder.file("a.shp"));
    // Record 2 starts at 100 + 120: 8 bytes header, type, box, then the number of parts.
    bytes.at(100 + 120 + 8 + 36) = 120;
    write_bytes(folder.file("a.shp"), bytes);
    const Layer layer = read_layer(folder.file("a.shp"));
    EXPECT_THAT(layer.table().states, ElementsAre(GeometryState::polygon, GeometryState::unreadable,
                                                  GeometryState::polygon));
    EXPECT_THAT(notices(layer),
                ElementsAre(HasSubstr("1 PP-0109 the feature could not be read: Corrupted")));
}

TEST(ShapefileRows, DeletedDbfRowsAreNoLoss) {
    const TempFolder folder;
    make_file(shapefile(folder));
    std::string bytes = read_bytes(folder.file("a.dbf"));
    const auto header =
        static_cast<unsigned char>(bytes[8]) + 256U * static_cast<unsigned char>(bytes[9]);
    bytes.at(header) = '*';
    write_bytes(folder.file("a.dbf"), bytes);
    const Layer layer = read_layer(folder.file("a.shp"));
    EXPECT_THAT(layer.table().fids, ElementsAre(1, 2));
}

TEST(ShapefileRows, GbkBytesWithoutDeclarationNeverLeaveAsBrokenUtf8) {
    const TempFolder folder;
    make_file(shapefile(folder));
    std::filesystem::remove(folder.file("a.cpg"));
    std::string bytes = read_bytes(folder.file("a.dbf"));
    bytes[29] = 0; // no LDID
    const auto header =
        static_cast<unsigned char>(bytes[8]) + 256U * static_cast<unsigned char>(bytes[9]);
    bytes.replace(header + 1, 4, "\xC3\xFB\xB3\xC6"); // 名称 in GBK
    write_bytes(folder.file("a.dbf"), bytes);
    const Layer layer = read_layer(folder.file("a.shp"));
    EXPECT_EQ(layer.info().encoding, "unknown (no .cpg, LDID 0x00)");
    EXPECT_THAT(notices(layer),
                ElementsAre(HasSubstr("PP-0114 1 values of 'name' (first in feature 0) are not "
                                      "UTF-8; they cannot be read, but look like GBK: '名称'")));
    EXPECT_EQ(layer.table().columns[0].text(0), "\uFFFD\uFFFD\uFFFD\uFFFD");
    EXPECT_EQ(layer.table().columns[0].text(1), "b");
}

TEST(ShapefileRows, LdidTellsTheEncoding) {
    const TempFolder folder;
    FileSpec spec = shapefile(folder);
    spec.options = {"ENCODING=LDID/77"};
    spec.rows[0].second = {"名称"};
    make_file(spec);
    const Layer layer = read_layer(spec.path);
    EXPECT_EQ(layer.info().encoding, "CP936 (LDID 0x4D)");
    EXPECT_EQ(layer.table().columns[0].text(0), "名称");
}

} // namespace
