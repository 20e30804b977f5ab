// SPDX-License-Identifier: MIT
// What is not read through SQLite, or not all the way, and what happens when the file is not well.
#include "core/error.hpp"
#include "io/both_ways.hpp"
#include "io/files.hpp"
#include "io/open.hpp"
#include "io/sqlite_files.hpp"
#include "io/wkb_bytes.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using parkplan::Error;
using parkplan::ErrorKind;
using parkplan::io::FieldChoice;
using parkplan::io::open_ranges;
using parkplan::io::OpenOptions;
using parkplan::test::batches_by_ogr;
using parkplan::test::batches_by_source;
using parkplan::test::FileSpec;
using parkplan::test::is_read_directly;
using parkplan::test::make_file;
using parkplan::test::OpenDatabase;
using parkplan::test::read_bytes;
using parkplan::test::Rows;
using parkplan::test::rows_by_ogr;
using parkplan::test::rows_by_ranges;
using parkplan::test::rows_by_source;
using parkplan::test::run_sqlite;
using parkplan::test::TempFolder;
using parkplan::test::wkb_triangle;
using parkplan::test::WkbBytes;
using parkplan::test::write_bytes;
using testing::HasSubstr;

constexpr const char* triangle = "POLYGON((0 0,4 0,4 3,0 0))";

FileSpec parcels(const TempFolder& folder) {
    return {.path = folder.file("a.gpkg"),
            .layer = "a",
            .epsg = 4548,
            .fields = {{"name", "String"}},
            .rows = {{triangle, {"甲"}}, {triangle, {"B"}}},
            .options = {"SPATIAL_INDEX=NO"}};
}

std::string parcels_with(const TempFolder& folder, const std::string& statements) {
    make_file(parcels(folder));
    run_sqlite(folder.file("a.gpkg"), statements);
    return folder.file("a.gpkg");
}

void expect_read_by_ogr(const std::string& path, const OpenOptions& options = {}) {
    EXPECT_EQ(open_ranges(path, options), nullptr);
    EXPECT_FALSE(is_read_directly(path, options));
    EXPECT_EQ(rows_by_source(path, options), rows_by_ogr(path, options));
}

/// Makes another table of the layer, with rows and all.
std::string remade(const std::string& columns) {
    return fmt::format("ALTER TABLE a RENAME TO old; CREATE TABLE a({}); "
                       "INSERT INTO a(fid, geom, name) SELECT 7 - fid, geom, name FROM old; "
                       "DROP TABLE old",
                       columns);
}

TEST(GpkgFallback, OrdinaryTableNeedsNone) {
    const TempFolder folder;
    EXPECT_TRUE(is_read_directly(parcels_with(folder, "")));
}

TEST(GpkgFallback, FilterIsForOgr) {
    const TempFolder folder;
    expect_read_by_ogr(parcels_with(folder, ""), {.where = "name = 'B'"});
}

TEST(GpkgFallback, ViewIsForOgr) {
    const TempFolder folder;
    expect_read_by_ogr(
        parcels_with(folder, "CREATE VIEW v AS SELECT fid, geom, name FROM a ORDER BY name;"
                             "INSERT INTO gpkg_contents(table_name, data_type, identifier, srs_id) "
                             "VALUES('v', 'features', 'v', 4548);"
                             "INSERT INTO gpkg_geometry_columns VALUES('v', 'geom', 'GEOMETRY', "
                             "4548, 0, 0)"),
        {.layer = "v"});
}

TEST(GpkgFallback, TableWithoutGeometryIsForOgr) {
    const TempFolder folder;
    make_file(parcels(folder));
    FileSpec plain = parcels(folder);
    plain.layer = "register";
    plain.geometry_type = "None";
    plain.rows = {{"", {"甲"}}};
    make_file(plain);
    expect_read_by_ogr(plain.path, {.layer = "register"});
}

TEST(GpkgFallback, TableWhoseOrderIsNotThatOfItsKeyIsForOgr) {
    for (const char* columns :
         {"fid INT PRIMARY KEY, geom GEOMETRY, name TEXT",
          "fid INTEGER PRIMARY KEY DESC, geom GEOMETRY, name TEXT",
          "fid INTEGER PRIMARY KEY, geom GEOMETRY, name TEXT) WITHOUT ROWID; SELECT ('",
          "fid INTEGER, geom GEOMETRY, name TEXT PRIMARY KEY",
          "fid INTEGER, geom GEOMETRY, name TEXT, PRIMARY KEY(fid, name)",
          "fid INTEGER, geom GEOMETRY, name TEXT"}) {
        const TempFolder folder;
        std::string statements = remade(columns);
        // The one with an ending of its own closes the bracket itself.
        if (const auto at = statements.find("SELECT ('"); at != std::string::npos) {
            statements.erase(at, statements.find("INSERT") - at);
        }
        expect_read_by_ogr(parcels_with(folder, statements));
    }
    const TempFolder folder;
    EXPECT_TRUE(is_read_directly(parcels_with(
        folder, remade("name TEXT UNIQUE, geom BLOB, fid INTEGER NOT NULL, PRIMARY KEY(fid)"))));
    EXPECT_EQ(rows_by_source(folder.file("a.gpkg")), rows_by_ogr(folder.file("a.gpkg")));
}

