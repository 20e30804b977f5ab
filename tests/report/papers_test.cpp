// SPDX-License-Identifier: MIT
#include "core/catalogue.hpp"
#include "report/papers.hpp"
#include "review/baseline.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::report {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

review::ResultTable balance() {
    review::ResultTable table;
    table.rule = "land";
    table.name = "balance";
    table.title = {"Land balance sheet", "用地平衡表"};
    table.columns = {{.id = "name", .title = {"class", "地类"}},
                     {.id = "area_ha", .title = {"area", "面积"}, .unit = "ha", .levelled = true},
                     {.id = "share", .title = {"share", "占比"}, .unit = "%", .decimals = 1}};
    table.rows = {{std::string{"=科研用地"}, 1234.565, 1.0 / 3.0},
                  {std::string{"B"}, {}, std::numeric_limits<double>::quiet_NaN()},
                  {BiText{"total", "合计"}, 1234.57, 100.0}};
    table.note = {"inside the boundary", "边界以内"};
    table.clause = {
        .source = "S3", .document = "《规划》", .status = "草案", .place = "第三章", .quote = {}};
    return table;
}

CheckResult result_of(std::vector<review::ResultTable> tables) {
    CheckResult result;
    result.plan.name = {"Plan", "方案"};
    result.plan.basis = "研究口径";
    plan::LayerConfig& layer = result.plan.layers.emplace_back();
    layer.id = "land";
    layer.title = {"Land use", "现状用地"};
    layer.edition = {.approval = {}, .version = "3", .as_of = "2020-12-31"};
    plan::RuleConfig& rule = result.plan.rules.emplace_back();
    rule.id = "land";
    rule.layers = {"land", "nowhere"};
    result.review.tables = std::move(tables);
    return result;
}

/// Texts of a cell; "-" for a number, "none" for nothing.
std::string text_of(const PaperCell& cell) {
    const auto* text = std::get_if<std::string>(&cell);
    return text != nullptr ? *text : cell.index() == 0 ? "none" : "-";
}

TEST(Papers, AreMadeOfTheTablesOfTheirNames) {
    review::ResultTable other = balance();
    other.name = "mix";
    review::ResultTable targets = balance();
    targets.name = "targets";
    targets.title = {"Targets of the plan", "规划指标"};
    const Papers papers =
        papers_of(result_of({other, targets, balance(), balance()}), Language::chinese);
    std::vector<std::string> names;
    for (const Paper& paper : papers.papers) {
        names.push_back(fmt::format("{} {} {}", paper.number, paper.name, paper.subtitle));
    }
    EXPECT_THAT(names, ElementsAre("表 1 用地平衡表 ", "表 2 用地平衡表 ",
                                   "表 3 指标完成情况表 规划指标", "表 4 问题清单 "));
    EXPECT_THAT(papers_of(result_of({other}), Language::chinese).papers, IsEmpty());
}

TEST(Papers, HaveUnitsMarksAndNumbersThatAreRounded) {
    const Papers papers = papers_of(result_of({balance()}), Language::chinese);
    const Paper& paper = papers.papers.front();
    EXPECT_EQ(paper.units, "单位：公顷、%");
    EXPECT_EQ(paper.columns[0].title, "地类");
    EXPECT_EQ(paper.columns[1].title, "面积（公顷）*");
    EXPECT_EQ(paper.rows[0].cells,
              (std::vector<PaperCell>{std::string{"=科研用地"}, 1234.57, 0.3}));
    EXPECT_EQ(paper.rows[1].cells, (std::vector<PaperCell>{std::string{"B"}, {}, {}}));
    EXPECT_THAT((std::vector{paper.rows[0].total, paper.rows[1].total, paper.rows[2].total}),
                ElementsAre(false, false, true));
}

