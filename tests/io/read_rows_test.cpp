// SPDX-License-Identifier: MIT
#include "core/catalogue.hpp"
#include "core/error.hpp"
#include "io/files.hpp"
#include "io/open.hpp"
#include "support/drawing.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using parkplan::Error;
using parkplan::ErrorKind;
using parkplan::geo::Point;
using parkplan::io::open_source;
using parkplan::io::read_layer;
using parkplan::layer::GeometryState;
using parkplan::layer::Layer;
using parkplan::layer::Table;
using parkplan::test::FileSpec;
using parkplan::test::make_file;
using parkplan::test::read_bytes;
using parkplan::test::TempFolder;
using parkplan::test::write_bytes;
using testing::ElementsAre;
using testing::HasSubstr;

/// The notices of a layer as "row code message"; but that small drawings fit no plane.
std::vector<std::string> notices(const Layer& layer) {
    std::vector<std::string> all;
    for (const auto& notice : layer.table().notices) {
        if (notice.code == "PP-0604") {
            continue;
        }
        all.push_back(fmt::format("{} {} {}", notice.row ? fmt::format("{}", *notice.row) : "-",
                                  notice.code,
                                  parkplan::message_of(notice.code, notice.values).en));
    }
    return all;
}

Layer layer_of(std::vector<std::pair<std::string, std::vector<std::string>>> rows) {
    const TempFolder folder;
    const FileSpec spec{.path = folder.file("a.gpkg"), .epsg = 4548, .rows = std::move(rows)};
    make_file(spec);
    return read_layer(spec.path);
}

Layer geojson(const std::string& geometries) {
    const TempFolder folder;
    write_bytes(folder.file("a.geojson"),
                fmt::format(R"({{"type":"FeatureCollection","features":[{}]}})", geometries));
    return read_layer(folder.file("a.geojson"));
}

TEST(Rows, EveryFeatureBecomesARow) {
    const Layer layer = layer_of({{"POLYGON((0 0,4 0,4 3,0 0))", {}},
                                  {"", {}},
                                  {"POLYGON EMPTY", {}},
                                  {"POINT(1 2)", {}},
                                  {"MULTILINESTRING((0 0,1 1))", {}},
                                  {"POLYHEDRALSURFACE Z(((0 0 0,1 0 0,1 1 0,0 0 0)))", {}},
                                  {"MULTIPOLYGON(((9 9,10 9,10 10,9 9)))", {}}});
    EXPECT_THAT(layer.table().states,
                ElementsAre(GeometryState::polygon, GeometryState::null, GeometryState::empty,
                            GeometryState::not_polygon, GeometryState::not_polygon,
                            GeometryState::not_polygon, GeometryState::polygon));
    EXPECT_THAT(
        notices(layer),
        ElementsAre("1 PP-0101 the feature has no geometry (null)",
                    "2 PP-0102 the geometry is empty: it holds no points",
                    "3 PP-0103 the geometry is a Point, not a polygon: left out of measuring",
                    "4 PP-0103 the geometry is a MultiLineString, not a polygon: left out of "
                    "measuring",
                    "5 PP-0103 the geometry is a PolyhedralSurface Z, not a polygon: left out of "
                    "measuring"));
    EXPECT_EQ(layer.table().polygons.size(), 7U);
    EXPECT_THAT(layer.table().polygons[6].points(),
                ElementsAre(Point{9, 9}, Point{10, 9}, Point{10, 10}));
}

TEST(Rows, PointsAndLinesKeepTheirVertices) {
    const Layer layer = layer_of({{"POINT(1 2)", {}},
                                  {"POLYGON((0 0,4 0,4 3,0 0))", {}},
                                  {"MULTIPOINT((1 1),(2 2))", {}},
                                  {"LINESTRING Z(0 0 5,1 1 5,2 0 5)", {}},
                                  {"MULTILINESTRING((0 0,1 1),(5 5,6 6,7 5))", {}},
                                  {"GEOMETRYCOLLECTION(POINT(3 3),LINESTRING(4 4,5 5))", {}}});
    const auto& paths = layer.table().paths;
    EXPECT_THAT(paths.rows(), ElementsAre(0U, 2U, 3U, 4U, 5U));
    EXPECT_THAT(paths.of(0)[0], ElementsAre(Point{1, 2}));
    EXPECT_EQ(paths.of(2).size(), 2U);
    EXPECT_THAT(paths.of(3)[0], ElementsAre(Point{0, 0}, Point{1, 1}, Point{2, 0}));
    EXPECT_THAT(paths.of(4)[1], ElementsAre(Point{5, 5}, Point{6, 6}, Point{7, 5}));
    EXPECT_THAT(paths.of(5)[0], ElementsAre(Point{3, 3}));
    EXPECT_THAT(paths.of(5)[1], ElementsAre(Point{4, 4}, Point{5, 5}));
}

