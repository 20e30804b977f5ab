// SPDX-License-Identifier: MIT
// What is read through SQLite must be what OGR reads, row for row and word for word.
#include "io/both_ways.hpp"
#include "io/files.hpp"
#include "io/open.hpp"
#include "io/sqlite_files.hpp"
#include "io/wkb_bytes.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

using parkplan::io::FieldChoice;
using parkplan::io::OpenOptions;
using parkplan::test::batches_by_ogr;
using parkplan::test::batches_by_source;
using parkplan::test::FileSpec;
using parkplan::test::is_read_directly;
using parkplan::test::make_file;
using parkplan::test::Rows;
using parkplan::test::rows_by_ogr;
using parkplan::test::rows_by_ranges;
using parkplan::test::rows_by_source;
using parkplan::test::run_sqlite;
using parkplan::test::TempFolder;
using parkplan::test::wkb_collection;
using parkplan::test::wkb_multipolygon;
using parkplan::test::wkb_polygon;
using parkplan::test::wkb_triangle;
using parkplan::test::WkbBytes;
using testing::ElementsAre;

constexpr const char* triangle = "POLYGON((0 0,4 0,4 3,0 0))";

void expect_same_both_ways(const std::string& path, const OpenOptions& options = {}) {
    const Rows expected = rows_by_ogr(path, options);
    EXPECT_TRUE(is_read_directly(path, options));
    EXPECT_EQ(rows_by_source(path, options), expected);
    EXPECT_EQ(rows_by_ranges(path, options), expected);
}

FileSpec spec_in(const TempFolder& folder) {
    return {.path = folder.file("a.gpkg"),
            .layer = "地块 \"1\"",
            .epsg = 4548,
            .fields = {{"i", "Integer"},
                       {"名称", "String"},
                       {"r", "Real"},
                       {"n", "Integer64"},
                       {"b", "Binary"}},
            .options = {"SPATIAL_INDEX=NO", "FID=编号", "GEOMETRY_NAME=the \"geom"}};
}

/// A table of one text field for blobs and values that GDAL would not write.
std::string bare_file(const TempFolder& folder) {
    std::string path = folder.file("a.gpkg");
    make_file({.path = path,
               .epsg = 4548,
               .fields = {{"name", "String"}},
               .options = {"SPATIAL_INDEX=NO"}});
    return path;
}

std::string random_wkt(std::mt19937_64& random) {
    std::uniform_real_distribution<double> place{400000.0, 4000000.0};
    const double x = place(random);
    const double y = place(random);
    const auto ring = [&](double at, double size) {
        return fmt::format("({0} {2},{1} {2},{1} {3},{0} {2})", x + at, x + at + size, y + at,
                           y + at + size);
    };
    switch (random() % 8) {
    case 0:
        return "";
    case 1:
        return fmt::format("MULTIPOLYGON(({},{}),({}))", ring(0, 9), ring(1, 2), ring(20, 5));
    case 2:
        return fmt::format("POLYGON Z(({0} {1} 5,{0} {2} 6,{3} {2} 7,{0} {1} 5))", x, y, y + 1,
                           x + 1);
    case 3:
        return fmt::format("GEOMETRYCOLLECTION(POLYGON({}),POINT(1 1))", ring(0, 1));
    case 4:
        return fmt::format("POINT({} {})", x, y);
    default:
        return fmt::format("POLYGON({},{})", ring(0, 9), ring(1, 2));
    }
}

TEST(GpkgDirect, TenThousandRowsOfEveryKind) {
    const TempFolder folder;
    FileSpec spec = spec_in(folder);
    std::mt19937_64 random{20260131};
    for (int i = 0; i < 10000; ++i) {
        std::vector<std::string> values;
        if (random() % 5 != 0) {
            values = {fmt::format("{}", static_cast<std::int32_t>(random())),
                      fmt::format("地块-{}", random() % 100), fmt::format("{}", 1e-3 * i),
                      fmt::format("{}", static_cast<std::int64_t>(random())),
                      fmt::format("{:c}{:c}", 'a' + i % 26, '\x01')};
        }
        spec.rows.emplace_back(random_wkt(random), values);
    }
    make_file(spec);
    expect_same_both_ways(spec.path);
    EXPECT_EQ(batches_by_source(spec.path), batches_by_ogr(spec.path));

    OpenOptions none;
    none.choice = FieldChoice::none;
    expect_same_both_ways(spec.path, none);
    OpenOptions listed{.key_field = "编号"};
    listed.choice = FieldChoice::listed;
    listed.fields = {"n", "名称"};
    expect_same_both_ways(spec.path, listed);
}