TEST(Papers, SayWhereTheirFiguresComeFrom) {
    CheckResult result = result_of({balance()});
    const Paper paper = papers_of(result, Language::chinese).papers.front();
    EXPECT_THAT(paper.notes,
                ElementsAre("注：边界以内",
                            StartsWith("* 已平差：取位后各项面积之和与合计完全一致"),
                            "—：不适用或无法得出", "依据：《规划》（草案） 第三章", "规则：land",
                            "数据：现状用地（版本 3，基准日 2020-12-31）",
                            AllOf(StartsWith("判定采用面积口径：椭球面积；坐标系："),
                                  EndsWith("；依据：研究口径"))));
    result.review.tables[0].group = "附表";
    result.review.tables[0].columns[1].levelled = false;
    result.review.tables[0].rows.erase(result.review.tables[0].rows.begin() + 1);
    EXPECT_THAT(papers_of(result, Language::english).papers.front().notes,
                AllOf(Contains("Not counted: 附表"), Not(Contains(StartsWith("*"))),
                      Not(Contains(StartsWith("—")))));
}

TEST(Papers, OfJoinedTablesNameAllTheirRules) {
    CheckResult result = result_of({balance(), balance()});
    for (review::ResultTable& table : result.review.tables) {
        table.joined = true;
    }
    result.review.tables[1].rule = "other";
    result.review.tables[1].note = {"second", "第二"};
    result.review.tables[1].clause.place = "第四章";
    const Papers papers = papers_of(result, Language::chinese);
    const Paper& paper = papers.papers.front();
    EXPECT_EQ(paper.rows.size(), 2 * balance().rows.size());
    EXPECT_THAT(paper.notes,
                AllOf(Contains("注：边界以内；第二"), Contains("规则：land；other"),
                      Contains("依据：《规划》（草案） 第三章；《规划》（草案） 第四章")));
}

TEST(Papers, AreSignedAsThePlanSays) {
    CheckResult result = result_of({balance()});
    result.plan.date = "2026-01-31";
    result.plan.papers = {.unit = "规划院", .calculated_by = "张三", .checked_by = {}, .date = {}};
    EXPECT_THAT(papers_text(papers_of(result, Language::chinese), Language::chinese),
                HasSubstr("编制单位：规划院    计算人：张三    复核人：________________    "
                          "日期：2026-01-31\n"));
    result.plan.papers.date = "2026-03-01";
    const Papers papers = papers_of(result, Language::english);
    EXPECT_THAT(papers_text(papers, Language::english), HasSubstr("    Date: 2026-03-01\n"));
    EXPECT_EQ(workbook_of(papers, Language::english).date, "2026-01-31");
}

TEST(PapersText, IsATableWithItsHeadAndFoot) {
    const std::string text =
        papers_text(papers_of(result_of({balance()}), Language::chinese), Language::chinese);
    EXPECT_THAT(text, StartsWith("表 1  用地平衡表\n"
                                 "方案\n"
                                 "技术复核意见，供规划研究使用，不作为行政审批、考核或处罚依据\n"
                                 "单位：公顷、%\n"
                                 "\n"
                                 "地类       面积（公顷）*  占比（%）\n"
                                 "=科研用地       1 234.57        0.3\n"
                                 "B                      —          —\n"
                                 "合计            1 234.57      100.0\n"));
    EXPECT_THAT(text, HasSubstr("表 2  问题清单\n"));
    EXPECT_THAT(text, HasSubstr("\n没有记录\n"));
}

