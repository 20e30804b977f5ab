// SPDX-License-Identifier: MIT
#include "plan/plan_folder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::plan::test {
namespace {

constexpr std::string_view full_plan = R"(parkplan = 1
name = "组团复核（示意）"
name_en = "Clusters"
date = 2026-01-31

[sources.S3]
title = "《统筹发展规划》"
status = "草案"
period = "2018-2035"
note = "未公布"
superseded_by = "《简版》"

[measure]
crs = "EPSG:4548"
method = "survey"
basis = "国土调查"
point_accuracy = "界址点一级"
coverage_factor = 2.5

[layers.parks]
path = "parks.gpkg"

[layers.clusters]
path = "./clusters.gpkg|layername=clusters_示意"
key = "ZTBH"
title = "发展组团"
title_en = "Clusters"
where = "BZ IS NULL"
fields = { name = "ZTMC", park = "SSFY" }
crs = "EPSG:4490"
point_accuracy = "50m"

[[rules]]
id = "clusters.area"
rule = "area_at_least"
layer = "clusters"
limit = "2km2"
clause = { source = "S3", place = "第三章 第二节", quote = "2 平方公里以上" }

[[rules]]
id = "hints"
rule = "everything"
severity = "info"
group = "规划文本提示"
layer = "clusters"
by = "parks"
field = "name"
fields = "park"
min_area = "1ha"
min_width = "10cm"
count = 17
separator = "、"
values = ["ICT", "BIO"]

[[rules]]
id = "defaults"
rule = "everything"
layer = "parks"
fields = ["a", "b"]

[output]
formats = ["shp", "text"]
)";

class ReadPlan : public testing::Test {
protected:
    PlanFolder folder{};
};

TEST_F(ReadPlan, ReadsWhatStandsAtTheTop) {
    const Plan plan = folder.read(full_plan);
    EXPECT_EQ(plan.file, folder / "plan.toml");
    EXPECT_EQ(plan.name, (BiText{.en = "Clusters", .zh = "组团复核（示意）"}));
    EXPECT_EQ(plan.date, "2026-01-31");
    EXPECT_EQ(plan.working_crs.code(), "EPSG:4548");
    EXPECT_EQ(plan.method, AreaMethod::survey);
    EXPECT_EQ(plan.basis, "国土调查");
    EXPECT_EQ(plan.point_accuracy, Metres{0.05});
    EXPECT_EQ(plan.coverage_factor, 2.5);
    EXPECT_EQ(plan.formats, (std::vector{OutputFormat::shp, OutputFormat::text}));
    ASSERT_EQ(plan.sources.size(), 1U);
    const Source& source = plan.sources[0];
    EXPECT_EQ((std::vector{source.id, source.title, source.status, source.period, source.note,
                           source.superseded_by}),
              (std::vector<std::string>{"S3", "《统筹发展规划》", "草案", "2018-2035", "未公布",
                                        "《简版》"}));
}

TEST_F(ReadPlan, ReadsWhoSignsThePapersAndWhichLayersARuleNames) {
    const Plan plan =
        folder.read(std::string{full_plan} + "[papers]\nunit = \"规划院\"\nchecked_by = \"李四\"\n"
                                             "date = 2026-02-28\n");
    EXPECT_EQ(plan.papers.unit, "规划院");
    EXPECT_EQ(plan.papers.calculated_by, "");
    EXPECT_EQ(plan.papers.checked_by, "李四");
    EXPECT_EQ(plan.papers.date, "2026-02-28");
    EXPECT_EQ(plan.rules[0].layers, (std::vector<std::string>{"clusters"}));
    EXPECT_EQ(plan.rules[1].layers, (std::vector<std::string>{"clusters", "parks"}));
}

