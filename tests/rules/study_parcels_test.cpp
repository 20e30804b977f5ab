// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using test::LayerBuilder;
using test::outcomes;
using test::Params;
using test::TestPlan;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string box(int x0, int y0, int x1, int y1) {
    return fmt::format("POLYGON(({0} {1},{2} {1},{2} {3},{0} {3},{0} {1}))", x0, y0, x1, y1);
}

LayerBuilder drawn(const std::string& name) {
    return LayerBuilder{name, "local"}.text("id").key("id");
}
LayerBuilder parcels() {
    return LayerBuilder{"land", "local"}.text("id").text("dlbm").key("id");
}

/// A cluster of 60 m² in a park 100 m wide, land around it; the limit is 100 m².
class StudyParcels : public testing::Test {
protected:
    layer::Layer clusters = LayerBuilder{"clusters", "local"}
                                .text("id")
                                .text("park")
                                .key("id")
                                .add(box(0, 0, 6, 10), {"a", "P"})
                                .build();
    layer::Layer land = parcels()
                            .add(box(0, 0, 6, 10), {"own", "1001"})
                            .add(box(6, 0, 10, 10), {"beside", "1001"})
                            .add(box(12, 0, 20, 10), {"near", "1001"})
                            .add(box(-3, 0, -1, 10), {"small", "1001"})
                            .add(box(0, 10, 6, 14), {"homes", "0701"})
                            .add(box(0, 60, 6, 70), {"far", "1001"})
                            .build();
    layer::Layer red = drawn("red").add(box(200, 200, 210, 210), {"r"}).build();
    layer::Layer farm = drawn("farm").add(box(300, 200, 310, 210), {"f"}).build();
    Params params{{"layer", "clusters"},
                  {"of", "c"},
                  {"red_lines", "red"},
                  {"farmland", "farm"},
                  {"distance", Metres{20.0}}};
    double limit_m2 = 100.0;

    [[nodiscard]] TestPlan plan() const {
        TestPlan plan{builtin()};
        plan.layer("clusters", clusters).layer("land", land).layer("red", red).layer("farm", farm);
        plan.rule("c", "cluster",
                  {{"layer", "clusters"},
                   {"limit", SquareMetres{limit_m2}},
                   {"landuse", "land"},
                   {"code", "dlbm"},
                   {"scheme", "guide-2023"},
                   {"basis", "现状"},
                   {"as_of", "2020"}});
        plan.rule("s", "study_parcels", params, Level::info);
        return plan;
    }
    [[nodiscard]] static review::Review run(const TestPlan& plan, unsigned threads = 1) {
        TaskPool tasks{threads};
        review::RunOptions options;
        options.tasks = &tasks;
        options.on_request = true;
        return plan.run(options);
    }
    /// "beside 40": the parcels told, in their order, and what they add.
    [[nodiscard]] static std::vector<std::string> told(const review::Review& review) {
        std::vector<std::string> lines;
        for (const review::Finding& finding : review.findings) {
            if (finding.code == "PP-0457") {
                lines.push_back(fmt::format("{} {}", finding.other->key, *finding.measured));
            }
        }
        return lines;
    }
    [[nodiscard]] static std::string note(const review::Review& review) {
        return review.verdicts.back().note.en;
    }
};

TEST_F(StudyParcels, AreRankedByTheAreaThatTheyAddPerMetre) {
    const auto review = run(plan());
    // beside touches; near adds 80 m² at 6 m, small 20 m² at 1 m
    EXPECT_THAT(told(review), ElementsAre("beside 40", "small 20", "near 80"));
    EXPECT_EQ(note(review), "parcels for study (no proposal): 3");
    const auto table =
        std::ranges::find(review.tables, "study_parcels", &review::ResultTable::name);
    ASSERT_NE(table, review.tables.end());
    const std::vector<review::TableCell> second{"a", 2.0, "small", 1.0, 20.0, 80.0, 80.0};
    EXPECT_EQ(table->rows.at(1), second);
    const auto first = std::ranges::find(review.findings, "PP-0457", &review::Finding::code);
    EXPECT_THAT(first->message.zh, HasSubstr("整合研究备选地块（非调整建议）第 1 位"));
    EXPECT_THAT(first->message.en,
                HasSubstr("with it boundary 100.00 m² and land for industries 100.00 m²"));
    EXPECT_EQ(first->level, Level::info);
}

TEST_F(StudyParcels, KeepClearOfRedLinesAndFarmland) {
    red = drawn("red").add(box(8, 2, 9, 3), {"r"}).build();
    farm = drawn("farm").add(box(19, 9, 30, 30), {"f"}).build();
    EXPECT_THAT(told(run(plan())), ElementsAre("small 20"));
}

TEST_F(StudyParcels, AreNotToldWithoutRedLinesAndFarmland) {
    params.erase("farmland");
    const auto review = run(plan());
    EXPECT_THAT(told(review), IsEmpty());
    EXPECT_EQ(review.verdicts.back().note.zh, "未核底线，不生成");
}