TEST(GpkgDirect, ValuesOfTheWrongKindAreConvertedAlike) {
    const TempFolder folder;
    const std::string path = bare_file(folder);
    std::string sql;
    for (const char* type : {"BOOLEAN", "TINYINT", "SMALLINT", "MEDIUMINT", "INTEGER", "FLOAT",
                             "DOUBLE", "TEXT", "BLOB", "TEXT(3)"}) {
        sql += fmt::format("ALTER TABLE layer ADD COLUMN \"{0}\" {0};", type);
    }
    for (const char* value : {"NULL",
                              "0",
                              "1",
                              "-1",
                              "2",
                              "300",
                              "70000",
                              "3000000000",
                              "9223372036854775807",
                              "0.1",
                              "-7.9",
                              "1e300",
                              "9e999",
                              "-9e999",
                              "''",
                              "'x'",
                              "' 12abc'",
                              "'true'",
                              "'2026-01-31'",
                              "x''",
                              "x'00'",
                              "x'41004200'",
                              "x'C3FB'",
                              "CAST(x'C3FBB3C6' AS TEXT)",
                              "CAST(x'414200' AS TEXT)",
                              "CAST(x'EFBFBD' AS TEXT)",
                              "'名称'",
                              "'{\"a\":1}'",
                              "'12345'"}) {
        sql += fmt::format("INSERT INTO layer VALUES(NULL, NULL, {0}", value);
        for (int i = 0; i < 10; ++i) {
            sql += fmt::format(", {}", value);
        }
        sql += ");";
    }
    run_sqlite(path, sql);
    expect_same_both_ways(path);
}

WkbBytes with_header(const WkbBytes& wkb) {
    return WkbBytes{}.header(1).add(wkb);
}

/// Headers of every kind before a triangle: envelopes, empty, extended, both byte orders.
std::vector<WkbBytes> headers() {
    std::vector<WkbBytes> all;
    for (unsigned flags = 0; flags < 64; ++flags) {
        all.push_back(WkbBytes{}.header(flags).numbers({0, 4, 0, 3}).add(wkb_triangle()));
        all.push_back(WkbBytes{}.header(flags).numbers({0, 4, 0, 3, 1, 1}).add(wkb_triangle()));
        all.push_back(WkbBytes{}.header(flags).add(wkb_triangle(std::endian::big)));
    }
    return all;
}

/// Every type word that means something to somebody, alone and as a member.
std::vector<WkbBytes> types() {
    std::vector<WkbBytes> all;
    for (std::uint32_t type = 0; type < 20; ++type) {
        for (const std::uint32_t bits : {0U, 1000U, 2000U, 3000U, 4000U, 0x80000000U, 0x40000000U,
                                         0xC0000000U, 0x20000000U, 0x8000U, 1000000U}) {
            const WkbBytes head = WkbBytes{}.head(type + bits, 1);
            all.push_back(with_header(head));
            WkbBytes long_enough = head;
            long_enough.ring(4, {0, 0, 4, 0, 4, 3, 0, 0}).numbers({0, 0, 4, 0, 4, 3, 0, 0});
            all.push_back(with_header(long_enough));
            WkbBytes member;
            member.head(wkb_collection, 2).add(wkb_triangle()).add(long_enough);
            all.push_back(with_header(member));
            WkbBytes part;
            part.head(wkb_multipolygon + bits, 2).add(wkb_triangle()).add(long_enough);
            all.push_back(with_header(part));
        }
    }
    return all;
}

