// SPDX-License-Identifier: MIT
// What is read in batches of columns must be what OGR's features give, row for row and word for
// word.
#include "core/error.hpp"
#include "io/both_ways.hpp"
#include "io/files.hpp"
#include "io/open.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using parkplan::Error;
using parkplan::io::FieldChoice;
using parkplan::io::OpenOptions;
using parkplan::test::batches_by_ogr;
using parkplan::test::batches_by_source;
using parkplan::test::FileSpec;
using parkplan::test::is_read_in_columns;
using parkplan::test::make_file;
using parkplan::test::read_bytes;
using parkplan::test::Rows;
using parkplan::test::rows_by_ogr;
using parkplan::test::rows_by_source;
using parkplan::test::TempFolder;
using parkplan::test::write_bytes;
using testing::Contains;
using testing::HasSubstr;
using testing::SizeIs;

constexpr const char* triangle = "POLYGON((0 0,4 0,4 3,0 0))";

void expect_same_both_ways(const std::string& path, const OpenOptions& options = {}) {
    EXPECT_TRUE(is_read_in_columns(path, options));
    const Rows rows = rows_by_source(path, options);
    const Rows expected = rows_by_ogr(path, options);
    ASSERT_EQ(rows.size(), expected.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        ASSERT_EQ(rows[i], expected[i]);
    }
    EXPECT_EQ(batches_by_source(path), batches_by_ogr(path));
}

FileSpec spec_in(const TempFolder& folder, const std::string& geometry_type = "Polygon") {
    return {.path = folder.file("a.fgb"),
            .driver = "FlatGeobuf",
            .epsg = 4548,
            .options = {"SPATIAL_INDEX=NO"},
            .geometry_type = geometry_type};
}

/// A file of one text field; the values of its rows, "-" for null.
std::string file_of_texts(const TempFolder& folder, const std::vector<std::string>& texts) {
    FileSpec spec = spec_in(folder);
    spec.fields = {{"name", "String"}};
    for (const std::string& text : texts) {
        spec.rows.emplace_back(triangle,
                               text == "-" ? std::vector<std::string>{} : std::vector{text});
    }
    make_file(spec);
    return spec.path;
}

/// Puts bytes into a file that GDAL would not write; as many as `text` has.
void replace_text(const std::string& path, std::string_view text, std::string_view with) {
    std::string bytes = read_bytes(path);
    write_bytes(path, bytes.replace(bytes.find(text), text.size(), with));
}

std::string square(double x, double y, double size) {
    return fmt::format("({0} {2},{1} {2},{1} {3},{0} {3},{0} {2})", x, x + size, y, y + size);
}

/// Rows of a source, or the words of its error.
Rows rows_or_error(const std::function<Rows()>& read) {
    try {
        return read();
    } catch (const Error& error) {
        return {error.what()};
    }
}

std::uint32_t word_at(const std::string& bytes, std::size_t at) {
    std::uint32_t word = 0;
    std::memcpy(&word, std::string_view{bytes}.substr(at, sizeof word).data(), sizeof word);
    return word;
}

/// Where the buffers of the features begin in a FlatGeobuf without index.
std::vector<std::size_t> features_of(const std::string& bytes) {
    constexpr std::size_t magic = 8;
    std::vector<std::size_t> features;
    std::size_t at = magic + sizeof(std::uint32_t) + word_at(bytes, magic);
    while (at < bytes.size()) {
        features.push_back(at + sizeof(std::uint32_t));
        at += sizeof(std::uint32_t) + word_at(bytes, at);
    }
    return features;
}

/// Takes the geometry out of one feature of a FlatGeobuf: sets its place in the table's list of
/// offsets to 0.
void remove_geometry(std::string& bytes, std::size_t feature) {
    constexpr std::size_t of_geometry = 4; // after the sizes of list and table
    const std::size_t table = feature + word_at(bytes, feature);
    const std::size_t offsets = table - word_at(bytes, table);
    bytes.replace(offsets + of_geometry, 2, 2, '\0');
}