TEST(PapersWorkbook, HasASheetForEachPaperForA4) {
    const io::Workbook book = workbook_of(
        papers_of(result_of({balance(), balance()}), Language::chinese), Language::chinese);
    ASSERT_EQ(book.sheets.size(), 3U);
    const io::Sheet& sheet = book.sheets[0];
    EXPECT_EQ(sheet.name, "用地平衡表");
    EXPECT_FALSE(sheet.landscape);
    EXPECT_TRUE(book.sheets[2].landscape);
    EXPECT_EQ(sheet.footer, "表 1 用地平衡表");
    EXPECT_EQ(sheet.pages, "第 {page} 页 共 {pages} 页");
    EXPECT_EQ(std::get<std::string>(sheet.rows[sheet.head_row].cells[1].value), "面积（公顷）*");
    const io::SheetRow& first = sheet.rows[sheet.head_row + 1];
    EXPECT_EQ(std::get<double>(first.cells[1].value), 1234.57);
    EXPECT_EQ(first.cells[2].decimals, 1);
    EXPECT_EQ(first.cells[1].look, io::CellLook::body);
    EXPECT_EQ(sheet.rows[sheet.head_row + 3].cells[1].look, io::CellLook::total);
    for (const io::SheetRow& row : sheet.rows) { // nothing of a row is cut off
        std::size_t span = 0;
        for (const io::SheetCell& cell : row.cells) {
            span += cell.span;
        }
        EXPECT_EQ(span, 3U);
        EXPECT_GT(row.height, 0.0);
        EXPECT_LE(row.height, 409.0);
    }
}

TEST(PapersWorkbook, GoesOnInAnotherRowWhereATextIsVeryLong) {
    review::ResultTable table = balance();
    std::string text;
    for (int i = 0; i < 2000; ++i) {
        text += fmt::format("第{}地块", i);
    }
    table.rows[0][0] = text;
    const io::Workbook book =
        workbook_of(papers_of(result_of({std::move(table)}), Language::chinese), Language::chinese);
    const io::Sheet& sheet = book.sheets[0];
    std::string found;
    std::size_t numbers = 0;
    for (std::size_t row = sheet.head_row + 1; row < sheet.rows.size(); ++row) {
        const std::vector<io::SheetCell>& cells = sheet.rows[row].cells;
        EXPECT_LE(sheet.rows[row].height, 409.0);
        const auto* part = std::get_if<std::string>(&cells.front().value);
        if (part != nullptr && cells.size() == 3 && part->find("地块") != std::string::npos) {
            found += *part;
            numbers += std::holds_alternative<double>(cells[1].value) ? 1U : 0U;
        }
    }
    std::erase(found, '\n');
    EXPECT_EQ(found, text);
    EXPECT_EQ(numbers, 1U);
}

/// Two squares that overlap by 1 m²; B is below 20 m², which is waived.
CheckResult reviewed() {
    test::TestPlan plan{rules::builtin()};
    plan.layer("blocks",
               test::LayerBuilder{"blocks", "local"}
                   .text("id")
                   .text("unit")
                   .key("id")
                   .add("POLYGON((0 0, 5 0, 5 5, 0 5, 0 0))", {"A", "甲管委会"})
                   .add("POLYGON((4 4, 7 4, 7 7, 4 7, 4 4))", {"B", "乙管委会"})
                   .build(),
               {{"responsible", "unit"}});
    plan.plan().point_accuracy = Metres{0.0};
    plan.plan().date = "2026-06-30";
    plan.rule("area", "area_at_least",
              {{"layer", std::string{"blocks"}}, {"limit", SquareMetres{20.0}}});
    plan.rule("overlap", "no_overlap", {{"layer", std::string{"blocks"}}});
    plan.plan().waivers.push_back(
        {.rule = "area", .key = "B", .reason = "reserve", .location = {20, 1}});
    CheckResult result;
    result.review = plan.run();
    result.plan = plan.plan();
    return result;
}

std::vector<std::string> row_of(const Paper& paper, std::size_t row) {
    std::vector<std::string> texts;
    std::ranges::transform(paper.rows.at(row).cells, std::back_inserter(texts), text_of);
    return texts;
}