/// Odd counts, depths and numbers.
std::vector<WkbBytes> oddities() {
    const double infinity = std::numeric_limits<double>::infinity();
    std::vector<WkbBytes> all;
    for (int depth = 0; depth < 40; ++depth) {
        WkbBytes nested;
        for (int i = 0; i < depth; ++i) {
            nested.head(wkb_collection, 1);
        }
        all.push_back(nested.add(wkb_triangle()));
    }
    for (const std::uint32_t count : {0U, 1U, 2U, 3U, 4U, 5U, 0x7FFFFFFFU, 0xFFFFFFFFU}) {
        all.push_back(WkbBytes{}.head(wkb_polygon, 1).ring(count, {0, 0, 4, 0, 4, 3, 0, 0}));
        all.push_back(
            WkbBytes{}.head(wkb_polygon, count).ring(4, {0, 0, 4, 0, 4, 3, 0, 0}).word(0));
        all.push_back(WkbBytes{}.head(wkb_multipolygon, count).add(wkb_triangle()));
    }
    for (const double odd :
         {std::numeric_limits<double>::quiet_NaN(), infinity, -infinity, -0.0, 5e-324}) {
        all.push_back(WkbBytes{}.head(wkb_polygon, 1).ring(4, {odd, 0, 4, odd, 4, 3, odd, 0}));
    }
    WkbBytes hole;
    all.push_back(hole.head(wkb_polygon, 3).word(0).word(0).ring(4, {0, 0, 4, 0, 4, 3, 0, 0}));
    WkbBytes empties;
    empties.head(wkb_multipolygon, 3).head(wkb_polygon, 0).add(wkb_triangle());
    all.push_back(empties.head(1003, 1).word(0));
    WkbBytes old_db2; // byte order as an ASCII digit
    all.push_back(old_db2.byte('1').word(wkb_polygon).word(0));
    all.push_back(wkb_triangle().word(0xDEADBEEF));
    std::ranges::transform(all, all.begin(), with_header);
    return all;
}

/// Geometry values as SQL, good and bad.
std::vector<std::string> blobs() {
    std::vector<std::string> literals{"NULL", "x''", "''", "17", "1.5", "'POINT(1 1)'", "x'4750'"};
    for (const std::vector<WkbBytes>& some : {headers(), types(), oddities()}) {
        std::ranges::transform(some, std::back_inserter(literals), &WkbBytes::sql);
    }
    const std::string whole = with_header(wkb_triangle()).sql();
    for (std::size_t end = 4; end + 1 < whole.size(); end += 2) {
        literals.push_back(whole.substr(0, end) + "'");
    }
    return literals;
}

TEST(GpkgDirect, EveryBlobBecomesWhatOgrMakesOfIt) {
    const TempFolder folder;
    const std::string path = bare_file(folder);
    std::string sql = "BEGIN;";
    for (const std::string& blob : blobs()) {
        sql += fmt::format("INSERT INTO layer(geom) VALUES({});", blob);
    }
    run_sqlite(path, sql + "COMMIT");
    expect_same_both_ways(path);
}

TEST(GpkgDirect, CurvesBecomeTheSameSegments) {
    const TempFolder folder;
    const FileSpec spec{
        .path = folder.file("a.gpkg"),
        .epsg = 4548,
        .rows = {{"CURVEPOLYGON(CIRCULARSTRING(100 0,0 100,-100 0,0 -100,100 0))", {}},
                 {"MULTISURFACE(((0 0,1 0,1 1,0 0)),CURVEPOLYGON((5 0,6 0,6 1,5 0)))", {}},
                 {"TRIANGLE((0 0,1 0,1 1,0 0))", {}},
                 {"POLYHEDRALSURFACE Z(((0 0 0,1 0 0,1 1 0,0 0 0)))", {}},
                 {"GEOMETRYCOLLECTION(CURVEPOLYGON((0 0,1 0,1 1,0 0)))", {}},
                 {"MULTILINESTRING((0 0,1 1))", {}},
                 {"POLYGON M((0 0 5,4 0 5,4 3 5,0 0 5))", {}}}};
    make_file(spec);
    expect_same_both_ways(spec.path);
}

