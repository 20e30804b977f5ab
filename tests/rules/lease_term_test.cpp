// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"
#include "support/tables.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using test::Cell;
using test::codes;
using test::LayerBuilder;
using test::outcomes;
using test::Params;
using test::rows_of;
using test::TestPlan;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using List = std::vector<std::string>;

LayerBuilder parcels() {
    return LayerBuilder{"parcels", "local"}
        .text("id")
        .text("start")
        .text("end")
        .real("years")
        .text("tenure")
        .key("id");
}
LayerBuilder limits() {
    return LayerBuilder{"limits", "local"}.plain_table().text("kind").text("most");
}
constexpr std::string_view square = "POLYGON((0 0, 10 0, 10 10, 0 10, 0 0))";

TestPlan plan_of(const layer::Layer& layer, Params params) {
    params.emplace("layer", "parcels");
    TestPlan plan{builtin()};
    plan.plan().date = "2025-12-31";
    plan.layer("parcels", layer).rule("r", "lease_term", std::move(params));
    return plan;
}
review::Review run(const layer::Layer& layer, Params params) {
    return plan_of(layer, std::move(params)).run();
}
review::Review run_with(const layer::Layer& table, const layer::Layer& layer, Params params = {}) {
    params.emplace("years", "years");
    params.emplace("limits", "limits");
    params.emplace("limits_key", "kind");
    params.emplace("limits_years", "most");
    params.emplace("limit_by", "tenure");
    TestPlan plan = plan_of(layer, std::move(params));
    plan.layer("limits", table);
    return plan.run();
}
const Params all_dates{{"start", "start"}, {"end", "end"}, {"years", "years"}};
Params dates(Params more) {
    more.insert(all_dates.begin(), all_dates.end());
    return more;
}
/// One parcel with those dates.
layer::Layer one(const char* start, double years, const char* end) {
    return parcels().add(square, {"a", start, end, years, "出让"}).build();
}

TEST(LeaseTerm, PassesTermsBelowTheirLimitWhoseDatesAgree) {
    const auto review =
        run(one("2015-07-01", 50, "2065-06-30"), dates({{"max_years", std::int64_t{70}}}));
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass"));
    EXPECT_THAT(codes(review), IsEmpty());
    EXPECT_EQ(review.verdicts[0].value, 50.0);
    EXPECT_EQ(review.verdicts[0].limit, 70.0);
    EXPECT_EQ(review.verdicts[0].margin, 20.0);
    EXPECT_THAT(rows_of(review.tables.at(0)),
                ElementsAre("有年限（计入）|1|100", "无年限（不计入）|0|0", "是否有年限未填|0|0",
                            "合计|1|100", "计入中：早于 2025-12-31 届满|0|0",
                            "计入中：超过上限|0|0", "计入中：起止日期与年限不一致|0|0",
                            "计入中：缺少日期、年限或上限|0|0"));
}