TEST(ArrowSource, TenThousandRowsOfEveryKind) {
    const TempFolder folder;
    FileSpec spec = spec_in(folder, "Unknown (any)");
    spec.fields = {{"m", "Integer64"}, {"名称", "String"}, {"r", "Real"},
                   {"n", "Integer64"}, {"s", "String"},    {"f", "Real(Float32)"}};
    std::mt19937_64 random{20260131};
    for (int i = 0; i < 10000; ++i) {
        std::vector<std::string> values;
        if (random() % 5 != 0) {
            values = {fmt::format("{}", static_cast<std::int32_t>(random())),
                      fmt::format("地块-{}", random() % 100),
                      fmt::format("{}", 1e-3 * i),
                      fmt::format("{}", static_cast<std::int64_t>(random())),
                      std::string(random() % 40, 'x'),
                      fmt::format("{}", 1.1 * i)};
            values.resize(1 + random() % 6);
        }
        const double x = 1e6 / (1.0 + static_cast<double>(random() % 9973));
        const std::string polygon = square(x, 7.0 / (i + 1), 9);
        spec.rows.emplace_back(i % 3 == 0 ? fmt::format("POLYGON({},{})", polygon, square(x, 1, 2))
                                          : fmt::format("MULTIPOLYGON(({},{}),({}))", polygon,
                                                        square(x, 1, 2), square(x + 20, 1, 5)),
                               values);
    }
    make_file(spec);
    expect_same_both_ways(spec.path);

    OpenOptions none;
    none.choice = FieldChoice::none;
    expect_same_both_ways(spec.path, none);
    OpenOptions listed{.key_field = "名称"};
    listed.choice = FieldChoice::listed;
    listed.fields = {"n", "m"};
    expect_same_both_ways(spec.path, listed);
}

TEST(ArrowSource, RowsWithAnIndexComeInTheOrderOfTheFile) {
    const TempFolder folder;
    FileSpec spec = spec_in(folder);
    spec.options = {"SPATIAL_INDEX=YES"};
    for (int i = 0; i < 5000; ++i) {
        spec.rows.emplace_back(fmt::format("POLYGON({})", square(i * 7919 % 5003, i, 1)),
                               std::vector<std::string>{});
    }
    make_file(spec);
    expect_same_both_ways(spec.path);
}

TEST(ArrowSource, LargePolygonsFillBatches) {
    const TempFolder folder;
    FileSpec spec = spec_in(folder);
    std::string ring;
    for (int i = 0; i < 20000; ++i) {
        const double angle = i * 3.1415e-4;
        ring += fmt::format("{} {},", std::cos(angle), std::sin(angle));
    }
    for (int i = 0; i < 30; ++i) {
        spec.rows.emplace_back(fmt::format("POLYGON(({}1 0))", ring), std::vector<std::string>{});
    }
    make_file(spec);
    expect_same_both_ways(spec.path);
    EXPECT_THAT(batches_by_source(spec.path), SizeIs(3));
}

TEST(ArrowSource, HeightsAndMeasuresAreDropped) {
    for (const auto& [type, wkt] :
         {std::pair{"3D Polygon", "POLYGON Z((0 0 1,4 0 2,4 3 3,0 0 1))"},
          std::pair{"Measured Polygon", "POLYGON M((0 0 1,4 0 2,4 3 3,0 0 1))"},
          std::pair{"3D Measured Polygon", "POLYGON ZM((0 0 1 5,4 0 2 6,4 3 3 7,0 0 1 5))"}}) {
        const TempFolder folder;
        FileSpec spec = spec_in(folder, type);
        spec.rows = {{wkt, {}}, {wkt, {}}};
        make_file(spec);
        expect_same_both_ways(spec.path);
        EXPECT_THAT(rows_by_source(spec.path), Contains(HasSubstr("PP-0104"))) << type;
    }
}

TEST(ArrowSource, UnclosedRingsHaveTheirNotice) {
    const TempFolder folder;
    FileSpec spec = spec_in(folder);
    spec.rows = {{triangle, {}}, {"POLYGON((0 0,4 0,4 3),(1 1,2 1,2 2))", {}}};
    make_file(spec);
    expect_same_both_ways(spec.path);
    EXPECT_THAT(rows_by_source(spec.path), Contains(HasSubstr("PP-0326")));
}

TEST(ArrowSource, BrokenTextIsMended) {
    const TempFolder folder;
    const std::string path = file_of_texts(folder, {"good", "QQQQ", "-", "", "endRR", "名称", "-"});
    replace_text(path, "QQQQ", "\xC3\xFB\xB3\xC6");
    replace_text(path, "endRR", "end\xE5\x90");
    expect_same_both_ways(path);
    EXPECT_THAT(rows_by_source(path), Contains(HasSubstr("PP-0114")));
}

TEST(ArrowSource, TextEndsAtAZeroByte) {
    const TempFolder folder;
    const std::string path = file_of_texts(folder, {"abQcd", "efg"});
    replace_text(path, "abQcd", std::string_view{"ab\0cd", 5});
    expect_same_both_ways(path);
    EXPECT_THAT(rows_by_source(path), Contains(HasSubstr(" ab state")));
}

TEST(ArrowSource, MissingGeometryIsLeftToOgr) {
    for (const std::size_t row : {0U, 1U, 4500U, 4999U}) {
        const TempFolder folder;
        const std::string path = file_of_texts(folder, std::vector<std::string>(5000, "甲"));
        std::string bytes = read_bytes(path);
        remove_geometry(bytes, features_of(bytes).at(row));
        write_bytes(path, bytes);
        expect_same_both_ways(path);
        EXPECT_THAT(rows_by_source(path), Contains(HasSubstr("PP-0101"))) << row;
    }
}

