// SPDX-License-Identifier: MIT
#include "core/text.hpp"
#include "json/value.hpp"
#include "report/check_data.hpp"
#include "report/check_report.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace parkplan::report {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

test::LayerBuilder blocks() {
    test::LayerBuilder builder{"blocks", "local"};
    builder.text("id").text("FID").text("name").key("id");
    return builder;
}

CheckResult run(test::TestPlan& plan) {
    CheckResult result;
    result.review = plan.run();
    result.plan = plan.plan();
    return result;
}

/// Two squares that overlap by 1 m², one of them below 20 m², and a bow.
CheckResult overlapping() {
    test::TestPlan plan{rules::builtin()};
    plan.layer("blocks",
               blocks()
                   .add("POLYGON((0 0, 5 0, 5 5, 0 5, 0 0))", {"A", "x", "甲"})
                   .add("POLYGON((4 4, 7 4, 7 7, 4 7, 4 4))", {"B", {}, "乙"})
                   .add("POLYGON((20 0, 24 4, 24 0, 20 4, 20 0))", {"C", {}, "丙"})
                   .build(),
               {{"name", "name"}});
    plan.rule("area", "area_at_least",
              {{"layer", std::string{"blocks"}}, {"limit", SquareMetres{20.0}}});
    plan.rule("overlap", "no_overlap", {{"layer", std::string{"blocks"}}});
    return run(plan);
}

TEST(VerdictsText, ListsAreasAndWhatDidNotPass) {
    const std::string text = verdicts_text(overlapping(), {});
    EXPECT_THAT(text,
                HasSubstr("  area  area_at_least, planar area: 1 pass, 1 fail, 1 not checked\n"
                          "      Document（draft） 1.2\n"));
    EXPECT_THAT(text, HasSubstr("'A' (甲)  pass "));
    EXPECT_THAT(text, HasSubstr("'B' (乙)  fail "));
}

/// `passing` strips of 101, 102 … m² in falling order, before them one that is too small and one
/// without a shape, judged by 100 m².
CheckResult strips(int passing) {
    test::LayerBuilder builder = blocks();
    builder.add("POLYGON((0 0, 5 0, 5 5, 0 5, 0 0))", {"small"}).add_without({"none"});
    for (int i = passing; i > 0; --i) {
        builder.add(fmt::format("POLYGON((0 0, {0} 0, {0} 1, 0 1, 0 0))", 100 + i),
                    {fmt::format("S{}", i)});
    }
    test::TestPlan plan{rules::builtin()};
    plan.plan().point_accuracy = Metres{0.0};
    plan.layer("blocks", builder.build());
    plan.rule("area", "area_at_least",
              {{"layer", std::string{"blocks"}}, {"limit", SquareMetres{100.0}}});
    return run(plan);
}

/// The first words of the lines of the table, without its head.
std::vector<std::string> subjects_in(const std::string& text) {
    std::vector<std::string> words;
    for (const std::string& line : split_list(text, "\n")) {
        if (line.starts_with('\'')) {
            words.push_back(line.substr(0, line.find(' ')));
        }
    }
    return words;
}

TEST(VerdictsText, ListsAllThatPassUpToForty) {
    const std::string text = verdicts_text(strips(40), {});
    EXPECT_EQ(subjects_in(text).size(), 42U);
    EXPECT_THAT(text, Not(HasSubstr("more pass")));
}

TEST(VerdictsText, OfManyThatPassListsThoseNearestToTheLimit) {
    const CheckResult result = strips(41);
    const std::string text = verdicts_text(result, {});
    EXPECT_THAT(text, HasSubstr(": 41 pass, 1 fail, 1 not checked\n"));
    EXPECT_THAT(subjects_in(text), ElementsAre("'small'", "'none'", "'S10'", "'S9'", "'S8'", "'S7'",
                                               "'S6'", "'S5'", "'S4'", "'S3'", "'S2'", "'S1'"));
    EXPECT_TRUE(text.ends_with("      31 more pass, none nearer to the limit; see results.json and "
                               "the data layers\n"));
    EXPECT_TRUE(verdicts_text(result, {.language = Language::chinese})
                    .ends_with("      另有 31 个符合，均不比上列更接近限值，见 results.json "
                               "和成果图层\n"));
}

TEST(VerdictsText, TellsFeaturesWithOneKeyApart) {
    test::TestPlan plan{rules::builtin()};
    plan.layer("blocks",
               blocks()
                   .add("POLYGON((0 0, 5 0, 5 5, 0 5, 0 0))", {"A"})
                   .add("POLYGON((9 0, 12 0, 12 3, 9 3, 9 0))", {"A", {}, "乙"})
                   .add("POLYGON((20 0, 25 0, 25 5, 20 5, 20 0))", {"B"})
                   .build(),
               {{"name", "name"}});
    plan.rule("area", "area_at_least",
              {{"layer", std::string{"blocks"}}, {"limit", SquareMetres{20.0}}});
    const CheckResult result = run(plan);
    const std::string verdicts = verdicts_text(result, {});
    EXPECT_THAT(verdicts, HasSubstr("'A' (fid 1)      pass "));
    EXPECT_THAT(verdicts, HasSubstr("'A' (乙, fid 2)  fail "));
    EXPECT_THAT(verdicts, HasSubstr("'B'              pass "));
    EXPECT_THAT(grouped_findings_text(result, {}), HasSubstr("PP-0401 'A' (乙, fid 2): area"));
}