TEST(FindingsPaper, SaysWhereWhatWhyAndWho) {
    const CheckResult result = reviewed();
    const Paper paper = findings_paper(result, Language::chinese);
    ASSERT_EQ(paper.rows.size(), 2U);
    EXPECT_EQ(
        row_of(paper, 0),
        (std::vector<std::string>{
            "-", "问题", "PP-0201\noverlap", "blocks 'A'\nblocks 'B'\nx 4.500\ny 4.500",
            result.review.findings[1].message.zh, "-", "Document（draft） 1.2",
            std::string{catalogue_entry("PP-0201").mend.zh}, "甲管委会；乙管委会", "待处理"}));
    EXPECT_EQ(std::get<double>(paper.rows[0].cells[0]), 1.0);
    EXPECT_EQ(std::get<double>(paper.rows[0].cells[5]), 1.0);
    // Waived: last, however grave.
    EXPECT_EQ(text_of(paper.rows[1].cells[2]), "PP-0401\narea");
    EXPECT_EQ(text_of(paper.rows[1].cells[8]), "乙管委会");
    EXPECT_EQ(text_of(paper.rows[1].cells[9]), "已豁免（reserve）");
}

TEST(FindingsPaper, LeavesBlankWhoIsResponsibleWhereTheLayerDoesNotSay) {
    CheckResult result = reviewed();
    result.plan.layers[0].fields.clear();
    result.review.findings[1].group = "规划文本提示";
    result.review.findings[1].level = Level::info;
    const Paper paper = findings_paper(result, Language::english);
    EXPECT_EQ(text_of(paper.rows[0].cells[8]), "");
    EXPECT_EQ(text_of(paper.rows[0].cells[9]), "for information (规划文本提示, not counted)");
}

TEST(FindingsPaper, LeavesOutHintsThatWouldHideWhatIsToBeMended) {
    CheckResult result = reviewed();
    review::Finding hint = result.review.findings[1];
    hint.level = Level::info;
    result.review.findings.resize(2);
    result.review.findings.insert(result.review.findings.end(), 101, hint);
    const Paper paper = findings_paper(result, Language::chinese);
    EXPECT_EQ(paper.rows.size(), 2U);
    EXPECT_THAT(paper.notes, Contains("另有 101 条提示（供参考，不须整改）未列入本表，见复核报告"));
}

TEST(FindingsPaper, TakesTheMiddleOfTheFeatureWhereAFindingHasNoPlace) {
    CheckResult result = reviewed();
    result.review.findings[1].place = {};
    EXPECT_THAT(text_of(findings_paper(result, Language::english).rows[0].cells[3]),
                HasSubstr("\nx 2.500\ny 2.500"));
}

TEST(FindingsPaper, TellsWhatBecameOfTheFindingsOfTheBaseline) {
    CheckResult result = reviewed();
    review::Baseline baseline;
    baseline.findings = {result.review.findings[0]};
    review::Finding& gone = baseline.findings.emplace_back();
    gone.code = "PP-0401";
    gone.rule = "area";
    gone.subject.layer = "blocks";
    gone.subject.key = "A";
    gone.message = {"too small", "过小"};
    gone.fingerprint = "0123456789abcdef";
    review::compare(result.review, result.plan, baseline);
    const Paper paper = findings_paper(result, Language::chinese);
    ASSERT_EQ(paper.rows.size(), 3U);
    EXPECT_EQ(text_of(paper.rows[0].cells[9]), "新增");
    EXPECT_EQ(text_of(paper.rows[2].cells[3]), "blocks 'A'");
    EXPECT_EQ(text_of(paper.rows[2].cells[8]), "");
    EXPECT_EQ(text_of(paper.rows[2].cells[9]), "已消除");
}

TEST(FindingsPaper, IsAListInText) {
    EXPECT_THAT(papers_text(papers_of(reviewed(), Language::chinese), Language::chinese),
                HasSubstr("编号：1\n"
                          "    级别：问题\n"
                          "    编码、规则：PP-0201  overlap\n"
                          "    位置：blocks 'A'  blocks 'B'  x 4.500  y 4.500\n"));
}

} // namespace
} // namespace parkplan::report