TEST(ArrowSource, OtherGeometriesAreLeftToOgr) {
    for (const auto& [type, wkt] :
         {std::pair{"Unknown (any)", "CURVEPOLYGON(CIRCULARSTRING(0 0,4 0,4 4,0 4,0 0))"},
          std::pair{"Curve Polygon", "CURVEPOLYGON(CIRCULARSTRING(0 0,4 0,4 4,0 4,0 0))"},
          std::pair{"Unknown (any)", "POINT(1 2)"}, std::pair{"Point", "POINT(1 2)"},
          std::pair{"Unknown (any)", "GEOMETRYCOLLECTION(POLYGON((0 0,4 0,4 3,0 0)),POINT(1 1))"},
          std::pair{"Unknown (any)", "TRIANGLE((0 0,4 0,4 3,0 0))"}}) {
        const TempFolder folder;
        FileSpec spec = spec_in(folder, type);
        spec.fields = {{"name", "String"}};
        const bool mixed = spec.geometry_type == "Unknown (any)";
        for (int i = 0; i < (mixed ? 5000 : 3); ++i) {
            const bool other = i == 4500 || !mixed;
            spec.rows.push_back({other ? wkt : triangle, {fmt::format("{}", i)}});
        }
        make_file(spec);
        expect_same_both_ways(spec.path);
    }
}

TEST(ArrowSource, FileThatEndsEarlyFailsAsWithOgr) {
    const TempFolder folder;
    const std::string path = file_of_texts(folder, std::vector<std::string>(6000, "甲"));
    const std::string bytes = read_bytes(path);
    const std::vector<std::size_t> features = features_of(bytes);
    for (const std::size_t kept : {bytes.size() - 1, features.at(5000), features.at(5000) - 4,
                                   features.at(5000) - 2, features.at(1), features.at(0) - 4}) {
        write_bytes(path, bytes.substr(0, kept));
        const Rows expected = rows_or_error([&] { return rows_by_ogr(path); });
        EXPECT_EQ(rows_or_error([&] { return rows_by_source(path); }), expected);
        EXPECT_THAT(expected, SizeIs(1)) << kept;
    }
}

TEST(ArrowSource, DamagedFilesAreReadAsByOgr) {
    const TempFolder folder;
    const std::string path = file_of_texts(folder, {"good", "-", "", "名称", "x", "-", "y"});
    const std::string bytes = read_bytes(path);
    const std::size_t first = features_of(bytes).front();
    std::mt19937_64 random{20260131};
    for (int i = 0; i < 1000; ++i) {
        std::string damaged = bytes;
        for (std::uint64_t n = random() % 3; n < 3; ++n) {
            damaged[first + random() % (bytes.size() - first)] = static_cast<char>(random());
        }
        write_bytes(path, damaged);
        ASSERT_EQ(rows_or_error([&] { return rows_by_source(path); }),
                  rows_or_error([&] { return rows_by_ogr(path); }))
            << i;
    }
}

TEST(ArrowSource, FieldsThatAreNotSafeAreReadByOgr) {
    for (const char* type : {"Integer", "Integer(Int16)", "Integer(Boolean)", "DateTime", "Binary",
                             "Integer64 NOT NULL"}) {
        const TempFolder folder;
        FileSpec spec = spec_in(folder);
        spec.fields = {{"odd", type}, {"name", "String"}};
        spec.rows = {{triangle, {"1", "甲"}}, {triangle, {}}};
        make_file(spec);
        EXPECT_FALSE(is_read_in_columns(spec.path)) << type;
        EXPECT_EQ(rows_by_source(spec.path), rows_by_ogr(spec.path)) << type;

        OpenOptions others;
        others.choice = FieldChoice::listed;
        others.fields = {"name"};
        expect_same_both_ways(spec.path, others);
    }
}

TEST(ArrowSource, FiltersAreLeftToOgr) {
    const TempFolder folder;
    const std::string path = file_of_texts(folder, {"a", "b", "-", "a"});
    for (const char* where : {"name = 'a'", "name = 'nobody'", "name IS NULL"}) {
        OpenOptions options;
        options.where = where;
        EXPECT_FALSE(is_read_in_columns(path, options));
        EXPECT_EQ(rows_by_source(path, options), rows_by_ogr(path, options));
    }
}

TEST(ArrowSource, EmptyLayersAreReadByOgr) {
    const TempFolder folder;
    FileSpec spec = spec_in(folder);
    spec.options = {"SPATIAL_INDEX=YES"};
    make_file(spec);
    EXPECT_FALSE(is_read_in_columns(spec.path));
    EXPECT_EQ(rows_by_source(spec.path), rows_by_ogr(spec.path));
}

} // namespace