TEST(VerdictsText, CountsPassingAttributesOnly) {
    test::TestPlan plan{rules::builtin()};
    plan.layer("blocks", blocks().add("POLYGON((0 0, 5 0, 5 5, 0 0))", {"A", "x", "甲"}).build());
    plan.rule("named", "value_present",
              {{"layer", std::string{"blocks"}}, {"field", std::vector<std::string>{"name"}}});
    EXPECT_EQ(verdicts_text(run(plan), {}), "  named  value_present: 1 pass\n"
                                            "      Document（draft） 1.2\n");
}

TEST(GroupedFindingsText, CountsWhatIsTooMuchToRead) {
    CheckResult result;
    review::Finding finding;
    finding.code = "PP-0501";
    finding.rule = "many";
    finding.message = {"empty", "为空"};
    result.review.findings.assign(203, finding);
    EXPECT_THAT(grouped_findings_text(result, {}), HasSubstr("    3 more, see results.json\n"));
}

TEST(CheckText, IsHeadedByTheDisclaimerInBothLanguages) {
    const CheckResult result = overlapping();
    const std::string zh = check_text(result, Language::chinese, Colour::off);
    EXPECT_TRUE(zh.starts_with("技术复核意见，供规划研究使用，不作为行政审批、考核或处罚依据\n"));
    const std::string en = check_text(result, Language::english, Colour::off);
    EXPECT_TRUE(en.starts_with("Technical review for planning research; "));
    EXPECT_THAT(en, HasSubstr("\n技术复核意见，"));
    EXPECT_TRUE(en.ends_with("verdicts: 1 pass, 2 fail, 0 undecided, 2 not checked\n"));
}

TEST(CheckText, SaysThatItIsIncomplete) {
    test::TestPlan plan{rules::builtin()};
    plan.broken_layer("blocks");
    plan.rule("overlap", "no_overlap", {{"layer", std::string{"blocks"}}});
    const std::string text = check_text(run(plan), Language::english, Colour::off);
    EXPECT_THAT(text, HasSubstr("\nCould not be done\n"));
    EXPECT_TRUE(text.ends_with("; incomplete\n"));
}

TEST(CheckText, NamesFilesThatLackSomething) {
    CheckResult result = overlapping();
    result.notes.push_back({"PP-0702", Level::warning, "a.shp", {"cut", "截断"}, {"A", "B"}});
    result.notes.push_back({"PP-0701", Level::info, "a.shp", {"renamed", "改名"}, {"F"}});
    EXPECT_THAT(check_text(result, Language::english, Colour::off),
                HasSubstr("\nFiles\n"
                          "  a.shp: PP-0702 cut (A, B)\n"
                          "  fields with other names in the Shapefiles: 1, see "
                          "data/shp/fields.txt\n"));
}

TEST(MeasuredLayer, KeepsAttributesAndAddsOutcomes) {
    const CheckResult result = overlapping();
    const io::OutLayer layer = measured_layer(result, 0);
    std::vector<std::string> names;
    for (const io::OutField& field : layer.fields) {
        names.push_back(field.name);
    }
    EXPECT_THAT(names, ElementsAre("id", "FID_2", "name", "pp_key", "pp_fid", "pp_outcome",
                                   "pp_outcome_zh", "pp_rules", "pp_findings", "pp_area_planar_m2",
                                   "pp_area_ellipsoidal_m2", "pp_area_survey_m2",
                                   "pp_area_geodesic_m2", "pp_sigma_m2", "pp_perimeter_m"));
    ASSERT_EQ(layer.rows.size(), 3U);
    const std::vector<io::OutValue>& row = layer.rows[1].values;
    EXPECT_EQ(row[1], io::OutValue{});
    EXPECT_EQ(row[3], io::OutValue{"B"});
    EXPECT_EQ(row[4], io::OutValue{std::int64_t{2}});
    EXPECT_EQ(row[5], io::OutValue{"fail"});
    EXPECT_EQ(row[7], io::OutValue{"area"});
    EXPECT_EQ(row[9], io::OutValue{9.0});
    EXPECT_EQ(row[10], io::OutValue{});
}

TEST(DataLayers, SplitFindingsByGeometryAndLeaveOutEmptyOnes) {
    const CheckResult result = overlapping();
    std::vector<std::string> names;
    for (const io::OutLayer& layer : data_layers(result)) {
        names.push_back(fmt::format("{} {}", layer.name, layer.rows.size()));
    }
    EXPECT_THAT(names, ElementsAre("blocks 3", "findings_polygon 4", "findings_point 1"));
}

} // namespace
} // namespace parkplan::report
