// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "io/files.hpp"
#include "io/open.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace {

using parkplan::Error;
using parkplan::ErrorKind;
using parkplan::crs::Crs;
using parkplan::crs::CrsKind;
using parkplan::geo::Point;
using parkplan::io::read_layer;
using parkplan::layer::Layer;
using parkplan::test::FileSpec;
using parkplan::test::make_file;
using parkplan::test::TempFolder;
using parkplan::test::write_bytes;
using testing::ElementsAre;

/// A CRS and a point in it, as x east, y north.
struct Case {
    int epsg;
    Point point;
};

std::ostream& operator<<(std::ostream& out, const Case& value) {
    return out << "EPSG:" << value.epsg;
}

class AxisOrder : public testing::TestWithParam<Case> {};

std::string triangle_at(Point p) {
    return fmt::format("POLYGON(({0} {1},{2} {1},{2} {3},{0} {1}))", p.x, p.y, p.x + 1, p.y + 1);
}

TEST_P(AxisOrder, EastIsXInEveryFormat) {
    const TempFolder folder;
    const Point p = GetParam().point;
    for (const auto& [driver, name] :
         {std::pair{"GPKG", "a.gpkg"}, std::pair{"ESRI Shapefile", "a.shp"},
          std::pair{"FlatGeobuf", "a.fgb"}}) {
        make_file({.path = folder.file(name),
                   .driver = driver,
                   .epsg = GetParam().epsg,
                   .rows = {{triangle_at(p), {}}},
                   .geometry_type = "Polygon"});
        const Layer layer = read_layer(folder.file(name));
        EXPECT_TRUE(same(layer.crs(), Crs::parse(fmt::format("EPSG:{}", GetParam().epsg))))
            << driver << ": " << layer.crs().label();
        EXPECT_EQ(layer.box(), (parkplan::geo::Box{p, {p.x + 1, p.y + 1}})) << driver;
    }
}

INSTANTIATE_TEST_SUITE_P(
    OfChina, AxisOrder,
    testing::Values(Case{4490, {116.25, 39.75}}, Case{4326, {116.25, 39.75}},
                    Case{4548, {440000.5, 4420000.25}}, Case{4527, {39440000.5, 4420000.25}},
                    Case{2384, {440000.5, 4420000.25}}, Case{3857, {12950000, 4850000}},
                    Case{32650, {440000.5, 4418000.25}}, Case{2249, {770000.5, 2960000.25}}));

TEST(StatedCrs, UsFeetKeepTheirUnit) {
    const TempFolder folder;
    make_file({.path = folder.file("feet.gpkg"),
               .epsg = 2249,
               .rows = {{triangle_at({770000, 2960000}), {}}}});
    EXPECT_DOUBLE_EQ(read_layer(folder.file("feet.gpkg")).crs().metres_per_unit(), 1200.0 / 3937.0);
}

TEST(StatedCrs, GeoJsonWithoutCrsIsWgs84) {
    const TempFolder folder;
    write_bytes(folder.file("a.geojson"),
                R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},)"
                R"("geometry":{"type":"Polygon","coordinates":)"
                R"([[[116.3,39.9],[116.4,39.9],[116.4,40],[116.3,39.9]]]}}]})");
    const Layer layer = read_layer(folder.file("a.geojson"));
    EXPECT_EQ(layer.crs().code(), "EPSG:4326");
    EXPECT_THAT(layer.table().polygons.points(),
                ElementsAre(Point{116.3, 39.9}, Point{116.4, 39.9}, Point{116.4, 40}));
}

TEST(StatedCrs, GeoJsonInMetresStatesNothing) {
    const TempFolder folder;
    write_bytes(folder.file("a.geojson"),
                R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},)"
                R"("geometry":{"type":"Polygon","coordinates":)"
                R"([[[0,0],[400,0],[400,300],[0,300],[0,0]]]}}]})");
    EXPECT_FALSE(read_layer(folder.file("a.geojson")).info().crs.has_value());
    const Layer stated = read_layer(folder.file("a.geojson"), {.crs = Crs::parse("local")});
    EXPECT_EQ(stated.crs().kind(), CrsKind::local);
    EXPECT_EQ(stated.table().polygons.points()[2], (Point{400, 300}));
}

TEST(StatedCrs, ExtentIsKnownWhereTheZoneHangsOnIt) {
    const TempFolder folder;
    make_file({.path = folder.file("a.gpkg"),
               .epsg = 4490,
               .rows = {{"POLYGON((116.3 39.9, 116.4 39.9, 116.4 40, 116.3 39.9))", {}},
                        {"POLYGON((119.3 38.9, 119.4 38.9, 119.4 39, 119.3 38.9))", {}}}});
    const auto source = parkplan::io::open_source(folder.file("a.gpkg"));
    EXPECT_EQ(source->info().extent, (parkplan::geo::Box{{116.3, 38.9}, {119.4, 40}}));
}

TEST(StatedCrs, GeoJsonWithOldCrsMemberKeepsIt) {
    const TempFolder folder;
    write_bytes(folder.file("a.geojson"),
                R"({"type":"FeatureCollection","crs":{"type":"name","properties":)"
                R"({"name":"urn:ogc:def:crs:EPSG::4548"}},"features":[{"type":"Feature",)"
                R"("properties":{},"geometry":{"type":"Polygon","coordinates":)"
                R"([[[440000,4420000],[440100,4420000],[440100,4420100],[440000,4420000]]]}}]})");
    const Layer layer = read_layer(folder.file("a.geojson"));
    EXPECT_EQ(layer.crs().code(), "EPSG:4548");
    EXPECT_EQ(layer.table().polygons.points()[0], (Point{440000, 4420000}));
}

TEST(StatedCrs, SourceWithoutOneTakesTheUsers) {
    const TempFolder folder;
    const FileSpec spec{.path = folder.file("a.shp"),
                        .driver = "ESRI Shapefile",
                        .rows = {{triangle_at({440000, 4420000}), {}}},
                        .geometry_type = "Polygon"};
    make_file(spec);
    EXPECT_FALSE(read_layer(spec.path).info().crs);
    EXPECT_THROW(static_cast<void>(read_layer(spec.path).crs()), Error);

    const Layer stated = read_layer(spec.path, {.crs = Crs::parse("EPSG:4548")});
    EXPECT_EQ(stated.crs().code(), "EPSG:4548");
    EXPECT_TRUE(stated.info().crs_stated);
    EXPECT_EQ(read_layer(spec.path, {.crs = Crs::local()}).crs().kind(), CrsKind::local);
}

TEST(StatedCrs, UndefinedSystemsOfGeoPackagesAreNone) {
    const TempFolder folder;
    const FileSpec spec{.path = folder.file("a.gpkg"), .rows = {{triangle_at({1, 2}), {}}}};
    make_file(spec);
    EXPECT_FALSE(read_layer(spec.path).info().crs);
}

TEST(StatedCrs, ContradictionNamesBoth) {
    const TempFolder folder;
    const FileSpec spec{.path = folder.file("a.gpkg"),
                        .epsg = 4548,
                        .rows = {{triangle_at({440000, 4420000}), {}}}};
    make_file(spec);
    EXPECT_FALSE(read_layer(spec.path, {.crs = Crs::parse("EPSG:4548")}).info().crs_stated);
    try {
        static_cast<void>(read_layer(spec.path, {.crs = Crs::parse("EPSG:4549")}));
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::crs);
        EXPECT_STREQ(error.what(),
                     "the layer is in 'EPSG:4548', but 'EPSG:4549' was stated for it");
    }
}

} // namespace