TEST(Rows, WhatIsNotWholeHasNoPath) {
    const Layer layer =
        layer_of({{"GEOMETRYCOLLECTION(POLYGON((0 0,1 0,1 1,0 0)),POINT(9 9))", {}},
                  {"GEOMETRYCOLLECTION Z(POINT Z(3 3 0),POLYHEDRALSURFACE Z(((0 0 0,1 0 0,1 1 0,0 "
                   "0 0))))",
                   {}},
                  {"POINT EMPTY", {}},
                  {"LINESTRING(0 0,1e999 1)", {}}});
    EXPECT_TRUE(layer.table().paths.empty());
}

TEST(Rows, CurvedLinesBecomeSegments) {
    const Layer layer = layer_of({{"CIRCULARSTRING(0 0,1 1,2 0)", {}}});
    ASSERT_EQ(layer.table().paths.of(0).size(), 1U);
    const auto path = layer.table().paths.of(0)[0];
    EXPECT_EQ(path.front(), (Point{0, 0}));
    EXPECT_EQ(path.back(), (Point{2, 0}));
    EXPECT_GT(path.size(), 1000U);
}

TEST(Rows, PartsAndHolesKeepTheirPlacesAndClosingPointsGo) {
    const Layer layer =
        layer_of({{"MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0),(1 1,1 2,2 2,1 1),(5 5,5 6,6 6,5 5)),"
                   "((20 0,21 0,21 1,20 0)))",
                   {}}});
    const auto feature = layer.table().polygons[0];
    ASSERT_EQ(feature.size(), 2U);
    ASSERT_EQ(feature[0].rings(), 3U);
    EXPECT_THAT(feature[0].shell().points(),
                ElementsAre(Point{0, 0}, Point{9, 0}, Point{9, 9}, Point{0, 9}));
    EXPECT_THAT(feature[0].ring(2).points(), ElementsAre(Point{5, 5}, Point{5, 6}, Point{6, 6}));
    EXPECT_THAT(feature[1].shell().points(), ElementsAre(Point{20, 0}, Point{21, 0}, Point{21, 1}));
    EXPECT_THAT(notices(layer), ElementsAre());
}

TEST(Rows, EmptyPartsDisappearWithoutMovingTheOthers) {
    const Layer layer = layer_of({{"MULTIPOLYGON(EMPTY,((20 0,21 0,21 1,20 0)),EMPTY)", {}},
                                  {"MULTIPOLYGON(EMPTY)", {}},
                                  {"MULTIPOLYGON(((30 0,31 0,31 1,30 0)))", {}}});
    EXPECT_EQ(layer.table().polygons[0].size(), 1U);
    EXPECT_EQ(layer.table().polygons[1].size(), 0U);
    EXPECT_EQ(layer.table().states[1], GeometryState::empty);
    EXPECT_THAT(layer.table().polygons[2][0].shell().points(),
                ElementsAre(Point{30, 0}, Point{31, 0}, Point{31, 1}));
}

TEST(Rows, CollectionsGiveTheirPolygons) {
    const Layer layer =
        layer_of({{"GEOMETRYCOLLECTION(POLYGON((0 0,1 0,1 1,0 0)),LINESTRING(0 0,5 5),"
                   "GEOMETRYCOLLECTION(POLYGON((3 0,4 0,4 1,3 0))))",
                   {}},
                  {"GEOMETRYCOLLECTION(POINT(1 1))", {}},
                  {"GEOMETRYCOLLECTION EMPTY", {}}});
    EXPECT_EQ(layer.table().polygons[0].size(), 2U);
    EXPECT_THAT(notices(layer),
                ElementsAre("0 PP-0107 the geometry is a collection; its members that are not "
                            "polygons were dropped",
                            "1 PP-0103 the geometry is a GeometryCollection, not a polygon: left "
                            "out of measuring",
                            "2 PP-0102 the geometry is empty: it holds no points"));
}