TEST(GpkgFallback, IndexThatHoldsTheGeometryIsForOgr) {
    const TempFolder folder;
    expect_read_by_ogr(parcels_with(folder, "CREATE INDEX i ON a(name, geom)"));
}

TEST(GpkgFallback, GeneratedColumnIsForOgr) {
    const TempFolder folder;
    expect_read_by_ogr(parcels_with(
        folder, "ALTER TABLE a ADD COLUMN g TEXT GENERATED ALWAYS AS (name || '!') VIRTUAL"));
}

TEST(GpkgFallback, OtherFormatsAreForOgr) {
    const TempFolder folder;
    FileSpec spec = parcels(folder);
    spec.path = folder.file("a.shp");
    spec.driver = "ESRI Shapefile";
    spec.options = {};
    spec.geometry_type = "Polygon";
    make_file(spec);
    spec.path = folder.file("a.sqlite");
    spec.driver = "SQLite";
    make_file(spec);
    expect_read_by_ogr(folder.file("a.shp"));
    expect_read_by_ogr(folder.file("a.sqlite"));
    EXPECT_EQ(open_ranges("/nowhere/a.gpkg"), nullptr);
}

TEST(GpkgFallback, MistakesInOptionsAreTold) {
    const TempFolder folder;
    const std::string path = parcels_with(folder, "");
    EXPECT_THROW(static_cast<void>(open_ranges(path, {.layer = "b"})),
                 parkplan::io::OpenOptionError);
    EXPECT_THROW(static_cast<void>(open_ranges(path, {.key_field = "no"})),
                 parkplan::io::OpenOptionError);
}

/// Rows with these dates, one after the other, after `before` rows with none.
std::string dated_file(const TempFolder& folder, std::size_t before,
                       const std::vector<std::string>& dates) {
    std::string sql =
        "ALTER TABLE a ADD COLUMN d DATE; ALTER TABLE a ADD COLUMN t DATETIME; BEGIN;";
    const std::string blob = WkbBytes{}.header(1).add(wkb_triangle()).sql();
    for (std::size_t i = 0; i < before; ++i) {
        sql += fmt::format("INSERT INTO a(geom, d) VALUES({}, '2026-01-31');", blob);
    }
    for (const std::string& date : dates) {
        sql += fmt::format("INSERT INTO a(geom, d, t) VALUES({0}, {1}, {1});", blob, date);
    }
    return parcels_with(folder, sql + "COMMIT");
}

TEST(GpkgFallback, DatesAsGeoPackageAsksAreReadDirectly) {
    const TempFolder folder;
    std::string path = dated_file(folder, 0, {"NULL"});
    run_sqlite(path, "INSERT INTO a(d, t) VALUES('2026-01-31', '2026-01-31T08:30:00.000Z');"
                     "INSERT INTO a(d, t) VALUES('0000-12-01', '2026-12-31T23:59:60.999Z');"
                     "INSERT INTO a(d, t) VALUES('9999-02-31', '1999-02-31T00:00:59.001');"
                     "INSERT INTO a(d, t) VALUES('9999-02-31', '1999-02-31T00:00:09.500Z')");
    EXPECT_TRUE(is_read_directly(path));
    EXPECT_EQ(rows_by_source(path), rows_by_ogr(path));
    EXPECT_EQ(open_ranges(path), nullptr);
    OpenOptions none;
    none.choice = FieldChoice::none;
    EXPECT_EQ(rows_by_ranges(path, none), rows_by_ogr(path, none));
}

TEST(GpkgFallback, OgrTakesOverAtADateThatItGuessesAt) {
    const std::vector<std::string> dates{"'2026/01/31'",
                                         "'2026-1-3'",
                                         "'2026-13-01'",
                                         "'2026-01-32'",
                                         "'no date'",
                                         "''",
                                         "20260131",
                                         "2026.5",
                                         "x'32'",
                                         "'2026-01-31T08:30:00Z'",
                                         "'2026-01-31T08:30Z'",
                                         "'2026-01-31T24:00:00.000Z'",
                                         "'2026-01-31T08:30:61.000Z'",
                                         "'2026-01-31T08:30:00.000+08:00'",
                                         "'2026-01-31 08:30:00'",
                                         "'2026-01-31T08:30:00.00Z'"};
    for (const std::string& date : dates) {
        const TempFolder folder;
        const std::string path = dated_file(folder, 3, {date, "NULL", "'2026-01-31'"});
        EXPECT_EQ(rows_by_source(path), rows_by_ogr(path)) << date;
    }
    const TempFolder folder;
    const std::string path = dated_file(folder, 9000, dates);
    EXPECT_EQ(rows_by_source(path), rows_by_ogr(path));
    EXPECT_EQ(batches_by_source(path), batches_by_ogr(path));
}

