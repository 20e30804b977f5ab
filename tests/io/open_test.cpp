// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "io/files.hpp"
#include "io/open.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

using parkplan::Error;
using parkplan::ErrorKind;
using parkplan::io::FieldChoice;
using parkplan::io::layer_names;
using parkplan::io::open_source;
using parkplan::io::OpenOptions;
using parkplan::io::read_layer;
using parkplan::layer::Field;
using parkplan::layer::FieldType;
using parkplan::layer::Layer;
using parkplan::test::FileSpec;
using parkplan::test::make_file;
using parkplan::test::TempFolder;
using parkplan::test::write_bytes;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* triangle = "POLYGON((0 0,4 0,4 3,0 0))";

Error error_of(const std::string& path, const OpenOptions& options = {}) {
    try {
        static_cast<void>(read_layer(path, options));
    } catch (const Error& error) {
        return error;
    }
    return Error{ErrorKind::internal, "no error"};
}

FileSpec parcels(const TempFolder& folder) {
    return {.path = folder.file("parcels.gpkg"),
            .layer = "parcels",
            .epsg = 4548,
            .fields = {{"dkbh", "String"}, {"area", "Real"}, {"floors", "Integer64"}},
            .rows = {{triangle, {"甲-1", "6.5", "9007199254740993"}}, {triangle, {"B"}}}};
}

TEST(OpenSource, MissingFileIsNamed) {
    const Error error = error_of("/nowhere/parcels.gpkg");
    EXPECT_EQ(error.kind(), ErrorKind::input);
    EXPECT_EQ(error.describe(), "/nowhere/parcels.gpkg: no such file");
}

TEST(OpenSource, UnknownFormatTellsGdalsReason) {
    const TempFolder folder;
    write_bytes(folder.file("notes.txt"), "not a map");
    const Error error = error_of(folder.file("notes.txt"));
    EXPECT_EQ(error.kind(), ErrorKind::input);
    EXPECT_THAT(error.what(), testing::StartsWith("cannot be opened: `" + folder.file("notes.txt") +
                                                  "' not recognized as "));
}

TEST(OpenSource, TellsWhatTheLayerIs) {
    const TempFolder folder;
    make_file(parcels(folder));
    const auto source = open_source(folder.file("parcels.gpkg"), {.key_field = "dkbh"});
    const auto& info = source->info();
    EXPECT_EQ(info.path, folder.file("parcels.gpkg"));
    EXPECT_EQ(info.name, "parcels");
    EXPECT_EQ(info.driver, "GPKG");
    EXPECT_EQ(info.crs.value().code(), "EPSG:4548");
    EXPECT_FALSE(info.crs_stated);
    EXPECT_EQ(info.encoding, "UTF-8 (GPKG)");
    EXPECT_EQ(info.geometry_type, "Geometry");
    EXPECT_THAT(info.schema.fields(),
                ElementsAre(Field{"dkbh", FieldType::text, "String"},
                            Field{"area", FieldType::real, "Real"},
                            Field{"floors", FieldType::integer, "Integer64"}));
    EXPECT_EQ(info.key_column, 0U);
    EXPECT_EQ(info.features, 2U);
    EXPECT_THAT(info.files, ElementsAre(folder.file("parcels.gpkg")));
}

TEST(OpenSource, KnowsAPlainTable) {
    const TempFolder folder;
    make_file(parcels(folder));
    make_file({.path = folder.file("parcels.gpkg"),
               .layer = "register",
               .fields = {{"name", "String"}},
               .rows = {{"", {"甲"}}},
               .geometry_type = "None"});
    write_bytes(folder.file("names.csv"), "name,area\n甲,1\n");
    write_bytes(folder.file("drawn.csv"), "name,WKT\n甲,\"POLYGON((0 0,4 0,4 3,0 0))\"\n");
    EXPECT_TRUE(read_layer(folder.file("parcels.gpkg"), {.layer = "register"}).is_plain_table());
    EXPECT_TRUE(read_layer(folder.file("names.csv")).is_plain_table());
    EXPECT_FALSE(read_layer(folder.file("drawn.csv")).is_plain_table());
    EXPECT_FALSE(read_layer(folder.file("parcels.gpkg"), {.layer = "parcels"}).is_plain_table());
}

