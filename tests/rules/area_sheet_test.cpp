// SPDX-License-Identifier: MIT
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"
#include "support/tables.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using review::ResultTable;
using test::LayerBuilder;
using test::Params;
using test::shown_rows;
using test::TestPlan;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* square_of_4_ha = "POLYGON((0 0,200 0,200 200,0 200,0 0))";
constexpr const char* square_of_1_ha = "POLYGON((300 0,400 0,400 100,300 100,300 0))";
constexpr const char* bow_tie = "POLYGON((500 0,700 200,700 0,500 200,500 0))";

layer::Layer three() {
    return LayerBuilder{"areas", "local"}
        .text("id")
        .text("name")
        .text("park")
        .text("declared")
        .key("id")
        .add(square_of_4_ha, {"a", "Alpha", "East", "4.0公顷"})
        .add(square_of_1_ha, {"b", "Beta", "West", "2公顷"})
        .add(bow_tie, {"c", "Gamma", "West", "1公顷"})
        .add_without({"d", "Delta", "West", "1公顷"})
        .build();
}

ResultTable sheet_of(const std::string& kind, Params params,
                     std::map<std::string, std::string> roles = {}) {
    params.emplace("layer", "areas");
    const layer::Layer land =
        LayerBuilder{"land", "local"}
            .text("id")
            .text("dlbm")
            .key("id")
            .add("POLYGON((0 0,200 0,200 100,0 100,0 0))", {"1", "1001"})
            .add("POLYGON((0 100,200 100,200 150,0 150,0 100))", {"2", "0802"})
            .build();
    const review::Review review = TestPlan{builtin()}
                                      .layer("areas", three(), std::move(roles))
                                      .layer("land", land)
                                      .rule("areas.judged", kind, std::move(params))
                                      .run();
    for (const ResultTable& table : review.tables) {
        if (table.name == "area_sheet") {
            return table;
        }
    }
    return {};
}

std::vector<std::string> ids_of(const ResultTable& table) {
    std::vector<std::string> ids;
    for (const review::TableColumn& column : table.columns) {
        ids.push_back(column.id);
    }
    return ids;
}

TEST(AreaSheet, HoldsEveryFeatureThatAreaAtLeastJudges) {
    const ResultTable sheet = sheet_of("area_at_least", {{"limit", SquareMetres{2e4}}},
                                       {{"name", "name"}, {"park", "park"}});
    EXPECT_TRUE(sheet.own_file);
    EXPECT_THAT(ids_of(sheet),
                ElementsAre("key", "name", "park", "area_ha", "planar_m2", "ellipsoidal_m2",
                            "survey_m2", "geodesic_m2", "limit_m2", "margin_m2", "outcome"));
    EXPECT_THAT(
        shown_rows(sheet),
        ElementsAre("a | Alpha | East | 4.0000 | 40000.00 | - | - | - | 20000.00 | 20000.00 | pass",
                    "b | Beta | West | 1.0000 | 10000.00 | - | - | - | 20000.00 | -10000.00 | fail",
                    "c | Gamma | West | - | - | - | - | - | 20000.00 | - | not checked",
                    "d | Delta | West | - | - | - | - | - | 20000.00 | - | not checked",
                    "total | - | - | 5.0000 | 50000.00 | - | - | - | - | - | -"));
    EXPECT_THAT(sheet.note.en, HasSubstr("2 features have no area of record"));
}

TEST(AreaSheet, ShowsTheLandOfEveryReadingOfRuleCluster) {
    const ResultTable sheet = sheet_of("cluster", {{"limit", SquareMetres{2e4}},
                                                   {"landuse", "land"},
                                                   {"code", "dlbm"},
                                                   {"scheme", "guide-2023"},
                                                   {"basis", "现状"},
                                                   {"as_of", "2020"}});
    EXPECT_THAT(shown_rows(sheet),
                ElementsAre("a | 4.0000 | 40000.00 | - | - | - | 20000.00 | 30000.00 | 30000.00 | "
                            "10000.00 | 20000.00 | pass",
                            "b | 1.0000 | 10000.00 | - | - | - | 0.00 | 0.00 | 0.00 | 10000.00 | "
                            "20000.00 | fail",
                            "c | - | - | - | - | - | - | - | - | - | - | not checked",
                            "d | - | - | - | - | - | - | - | - | - | - | not checked",
                            "total | 5.0000 | 50000.00 | - | - | - | - | - | - | - | - | -"));
}

TEST(AreaSheet, ShowsWhatIsDeclaredBesideWhatIsMeasured) {
    const ResultTable sheet = sheet_of("matches_declared", {{"field", "declared"}});
    EXPECT_THAT(shown_rows(sheet),
                ElementsAre("a | 4.0000 | 40000.00 | - | - | - | 4.0 公顷 | 40000.00 | 0.00 | pass",
                            "b | 1.0000 | 10000.00 | - | - | - | 2 公顷 | 20000.00 | -10000.00 | "
                            "fail",
                            "c | - | - | - | - | - | - | - | - | not checked",
                            "d | - | - | - | - | - | - | - | - | not checked",
                            "total | 5.0000 | 50000.00 | - | - | - | - | - | - | -"));
}

} // namespace
} // namespace parkplan::rules
