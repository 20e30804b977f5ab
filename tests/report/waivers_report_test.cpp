// SPDX-License-Identifier: MIT
#include "json/value.hpp"
#include "report/check_data.hpp"
#include "report/check_report.hpp"
#include "report/waivers_json.hpp"
#include "review/baseline.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::report {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

/// Two squares that overlap by 1 m²; B is below 20 m², which is waived.
CheckResult reviewed() {
    test::TestPlan plan{rules::builtin()};
    plan.layer("blocks", test::LayerBuilder{"blocks", "local"}
                             .text("id")
                             .key("id")
                             .add("POLYGON((0 0, 5 0, 5 5, 0 5, 0 0))", {"A"})
                             .add("POLYGON((4 4, 7 4, 7 7, 4 7, 4 4))", {"B"})
                             .build());
    plan.plan().point_accuracy = Metres{0.0};
    plan.plan().date = "2026-06-30";
    plan.rule("area", "area_at_least",
              {{"layer", std::string{"blocks"}}, {"limit", SquareMetres{20.0}}});
    plan.rule("overlap", "no_overlap", {{"layer", std::string{"blocks"}}});
    plan.plan().waivers.push_back({.rule = "area",
                                   .key = "B",
                                   .reason = "reserve",
                                   .until = "2026-12-31",
                                   .location = {20, 1}});
    CheckResult result;
    result.review = plan.run();
    result.plan = plan.plan();
    return result;
}

/// Compared with a run that found something at C, and nothing else.
CheckResult compared() {
    CheckResult result = reviewed();
    review::Baseline baseline;
    baseline.file = "old.json";
    baseline.plan = {"Then", "当时"};
    baseline.date = "2025-06-30";
    review::Finding& gone = baseline.findings.emplace_back();
    gone.code = "PP-0401";
    gone.rule = "area";
    gone.subject.layer = "blocks";
    gone.subject.key = "C";
    gone.message = {"too small", "过小"};
    gone.fingerprint = "0123456789abcdef";
    review::compare(result.review, result.plan, baseline);
    return result;
}

TEST(WaiversText, ListsWhatEachCoversWithReasonAndEnd) {
    const CheckResult result = reviewed();
    EXPECT_EQ(
        waivers_text(result, {}),
        "\nWaived, not counted\n"
        "  until 2026-12-31: reserve (test.toml:20:1)\n"
        "    error PP-0401 'B': area 9.00 m² (planar area) is below the limit of 20.00 m², margin "
        "-11.00 m²\n"
        "        at 5.500, 5.500\n"
        "    verdict area 'B': fail\n");
    EXPECT_THAT(waivers_text(result, {.language = Language::chinese}),
                HasSubstr("\n豁免（不计入结论）\n  至 2026-12-31：reserve（test.toml:20:1）\n"));
    EXPECT_EQ(waivers_text(CheckResult{}, {}), "");
}

TEST(WaiversText, WaivedOnesAreNotCountedElsewhere) {
    const CheckResult result = reviewed();
    EXPECT_THAT(grouped_findings_text(result, {}), Not(HasSubstr("PP-0401")));
    const std::string verdicts = verdicts_text(result, {});
    EXPECT_THAT(verdicts, HasSubstr("area_at_least, planar area: 1 pass, 1 waived\n"));
    EXPECT_THAT(verdicts, HasSubstr("'B'      fail (waived) "));
    EXPECT_TRUE(check_text(result, Language::english, Colour::off)
                    .ends_with("\n1 error, 0 warnings, 0 infos; verdicts: 1 pass, 1 fail, 0 "
                               "undecided, 0 not checked; waived: 1 finding, 1 verdict\n"));
    EXPECT_TRUE(check_text(result, Language::chinese, Colour::off)
                    .ends_with("未检查 0；豁免：意见 1，结论 1\n"));
}

TEST(BaselineText, CountsAndListsWhatIsGone) {
    const CheckResult result = compared();
    EXPECT_EQ(baseline_text(result, {}), "\nSince the baseline\n"
                                         "  old.json, Then, 2025-06-30\n"
                                         "  warning: the baseline was made with a plan of "
                                         "another name\n"
                                         "  findings: 2 new, 0 unchanged, 1 fixed\n"
                                         "  fixed\n"
                                         "    error PP-0401 'C': too small\n");
    EXPECT_THAT(baseline_text(result, {.language = Language::chinese}),
                HasSubstr("\n与基准结果相比\n  old.json，当时，2025-06-30\n"
                          "  警告：基准结果所用方案名称与本方案不同\n"
                          "  检查意见：新增 2，未变 0，已消除 1\n  已消除\n"));
    EXPECT_THAT(grouped_findings_text(result, {}), HasSubstr(" wide on average (new)\n"));
    EXPECT_EQ(baseline_text(reviewed(), {}), "");
}