TEST(ReadLayer, ValuesKeysAndNullsArrive) {
    const TempFolder folder;
    make_file(parcels(folder));
    const Layer layer = read_layer(folder.file("parcels.gpkg"), {.key_field = "dkbh"});
    ASSERT_EQ(layer.size(), 2U);
    EXPECT_EQ(layer.key(0), "甲-1");
    EXPECT_EQ(layer.table().columns[1].real(0), 6.5);
    EXPECT_EQ(layer.table().columns[2].integer(0), 9007199254740993);
    EXPECT_TRUE(layer.table().columns[1].is_null(1));
    EXPECT_THAT(layer.table().fids, ElementsAre(1, 2));
}

TEST(ReadLayer, ListedFieldsAndTheKeyAreLoadedInFileOrder) {
    const TempFolder folder;
    make_file(parcels(folder));
    OpenOptions options{.key_field = "dkbh"};
    options.choice = FieldChoice::listed;
    options.fields = {"floors"};
    const Layer layer = read_layer(folder.file("parcels.gpkg"), options);
    ASSERT_EQ(layer.info().schema.size(), 2U);
    EXPECT_EQ(layer.info().schema.fields()[0].name, "dkbh");
    EXPECT_EQ(layer.info().schema.fields()[1].name, "floors");
    EXPECT_EQ(layer.table().columns[1].integer(0), 9007199254740993);
}

TEST(ReadLayer, NoFieldsLeavesTheGeometry) {
    const TempFolder folder;
    make_file(parcels(folder));
    OpenOptions options;
    options.choice = FieldChoice::none;
    const Layer layer = read_layer(folder.file("parcels.gpkg"), options);
    EXPECT_EQ(layer.info().schema.size(), 0U);
    EXPECT_EQ(layer.key(1), "#2");
    EXPECT_EQ(layer.table().polygons[1].points().size(), 3U);
}

TEST(ReadLayer, FeatureIdCanBeTheKey) {
    const TempFolder folder;
    make_file(parcels(folder));
    const Layer layer = read_layer(folder.file("parcels.gpkg"), {.key_field = "fid"});
    EXPECT_EQ(layer.key(1), "2");
}

TEST(ReadLayer, UnknownFieldHintsAtTheNearest) {
    const TempFolder folder;
    make_file(parcels(folder));
    const Error error = error_of(folder.file("parcels.gpkg"), {.key_field = "dkhb"});
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_STREQ(error.what(), "there is no field 'dkhb'");
    EXPECT_EQ(error.hint().en, "did you mean 'dkbh'? known: dkbh, area, floors, fid");
}

TEST(ReadLayer, FilterKeepsWhatItNames) {
    const TempFolder folder;
    make_file(parcels(folder));
    OpenOptions options{.where = "dkbh = 'B'"};
    options.choice = FieldChoice::none;
    const Layer layer = read_layer(folder.file("parcels.gpkg"), options);
    EXPECT_THAT(layer.table().fids, ElementsAre(2));
    EXPECT_EQ(layer.info().features, 2U);
}

TEST(ReadLayer, FilterOnAFieldThatIsNotLoadedWorksForShapefiles) {
    const TempFolder folder;
    FileSpec spec = parcels(folder);
    spec.path = folder.file("parcels.shp");
    spec.driver = "ESRI Shapefile";
    spec.geometry_type = "Polygon";
    spec.options = {"ENCODING=UTF-8"};
    spec.fields = {{"dkbh", "String"}};
    spec.rows = {{triangle, {"甲-1"}}, {triangle, {"B"}}};
    make_file(spec);
    OpenOptions options{.where = "dkbh = 'B'"};
    options.choice = FieldChoice::none;
    EXPECT_THAT(read_layer(spec.path, options).table().fids, ElementsAre(1));
}

TEST(ReadLayer, FilterThatCannotBeUsedIsAnError) {
    const TempFolder folder;
    make_file(parcels(folder));
    for (const auto& [where, reason] :
         {std::pair{"dkhb = 'B'", "no such column: dkhb"},
          std::pair{"dkbh ==== 1", "near \"==\": syntax error"},
          std::pair{"dkbh = 'B') -- 1", "near \")\": syntax error"}}) {
        const Error error = error_of(folder.file("parcels.gpkg"), {.where = where});
        EXPECT_EQ(error.kind(), ErrorKind::usage);
        EXPECT_EQ(error.what(), fmt::format("the filter '{}' cannot be used: {}", where, reason));
    }
}