TEST_F(ReadPlan, ReadsTheEncodingOfALayerAndWhyARuleIsNotChecked) {
    const Plan plan = folder.read("parkplan = 1\nname = \"x\"\n[measure]\ncrs = \"EPSG:4548\"\n"
                                  "method = \"planar\"\n[layers.clusters]\npath = "
                                  "\"clusters.gpkg\"\nencoding = \"GBK\"\n[[rules]]\nid = \"a\"\n"
                                  "rule = \"area_at_least\"\nnot_checked = \"未核\"\n[[rules]]\n"
                                  "id = \"b\"\nrule = \"area_at_least\"\nnot_checked = \"未核\"\n"
                                  "not_checked_en = \"not checked\"\nlayer = \"clusters\"\n");
    EXPECT_EQ(plan.layers[0].encoding, "GBK");
    EXPECT_EQ(plan.rules[0].not_checked, (BiText{"未核", "未核"}));
    EXPECT_TRUE(plan.rules[0].params.empty());
    EXPECT_EQ(plan.rules[1].not_checked, (BiText{"not checked", "未核"}));
    EXPECT_EQ(plan.rules[1].text("layer"), "clusters");
}

TEST_F(ReadPlan, ReadsWhichStateOfABoundaryALayerShows) {
    const Plan plan = folder.read("parkplan = 1\nname = \"x\"\n[measure]\ncrs = \"EPSG:4548\"\n"
                                  "method = \"planar\"\n[layers.parks]\npath = \"parks.gpkg\"\n"
                                  "approval = \"国函〔2012〕168号\"\nversion = \"报批稿\"\n"
                                  "as_of = \"2020-12-31\"\n[layers.clusters]\n"
                                  "path = \"clusters.gpkg\"\n");
    const Edition& edition = plan.layers[0].edition;
    EXPECT_EQ((std::vector{edition.approval, edition.version, edition.as_of}),
              (std::vector<std::string>{"国函〔2012〕168号", "报批稿", "2020-12-31"}));
    EXPECT_TRUE(plan.layers[1].edition.empty());
}

TEST_F(ReadPlan, ReadsLayersInFileOrder) {
    const Plan plan = folder.read(full_plan);
    ASSERT_EQ(plan.layers.size(), 2U);
    const LayerConfig& parks = plan.layers[0];
    EXPECT_EQ(parks.id, "parks");
    EXPECT_EQ(parks.title, (BiText{.en = "parks", .zh = "parks"}));
    EXPECT_EQ((std::vector{parks.layer, parks.key, parks.where}), std::vector<std::string>(3));
    EXPECT_TRUE(parks.fields.empty());
    EXPECT_FALSE(parks.crs.has_value());
    EXPECT_FALSE(parks.point_accuracy.has_value());
    EXPECT_EQ(parks.location, (Location{.line = 20, .column = 1}));

    const LayerConfig& clusters = plan.layers[1];
    EXPECT_EQ(clusters.id, "clusters");
    EXPECT_EQ(clusters.path, "./clusters.gpkg|layername=clusters_示意");
    EXPECT_EQ(clusters.file, folder / "clusters.gpkg");
    EXPECT_EQ(clusters.layer, "clusters_示意");
    EXPECT_EQ(clusters.key, "ZTBH");
    EXPECT_EQ(clusters.title, (BiText{.en = "Clusters", .zh = "发展组团"}));
    EXPECT_EQ(clusters.where, "BZ IS NULL");
    EXPECT_EQ(clusters.fields,
              (std::map<std::string, std::string>{{"name", "ZTMC"}, {"park", "SSFY"}}));
    ASSERT_TRUE(clusters.crs.has_value());
    EXPECT_EQ(clusters.crs->code(), "EPSG:4490");
    EXPECT_EQ(clusters.point_accuracy, Metres{50.0});
    EXPECT_EQ(clusters.location, (Location{.line = 23, .column = 1}));
    EXPECT_EQ(clusters.location_of("where"), (Location{.line = 28, .column = 9}));
    EXPECT_EQ(clusters.location_of("layer"), clusters.location);
}

