// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "report/result_tables.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::report {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

review::ResultTable mix() {
    review::ResultTable table;
    table.rule = "mix";
    table.name = "areas";
    table.title = {"Land by group", "用地构成"};
    table.columns = {{.id = "key", .title = {"cluster", "组团"}},
                     {.id = "area_ha", .title = {"area", "面积"}, .unit = "ha", .levelled = true},
                     {.id = "ratio", .title = {"ratio", "容积率"}, .unit = {}, .decimals = 3}};
    table.rows = {{std::string{"电子城, \"北\"区"}, 1234.5, 1.0 / 3.0},
                  {std::string{"B"}, {}, std::numeric_limits<double>::quiet_NaN()},
                  {BiText{"total", "合计"}, 1234.5, {}}};
    table.note = {"inside the boundary", "边界以内"};
    table.clause = {
        .source = "S3", .document = "示意规划", .status = "草案", .place = "第三章", .quote = {}};
    return table;
}

std::string text_of(std::vector<review::ResultTable> tables, Language language,
                    bool has_folder = true) {
    CheckResult result;
    result.has_folder = has_folder;
    result.review.tables = std::move(tables);
    return result_tables_text(result, {language, Colour::off, CoordinateKind::projected});
}

TEST(ResultTables, ArePrintedWithTheirNoteAndTheMarkOfLevelling) {
    EXPECT_EQ(text_of({mix()}, Language::english),
              "\nTables\n"
              "  mix  Land by group\n"
              "      示意规划（草案） 第三章\n"
              "      inside the boundary\n"
              "      cluster         area ha*  ratio\n"
              "      电子城, \"北\"区  1 234.50  0.333\n"
              "      B                      -      -\n"
              "      total           1 234.50      -\n"
              "  * levelled: rounded so that the areas add up exactly to their total; for reading "
              "only, verdicts compare what was measured\n");
    const std::string zh = text_of({mix()}, Language::chinese);
    EXPECT_THAT(zh, HasSubstr("\n附表\n  mix  用地构成\n"));
    EXPECT_THAT(zh, HasSubstr("组团            面积 ha*  容积率\n"));
    EXPECT_THAT(zh, HasSubstr("合计"));
    EXPECT_THAT(text_of({}, Language::english), IsEmpty());
}

TEST(ResultTables, WithAFileOfTheirOwnAreOnlyNamed) {
    review::ResultTable table = mix();
    table.own_file = true;
    table.group = "规划文本提示";
    EXPECT_EQ(
        text_of({table}, Language::english),
        "\nTables\n"
        "  mix  Land by group (not counted: 规划文本提示): see data/tables/mix-areas.csv in the "
        "results folder\n");
    table.own_file = false;
    table.columns[1].levelled = false;
    table.rows.clear();
    EXPECT_THAT(text_of({table}, Language::chinese), HasSubstr("      没有记录\n"));
}

TEST(ResultTables, ThatAreLongAreCutInTheReport) {
    review::ResultTable table = mix();
    table.rows.assign(203, table.rows[1]);
    EXPECT_THAT(text_of({table}, Language::english),
                HasSubstr("      3 more, see data/tables/mix-areas.csv\n"));
}

TEST(ResultTables, NameNoFileThatIsNotWritten) {
    review::ResultTable table = mix();
    table.rows.assign(203, table.rows[1]);
    EXPECT_THAT(text_of({table}, Language::english, false),
                HasSubstr("      3 more, written to a file with -o DIR\n"));
    table.own_file = true;
    EXPECT_EQ(text_of({table}, Language::chinese, false),
              "\n附表\n  mix  用地构成，给出 -o 输出成果文件夹时写入单独文件\n");
}

TEST(ResultTables, GiveCsvWithEmptyFieldsForWhatIsNotKnown) {
    EXPECT_EQ(table_csv(mix(), Language::chinese), "key,area_ha_levelled,ratio\n"
                                                   "\"电子城, \"\"北\"\"区\",1234.50,0.333\n"
                                                   "B,,\n"
                                                   "合计,1234.50,\n");
    EXPECT_THAT(table_csv(mix(), Language::english), HasSubstr("total,1234.50,\n"));
}

TEST(ResultTables, GiveJsonInFullWithNullForWhatIsNotKnown) {
    const review::ResultTable table = mix();
    const std::string text =
        json::dump(json_of(FiledTable{&table, "data/tables/x.csv"}), json::Layout::compact);
    EXPECT_THAT(text, HasSubstr(R"("file":"data/tables/x.csv")"));
    EXPECT_THAT(text, HasSubstr(R"("id":"area_ha","title":{"en":"area","zh":"面积"},"unit":"ha",)"
                                R"("decimals":2,"levelled":true,"bar":false)"));
    EXPECT_THAT(text, HasSubstr("1234.5,0.3333333333333333]"));
    EXPECT_THAT(text, HasSubstr(R"(["B",null,null])"));
    EXPECT_THAT(text, HasSubstr(R"([{"en":"total","zh":"合计"},1234.5,null])"));
}