TEST(OpenSource, SeveralLayersMustBeChosenFrom) {
    const TempFolder folder;
    FileSpec spec = parcels(folder);
    make_file(spec);
    spec.layer = "核心区";
    make_file(spec);
    EXPECT_THAT(layer_names(spec.path), ElementsAre("parcels", "核心区"));

    const Error error = error_of(spec.path);
    EXPECT_STREQ(error.what(), "there are 2 layers in it and none is chosen");
    EXPECT_EQ(error.hint().en, "known: parcels, 核心区");

    EXPECT_EQ(read_layer(spec.path + "|layername=核心区").info().name, "核心区");
    EXPECT_EQ(read_layer(spec.path, {.layer = "parcels"}).info().name, "parcels");

    const Error unknown = error_of(spec.path, {.layer = "parcel"});
    EXPECT_STREQ(unknown.what(), "there is no layer 'parcel' in it");
    EXPECT_EQ(unknown.hint().en, "did you mean 'parcels'? known: parcels, 核心区");
}

TEST(OpenSource, TableWithoutGeometryIsNotInTheWay) {
    const TempFolder folder;
    FileSpec spec = parcels(folder);
    make_file(spec);
    spec.layer = "notes";
    spec.geometry_type = "None";
    spec.rows = {{"", {"x"}}};
    make_file(spec);
    EXPECT_EQ(read_layer(spec.path).info().name, "parcels");
}

TEST(OpenSource, PartsAfterTheBarMustBeUnderstood) {
    const TempFolder folder;
    make_file(parcels(folder));
    EXPECT_STREQ(error_of(folder.file("parcels.gpkg|layerid=0")).what(),
                 "unknown part '|layerid=0' after the file name, only '|layername=NAME' is "
                 "understood");
    EXPECT_STREQ(error_of(folder.file("parcels.gpkg|layername=a"), {.layer = "b"}).what(),
                 "two layers are named: 'a' and 'b'");
}

TEST(OpenSource, ShapefileListsItsDataFiles) {
    const TempFolder folder;
    make_file({.path = folder.file("park.shp"),
               .driver = "ESRI Shapefile",
               .epsg = 4490,
               .fields = {{"name", "String"}},
               .rows = {{triangle, {"甲"}}},
               .options = {"ENCODING=UTF-8", "SPATIAL_INDEX=YES"},
               .geometry_type = "Polygon"});
    const auto source = open_source(folder.file("park.shp"));
    std::vector<std::string> names;
    for (const auto& file : source->info().files) {
        names.push_back(file.filename().string());
    }
    EXPECT_THAT(names, ElementsAre("park.cpg", "park.dbf", "park.prj", "park.shp", "park.shx"));
    EXPECT_EQ(source->info().encoding, "UTF-8 (.cpg)");
}

TEST(OpenSource, FolderOfShapefilesHasLayersButNoFiles) {
    const TempFolder folder;
    make_file({.path = folder.file("a.shp"),
               .driver = "ESRI Shapefile",
               .rows = {{triangle, {}}},
               .geometry_type = "Polygon"});
    EXPECT_THAT(layer_names(folder.path().string()), ElementsAre("a"));
    EXPECT_TRUE(open_source(folder.path().string())->info().files.empty());
}

TEST(OpenSource, WalDatabaseIsReadWithoutWritingBesideIt) {
    const TempFolder folder;
    make_file(parcels(folder));
    std::string bytes = parkplan::test::read_bytes(folder.file("parcels.gpkg"));
    bytes[18] = bytes[19] = 2; // SQLite: write and read version 2 is WAL
    write_bytes(folder.file("wal.gpkg"), bytes);
    EXPECT_EQ(read_layer(folder.file("wal.gpkg")).size(), 2U);
    EXPECT_FALSE(std::filesystem::exists(folder.file("wal.gpkg-shm")));
    EXPECT_FALSE(std::filesystem::exists(folder.file("wal.gpkg-wal")));

    write_bytes(folder.file("wal.gpkg-wal"), "pending");
    const Error error = error_of(folder.file("wal.gpkg"));
    EXPECT_EQ(error.kind(), ErrorKind::input);
    EXPECT_THAT(error.what(), HasSubstr("holds changes that are not in the file yet"));
}

TEST(VectorEngineVersion, IsANumber) {
    EXPECT_THAT(parkplan::io::vector_engine_version(), testing::MatchesRegex("[0-9]+\\.[0-9]+.*"));
}

} // namespace
