// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "io/both_ways.hpp"
#include "io/files.hpp"
#include "io/open.hpp"
#include "io/sqlite_files.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

using parkplan::geo::Box;
using parkplan::test::FileSpec;
using parkplan::test::make_file;
using parkplan::test::Rows;
using parkplan::test::rows_by_source;
using parkplan::test::rows_by_window;
using parkplan::test::rows_of_pieces;
using parkplan::test::run_sqlite;
using parkplan::test::TempFolder;
using testing::ElementsAre;

/// A box by its place from (440000, 4400000), and its size.
Box box(double x, double y, double width, double height) {
    return {{440000.0 + x, 4400000.0 + y}, {440000.0 + x + width, 4400000.0 + y + height}};
}

/// Squares of one metre every ten metres, `side` by `side` of them, keys from 1 on row by row.
FileSpec squares(const TempFolder& folder, int side) {
    FileSpec spec{.path = folder.file("a.gpkg"), .epsg = 4548, .fields = {{"name", "String"}}};
    for (int i = 0; i < side * side; ++i) {
        const int x = 440000 + 10 * (i % side);
        const int y = 4400000 + 10 * (i / side);
        spec.rows.push_back(
            {fmt::format("POLYGON(({0} {1},{2} {1},{2} {3},{0} {3},{0} {1}))", x, y, x + 1, y + 1),
             {fmt::format("地块 {}", i)}});
    }
    return spec;
}

/// Feature ids near some windows.
std::vector<std::int64_t> found(const std::string& path, const std::vector<Box>& windows) {
    const auto source = parkplan::io::open_window(path);
    if (!source) {
        ADD_FAILURE() << "no window";
        return {};
    }
    static_cast<void>(source->find(windows));
    return rows_of_pieces(*source).fids;
}

TEST(OpenWindow, FindsWhatIsNearInFileOrderEachOnce) {
    const TempFolder folder;
    const FileSpec spec = squares(folder, 20);
    make_file(spec);
    EXPECT_THAT(found(spec.path, {box(14, 4, 2, 2)}), ElementsAre());
    EXPECT_THAT(found(spec.path, {box(5, 5, 10, 10)}), ElementsAre(22));
    EXPECT_THAT(found(spec.path, {box(10.5, 0.5, 0, 0), box(-5, -5, 12, 17), box(5, 0, 10, 1)}),
                ElementsAre(1, 2, 21));
    EXPECT_THAT(found(spec.path, {}), ElementsAre());
    EXPECT_THAT(found(spec.path, {Box{}}), ElementsAre());
}

TEST(OpenWindow, FindsARowWhoseBoundaryTouchesTheWindow) {
    const TempFolder folder;
    const FileSpec spec = squares(folder, 3);
    make_file(spec);
    EXPECT_THAT(found(spec.path, {box(1, 1, 2, 2)}), ElementsAre(1));
}

TEST(OpenWindow, GivesTheRowsOfTheSource) {
    const TempFolder folder;
    const FileSpec spec = squares(folder, 60);
    make_file(spec);
    Rows rows = rows_by_source(spec.path);
    EXPECT_EQ(rows_by_window(spec.path, {box(0, 0, 1000, 1000)}), rows);
    rows = {rows.begin() + 60, rows.begin() + 180};
    EXPECT_EQ(rows_by_window(spec.path, {box(0, 10, 1000, 11)}), rows);
}

/// Boxes at random places, some of them thin, by key.
std::map<std::int64_t, Box> random_boxes(std::mt19937_64& random) {
    std::uniform_real_distribution<double> place{0.0, 5000.0};
    std::uniform_real_distribution<double> size{0.001, 200.0};
    std::map<std::int64_t, Box> boxes;
    for (std::int64_t key = 1; key <= 3000; ++key) {
        boxes[key] = box(place(random), place(random), size(random), size(random));
    }
    return boxes;
}

