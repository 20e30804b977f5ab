// SPDX-License-Identifier: MIT
// `overlaps` reads of its second layer what may meet the first, by whatever way the file offers.
#include "cli/ran.hpp"
#include "io/files.hpp"
#include "json/value.hpp"
#include "support/random_polygons.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan {
namespace {

using test::FileSpec;
using test::make_file;
using test::Ran;
using test::ran;
using test::TempFolder;

std::string wkt_of(const test::Ring& ring) {
    std::string text = "POLYGON((";
    for (const geo::Point& p : ring) {
        text += fmt::format("{} {},", p.x, p.y);
    }
    return text + fmt::format("{} {}))", ring[0].x, ring[0].y);
}

/// Stars of some ten metres, scattered over a square kilometre; every fiftieth crosses itself.
FileSpec scattered(std::size_t count) {
    test::Random random{77};
    FileSpec spec{.epsg = 4548, .fields = {{"name", "String"}}};
    for (std::size_t i = 0; i < count; ++i) {
        const double x = 440000.0 + random.between(0.0, 1000.0);
        const geo::Point centre{x, 4400000.0 + random.between(0.0, 1000.0)};
        test::Ring ring = test::on_binary_grid(test::star_ring(random, centre, 20.0, 9));
        if (i % 50 == 7) {
            std::swap(ring[2], ring[5]);
        }
        spec.rows.push_back({wkt_of(ring), {fmt::format("n{}", i)}});
    }
    return spec;
}

/// A member of an object, or of its member `of`, as text.
std::string member(const json::Value& value, std::string_view name, std::string_view of = {}) {
    const json::Value* object = of.empty() ? &value : value.find(of);
    return object == nullptr || object->find(name) == nullptr
               ? "none"
               : json::dump(*object->find(name), json::Layout::compact);
}

/// The result with the words that tell one file from another taken out.
std::string result(const std::vector<std::string>& words) {
    const Ran done = ran(words);
    const json::Value found = json::parse(done.out);
    std::string text = fmt::format("exit {}", done.status);
    for (const char* name : {"pairs", "summary", "findings"}) {
        text += "\n" + member(found, name);
    }
    for (const char* name : {"features", "features_away", "features_excluded", "area_m2"}) {
        text += "\n" + member(found, name, "b");
    }
    return text;
}

TEST(OverlapsNear, GivesTheSameWithAnIndexAndWithout) {
    const TempFolder folder;
    FileSpec spec = scattered(2000);
    spec.layer = "b";
    spec.path = folder.file("indexed.gpkg");
    make_file(spec);
    spec.options = {"SPATIAL_INDEX=NO"};
    spec.path = folder.file("plain.gpkg");
    make_file(spec);
    const std::string a = folder.file("a.gpkg");
    make_file(
        {.path = a,
         .epsg = 4548,
         .rows = {{"POLYGON((440100 4400100,440250 4400100,440250 4400250,440100 4400100))", {}},
                  {"POLYGON((440800 4400800,440850 4400800,440850 4400820,440800 4400800))", {}}}});
    const std::vector<std::string> words{"overlaps", a, "", "--key-b", "name", "--format", "json"};
    const auto with = [&](const std::string& b) {
        std::vector<std::string> all = words;
        all[2] = folder.file(b);
        return result(all);
    };
    const std::string expected = with("plain.gpkg");
    EXPECT_EQ(with("indexed.gpkg"), expected);
    EXPECT_THAT(expected, testing::HasSubstr("\n2000\n"));
    std::vector<std::string> filtered = words;
    filtered[2] = folder.file("indexed.gpkg");
    filtered.insert(filtered.end(), {"--where-b", "name <> 'nobody'"}); // only OGR can do that
    EXPECT_EQ(result(filtered), expected);
}

TEST(OverlapsNear, KeepsRowsThatHaveNoPlace) {
    const TempFolder folder;
    FileSpec spec = scattered(100);
    spec.path = folder.file("b.gpkg");
    spec.rows.push_back({"", {"nowhere"}});
    make_file(spec);
    const std::string a = folder.file("a.gpkg");
    make_file({.path = a, .epsg = 4548, .rows = {{"POLYGON((0 0,10 0,10 10,0 0))", {}}}});
    const Ran done = ran({"overlaps", a, spec.path, "--format", "json"});
    const json::Value found = json::parse(done.out);
    EXPECT_EQ(member(found, "features_away", "b"), "100");
    EXPECT_EQ(member(found, "features_excluded", "b"), "1");
    EXPECT_THAT(done.out, testing::HasSubstr("PP-0101"));
}

} // namespace
} // namespace parkplan