/// POLYGON((0 0,4 0,4 3,0 0)) as SpatiaLite stores it.
std::string spatialite_triangle() {
    WkbBytes bytes;
    bytes.byte(0).byte(1).word(4548).numbers({0, 0, 4, 3}).byte(0x7C).word(3).word(1);
    return bytes.ring(4, {0, 0, 4, 0, 4, 3, 0, 0}).byte(0xFE).sql();
}

TEST(GpkgFallback, SpatialiteGeometriesAreForOgr) {
    const TempFolder folder;
    const std::string path =
        parcels_with(folder, fmt::format("UPDATE a SET geom = {}", spatialite_triangle()));
    expect_read_by_ogr(path);
    EXPECT_THAT(rows_by_source(path).front(), HasSubstr("state 0"));
}

TEST(GpkgFallback, SpatialiteGeometryAmongOthersIsFoundWhenItIsRead) {
    const TempFolder folder;
    const std::string path = parcels_with(
        folder, fmt::format("UPDATE a SET geom = {} WHERE fid = 2", spatialite_triangle()));
    EXPECT_EQ(rows_by_source(path), rows_by_ogr(path));
    try {
        static_cast<void>(rows_by_ranges(path));
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::input);
        EXPECT_THAT(error.what(), HasSubstr("feature 2 has a geometry of SpatiaLite"));
    }
}

TEST(GpkgFiles, WalFileWithoutChangesIsReadWithoutWritingBesideIt) {
    const TempFolder folder;
    const std::string path = parcels_with(folder, "PRAGMA journal_mode = WAL");
    const std::string bytes = read_bytes(path);
    ASSERT_EQ(bytes[18], 2);
    EXPECT_TRUE(is_read_directly(path));
    EXPECT_EQ(rows_by_ranges(path), rows_by_ogr(path));
    EXPECT_EQ(folder.names(), std::vector<std::string>{"a.gpkg"});
    EXPECT_EQ(read_bytes(path), bytes);
}

TEST(GpkgFiles, WalFileWithChangesIsForOgr) {
    const TempFolder folder;
    const std::string path = parcels_with(folder, "PRAGMA journal_mode = WAL");
    const OpenDatabase writer{path};
    writer.run("UPDATE a SET name = 'new'");
    expect_read_by_ogr(path);
    EXPECT_THAT(rows_by_source(path).front(), HasSubstr("new"));
}

TEST(GpkgFiles, NamesMayHoldAnything) {
    const TempFolder folder;
    const std::string path = folder.file("100% 地块?mode=rwc#a&b.gpkg");
    FileSpec spec = parcels(folder);
    spec.path = path;
    make_file(spec);
    EXPECT_TRUE(is_read_directly(path));
    EXPECT_EQ(rows_by_ranges(path), rows_by_ogr(path));
    EXPECT_EQ(folder.names().size(), 1U);
}

TEST(GpkgFiles, NobodyChangesTheFileWhileItsPiecesAreRead) {
    const TempFolder folder;
    const std::string path = parcels_with(folder, "");
    auto source = open_ranges(path);
    EXPECT_THROW(run_sqlite(path, "DELETE FROM a"), std::runtime_error);
    source.reset();
    run_sqlite(path, "DELETE FROM a");
    EXPECT_EQ(open_ranges(path)->ranges(), 0U);
}

/// 20 000 rows, with a page in the middle of the file that is none.
std::string broken_file(const TempFolder& folder) {
    std::string path = parcels_with(
        folder, fmt::format("WITH RECURSIVE n(i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE "
                            "i < 20000) INSERT INTO a SELECT i, {}, i FROM n",
                            WkbBytes{}.header(1).add(wkb_triangle()).sql()));
    std::string bytes = read_bytes(path);
    constexpr std::size_t page = 4096;
    bytes.replace(bytes.size() / page / 2 * page, page, page, '\xA5');
    write_bytes(path, bytes);
    return path;
}

TEST(GpkgFiles, BrokenPageIsAnErrorThatTellsHowFarItCame) {
    const TempFolder folder;
    const std::string path = broken_file(folder);
    ASSERT_TRUE(is_read_directly(path));
    try {
        static_cast<void>(rows_by_source(path));
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::input);
        EXPECT_THAT(error.what(), testing::MatchesRegex("reading stopped after [0-9]+ features: "
                                                        "database disk image is malformed"));
    }
    try {
        static_cast<void>(rows_by_ranges(path));
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::input);
        EXPECT_THAT(error.what(),
                    testing::MatchesRegex("reading stopped after [0-9]+ features from number "
                                          "[0-9]+ on: database disk image is malformed"));
    }
}

} // namespace
