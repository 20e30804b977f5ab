// SPDX-License-Identifier: MIT
#include "cli/command.hpp"
#include "cli/ran.hpp"
#include "core/scratch.hpp"
#include "io/files.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

namespace parkplan::cli {
namespace {

using test::Ran;
using test::ran;
using ::testing::HasSubstr;

/// Two clusters in two parks, as one folder of layers.
struct NamedPlan : ::testing::Test {
    test::Scratch folder{};

    /// A layer of two squares, with the properties given.
    void write(const char* name, const std::string& a, const std::string& b) const {
        constexpr const char* head =
            R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:4548"}},"features":[)";
        const auto square = [](int x, const std::string& properties) {
            return fmt::format(R"({{"type":"Feature","properties":{{{0}}},"geometry":{{"type":)"
                               R"("Polygon","coordinates":[[[{1},4420000],[{2},4420000],[{2},)"
                               R"(4421500],[{1},4421500],[{1},4420000]]]}}}})",
                               properties, x, x + 2000);
        };
        static_cast<void>(folder.file(
            name, fmt::format("{}{},{}]}}", head, square(450000, a), square(453000, b))));
    }

    [[nodiscard]] std::string path(const char* name) const { return (folder / name).string(); }

    [[nodiscard]] std::vector<std::string> words(const std::vector<std::string>& more) const {
        std::vector<std::string> all{"check",   "zgc",
                                     "--layer", "clusters=" + path("a.geojson"),
                                     "--layer", "parks=" + path("parks.geojson")};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    void SetUp() override {
        write("a.geojson", R"("编号":"01","名称":"甲","所属分园":"海淀园")",
              R"("编号":"02","名称":"乙","所属分园":"丰台园")");
        write("parks.geojson", R"("FYMC":"海淀园")", R"("FYMC":"丰台园")");
    }
};

TEST_F(NamedPlan, SavedGivesTheSameResults) {
    const Ran named = ran(words({"--yes", "--format", "json", "--save-plan", path("p.toml")}));
    EXPECT_EQ(named.status, 0);
    const Ran saved = ran({"check", path("p.toml"), "--format", "json"});
    EXPECT_EQ(saved.status, 0);
    EXPECT_EQ(named.out, saved.out);
    EXPECT_EQ(saved.err, "");
    // without a file the verdicts are the same, and the results say that there is none
    const Ran unsaved = ran(words({"--yes", "--format", "json", "-q"}));
    const auto from_verdicts = [](const std::string& text) {
        return text.substr(text.find("\"verdicts\""));
    };
    EXPECT_EQ(from_verdicts(unsaved.out), from_verdicts(named.out));
    EXPECT_THAT(unsaved.out, HasSubstr("\"reason\": \"built-in plan\""));
    EXPECT_EQ(unsaved.err, "");
}

TEST_F(NamedPlan, IsRunWhenAPersonSaysSo) {
    const auto answered = [&](const std::string& answer) {
        std::vector<std::string> all = words({"-q"});
        std::vector<const char*> argv{"parkplan"};
        for (const std::string& word : all) {
            argv.push_back(word.c_str());
        }
        std::istringstream in{answer};
        std::ostringstream out;
        std::ostringstream err;
        const int status =
            run(static_cast<int>(argv.size()), argv.data(), {out, err, true, true, &in, true});
        EXPECT_THAT(err.str(), HasSubstr("[y/N]"));
        return status;
    };
    EXPECT_EQ(answered("y\n"), 0);
    EXPECT_EQ(answered("是\n"), 0);
    EXPECT_EQ(answered("n\n"), 2);
    EXPECT_EQ(answered("\n"), 2);
    EXPECT_EQ(answered(""), 2);
}

TEST_F(NamedPlan, NeedsNoConsentWhereNothingIsGuessed) {
    const Ran stated =
        ran(words({"--method", "survey", "--basis", "x", "--field", "clusters.key=编号", "--field",
                   "clusters.name=名称", "--field", "clusters.park=所属分园", "--field",
                   "parks.name=FYMC", "--field", "parks.key="}));
    EXPECT_EQ(stated.status, 0);
    EXPECT_THAT(stated.err, HasSubstr("stated"));
}

TEST_F(NamedPlan, IsNeverWrittenOverAFileUnlessThatIsAsked) {
    const std::string plan = folder.file("p.toml", "mine").string();
    const Ran refused = ran(words({"--yes", "-q", "--save-plan", plan}));
    EXPECT_EQ(refused.status, 3);
    EXPECT_EQ(test::content_of(plan), "mine");
    EXPECT_EQ(ran(words({"--yes", "-q", "--save-plan", plan, "--overwrite"})).status, 0);
    EXPECT_THAT(test::content_of(plan), HasSubstr("[layers.clusters]\npath = \"/"));
}

TEST_F(NamedPlan, AsksForTheCodesThatItsSchemeDoesNotSay) {
    write("survey.geojson", R"("DLBM":"0601","DLMC":"工业用地")",
          R"("DLBM":"0701","DLMC":"城镇住宅用地")");
    const auto with = [&](const std::vector<std::string>& more) {
        std::vector<std::string> all = words({"--yes", "-q", "--save-plan", path("p.toml")});
        for (const std::string& word :
             {std::string{"--layer"}, "landuse=" + path("survey.geojson"), std::string{"--set"},
              std::string{"landuse.scheme=survey-3"}, std::string{"--set"},
              std::string{"landuse.basis=现状"}, std::string{"--set"},
              std::string{"landuse.as_of=2020"}}) {
            all.push_back(word);
        }
        all.insert(all.end(), more.begin(), more.end());
        return ran(all);
    };
    const Ran asked = with({});
    EXPECT_EQ(asked.status, 2);
    EXPECT_EQ(asked.err,
              "parkplan: error: 'landuse.middle' is not stated (codes of the middle reading); the "
              "scheme 'survey-3' does not say which codes are land for industries\n"
              "  hint: say so with --set landuse.middle=CODE,CODE\n");
    EXPECT_THAT(with({"--set", "landuse.reading=wide"}).err,
                HasSubstr("say so with --set landuse.wide=CODE,CODE"));
    EXPECT_THAT(with({"--lang", "zh"}).err,
                HasSubstr("提示：请用 --set landuse.middle=CODE,CODE 说明"));
    const Ran wrong = with({"--set", "landuse.middle=M1"});
    EXPECT_EQ(wrong.status, 2);
    EXPECT_THAT(wrong.err, HasSubstr("error: rule 'clusters.size': 'middle' holds 'M1'"));
    EXPECT_FALSE(std::filesystem::exists(path("p.toml")));       // nothing is left of all these
    EXPECT_EQ(with({"--set", "landuse.middle=0601"}).status, 4); // other readings stay open
    EXPECT_TRUE(std::filesystem::exists(path("p.toml")));
    EXPECT_EQ(with({"--set", "landuse.middle=0601，0508、1001", "--overwrite"}).status, 4);
    EXPECT_THAT(test::content_of(path("p.toml")),
                HasSubstr("middle = [\"0601\", \"0508\", \"1001\"]\n"));
}

TEST_F(NamedPlan, ReportsTheRulesThatLackAFieldAsNotChecked) {
    const Ran named = ran(words({"--yes", "--lang", "zh", "--save-plan", path("p.toml")}));
    EXPECT_THAT(named.err, HasSubstr("  不予核查：clusters.industries："));
    for (const Ran& one : {named, ran({"check", path("p.toml"), "--lang", "zh"})}) {
        EXPECT_THAT(one.out, HasSubstr("clusters.industries  value_present：未检查 1"));
        EXPECT_THAT(one.out,
                    HasSubstr("未检查  “clusters.industries”（重点产业）未对应到字段，未核"));
    }
    const Ran later =
        ran({"check", path("p.toml"), "--lang", "zh", "--layer", "landuse=" + path("a.geojson")});
    EXPECT_THAT(later.out, HasSubstr("未检查  编制方案时“用地图斑”未提供，未核"));
}

TEST_F(NamedPlan, SaysOfAPlanThatNobodyConfirmedThatItWasNotWritten) {
    const Ran alone = ran(words({}));
    EXPECT_EQ(alone.status, 2);
    EXPECT_THAT(alone.err, HasSubstr("with --save-plan FILE besides it is kept as a plan file"));
    const std::string plan = path("p.toml");
    const Ran saved = ran(words({"--save-plan", plan}));
    EXPECT_EQ(saved.status, 2);
    EXPECT_THAT(saved.err,
                HasSubstr(fmt::format("--yes accepts it and writes '{}', which was not", plan)));
    EXPECT_FALSE(std::filesystem::exists(plan));
}

TEST_F(NamedPlan, IsTheFileWhereThereIsOneOfThatName) {
    const std::string plan = path("p.toml");
    ASSERT_EQ(ran(words({"--yes", "-q", "--save-plan", plan})).status, 0);
    // the name with a folder is never that of a built-in plan
    const Ran other = ran({"check", path("zgc")});
    EXPECT_EQ(other.status, 2);
    EXPECT_THAT(other.err, HasSubstr("cannot read the plan"));
    const Ran given = ran({"check", plan, "-q", "--layer", "parks=" + path("a.geojson")});
    EXPECT_EQ(given.status, 2); // has no FYMC
    EXPECT_THAT(given.err, HasSubstr("FYMC"));
    EXPECT_THAT(ran({"check", plan, "--yes"}).err, HasSubstr("--yes is for built-in plans"));
}

TEST_F(NamedPlan, AsksForTheSystemOfALayerThatStatesNone) {
    test::make_file({.path = path("bare.shp"),
                     .driver = "ESRI Shapefile",
                     .layer = "bare",
                     .epsg = 0,
                     .fields = {{"ZTBH", "String"}},
                     .rows = {{"POLYGON((450000 4420000,450000 4422000,452000 4422000,"
                               "452000 4420000,450000 4420000))",
                               {"01"}}},
                     .options = {},
                     .geometry_type = "Polygon"});
    const std::string layer = "clusters=" + path("bare.shp");
    const Ran bare = ran({"check", "zgc", "--layer", layer, "--yes", "-q"});
    EXPECT_EQ(bare.status, 2);
    EXPECT_THAT(bare.err, HasSubstr("--set clusters.crs=EPSG:4548"));
    const Ran stated = ran({"check", "zgc", "--layer", layer, "--yes", "-q", "--set",
                            "clusters.crs=EPSG:4548", "--save-plan", path("p.toml")});
    EXPECT_EQ(stated.status, 0);
    EXPECT_EQ(stated.err, "");
    EXPECT_THAT(test::content_of(path("p.toml")), HasSubstr("crs = \"EPSG:4548\"\nkey"));
}

} // namespace
} // namespace parkplan::cli
