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
using List = std::vector<std::string>;

LayerBuilder parcels() {
    return LayerBuilder{"parcels", "local"}
        .text("id")
        .text("supplied")
        .text("started")
        .text("finished")
        .real("built")
        .text("stage")
        .key("id");
}
constexpr std::string_view square = "POLYGON((0 0, 10 0, 10 10, 0 10, 0 0))";
constexpr std::string_view larger = "POLYGON((20 0, 40 0, 40 10, 20 10, 20 0))";

TestPlan plan_of(const layer::Layer& layer, Params params = {}) {
    params.emplace("layer", "parcels");
    params.emplace("supplied", "supplied");
    params.emplace("started", "started");
    params.emplace("finished", "finished");
    TestPlan plan{builtin()};
    plan.plan().date = "2025-12-31";
    plan.layer("parcels", layer).rule("r", "idle_land", std::move(params));
    return plan;
}
review::Review run(const layer::Layer& layer, Params params = {}) {
    return plan_of(layer, std::move(params)).run();
}
layer::Layer one(Cell supplied, Cell started, Cell finished, Cell built = {}) {
    return parcels().add(square, {"a", supplied, started, finished, built}).build();
}

TEST(IdleLand, PassesWhatIsStartedAndFinishedInTime) {
    const auto layer = parcels()
                           .add(square, {"a", "2025-03-01"})
                           .add(square, {"b", "2022-03-01", "2023-02-28"})
                           .add(square, {"c", "2015-03-01", "2016-03-01", "2019-03-01"})
                           .build();
    const auto review = run(layer);
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass", "b: pass", "c: pass"));
    EXPECT_THAT(codes(review), IsEmpty());
    EXPECT_EQ(review.verdicts[0].value, 305.0);
    EXPECT_EQ(review.verdicts[0].limit, 365.0);
    EXPECT_EQ(review.verdicts[0].margin, 60.0);
    EXPECT_EQ(review.verdicts[0].unit, "d");
    EXPECT_THAT(rows_of(review.tables.at(0)), ElementsAre("合计|0 个地块|-|-|-|-|0"));
}