TEST(LeaseTerm, FailsTermsAboveTheirLimit) {
    const auto layer = one("2015-07-01", 50.5, "2065-12-31");
    const auto review = run(layer, {{"years", "years"}, {"max_years", std::int64_t{50}}});
    EXPECT_THAT(outcomes(review), ElementsAre("a: fail"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0564 a"));
    EXPECT_EQ(review.findings[0].message.zh, "年限 50.5 年，超过所适用的上限 50 年（全部地块）");
    EXPECT_EQ(review.verdicts[0].margin, -0.5);
    EXPECT_THAT(
        outcomes(run(one("", 50, ""), {{"years", "years"}, {"max_years", std::int64_t{50}}})),
        ElementsAre("a: pass"));
}

TEST(LeaseTerm, TellsTermsThatEndBeforeADay) {
    const auto layer = one("2015-12-31", 10, "2025-12-30");
    const auto review = run(layer, {{"end", "end"}});
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass")); // told, and no fault
    ASSERT_THAT(codes(review), ElementsAre("PP-0563 a"));
    EXPECT_EQ(review.findings[0].level, Level::warning);
    EXPECT_EQ(review.findings[0].message.en, "the term ends on 2025-12-30, before 2025-12-31");
    EXPECT_EQ(review.verdicts[0].note.zh, "于 2025-12-30 届满，早于 2025-12-31");
    EXPECT_THAT(codes(run(layer, {{"end", "end"}, {"ends_before", "2025-12-30"}})), IsEmpty());
    EXPECT_THAT(codes(run(layer, {{"end", "end"}, {"ends_before", "2026-12-31"}})),
                ElementsAre("PP-0563 a"));
}

TEST(LeaseTerm, WithoutAnyDateTheEndIsNotChecked) {
    TestPlan plan = plan_of(one("2015-12-31", 10, "2016-12-30"), {{"end", "end"}});
    plan.plan().date.clear();
    const auto review = plan.run();
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked"));
    EXPECT_THAT(codes(review), IsEmpty());
}

TEST(LeaseTerm, TheEndIsTheSameDayOrTheDayBefore) {
    const auto fits = [](const char* start, double years, const char* end) {
        const auto review = run(one(start, years, end), dates({}));
        return outcomes(review).at(0) == "a: pass";
    };
    EXPECT_TRUE(fits("2015-07-01", 20, "2035-07-01"));
    EXPECT_TRUE(fits("2015-07-01", 20, "2035-06-30"));
    EXPECT_FALSE(fits("2015-07-01", 20, "2035-06-29"));
    EXPECT_FALSE(fits("2015-07-01", 20, "2035-07-02"));
    EXPECT_TRUE(fits("2016-02-29", 1, "2017-02-28"));
    EXPECT_TRUE(fits("2016-02-29", 1, "2017-03-01"));
    EXPECT_FALSE(fits("2016-02-29", 1, "2017-02-27"));
    EXPECT_TRUE(fits("2016-02-29", 20, "2036-02-29"));
    EXPECT_TRUE(fits("2015/7/1", 0.5, "2015年12月31日"));
    const auto review =
        run(one("2015-07-01", 20, "2045-06-30"), dates({{"max_years", std::int64_t{30}}}));
    ASSERT_THAT(codes(review), ElementsAre("PP-0565 a"));
    EXPECT_EQ(review.findings[0].message.zh,
              "自 2015-07-01 起 20 年应至 2035-07-01 或其前一日，所填到期日为 2045-06-30");
    EXPECT_THAT(outcomes(review), ElementsAre("a: fail"));
    EXPECT_EQ(review.verdicts[0].value, 1.0); // a fault, no number of years
    EXPECT_EQ(review.verdicts[0].note.zh, "起止日期与年限不一致");
    const auto both =
        run(one("2015-07-01", 20, "2045-06-30"), dates({{"max_years", std::int64_t{15}}}));
    EXPECT_THAT(codes(both), UnorderedElementsAre("PP-0564 a", "PP-0565 a"));
    EXPECT_EQ(both.verdicts[0].margin, -5.0);
}

TEST(LeaseTerm, MissingAndUnreadableDatesNeverPass) {
    const auto layer = parcels()
                           .add(square, {"a", "2015-07-01", Cell{}, 20.0, "出让"})
                           .add(square, {"b", "2015-07", "2035-06-30", 20.0, "出让"})
                           .add(square, {"c", "2015-07-01", "2035-06-30", Cell{}, "出让"})
                           .add(square, {"d", "2015-07-01", "2035-06-30", -20.0, "出让"})
                           .add(square, {"e", "2015-07-01", "2035-06-30", 20.01, "出让"})
                           .build();
    const auto review = run(layer, dates({}));
    EXPECT_THAT(outcomes(review), ElementsAre("a: not_checked", "b: not_checked", "c: not_checked",
                                              "d: not_checked", "e: not_checked"));
    EXPECT_THAT(codes(review),
                ElementsAre("PP-0501 a", "PP-0560 b", "PP-0501 c", "PP-0543 d", "PP-0543 e"));
    EXPECT_THAT(rows_of(review.tables.at(0)),
                testing::Contains("计入中：缺少日期、年限或上限|5|500"));
}

TEST(LeaseTerm, CountsOnlyParcelsThatHaveATerm) {
    const auto layer = parcels()
                           .add(square, {"a", "2015-07-01", "2035-06-30", 20.0, "出让"})
                           .add(square, {"b", Cell{}, Cell{}, Cell{}, "划拨"})
                           .add(square, {"c", Cell{}, Cell{}, Cell{}, Cell{}})
                           .build();
    const Params sold{{"leased_field", "tenure"}, {"leased_values", List{"出让", "租赁"}}};
    const auto review = run(layer, dates(sold));
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass", "c: not_checked"));
    EXPECT_EQ(review.verdicts[1].note.zh, "字段“tenure”未填写");
    EXPECT_THAT(codes(review), UnorderedElementsAre("PP-0226", "PP-0227")); // 租赁; of c
    EXPECT_THAT(rows_of(review.tables.at(0)),
                testing::IsSupersetOf({"有年限（计入）|1|100", "无年限（不计入）|1|100",
                                       "是否有年限未填|1|100", "合计|3|300"}));
    const auto none = parcels().add(square, {"b", Cell{}, Cell{}, Cell{}, "划拨"}).build();
    EXPECT_THAT(outcomes(run(none, dates(sold))), ElementsAre("(layer): not_checked"));
}

TEST(LeaseTerm, TakesTheLimitFromATableByTheLongestCode) {
    const auto table = limits()
                           .add_without({"10", "50"})
                           .add_without({"1001", "20"})
                           .add_without({"出让", "40"})
                           .build();
    const auto layer = parcels()
                           .add(square, {"a", "", "", 50.0, "1002"})
                           .add(square, {"b", "", "", 21.0, "100101"})
                           .add(square, {"c", "", "", 40.0, "出让"})
                           .add(square, {"d", "", "", 10.0, "出让金"})
                           .add(square, {"e", "", "", 10.0, "09"})
                           .build();
    const auto review = run_with(table, layer);
    EXPECT_THAT(outcomes(review),
                ElementsAre("a: pass", "b: fail", "c: pass", "d: not_checked", "e: not_checked"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0566", "PP-0566", "PP-0564 b"));
    EXPECT_EQ(review.findings[2].message.zh, "年限 21 年，超过所适用的上限 20 年（1001）");
    EXPECT_THAT(review.findings[0].message.en, HasSubstr("has no limit for '09' (1 parcels)"));
    EXPECT_EQ(review.findings[0].proposal.zh, "");
    EXPECT_EQ(review.findings[1].proposal.zh, "出让");
    EXPECT_EQ(review.verdicts[4].note.zh, "没有“09”的年限上限");
    // The general limit holds where the table has none.
    EXPECT_THAT(outcomes(run_with(table, layer, {{"max_years", std::int64_t{9}}})),
                ElementsAre("a: pass", "b: fail", "c: pass", "d: fail", "e: fail"));
}

TEST(LeaseTerm, ARowOfTheTableThatCannotBeUsedIsFoundAndUsedForNothing) {
    const auto table = limits()
                           .add_without({"出让", "many"})
                           .add_without({"租赁", "20"})
                           .add_without({"租赁", "25"})
                           .add_without({Cell{}, "20"})
                           .build();
    const auto layer = parcels()
                           .add(square, {"a", "", "", 50.0, "出让"})
                           .add(square, {"b", "", "", 50.0, "租赁"})
                           .add(square, {"c", "", "", 50.0, Cell{}})
                           .build();
    const auto review = run_with(table, layer);
    EXPECT_THAT(outcomes(review),
                ElementsAre("a: not_checked", "b: not_checked", "c: not_checked"));
    EXPECT_THAT(codes(review),
                UnorderedElementsAre("PP-0567 #1", "PP-0567 #2", "PP-0567 #4", "PP-0501 c"));
}

TEST(LeaseTerm, TakesATableAndParcelsWithoutGeometry) {
    const auto table = LayerBuilder{"parcels", "local"}
                           .plain_table()
                           .text("id")
                           .text("end")
                           .key("id")
                           .add_without({"a", "2020-01-01"})
                           .build();
    const auto review = run(table, {{"end", "end"}});
    EXPECT_THAT(codes(review), ElementsAre("PP-0563 a"));
    EXPECT_EQ(review.tables.at(0).columns.size(), 2U);
    const auto lost = parcels().add_without({"a", "", "2020-01-01"}).build();
    EXPECT_THAT(rows_of(run(lost, {{"end", "end"}}).tables.at(0)),
                testing::Contains("有年限（计入）|1|-"));
}

TEST(LeaseTerm, AnEmptyLayerIsNotChecked) {
    EXPECT_THAT(outcomes(run(parcels().build(), dates({}))), ElementsAre("(layer): not_checked"));
}

TEST(LeaseTerm, OrderOfRowsAndThreadsChangeNothing) {
    const std::vector<test::Cells> rows{{"a", "2015-07-01", "2035-06-30", 20.0, "出让"},
                                        {"b", "2015-07-01", "2036-06-30", 20.0, "出让"},
                                        {"c", "2015-07-01", "2025-06-30", 10.0, "出让"},
                                        {"d", "2015-07-01", Cell{}, 10.0, "出让"}};
    LayerBuilder forth = parcels();
    LayerBuilder back = parcels();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        forth.add(square, rows[i]);
        back.add(square, rows[rows.size() - 1 - i]);
    }
    const auto a = plan_of(forth.build(), dates({{"max_years", std::int64_t{15}}})).run(1);
    const auto b = plan_of(back.build(), dates({{"max_years", std::int64_t{15}}})).run(4);
    EXPECT_EQ(rows_of(a.tables.at(0)), rows_of(b.tables.at(0)));
    EXPECT_THAT(codes(a), testing::UnorderedElementsAreArray(codes(b)));
    EXPECT_THAT(outcomes(a), testing::UnorderedElementsAreArray(outcomes(b)));
}

TEST(LeaseTerm, RefusesParametersThatDoNotGoTogether) {
    for (const auto& [params, message] : std::vector<std::pair<Params, std::string_view>>{
             {{},
              "nothing is asked for: 'end', or 'years' with 'max_years' or 'limits', is needed"},
             {{{"years", "years"}},
              "nothing is asked for: 'end', or 'years' with 'max_years' or 'limits', is needed"},
             {{{"end", "end"}, {"ends_before", "2026"}},
              "'ends_before' is '2026'; a day is needed: '2022-06-30'"},
             {{{"max_years", std::int64_t{20}}}, "'max_years' needs 'years', which is missing"},
             {{{"start", "start"}, {"end", "end"}}, "'start' needs 'years', which is missing"},
             {{{"years", "years"}, {"max_years", std::int64_t{0}}},
              "'max_years' is 0; 1 or more is needed"},
             {{{"end", "end"}, {"leased_field", "tenure"}},
              "'leased_field' and 'leased_values' belong together; 'leased_values' is missing"},
             {{{"end", "end"}, {"limit_by", "tenure"}},
              "'limits', 'limits_key', 'limits_years' and 'limit_by' belong together; 'limits' is "
              "missing"}}) {
        try {
            static_cast<void>(run(one("", 1, ""), params));
            FAIL() << "no error: " << message;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::plan);
            EXPECT_EQ(error.message().en, message);
        }
    }
}

} // namespace
} // namespace parkplan::rules
