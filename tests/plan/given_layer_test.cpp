// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "core/scratch.hpp"
#include "plan/given_layer.hpp"
#include "plan/sample_rules.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::plan {
namespace {

constexpr std::string_view text = R"(parkplan = 1
name = "x"
measure = { crs = "EPSG:4548", method = "ellipsoidal" }
[layers.clusters]
path = "gone.gpkg"
layer = "old"
[layers.parks]
provided = false
)";

/// A plan whose layers are not there, and a file that is.
struct GivenLayers : ::testing::Test {
    parkplan::test::Scratch folder{};
    std::filesystem::path plan = folder.file("plan.toml", std::string{text});
    std::string file = folder.file("new.gpkg", "x").string();

    [[nodiscard]] std::string refusal(const std::vector<GivenLayer>& given) const {
        try {
            static_cast<void>(read_plan_with(plan, test::sample_rules, given));
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::usage);
            return error.describe();
        }
        return "no error";
    }
};

TEST_F(GivenLayers, StandInPlaceOfThePathAndOfProvidedFalse) {
    const std::vector<GivenLayer> given{{"clusters", file}, {"parks", file + "|layername=b"}};
    const Plan read = read_plan_with(plan, test::sample_rules, given);
    EXPECT_EQ(read.layers[0].file, file);
    EXPECT_EQ(read.layers[0].layer, "");
    EXPECT_TRUE(read.layers[0].provided);
    EXPECT_EQ(read.layers[1].file, file);
    EXPECT_EQ(read.layers[1].layer, "b");
    EXPECT_TRUE(read.layers[1].provided);
}

TEST_F(GivenLayers, MustBeLayersOfThePlanAndThere) {
    EXPECT_EQ(refusal({{"clusters", file}, {"park", file}}),
              "--layer: the plan has no layer 'park'");
    EXPECT_EQ(refusal({{"clusters", "no/such.gpkg"}}),
              "--layer clusters: file 'no/such.gpkg' does not exist");
}

TEST(PathSeenFrom, LeadsFromOneFolderToTheOther) {
    EXPECT_EQ(path_seen_from("data/a.gpkg", "", ""), "data/a.gpkg");
    EXPECT_EQ(path_seen_from("data/a.gpkg", "", "plans"), "../data/a.gpkg");
    EXPECT_EQ(path_seen_from("a.gpkg", "x/y", "x"), "y/a.gpkg");
    EXPECT_EQ(path_seen_from("x/a.gpkg", "", "x"), "a.gpkg");
    EXPECT_EQ(path_seen_from("/data/a.gpkg", "", "plans"), "/data/a.gpkg");
    EXPECT_EQ(path_seen_from("PG:dbname=x", "", "plans"), "PG:dbname=x");
    EXPECT_EQ(path_seen_from("/vsizip/d/a.zip/a.shp", "", "d"), "/vsizip/a.zip/a.shp");
    EXPECT_EQ(path_seen_from("/vsizip//d/a.zip/a.shp", "", "d"), "/vsizip//d/a.zip/a.shp");
}

TEST(SplitLayerPath, TellsTheLayerFromTheFile) {
    const parkplan::test::Scratch folder;
    const std::string file = folder.file("a.gpkg", "x").string();
    EXPECT_EQ(split_layer_path(file).layer, "");
    const PathParts parts = split_layer_path(file + "|layername=clusters_示意");
    EXPECT_EQ(parts.path, file);
    EXPECT_EQ(parts.layer, "clusters_示意");
}

} // namespace
} // namespace parkplan::plan