TEST_F(StudyParcels, AreNotToldWhereALayerHasNoLand) {
    farm = drawn("farm").build();
    const auto review = run(plan());
    EXPECT_THAT(told(review), IsEmpty());
    EXPECT_EQ(review.verdicts.back().note.zh, "“farm”没有面要素，视为未提供：未核底线，不生成");
}

TEST_F(StudyParcels, SayWhatCouldNotBeChecked) {
    red = drawn("red")
              .add(box(8, 2, 9, 3), {"r"})
              .add("POLYGON((12 0,20 10,20 0,12 10,12 0))", {"broken"})
              .build();
    const auto review = run(plan());
    EXPECT_THAT(told(review), ElementsAre("small 20"));
    EXPECT_THAT(note(review),
                testing::MatchesRegex("parcels for study \\(no proposal\\): 1; 1 more are as near, "
                                      "but touch red lines or farmland, or break a rule on the "
                                      "clusters; 1 more are as near, but could not be checked: "
                                      "feature 'broken' of 'red' cannot be used: .*"));
}

TEST_F(StudyParcels, AreNotToldWhereALayerIsNotThere) {
    TestPlan one = plan();
    one.plan().layers.back().provided = false;
    const auto review = run(one);
    EXPECT_THAT(told(review), IsEmpty());
    EXPECT_THAT(review.verdicts.back().note.zh, HasSubstr("未提供，未核"));
}

TEST_F(StudyParcels, BreakNoRuleOnWhereClustersLie) {
    TestPlan one = plan();
    one.layer("parks", LayerBuilder{"parks", "local"}
                           .text("name")
                           .key("name")
                           .add(box(-10, -10, 15, 30), {"P"})
                           .add(box(15, -10, 100, 30), {"Q"})
                           .build());
    one.rule("in", "covered_by",
             {{"layer", "clusters"}, {"by", "parks"}, {"by_field", "park"}, {"by_key", "name"}});
    const auto review = run(one);
    EXPECT_THAT(told(review), ElementsAre("beside 40", "small 20")); // near reaches into Q
}

TEST_F(StudyParcels, BelongToNoOtherCluster) {
    clusters = LayerBuilder{"clusters", "local"}
                   .text("id")
                   .text("park")
                   .key("id")
                   .add(box(0, 0, 6, 10), {"a", "P"})
                   .add(box(9, 0, 25, 10), {"b", "P"})
                   .build();
    EXPECT_THAT(told(run(plan())), ElementsAre("small 20", "small 20"));
}

TEST_F(StudyParcels, AreOnlyForClustersThatFailOrStayOpen) {
    limit_m2 = 60.0;
    const auto review = run(plan());
    EXPECT_THAT(told(review), IsEmpty());
    EXPECT_EQ(note(review), "no cluster fails or stays open: no parcels to study");
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass", "(layer): not_checked"));
}

TEST_F(StudyParcels, TellTheHeadroomOfClustersNearTheLimit) {
    limit_m2 = 55.0;
    params.emplace("headroom", SquareMetres{5.0});
    EXPECT_THAT(test::codes(run(plan())), testing::Not(Contains("PP-0458 a"))); // 5 is not less
    limit_m2 = 56.0;
    const auto review = run(plan());
    const auto told = std::ranges::find(review.findings, "PP-0458", &review::Finding::code);
    ASSERT_NE(told, review.findings.end());
    EXPECT_EQ(told->message.en,
              "above the limit by 4.00 m² of boundary and 4.00 m² of land for industries");
}

TEST_F(StudyParcels, TellTheMostThatThePlanAsksFor) {
    params.emplace("most", std::int64_t{1});
    const auto review = run(plan());
    EXPECT_THAT(told(review), ElementsAre("beside 40"));
    EXPECT_EQ(note(review), "parcels for study (no proposal): 3, the first 1 are told");
}

TEST_F(StudyParcels, AreMadeOnRequestOnly) {
    const auto review = plan().run();
    EXPECT_THAT(told(review), IsEmpty());
    EXPECT_EQ(note(review), "made on request only");
}

TEST_F(StudyParcels, NeedAClusterRule) {
    params.insert_or_assign("of", "x");
    try {
        static_cast<void>(run(plan()));
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::plan);
        EXPECT_STREQ(error.what(),
                     "parameter 'of': there is no rule 'x' of the kind 'cluster' on the layer "
                     "'clusters'");
    }
}

TEST_F(StudyParcels, AreTheSameInAnyOrderAndOnAnyNumberOfThreads) {
    const std::vector<std::string> expected = told(run(plan(), 3));
    land = parcels()
               .add(box(0, 60, 6, 70), {"far", "1001"})
               .add(box(-3, 0, -1, 10), {"small", "1001"})
               .add(box(12, 0, 20, 10), {"near", "1001"})
               .add(box(6, 0, 10, 10), {"beside", "1001"})
               .add(box(0, 0, 6, 10), {"own", "1001"})
               .build();
    EXPECT_EQ(told(run(plan())), expected);
}

} // namespace
} // namespace parkplan::rules