TEST_F(ReadPlan, ReadsRulesInFileOrder) {
    const Plan plan = folder.read(full_plan);
    ASSERT_EQ(plan.rules.size(), 3U);
    const RuleConfig& area = plan.rules[0];
    EXPECT_EQ(area.id, "clusters.area");
    EXPECT_EQ(area.kind, "area_at_least");
    EXPECT_EQ(area.level, Level::error);
    EXPECT_EQ(area.group, "");
    EXPECT_EQ(area.clause, (Citation{.source = "S3",
                                     .document = "《统筹发展规划》",
                                     .status = "草案",
                                     .place = "第三章 第二节",
                                     .quote = "2 平方公里以上"}));
    EXPECT_EQ(area.text("layer"), "clusters");
    EXPECT_EQ(area.area("limit"), SquareMetres{2e6});
    EXPECT_EQ(area.params.size(), 2U);
    EXPECT_EQ(area.location, (Location{.line = 33, .column = 1}));
    EXPECT_EQ(area.param_locations.at("limit"), (Location{.line = 37, .column = 9}));

    const RuleConfig& hints = plan.rules[1];
    EXPECT_EQ(hints.level, Level::info);
    EXPECT_EQ(hints.group, "规划文本提示");
    EXPECT_TRUE(hints.clause.empty());
    const std::map<std::string, ParamValue, std::less<>> expected{
        {"layer", "clusters"},
        {"by", "parks"},
        {"field", "name"},
        {"fields", std::vector<std::string>{"park"}},
        {"min_area", SquareMetres{1e4}},
        {"min_width", Metres{0.1}},
        {"count", std::int64_t{17}},
        {"separator", "、"},
        {"values", std::vector<std::string>{"ICT", "BIO"}},
        {"factor", 1.5},
        {"part", 0.8},
    };
    EXPECT_EQ(hints.params, expected);
    EXPECT_EQ(hints.number("part"), 0.8);
    EXPECT_EQ(hints.integer("count"), 17);
    EXPECT_EQ(hints.length("min_width"), Metres{0.1});
    EXPECT_EQ(hints.list("values"), (std::vector<std::string>{"ICT", "BIO"}));
}

TEST_F(ReadPlan, FillsInFallbacksAndLeavesTheRestAbsent) {
    const Plan plan = folder.read(full_plan);
    ASSERT_EQ(plan.rules.size(), 3U);
    const RuleConfig& rule = plan.rules[2];
    EXPECT_EQ(rule.level, Level::warning);
    const std::map<std::string, ParamValue, std::less<>> expected{
        {"layer", "parks"},
        {"fields", std::vector<std::string>{"a", "b"}},
        {"min_area", SquareMetres{0.0}},
        {"min_width", Metres{0.05}},
        {"count", std::int64_t{31}},
        {"factor", 1.5},
        {"part", 0.8},
    };
    EXPECT_EQ(rule.params, expected);
    EXPECT_TRUE(rule.has("count"));
    EXPECT_FALSE(rule.has("by"));
    EXPECT_FALSE(rule.param_locations.contains("count"));
    const Plan bare =
        folder.read("parkplan = 1\nname = \"x\"\n[measure]\ncrs = \"local\"\nmethod = "
                    "\"planar\"\n[layers.c]\npath = \"parks.gpkg\"\n[[rules]]\nid = "
                    "\"r\"\nrule = \"everything\"\nlayer = \"c\"\n");
    EXPECT_EQ(bare.rules.at(0).list("fields"), (std::vector<std::string>{"name", "key"}));
}

TEST_F(ReadPlan, NeedsLittle) {
    const Plan plan = folder.read("\xEF\xBB\xBFparkplan = 1\r\nname = \"x\"\r\ndate = "
                                  "\"2024-02-29\"\r\n[measure]\r\ncrs = \"local\"\r\nmethod = "
                                  "\"planar\"\r\ncoverage_factor = 3\r\n[layers.c]\r\npath = "
                                  "\"parks.gpkg\"\r\ntitle_en = \"Parks\"\r\n[output]\r\n");
    EXPECT_EQ(plan.name, (BiText{.en = "x", .zh = "x"}));
    EXPECT_EQ(plan.date, "2024-02-29");
    EXPECT_EQ(plan.working_crs.kind(), crs::CrsKind::local);
    EXPECT_EQ(plan.method, AreaMethod::planar);
    EXPECT_EQ(plan.basis, "");
    EXPECT_FALSE(plan.point_accuracy.has_value());
    EXPECT_EQ(plan.coverage_factor, 3.0);
    EXPECT_EQ(plan.layers.at(0).title, (BiText{.en = "Parks", .zh = "Parks"}));
    EXPECT_TRUE(plan.rules.empty());
    EXPECT_TRUE(plan.sources.empty());
    EXPECT_EQ(plan.formats,
              (std::vector{OutputFormat::text, OutputFormat::json, OutputFormat::gpkg,
                           OutputFormat::geojson, OutputFormat::shp, OutputFormat::papers}));
}