TEST(Rows, CurvesBecomeSegmentsCloseToTheArc) {
    const Layer layer =
        layer_of({{"CURVEPOLYGON(CIRCULARSTRING(100 0,0 100,-100 0,0 -100,100 0))", {}},
                  {"CURVEPOLYGON((0 0,1 0,1 1,0 0))", {}}});
    EXPECT_THAT(notices(layer),
                ElementsAre("0 PP-0108 curves of the boundary were turned into straight segments"));
    double twice_area = 0.0;
    const auto ring = layer.table().polygons[0][0].shell();
    for (std::size_t i = 0; i < ring.size(); ++i) {
        twice_area += ring[i].x * ring.after(i).y - ring.after(i).x * ring[i].y;
    }
    EXPECT_NEAR(std::abs(twice_area) / 2.0, 10000.0 * M_PI, 1e-6 * 10000.0 * M_PI);
    EXPECT_EQ(layer.table().polygons[1].points().size(), 3U);
}

TEST(Rows, HeightsAreDroppedOnceForTheLayer) {
    const Layer layer = layer_of({{"POLYGON Z((0 0 5,4 0 5,4 3 5,0 0 5))", {}},
                                  {"POLYGON ZM((0 0 5 1,4 0 5 1,4 3 5 1,0 0 5 1))", {}},
                                  {"POLYGON((0 0,4 0,4 3,0 0))", {}}});
    EXPECT_THAT(notices(layer), ElementsAre("- PP-0104 Z or M values of 2 features were dropped"));
}

TEST(Rows, RingsAgainstTheRuleOfTheFormatAreNotedOnceForTheLayer) {
    const std::string feature = R"({"type":"Feature","properties":{},"geometry":)"
                                R"({"type":"Polygon","coordinates":[%]}})";
    const auto notices_of = [&](std::string_view rings) {
        std::string text = feature;
        return notices(geojson(text.replace(text.find('%'), 1, rings)));
    };
    EXPECT_THAT(notices_of("[[0,0],[9,0],[9,9],[0,9],[0,0]],[[2,2],[2,4],[4,4],[4,2],[2,2]]"),
                ElementsAre());
    EXPECT_THAT(notices_of("[[0,0],[9,0],[9,9],[0,9],[0,0]],[[2,2],[4,2],[4,4],[2,4],[2,2]]"),
                ElementsAre("- PP-0320 rings of 1 features run the other way round than the format "
                            "asks for"));
    EXPECT_THAT(notices_of("[[0,0],[0,9],[9,9],[9,0],[0,0]]"),
                ElementsAre("- PP-0320 rings of 1 features run the other way round than the format "
                            "asks for"));
    EXPECT_THAT(notices_of("[[0,0],[4,4],[2,2],[0,0]]"), ElementsAre()); // encloses nothing
}

TEST(Rows, UnclosedRingIsClosedAndNoted) {
    const Layer layer = geojson(R"({"type":"Feature","properties":{},"geometry":{"type":"Polygon",)"
                                R"("coordinates":[[[0,0],[4,0],[4,3]]]}})");
    EXPECT_THAT(layer.table().polygons.points(),
                ElementsAre(Point{0, 0}, Point{4, 0}, Point{4, 3}));
    EXPECT_THAT(notices(layer), ElementsAre("0 PP-0326 a ring does not end where it starts; it was "
                                            "closed with a straight edge"));
}

TEST(Rows, PartThatJsonCannotHoldRefusesTheFile) {
    // GDAL drops the broken hole and goes on: the area would be too large, and nobody would know.
    try {
        static_cast<void>(geojson(
            R"({"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":)"
            R"([[[0,0],[9,0],[9,9],[0,0]],[[1,"x"],[2,1],[2,2],[1,1]]]}})"));
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::input);
        EXPECT_THAT(error.what(), HasSubstr("cannot be read"));
    }
}

TEST(Rows, TruncatedGeoJsonIsAnError) {
    const TempFolder folder;
    std::string text = R"({"type":"FeatureCollection","features":[)";
    for (int i = 0; i < 2000; ++i) {
        text += fmt::format(R"({{"type":"Feature","properties":{{"n":{0}}},"geometry":{{"type":)"
                            R"("Polygon","coordinates":[[[0,0],[{0},0],[4,3],[0,0]]]}}}},)",
                            i);
    }
    write_bytes(folder.file("a.geojson"), text);
    EXPECT_THROW(static_cast<void>(read_layer(folder.file("a.geojson"))), Error);
}