TEST(IdleLand, FindsWhatIsNotStartedAndWhatIsNotFinished) {
    const auto layer = parcels()
                           .add(square, {"a", "2020-03-01", "2020-06-01"})
                           .add(square, {"b", "2024-12-30"})
                           .add(larger, {"c", "2020-02-29"})
                           .build();
    const auto review = run(layer);
    EXPECT_THAT(outcomes(review), ElementsAre("a: fail", "b: fail", "c: fail"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0569 a", "PP-0568 b", "PP-0568 c"));
    EXPECT_EQ(
        review.findings[0].message.zh,
        "2020-06-01 开工，最迟应于 2023-06-01 竣工，至 2025-12-31 尚未竣工，逾期 944 天，提请核查");
    EXPECT_EQ(review.findings[1].message.en,
              "supplied on 2024-12-30, not started by 2025-12-30: 1 days over as of 2025-12-31");
    EXPECT_EQ(review.findings[1].measured, 366.0);
    EXPECT_EQ(review.findings[1].limit, 365.0);
    EXPECT_EQ(review.findings[1].unit, "d");
    EXPECT_THAT(
        rows_of(review.tables.at(0)),
        ElementsAre("c|供地后逾期未开工（疑似闲置）|2020-02-29|-|2021-03-01|1766|200",
                    "b|供地后逾期未开工（疑似闲置）|2024-12-30|-|2025-12-30|1|100",
                    "a|开工后逾期未竣工（用而未尽）|2020-03-01|2020-06-01|2023-06-01|944|100",
                    "合计|3 个地块|-|-|-|-|400"));
    EXPECT_THAT(rows_of(review.tables.at(1)),
                ElementsAre("未供地|0|0|0", "已供未开工（期限内）|0|0|0",
                            "供地后逾期未开工（疑似闲置）|2|300|0.03", "在建（期限内）|0|0|0",
                            "开工后逾期未竣工（用而未尽）|1|100|0.01", "已竣工|0|0|0",
                            "日期缺失或有误|0|0|0", "未选取（不计入）|0|0|0", "合计|3|400|0.04"));
}

TEST(IdleLand, TheDayThatIsDueIsInTime) {
    EXPECT_THAT(outcomes(run(one("2024-12-31", {}, {}))), ElementsAre("a: pass"));
    EXPECT_EQ(run(one("2024-12-31", {}, {})).verdicts[0].margin, 0.0);
    EXPECT_THAT(outcomes(run(one("2020-01-01", "2020-01-02", {}), {{"as_of", "2023-01-02"}})),
                ElementsAre("a: pass"));
    EXPECT_THAT(outcomes(run(one("2020-01-01", "2020-01-02", {}), {{"as_of", "2023-01-03"}})),
                ElementsAre("a: fail"));
    EXPECT_THAT(outcomes(run(one("2023-06-01", {}, {}), {{"start_within", std::int64_t{3}}})),
                ElementsAre("a: pass"));
}

TEST(IdleLand, TellsWhatHasHappenedTooLateByNow) {
    const auto review = run(one("2015-03-01", "2016-03-11", "2019-03-12"));
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0572 a", "PP-0572 a"));
    EXPECT_EQ(review.findings[0].level, Level::info);
    EXPECT_THAT(review.findings[0].message.en + review.findings[1].message.en,
                testing::AllOf(HasSubstr("'started' is 2016-03-11, 10 days after it was due"),
                               HasSubstr("'finished' is 2019-03-12, 1 days after it was due")));
}

TEST(IdleLand, DatesInTheWrongOrderAreFoundAndJudgedByNobody) {
    const auto layer = parcels()
                           .add(square, {"a", "2020-03-01", "2019-06-01"})
                           .add(square, {"b", "2020-03-01", "2020-06-01", "2020-05-31"})
                           .build();
    const auto review = run(layer);
    EXPECT_THAT(outcomes(review), ElementsAre("a: not_checked", "b: not_checked"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0570 a", "PP-0570 b"));
    EXPECT_EQ(review.findings[0].message.zh, "“started”（2019-06-01）早于“supplied”（2020-03-01）");
    EXPECT_THAT(rows_of(review.tables.at(1)), testing::Contains("日期缺失或有误|2|200|0.02"));
}

TEST(IdleLand, DatesInTheFutureHaveNotHappened) {
    const auto review = run(one("2020-03-01", "2026-01-01", {}));
    EXPECT_THAT(outcomes(review), ElementsAre("a: fail"));
    EXPECT_THAT(codes(review), testing::UnorderedElementsAre("PP-0571 a", "PP-0568 a"));
    const auto not_yet = run(one("2026-03-01", {}, {}));
    EXPECT_THAT(outcomes(not_yet), ElementsAre("(layer): not_checked"));
    EXPECT_THAT(codes(not_yet), ElementsAre("PP-0571 a"));
}

TEST(IdleLand, MissingAndUnreadableDatesNeverPass) {
    const auto layer = parcels()
                           .add(square, {"a", Cell{}, "2020-03-01"})
                           .add(square, {"b", "2020-03-01", Cell{}, "2021-03-01"})
                           .add(square, {"c", "2020", Cell{}, Cell{}})
                           .add(square, {"d"})
                           .build();
    const auto review = run(layer);
    EXPECT_THAT(outcomes(review),
                ElementsAre("a: not_checked", "b: not_checked", "c: not_checked"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0501 a", "PP-0501 b", "PP-0560 c"));
    EXPECT_THAT(rows_of(review.tables.at(1)), testing::Contains("未供地|1|100|0.01"));
}

TEST(IdleLand, AParcelThatIsSaidToBeSuppliedNeedsADay) {
    const auto layer = parcels()
                           .add(square, {"a", Cell{}, Cell{}, Cell{}, Cell{}, "已供"})
                           .add(square, {"b", Cell{}, Cell{}, Cell{}, Cell{}, "待开发"})
                           .add(square, {"c", "2025-10-01", Cell{}, Cell{}, Cell{}, Cell{}})
                           .build();
    const auto review =
        run(layer, {{"supplied_field", "stage"}, {"supplied_values", List{"已供"}}});
    EXPECT_THAT(outcomes(review), ElementsAre("a: not_checked", "c: not_checked"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0227", "PP-0501 a"));
    EXPECT_THAT(rows_of(review.tables.at(1)),
                testing::IsSupersetOf({"未选取（不计入）|1|100|0.01", "合计|3|300|0.03"}));
}

TEST(IdleLand, JudgesTheShareThatIsBuilt) {
    const Params third{{"built_share", "built"}, {"built_at_least", 0.33}};
    const auto outcome = [&](Cell finished, Cell built) {
        return outcomes(run(one("2020-03-01", "2020-06-01", finished, built), third)).at(0);
    };
    EXPECT_EQ(outcome("2022-03-01", 0.33), "a: pass");
    EXPECT_EQ(outcome("2022-03-01", 0.32), "a: fail");
    EXPECT_EQ(outcome("2022-03-01", {}), "a: not_checked");
    EXPECT_EQ(outcome({}, 0.5), "a: fail"); // not finished in time
    const auto review = run(one("2020-03-01", "2020-06-01", "2022-03-01", 32.0), third);
    EXPECT_THAT(codes(review), ElementsAre("PP-0575 a"));
    EXPECT_THAT(outcomes(review), ElementsAre("a: not_checked"));
    Params percent = third;
    percent.emplace("share_unit", "percent");
    const auto below = run(one("2020-03-01", "2020-06-01", "2022-03-01", 32.0), percent);
    ASSERT_THAT(codes(below), ElementsAre("PP-0573 a"));
    EXPECT_EQ(below.findings[0].message.zh,
              "至 2025-12-31 已建比例为 32.00%，低于下限 33.00%，提请核查");
    EXPECT_EQ(below.verdicts[0].value, 0.32);
    // Before completion is due nothing is asked for.
    EXPECT_THAT(outcomes(run(one("2024-03-01", "2024-06-01", {}, {}), third)),
                ElementsAre("a: pass"));
}

TEST(IdleLand, WithoutADayItIsNotChecked) {
    TestPlan plan = plan_of(one("2020-03-01", {}, {}));
    plan.plan().date.clear();
    EXPECT_THAT(outcomes(plan.run()), ElementsAre("(layer): not_checked"));
    EXPECT_THAT(outcomes(run(parcels().build())), ElementsAre("(layer): not_checked"));
}

TEST(IdleLand, AParcelWithoutGeometryIsJudgedAndLeavesTheAreaEmpty) {
    const auto review = run(parcels().add_without({"a", "2020-03-01"}).build());
    EXPECT_THAT(outcomes(review), ElementsAre("a: fail"));
    EXPECT_THAT(rows_of(review.tables.at(0)), testing::Contains("合计|1 个地块|-|-|-|-|-"));
}

TEST(IdleLand, OrderOfRowsAndThreadsChangeNothing) {
    const std::vector<test::Cells> rows{{"a", "2020-03-01"},
                                        {"b", "2020-03-01"},
                                        {"c", "2020-03-01", "2020-06-01"},
                                        {"d", "2020-03-01", "2019-06-01"}};
    LayerBuilder forth = parcels();
    LayerBuilder back = parcels();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        forth.add(square, rows[i]);
        back.add(square, rows[rows.size() - 1 - i]);
    }
    const auto a = plan_of(forth.build()).run(1);
    const auto b = plan_of(back.build()).run(4);
    EXPECT_EQ(rows_of(a.tables.at(0)), rows_of(b.tables.at(0)));
    EXPECT_EQ(rows_of(a.tables.at(1)), rows_of(b.tables.at(1)));
    EXPECT_THAT(outcomes(a), testing::UnorderedElementsAreArray(outcomes(b)));
}

TEST(IdleLand, RefusesParametersThatDoNotGoTogether) {
    for (const auto& [params, message] : std::vector<std::pair<Params, std::string_view>>{
             {{{"as_of", "soon"}}, "'as_of' is 'soon'; a day is needed: '2022-06-30'"},
             {{{"start_within", std::int64_t{0}}}, "'start_within' is 0; 1 to 100 is needed"},
             {{{"built_share", "built"}},
              "'built_share' and 'built_at_least' belong together; 'built_at_least' is missing"},
             {{{"share_unit", "permille"}},
              "'share_unit' is 'permille'; 'share' or 'percent' is needed"},
             {{{"supplied_field", "stage"}},
              "'supplied_field' and 'supplied_values' belong together; 'supplied_values' is "
              "missing"}}) {
        try {
            static_cast<void>(run(one("2020-03-01", {}, {}), params));
            FAIL() << "no error: " << message;
        } catch (const Error& error) {
            EXPECT_EQ(error.message().en, message);
        }
    }
}

} // namespace
} // namespace parkplan::rules