TEST_F(ReadPlan, FindsLayersRolesAndPlaces) {
    const Plan plan = folder.read(full_plan);
    ASSERT_NE(plan.find_layer("clusters"), nullptr);
    EXPECT_EQ(plan.find_layer("clusters")->id, "clusters");
    EXPECT_EQ(plan.find_layer("nothing"), nullptr);
    EXPECT_EQ(plan.layer_index("parks"), 0U);
    EXPECT_EQ(plan.layer_index("clusters"), 1U);
    EXPECT_THROW(static_cast<void>(plan.layer_index("nothing")), Error);
    const std::string role = "name";
    const std::string field = "MJ";
    EXPECT_EQ(plan.layers[1].field(role), "ZTMC");
    EXPECT_EQ(plan.layers[1].field(field), "MJ");
    EXPECT_EQ(plan.place_of({.line = 14, .column = 1}),
              fmt::format("{}:14:1", (folder / "plan.toml").string()));
}

TEST_F(ReadPlan, RefusesAccessByTheWrongTypeAsABugOfOurs) {
    const Plan plan = folder.read(full_plan);
    const RuleConfig& rule = plan.rules.at(0);
    try {
        static_cast<void>(rule.length("limit"));
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::internal);
        EXPECT_STREQ(error.what(), "rule 'clusters.area' of kind 'area_at_least' has no parameter "
                                   "'limit' that is a length");
    }
    EXPECT_THROW(static_cast<void>(rule.text("nothing")), Error);
    EXPECT_THROW(static_cast<void>(rule.list("layer")), Error);
    EXPECT_THROW(static_cast<void>(rule.area("layer")), Error);
    EXPECT_THROW(static_cast<void>(rule.integer("layer")), Error);
}

TEST(ReadPlanFile, ReadsAFileAndResolvesAgainstItsFolder) {
    const parkplan::test::Scratch scratch;
    static_cast<void>(scratch.file("clusters.gpkg", "x"));
    const std::filesystem::path file =
        scratch.file("p.toml", "parkplan = 1\nname = \"x\"\n[measure]\ncrs = \"EPSG:4548\"\n"
                               "method = \"ellipsoidal\"\n[layers.c]\npath = \"clusters.gpkg\"\n");
    const Plan plan = read_plan(file, sample_rules);
    EXPECT_EQ(plan.file, file);
    EXPECT_EQ(plan.layers.at(0).file, scratch / "clusters.gpkg");
}

TEST(ReadPlanFile, SaysWhenThereIsNoFileToRead) {
    const parkplan::test::Scratch scratch;
    const auto refusal = [](const std::filesystem::path& file) {
        try {
            static_cast<void>(read_plan(file, sample_rules));
        } catch (const Error& error) {
            return fmt::format("{}: {}: {}", name_of(error.kind()),
                               std::filesystem::path{error.where().source}.filename().string(),
                               error.what());
        }
        return std::string{"no error"};
    };
    EXPECT_EQ(refusal(scratch / "none.toml"),
              "plan: none.toml: cannot read the plan: No such file or directory");
    EXPECT_EQ(refusal(scratch.folder("folder", "x")),
              "plan: folder: cannot read the plan: it is a folder; a TOML file is needed");
    EXPECT_EQ(refusal(scratch.file("large.toml", std::string((4U << 20U) + 1, '\n'))),
              "plan: large.toml: the plan is larger than 4 MiB");
}

} // namespace
} // namespace parkplan::plan::test