TEST(Rows, FileThatEndsEarlyIsAnError) {
    const TempFolder folder;
    FileSpec spec{.path = folder.file("a.fgb"),
                  .driver = "FlatGeobuf",
                  .epsg = 4548,
                  .options = {"SPATIAL_INDEX=NO"},
                  .geometry_type = "Polygon"};
    for (int i = 0; i < 100; ++i) {
        spec.rows.push_back({"POLYGON((0 0,4 0,4 3,0 0))", {}});
    }
    make_file(spec);
    const std::string bytes = read_bytes(spec.path);
    for (const std::size_t kept : {bytes.size() / 2, bytes.size() - 1}) {
        write_bytes(spec.path, bytes.substr(0, kept));
        try {
            static_cast<void>(read_layer(spec.path));
            ADD_FAILURE() << "no error with " << kept << " bytes";
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::input);
        }
    }
}

TEST(Rows, StoredCountOfAGeoPackageIsOnlyACache) {
    const TempFolder folder;
    FileSpec spec{.path = folder.file("a.gpkg"), .epsg = 4548};
    spec.rows = {{"POLYGON((0 0,4 0,4 3,0 0))", {}}};
    make_file(spec);
    parkplan::test::run_sql(spec.path, "UPDATE gpkg_ogr_contents SET feature_count = 9");
    const Layer layer = read_layer(spec.path);
    EXPECT_EQ(layer.info().features, 9U);
    EXPECT_EQ(layer.size(), 1U);
}

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

TEST(Rows, NumbersThatAreNoneAreKeptForTheValidityCheck) {
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

TEST(Rows, BrokenShapeIsUnreadableAlone) {
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

TEST(Rows, DeletedDbfRowsAreNoLoss) {
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

TEST(Rows, GbkBytesWithoutDeclarationNeverLeaveAsBrokenUtf8) {
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

TEST(Rows, LdidTellsTheEncoding) {
    const TempFolder folder;
    FileSpec spec = shapefile(folder);
    spec.options = {"ENCODING=LDID/77"};
    spec.rows[0].second = {"名称"};
    make_file(spec);
    const Layer layer = read_layer(spec.path);
    EXPECT_EQ(layer.info().encoding, "CP936 (LDID 0x4D)");
    EXPECT_EQ(layer.table().columns[0].text(0), "名称");
}

TEST(Rows, DatesTimesTruthAndListsAreText) {
    const TempFolder folder;
    write_bytes(folder.file("a.geojson"),
                R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{)"
                R"("d":"2026/01/31","t":"2026/01/31 08:30:00+08","b":true,"l":[1,2],"n":null},)"
                R"("geometry":null}]})");
    const Layer layer = read_layer(folder.file("a.geojson"));
    std::vector<std::optional<std::string>> values;
    for (const auto& column : layer.table().columns) {
        values.push_back(column.as_text(0));
    }
    EXPECT_THAT(values, ElementsAre("2026-01-31", "2026-01-31T08:30:00+08:00", "true", "[ 1, 2 ]",
                                    std::nullopt));
}

TEST(Rows, BatchesTogetherAreTheLayer) {
    const TempFolder folder;
    FileSpec spec{.path = folder.file("a.gpkg"), .epsg = 4548};
    for (int i = 0; i < 5000; ++i) {
        spec.rows.push_back({fmt::format("POLYGON Z(({0} 0 1,{0} 1 1,0 1 1,{0} 0 1))", i + 1), {}});
    }
    make_file(spec);
    const auto source = open_source(spec.path);
    Table batch{source->info().schema};
    std::vector<std::size_t> sizes;
    std::vector<std::string> codes;
    while (source->next(batch)) {
        sizes.push_back(batch.size());
        for (const auto& notice : batch.notices) {
            codes.emplace_back(notice.code);
        }
    }
    EXPECT_THAT(sizes, ElementsAre(4096, 904));
    EXPECT_THAT(codes, ElementsAre("PP-0104"));
    EXPECT_FALSE(source->next(batch));
}

} // namespace