TEST(OpenWindow, MissesNothingInRandomLayers) {
    const TempFolder folder;
    std::mt19937_64 random{20260807};
    const std::map<std::int64_t, Box> boxes = random_boxes(random);
    FileSpec spec{.path = folder.file("a.gpkg"), .epsg = 4548};
    for (const auto& [key, b] : boxes) {
        spec.rows.push_back({fmt::format("POLYGON(({0} {1},{2} {1},{2} {3},{0} {1}))", b.min.x,
                                         b.min.y, b.max.x, b.max.y),
                             {}});
    }
    make_file(spec);
    const std::map<std::int64_t, Box> places = random_boxes(random);
    for (std::int64_t i = 1; i <= 100; i += 2) {
        const std::vector<Box> windows{places.at(i), places.at(i + 1)};
        const auto near = [&](const Box& b) { return b.meets(windows[0]) || b.meets(windows[1]); };
        std::vector<std::int64_t> sure;
        std::vector<std::int64_t> possible;
        for (const auto& [key, b] : boxes) {
            if (near(b)) {
                sure.push_back(key);
            }
            // The boxes of the index are rounded to floats: half a metre at these northings.
            if (near({{b.min.x - 0.5, b.min.y - 0.5}, {b.max.x + 0.5, b.max.y + 0.5}})) {
                possible.push_back(key);
            }
        }
        const std::vector<std::int64_t> keys = found(spec.path, windows);
        EXPECT_THAT(keys, testing::IsSupersetOf(sure));
        EXPECT_THAT(keys, testing::IsSubsetOf(possible));
    }
}

TEST(OpenWindow, IsNotToBeHadWithoutAnIndexThatHoldsEveryRow) {
    const TempFolder folder;
    FileSpec spec = squares(folder, 3);
    spec.options = {"SPATIAL_INDEX=NO"};
    make_file(spec);
    EXPECT_EQ(rows_by_window(spec.path, {}), Rows{"no window"});

    spec.path = folder.file("stale.gpkg");
    spec.options.clear();
    make_file(spec);
    EXPECT_EQ(rows_by_window(spec.path, {}), Rows{});
    run_sqlite(spec.path, "DELETE FROM rtree_layer_geom WHERE id = 4");
    EXPECT_EQ(rows_by_window(spec.path, {}), Rows{"no window"});

    spec.path = folder.file("null.gpkg");
    spec.rows.push_back({"", {"nowhere"}});
    make_file(spec);
    EXPECT_EQ(rows_by_window(spec.path, {}), Rows{"no window"});

    spec.path = folder.file("a.geojson");
    spec.driver = "GeoJSON";
    make_file(spec);
    EXPECT_EQ(rows_by_window(spec.path, {}), Rows{"no window"});
}

std::string reason(const std::string& path) {
    try {
        const auto source = parkplan::io::open_window(path);
        static_cast<void>(source->find(std::vector<Box>{box(0, 0, 1000, 1000)}));
        static_cast<void>(rows_of_pieces(*source));
    } catch (const parkplan::Error& error) {
        return error.what();
    }
    return "no error";
}

TEST(OpenWindow, RefusesBrokenNodes) {
    const TempFolder folder;
    int number = 0;
    const auto with_root = [&](const std::string& change) {
        FileSpec spec = squares(folder, 30);
        spec.path = folder.file(fmt::format("{}.gpkg", ++number));
        make_file(spec);
        run_sqlite(spec.path, fmt::format("{} WHERE nodeno = 1", change));
        return reason(spec.path);
    };
    const std::string broken = "node 1 of the spatial index is broken; make the index anew";
    const std::string update = "UPDATE rtree_layer_geom_node SET data = ";
    EXPECT_EQ(with_root("DELETE FROM rtree_layer_geom_node"), broken);
    EXPECT_EQ(with_root(update + "x'00'"), broken);
    EXPECT_EQ(with_root(update + "x'0000FFFF'"), broken);
    EXPECT_EQ(with_root(update + "x'7FFF0000'"), broken);
    // Both children of the root are the root again: 40 levels of them would never end.
    const std::string itself = "0000000000000001CE6E6B284E6E6B28CE6E6B284E6E6B28";
    EXPECT_EQ(with_root(update + "x'00280002" + itself + itself + "'"), broken);
}

TEST(OpenWindow, SaysWhichRowTheIndexNamesInVain) {
    const TempFolder folder;
    const FileSpec spec = squares(folder, 3);
    make_file(spec);
    run_sqlite(spec.path, "UPDATE rtree_layer_geom SET id = 77 WHERE id = 4");
    EXPECT_EQ(reason(spec.path),
              "the spatial index names feature 77, which is not there; make the index anew");
}

} // namespace