TEST(GpkgDirect, RandomBytesBecomeWhatOgrMakesOfThem) {
    const TempFolder folder;
    const std::string path = bare_file(folder);
    std::mt19937_64 random{4711};
    WkbBytes start;
    start.header(3).numbers({0, 4, 0, 3}).head(wkb_multipolygon, 2).add(wkb_triangle());
    start.head(wkb_polygon, 2).ring(4, {0, 0, 9, 0, 9, 9, 0, 0}).ring(4, {5, 1, 8, 1, 8, 4, 5, 1});
    std::string sql = "BEGIN;";
    for (int i = 0; i < 5000; ++i) {
        std::string text = start.sql();
        for (std::uint64_t n = random() % 3; n < 4; ++n) {
            // Mostly in the first bytes, where the structure is.
            const std::size_t at = 2 + random() % (n == 0 ? text.size() - 3 : 170);
            text[at] = "0123456789ABCDEF"[random() % 16];
        }
        sql += fmt::format("INSERT INTO layer(geom) VALUES({});", text);
    }
    run_sqlite(path, sql + "COMMIT");
    const Rows expected = rows_by_ogr(path);
    EXPECT_EQ(rows_by_source(path), expected);
    EXPECT_EQ(rows_by_ranges(path), expected);
}

/// 10 000 rows with the keys that `key` gives for 1 … 10 000, as SQL.
std::string keyed_file(const TempFolder& folder, const std::string& key) {
    std::string path = bare_file(folder);
    run_sqlite(path, fmt::format("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                                 "WHERE i < 10000) INSERT INTO layer SELECT {}, {}, i FROM n",
                                 key, WkbBytes{}.header(1).add(wkb_triangle()).sql()));
    return path;
}

TEST(GpkgRanges, KeysMayLieAnywhere) {
    for (const char* key :
         {"i", "10001 - i", "i * 7919 % 10007", "i * 3 - 15000", "i + (i > 5000) * 1000000000000",
          "9223372036854775807 - i", "i - 9223372036854775807 - 1", "i * 900000000000000",
          "(i - 5000) * 1844674407370955"}) {
        const TempFolder folder;
        const std::string path = keyed_file(folder, key);
        expect_same_both_ways(path);
        const auto source = parkplan::io::open_ranges(path);
        EXPECT_GE(source->ranges(), 3U) << key;
        EXPECT_LE(source->ranges(), 80U) << key;
        for (std::size_t i = 0; i < source->ranges(); ++i) {
            parkplan::layer::Table table{source->info().schema};
            source->read(i, table);
            EXPECT_GE(table.size(), 1U) << key;
            EXPECT_LE(table.size(), 4096U) << key;
        }
    }
}

TEST(GpkgRanges, CloseKeysGiveFullPieces) {
    const TempFolder folder;
    const auto source = parkplan::io::open_ranges(keyed_file(folder, "i"));
    std::vector<std::size_t> sizes;
    for (std::size_t i = 0; i < source->ranges(); ++i) {
        parkplan::layer::Table table{source->info().schema};
        source->read(i, table);
        sizes.push_back(table.size());
    }
    EXPECT_THAT(sizes, ElementsAre(4096, 4096, 1808));
}

TEST(GpkgRanges, StoredCountIsOnlyACache) {
    for (const char* count : {"0", "9", "10001", "1000000000000000"}) {
        for (const char* key : {"i", "i * 900000000000"}) {
            const TempFolder folder;
            const std::string path = keyed_file(folder, key);
            run_sqlite(path, fmt::format("UPDATE gpkg_ogr_contents SET feature_count = {}", count));
            const Rows expected = rows_by_ogr(path);
            EXPECT_EQ(rows_by_source(path), expected);
            EXPECT_EQ(rows_by_ranges(path), expected);
        }
    }
}

TEST(GpkgRanges, EmptyTableHasNone) {
    const TempFolder folder;
    const std::string path = bare_file(folder);
    expect_same_both_ways(path);
    EXPECT_EQ(parkplan::io::open_ranges(path)->ranges(), 0U);
}

} // namespace
