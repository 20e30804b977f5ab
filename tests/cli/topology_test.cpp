// SPDX-License-Identifier: MIT
#include "cli/command.hpp"
#include "core/scratch.hpp"
#include "crs/crs.hpp"
#include "geo/point.hpp"
#include "geo/polygon_column.hpp"
#include "geo/shape.hpp"
#include "io/vector_file.hpp"
#include "json/value.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::cli {
namespace {

using ::testing::HasSubstr;

/// Cells of 10 m, 100 in a row, in more pieces than two threads hold at a time.
constexpr int cells = 20'000;
constexpr int cells_in_a_row = 100;
constexpr int wide_cell = 12'345; ///< reaches 1 m into its neighbour
constexpr int missing_cell = 15'050;

geo::MultiPolygon cell(int number) {
    constexpr double size = 10.0;
    const int column_number = number % cells_in_a_row;
    const int row_number = number / cells_in_a_row;
    const double x = 450'000.0 + size * column_number;
    const double y = 4'420'000.0 + size * row_number;
    const double right = x + size + (number == wide_cell ? 1.0 : 0.0);
    geo::PolygonColumn column;
    for (const geo::Point p : {geo::Point{x, y}, {right, y}, {right, y + size}, {x, y + size}}) {
        column.add_point(p);
    }
    column.end_ring();
    column.end_polygon();
    column.end_feature();
    return geo::MultiPolygon{std::move(column)};
}

io::OutLayer cells_layer() {
    io::OutLayer layer{.name = "cells", .title = "cells", .crs = crs::Crs::parse("EPSG:4548")};
    layer.fields = {{.name = "ID"}};
    for (int number = 0; number < cells; ++number) {
        if (number != missing_cell) {
            // The last cell has the key of the eighth.
            const int key = number == cells - 1 ? 7 : number;
            layer.rows.push_back({{fmt::format("K{}", key)}, cell(number)});
        }
    }
    return layer;
}

std::string out_of(const std::filesystem::path& file, std::string_view threads,
                   std::string_view format) {
    const std::string path = file.string();
    const std::vector<std::string> words{
        "parkplan",  "topology",          path, "--key", "ID", "--format", std::string{format},
        "--threads", std::string{threads}};
    std::vector<const char*> argv;
    for (const std::string& word : words) {
        argv.push_back(word.c_str());
    }
    std::ostringstream out;
    std::ostringstream err;
    EXPECT_EQ(run(static_cast<int>(argv.size()), argv.data(), {out, err}), 1) << err.str();
    return out.str();
}

/// "key fid" of a member of the first entry of a list.
std::string named(const json::Value& entry, std::string_view key, std::string_view fid) {
    return fmt::format("{} {}", std::get<std::string>(entry.find(key)->data()),
                       std::get<std::int64_t>(entry.find(fid)->data()));
}

TEST(Topology, NamesFeaturesOfAllPiecesWhateverTheThreads) {
    const test::Scratch scratch;
    const std::filesystem::path file = scratch / "cells.gpkg";
    static_cast<void>(io::write_geopackage(file, {cells_layer()}));
    const std::string text = out_of(file, "1", "json");
    EXPECT_EQ(out_of(file, "2", "json"), text);
    const json::Value document = json::parse(text);
    const auto& overlaps = std::get<json::Array>(document.find("overlaps")->data());
    ASSERT_EQ(overlaps.size(), 1U);
    EXPECT_EQ(named(overlaps[0], "a", "a_fid"), "K12345 12346");
    EXPECT_EQ(named(overlaps[0], "b", "b_fid"), "K12346 12347");
    const auto& gaps = std::get<json::Array>(document.find("gaps")->data());
    ASSERT_EQ(gaps.size(), 1U);
    const auto& neighbours = std::get<json::Array>(gaps[0].find("neighbours")->data());
    std::vector<std::string> names;
    for (const json::Value& neighbour : neighbours) {
        names.push_back(named(neighbour, "key", "fid"));
    }
    EXPECT_THAT(names, ::testing::ElementsAre("K14950 14951", "K15049 15050", "K15051 15051",
                                              "K15150 15150"));
    EXPECT_THAT(text, HasSubstr("the key 'K7' stands for 2 features; one is needed"));
    EXPECT_EQ(out_of(file, "2", "csv"), out_of(file, "1", "csv"));
}

} // namespace
} // namespace parkplan::cli