TEST(BaselineText, TellsWhyFindingsAreGone) {
    CheckResult result = reviewed();
    review::Comparison& baseline = result.review.baseline.emplace();
    baseline.file = "old.json";
    baseline.plan = {"Then", "当时"};
    baseline.other_plan = true;
    baseline.no_common_rule = true;
    baseline.verdicts.resize(result.review.verdicts.size());
    review::Finding gone;
    gone.code = "PP-0401";
    gone.message = {"too small", "过小"};
    baseline.other_limits.push_back(
        {.rule = "area", .unit = "m2", .then = 20.0, .now = 14.0, .findings = {gone, gone}});
    baseline.removed = {gone};
    EXPECT_EQ(baseline_text(result, {}),
              "\nSince the baseline\n"
              "  old.json, Then\n"
              "  warning: the baseline was made with a plan of another name\n"
              "  warning: none of the baseline's rules is in this plan; nothing can be compared\n"
              "  findings: 0 new, 0 unchanged, 0 fixed, 2 gone with another limit, 1 no longer in "
              "the layer\n"
              "  area: gone as the limit is another (was 20.00 m², now 14.00 m²)\n"
              "    error PP-0401 : too small\n"
              "    error PP-0401 : too small\n"
              "  no longer in the layer\n"
              "    error PP-0401 : too small\n");
    EXPECT_THAT(baseline_text(result, {.language = Language::chinese}),
                HasSubstr("  area：因限值改变（原 20.00 m²，现 14.00 m²）不再成立\n"));
    EXPECT_EQ(limit_changed_json(baseline).size(), 2U);
    EXPECT_TRUE(json::dump(limit_changed_json(baseline).at(0), json::Layout::compact)
                    .ends_with(R"("limit_now":14.0})"));
}

TEST(FindingsLayer, HoldsReasonAndChange) {
    const io::OutLayer layer = findings_layer(compared(), io::OutGeometry::polygon);
    ASSERT_GE(layer.fields.size(), 2U);
    const std::size_t waived = layer.fields.size() - 2;
    EXPECT_EQ(layer.fields[waived].name, "waived");
    EXPECT_EQ(layer.fields[waived + 1].name, "change");
    std::vector<io::OutValue> reasons;
    for (const io::OutRow& row : layer.rows) {
        ASSERT_EQ(row.values.size(), layer.fields.size());
        reasons.push_back(row.values[waived]);
        EXPECT_EQ(row.values[waived + 1], io::OutValue{"new"});
    }
    EXPECT_THAT(reasons, ElementsAre(io::OutValue{"reserve"}, io::OutValue{}));
}

std::string text_of(const json::Value& value) {
    return json::dump(value, json::Layout::compact);
}

TEST(WaiversJson, SumsUpEachWaiver) {
    EXPECT_EQ(text_of(waivers_json(reviewed())),
              R"([{"line":20,"column":1,"fingerprint":null,"rule":"area","key":"B",)"
              R"("reason":"reserve","until":"2026-12-31","state":"applied","findings":1,)"
              R"("verdicts":1}])");
    EXPECT_EQ(text_of(waivers_json(CheckResult{})), "[]");
}

TEST(BaselineJson, CountsOrIsNull) {
    EXPECT_EQ(text_of(baseline_json(compared().review)),
              R"({"file":"old.json","sha256":"","plan":{"en":"Then","zh":"当时"},)"
              R"("date":"2025-06-30","other_plan":true,"no_common_rule":false,"new":2,)"
              R"("changed":0,"unchanged":0,"fixed":1,"limit_changed":0,"removed":0,)"
              R"("no_longer_checked":0,"changes":[]})");
    EXPECT_EQ(text_of(baseline_json(reviewed().review)), "null");
}

TEST(VerdictJson, TellsWhatIsReportedOnlyFromWhatIsNotChecked) {
    CheckResult result = reviewed();
    review::Verdict& first = result.review.verdicts.at(0);
    first.outcome = review::Outcome::not_checked;
    EXPECT_THAT(text_of(verdict_json(result.review, first)), Not(HasSubstr("reported")));
    first.looked = true;
    const std::string json = text_of(verdict_json(result.review, first));
    EXPECT_THAT(json, HasSubstr(R"("outcome":"not_checked")"));
    EXPECT_THAT(json, HasSubstr(R"("reported":true)"));
    const std::string verdicts = verdicts_text(result, {.language = Language::chinese});
    EXPECT_THAT(verdicts, HasSubstr("：只报告 1，豁免 1\n"));
    EXPECT_THAT(verdicts, HasSubstr("'A'   只报告 "));
    EXPECT_TRUE(check_text(result, Language::english, Colour::off)
                    .ends_with("verdicts: 0 pass, 1 fail, 0 undecided, 1 reported only, 0 not "
                               "checked; waived: 1 finding, 1 verdict\n"));
}

TEST(VerdictJson, SaysWhatIsWaivedAndNew) {
    const CheckResult result = compared();
    const review::Verdict& waived = result.review.verdicts.at(1);
    EXPECT_TRUE(text_of(verdict_json(result.review, waived))
                    .ends_with(R"("waived":"reserve","change":"new"})"));
    EXPECT_TRUE(text_of(verdict_json(result.review, result.review.verdicts.at(0)))
                    .ends_with(R"("waived":null,"change":null})"));
}

} // namespace
} // namespace parkplan::report
