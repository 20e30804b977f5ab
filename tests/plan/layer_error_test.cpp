// SPDX-License-Identifier: MIT
#include "core/text.hpp"
#include "plan/plan_folder.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <string>
#include <string_view>

namespace parkplan::plan::test {
namespace {

/// A good plan whose line 6 starts the layers.
std::string with_layers(std::string_view layers) {
    return fmt::format("parkplan = 1\nname = \"x\"\n[measure]\ncrs = \"EPSG:4548\"\nmethod = "
                       "\"survey\"\n{}\n",
                       layers);
}

class LayerError : public testing::Test {
protected:
    PlanFolder folder{};
};

TEST_F(LayerError, ChecksEveryKey) {
    const auto cases = std::to_array<Refusal>({
        {"[layers]", "plan.toml:6:1: the plan has no layer\n"
                     "  hint: a layer is a table [layers.clusters] with path = \"clusters.gpkg\""},
        {"[layers]\nclusters = \"clusters.gpkg\"",
         "plan.toml:7:12: layer 'clusters': 'layers.clusters' is the text 'clusters.gpkg'; a table "
         "such "
         "as [layers.clusters] with path = \"clusters.gpkg\" is needed"},
        {"[layers.clusters]\nkey = \"ZTBH\"",
         "plan.toml:6:1: layer 'clusters': missing key 'path'\n"
         "  hint: path names the file of the layer, relative to the plan"},
        {"[layers.clusters]\npth = \"clusters.gpkg\"",
         "plan.toml:7:1: layer 'clusters': unknown key 'pth'\n"
         "  hint: did you mean 'path'? known: path, provided, layer, key, title, title_en, "
         "where, encoding, fields, crs, point_accuracy, approval, version, as_of"},
        {"[layers.clusters]\npath = \"\"",
         "plan.toml:7:8: layer 'clusters': 'path' is empty\n"
         "  hint: path names the file of the layer, relative to the plan"},
        {"[layers.clusters]\nprovided = \"no\"",
         "plan.toml:7:12: layer 'clusters': 'provided' is the text 'no'; true or false without "
         "quotes is needed"},
        {"[layers.clusters]\nprovided = false\npath = \"clusters.gpkg\"",
         "plan.toml:8:8: layer 'clusters': 'path' stands beside 'provided = false'\n"
         "  hint: leave one of them out"},
        {"[layers.clusters]\nprovided = true",
         "plan.toml:6:1: layer 'clusters': missing key 'path'\n"
         "  hint: path names the file of the layer, relative to the plan"},
        {"[layers.clusters]\npath = \"clusters.gpkg\"\nkey = 7",
         "plan.toml:8:7: layer 'clusters': 'key' is the integer 7; text in quotes is needed"},
        {"[layers.clusters]\npath = \"clusters.gpkg\"\nfields = [\"ZTMC\"]",
         "plan.toml:8:10: layer 'clusters': 'fields' is an array; a table such as fields = { name "
         "= \"ZTMC\" } is needed"},
        {"[layers.clusters]\npath = \"clusters.gpkg\"\nfields = { name = 1 }",
         "plan.toml:8:19: layer 'clusters': 'fields.name' is the integer 1; text in quotes is "
         "needed"},
        {"[layers.clusters]\npath = \"clusters.gpkg\"\nfields = { name = \"\" }",
         "plan.toml:8:12: layer 'clusters': 'fields' holds an empty name"},
    });
    for (const Refusal& refusal : cases) {
        EXPECT_EQ(folder.refusal(with_layers(refusal.text)), refusal.message);
    }
    EXPECT_TRUE(
        folder
            .refusal(with_layers("[layers.clusters]\npath = \"clusters.gpkg\"\ncrs = \"nowhere\""))
            .starts_with("plan.toml:8:7: layer 'clusters': 'crs': "));
    EXPECT_TRUE(folder
                    .refusal(with_layers("[layers.clusters]\npath = \"clusters.gpkg\"\n"
                                         "point_accuracy = \"5 ells\""))
                    .starts_with("plan.toml:8:18: layer 'clusters': 'point_accuracy': length '5 "
                                 "ells' has the unknown unit 'ells'"));
}

TEST_F(LayerError, WantsIdsThatCanNameAFile) {
    for (const std::string& id :
         {std::string{}, std::string{"a/b"}, std::string{"../x"}, std::string{".x"},
          std::string{"a\\tb"}, std::string{" a"}, std::string{"a|b"}, std::string(121, 'x'),
          std::string{"gpkg_contents"}, std::string{"sqlite_master"}, std::string{"rtree_a"}}) {
        const std::string message = folder.refusal(
            with_layers(fmt::format("[layers.\"{}\"]\npath = \"clusters.gpkg\"", id)));
        EXPECT_TRUE(message.starts_with("plan.toml:6:9: layer id '") &&
                    message.ends_with("' cannot name a result file; letters, digits, '_' and '-' "
                                      "are best, up to 120 bytes"))
            << message;
    }
    EXPECT_EQ(folder.refusal(with_layers("[layers.a]\npath = \"clusters.gpkg\"\n"
                                         "[layers.A]\npath = \"clusters.gpkg\"")),
              "plan.toml:8:9: layer id 'A' differs from another only by upper and lower case");
    EXPECT_EQ(folder.refusal(with_layers("[layers.\"组团_示意 1\"]\npath = \"clusters.gpkg\"")),
              "no error");
}

TEST_F(LayerError, LooksForFilesBesideThePlan) {
    const auto cases = std::to_array<Refusal>({
        {"nowhere.gpkg", "plan.toml:7:8: layer 'c': 'path': file 'nowhere.gpkg' does not exist\n"
                         "  hint: paths are relative to the plan file: looked for 'nowhere.gpkg'"},
        {"sub/../x.shp", "plan.toml:7:8: layer 'c': 'path': file 'sub/../x.shp' does not exist\n"
                         "  hint: paths are relative to the plan file: looked for 'x.shp'"},
        {"c:clusters.gpkg",
         "plan.toml:7:8: layer 'c': 'path': file 'c:clusters.gpkg' does not exist\n"
         "  hint: paths are relative to the plan file: looked for 'c:clusters.gpkg'"},
        {"nowhere.gpkg|layername=a",
         "plan.toml:7:8: layer 'c': 'path': file 'nowhere.gpkg' does not exist\n"
         "  hint: paths are relative to the plan file: looked for 'nowhere.gpkg'"},
        {"clusters.gpkg|layerid=0",
         "plan.toml:7:8: layer 'c': 'path': '|layerid=0' is no option of a path; one "
         "'|layername=NAME' is allowed"},
        {"clusters.gpkg|layername=",
         "plan.toml:7:8: layer 'c': 'path': '|layername=' is no option of a path; one "
         "'|layername=NAME' is allowed"},
        {"clusters.gpkg|layername=a|layername=b",
         "plan.toml:7:8: layer 'c': 'path': '|layername=b' is no option of a path; one "
         "'|layername=NAME' is allowed"},
        {"clusters.gpkg\\u0000.shp",
         "plan.toml:7:8: layer 'c': 'path': a path cannot hold control characters"},
    });
    for (const Refusal& refusal : cases) {
        EXPECT_EQ(
            folder.refusal(with_layers(fmt::format("[layers.c]\npath = \"{}\"", refusal.text))),
            refusal.message);
    }
    EXPECT_TRUE(
        folder.refusal(with_layers(fmt::format("[layers.c]\npath = \"{}\"", std::string(300, 'x'))))
            .starts_with("plan.toml:7:8: layer 'c': 'path': cannot look at 'xxx"));
    EXPECT_EQ(folder.refusal(with_layers("[layers.c]\npath = \"clusters.gpkg|layername=a\"\n"
                                         "layer = \"b\"")),
              "plan.toml:8:9: layer 'c': 'layer' is 'b', but the path says '|layername=a'");
}

TEST_F(LayerError, NeverNamesADatabaseConnection) {
    const std::string message = folder.refusal(
        with_layers("[layers.c]\npath = \"PG:dbname=x password=hush|hush\"\nlayr = \"b\""));
    EXPECT_EQ(message.find("hush"), std::string::npos) << message;
}

TEST_F(LayerError, ResolvesEveryKindOfPath) {
    struct Case {
        std::string written;
        std::filesystem::path file;
        std::string layer;
    };
    static_cast<void>(std::filesystem::create_directory(folder / "odd|name.gdb"));
    const auto cases = std::to_array<Case>({
        {"clusters.gpkg", folder / "clusters.gpkg", ""},
        {"sub/../clusters.gpkg", folder / "clusters.gpkg", ""},
        {(folder / "parks.gpkg").string(), folder / "parks.gpkg", ""},
        {"clusters.gpkg|layername=组团", folder / "clusters.gpkg", "组团"},
        {"odd|name.gdb", folder / "odd|name.gdb", ""},
        {"PG:dbname=x password=a|b", "PG:dbname=x password=a|b", ""},
        {"PG:dbname=x|layername=t", "PG:dbname=x", "t"},
        {"GPKG:clusters.gpkg:t", "GPKG:clusters.gpkg:t", ""},
        {"/vsizip/data.zip/a.shp", "/vsizip/" + (folder / "data.zip/a.shp").string(), ""},
        {"/vsizip//abs/data.zip/a.shp", "/vsizip//abs/data.zip/a.shp", ""},
        {"/vsizip/{data.zip}/a.shp|layername=a", "/vsizip/{data.zip}/a.shp", "a"},
        {"/vsimem/x.gpkg", "/vsimem/x.gpkg", ""},
    });
    for (const Case& one : cases) {
        const Plan plan =
            folder.read(with_layers(fmt::format("[layers.c]\npath = '{}'", one.written)));
        ASSERT_EQ(plan.layers.size(), 1U);
        EXPECT_EQ(plan.layers[0].path, without_password(one.written));
        EXPECT_EQ(plan.layers[0].file, one.file);
        EXPECT_EQ(plan.layers[0].layer, one.layer);
    }
}

} // namespace
} // namespace parkplan::plan::test