review::ResultTable targets(const char* rule, double share) {
    review::ResultTable table;
    table.rule = rule;
    table.name = "targets";
    table.title = {"Targets", "指标完成情况"};
    table.columns = {{.id = "target", .title = {"target", "指标"}},
                     {.id = "share",
                      .title = {"of planned", "完成率"},
                      .unit = "%",
                      .decimals = 1,
                      .bar = true}};
    table.rows = {{std::string{rule}, share}};
    table.note = {"as of 2026", "截至 2026"};
    table.clause = {
        .source = "S0", .document = "示意规划", .status = "现行", .place = rule, .quote = {}};
    table.joined = true;
    return table;
}

TEST(ResultTables, ThatAreJoinedArePrintedAsOneWithBars) {
    review::ResultTable unknown = targets("track", 0.0);
    unknown.rows[0][1] = {};
    const std::string text = text_of({targets("land", 68.64), mix(), targets("floor", 112.3),
                                      unknown, targets("renewal", 100.0), targets("jobs", 7.0)},
                                     Language::english);
    EXPECT_THAT(text, StartsWith("\nTables\n"
                                 "  targets  Targets\n"
                                 "      示意规划（现行）\n"
                                 "      as of 2026\n"
                                 "      target   of planned\n"
                                 "      land     [########----]  68.6 %\n"
                                 "      floor    [###########+] 112.3 %\n"
                                 "      track    -\n"
                                 "      renewal  [############] 100.0 %\n"
                                 "      jobs     [------------]   7.0 %\n"
                                 "  mix  Land by group\n"
                                 "      示意规划（草案） 第三章\n"));
}

TEST(ResultTables, ThatAreJoinedShareAFileAndStayApartInJson) {
    review::ResultTable ended = targets("old", 50.0);
    ended.title = {"Targets: ended", "期末"};
    const std::vector<review::ResultTable> tables{targets("land", 68.64), mix(), ended,
                                                  targets("floor", 112.3)};
    const std::vector<JoinedTable> joined = joined_tables(tables);
    EXPECT_THAT(table_files(joined),
                ElementsAre("data/tables/targets.csv", "data/tables/mix-areas.csv",
                            "data/tables/targets_2.csv"));
    EXPECT_EQ(table_csv(joined[0].table, Language::english),
              "target,share\nland,68.6\nfloor,112.3\n");
    const std::vector<FiledTable> filed = filed_tables(tables);
    ASSERT_EQ(filed.size(), 4U);
    EXPECT_EQ(filed[3].table, &tables[3]);
    EXPECT_EQ(filed[3].file, "data/tables/targets.csv");
    const std::string text = json::dump(json_of(filed[3]), json::Layout::compact);
    EXPECT_THAT(text, HasSubstr(R"("rule":"floor","name":"targets")"));
    EXPECT_THAT(text, HasSubstr(R"("joined":true)"));
    EXPECT_THAT(text, HasSubstr(R"("bar":true)"));
    EXPECT_THAT(text, HasSubstr(R"("rows":[["floor",112.3]])"));
}

TEST(ResultTables, HaveFilesThatAreSafeAndApart) {
    std::vector<review::ResultTable> tables(4);
    tables[0].rule = "a/b";
    tables[0].name = "c";
    tables[1].rule = "../x";
    tables[2].rule = "A_b";
    tables[2].name = "c";
    tables[3].rule = "a";
    tables[3].name = "b-c";
    EXPECT_THAT(table_files(joined_tables(tables)),
                ElementsAre("data/tables/a_b-c.csv", "data/tables/_.._x-.csv",
                            "data/tables/A_b-c_2.csv", "data/tables/a-b-c.csv"));
}

TEST(ResultTables, MustHaveWholeRows) {
    review::ResultTable table = mix();
    table.rows[0].pop_back();
    EXPECT_THROW(static_cast<void>(table_csv(table, Language::english)), Error);
    EXPECT_THROW(static_cast<void>(json_of(FiledTable{&table, "x"})), Error);
    EXPECT_THROW(static_cast<void>(text_of({table}, Language::english)), Error);
    EXPECT_THROW(static_cast<void>(joined_tables(std::vector{table})), Error);
}

} // namespace
} // namespace parkplan::report
