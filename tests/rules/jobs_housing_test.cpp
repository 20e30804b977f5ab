// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"
#include "support/tables.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <optional>
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
using test::TestPlan;
using testing::ElementsAre;
using testing::HasSubstr;

using List = std::vector<std::string>;

/// In hundreds of metres, so that a square of 1 is a hectare.
std::string box(double x0, double y0, double x1, double y1) {
    constexpr double side = 100.0;
    return fmt::format("POLYGON(({0} {1},{2} {1},{2} {3},{0} {3},{0} {1}))", side * x0, side * y0,
                       side * x1, side * y1);
}

LayerBuilder clusters(std::string_view crs = "local") {
    return LayerBuilder{"clusters", crs}.text("id").integer("jobs").key("id");
}
LayerBuilder parcels() {
    return LayerBuilder{"land", "local"}.text("id").text("dlbm").text("dlmc").real("far").key("id");
}
LayerBuilder employers() {
    return LayerBuilder{"firms", "local"}.text("id").real("staff").key("id");
}

struct Layers {
    layer::Layer clusters;
    layer::Layer land;
    std::optional<layer::Layer> firms{};
};

/// Two clusters of 4 ha, 200 m apart; housing in the first, between them and far away.
Layers drawing() {
    return {clusters()
                .add(box(0, 0, 2, 2), {"a", Cell{400}})
                .add(box(4, 0, 6, 2), {"b", Cell{}})
                .build(),
            parcels()
                .add(box(0, 0, 2, 1), {"1", "070101", "城镇住宅用地", 2.0})
                .add(box(0, 1, 2, 2), {"2", "1001", "工业用地", 1.0})
                .add(box(2, 0, 4, 2), {"3", "0701", "城镇住宅用地", 1.5})
                .add(box(4, 0, 6, 2), {"4", "1001", "工业用地", 1.0})
                .add(box(50, 0, 52, 2), {"5", "0701", "城镇住宅用地", 3.0})
                .build()};
}

TestPlan plan_of(const Layers& layers, Params params = {}, std::string_view crs = "local") {
    TestPlan plan{builtin(), crs};
    plan.layer("clusters", layers.clusters).layer("land", layers.land);
    params.emplace("layer", "clusters");
    params.emplace("landuse", "land");
    params.emplace("code", "dlbm");
    params.emplace("class_name", "dlmc");
    params.emplace("scheme", "guide-2023");
    params.emplace("basis", "现状");
    if (layers.firms) {
        plan.layer("firms", *layers.firms);
        params.emplace("jobs_layer", "firms");
        params.emplace("jobs_field", "staff");
    }
    plan.rule("r", "jobs_housing", std::move(params));
    return plan;
}

review::Review run(const Layers& layers, Params params = {}) {
    return plan_of(layers, std::move(params)).run();
}

std::vector<std::string> rows_of(const review::Review& review) {
    return test::shown_rows(review.tables.at(0));
}

double number_in(const review::Review& review, std::size_t row, std::string_view column) {
    const review::ResultTable& table = review.tables.at(0);
    const auto at = std::ranges::find(table.columns, column, &review::TableColumn::id);
    return std::get<double>(
        table.rows.at(row)[static_cast<std::size_t>(at - table.columns.begin())]);
}

std::string text_in(const review::Review& review, std::size_t row, std::string_view column) {
    const review::ResultTable& table = review.tables.at(0);
    const auto at = std::ranges::find(table.columns, column, &review::TableColumn::id);
    const review::TableCell& cell =
        table.rows.at(row)[static_cast<std::size_t>(at - table.columns.begin())];
    const auto* number = std::get_if<double>(&cell);
    return number == nullptr ? "-" : fmt::format("{}", *number);
}

TEST(JobsHousing, TellsHousingFloorAreaAndJobsOfEachCluster) {
    const auto review = run(drawing(), {{"floor_area_ratio", "far"}, {"jobs", "jobs"}});
    EXPECT_THAT(outcomes(review), ElementsAre("a: not_checked", "b: not_checked"));
    EXPECT_TRUE(review.verdicts[0].looked);
    EXPECT_THAT(codes(review), ElementsAre("PP-0480 b"));
    EXPECT_THAT(
        rows_of(review),
        ElementsAre(
            "a | inside | 4.00 | 2.00 | 2.00 | 0.00 | 50.00 | 40000.00 | 0.00 | 400 | 400 | "
            "0 | 100.0",
            "b | inside | 4.00 | 0.00 | 4.00 | 0.00 | 0.00 | 0.00 | 0.00 | - | - | 1 | -",
            "all, each place once | inside | 8.00 | 2.00 | 6.00 | 0.00 | 25.00 | 40000.00 | "
            "0.00 | - | 400 | 1 | -"));
    EXPECT_EQ(review.verdicts[0].note.en, "inside: housing 2.00 ha, floor area 40000 m², jobs 400");
    EXPECT_EQ(review.verdicts[1].note.zh,
              "组团内居住用地 0.00 公顷，住宅建筑面积 0 m²，就业岗位 -（已知 -，1 个缺岗位数）");
}

TEST(JobsHousing, ReachesAsFarAsIsAskedAndCountsPlacesOnce) {
    const auto review = run(drawing(), {{"floor_area_ratio", "far"},
                                        {"distances", List{"100m", "5km"}},
                                        {"decimals", std::int64_t{4}}});
    ASSERT_EQ(review.tables.at(0).rows.size(), 9U);
    const double circle = std::numbers::pi;
    // 100 m around: 4 ha, four sides of 2 ha, a circle of 1 ha; housing in it 2 ha and half of 3.
    EXPECT_NEAR(number_in(review, 1, "area_ha"), 12.0 + circle, 2e-4);
    EXPECT_NEAR(number_in(review, 1, "housing_ha"), 4.0, 1e-4);
    EXPECT_NEAR(number_in(review, 1, "housing_floor_m2"), 40000.0 + 30000.0, 1e-6);
    EXPECT_NEAR(number_in(review, 1, "unknown_ha"), 6.0 + circle, 3e-4);
    // Both together: they touch at 100 m and share land at 5 km.
    EXPECT_NEAR(number_in(review, 7, "area_ha"), 24.0 + 2.0 * circle, 6e-4);
    EXPECT_LT(number_in(review, 8, "area_ha"), number_in(review, 2, "area_ha") * 1.1);
    EXPECT_NEAR(number_in(review, 7, "housing_ha"), 6.0, 1e-4);
    EXPECT_NEAR(number_in(review, 8, "housing_ha"), 10.0, 1e-4);
    EXPECT_NEAR(number_in(review, 8, "housing_floor_m2"), 40000.0 + 60000.0 + 120000.0, 1e-6);
    EXPECT_THAT(rows_of(review)[1], HasSubstr("a | within 100m | "));
    EXPECT_THAT(review.tables[0].note.en, HasSubstr("less than 0.006 % of the area"));
}

TEST(JobsHousing, CountsEmployersWhereTheyLie) {
    Layers layers = drawing();
    layers.firms = employers()
                       .add_path("POINT(50 50)", {"p", 100.0})
                       .add_path("POINT(250 50)", {"near", 30.0})
                       .add(box(1, 0, 3, 1), {"half", 60.0})
                       .add_path("POINT(450 50)", {"unknown", Cell{}})
                       .add_path("LINESTRING(0 0,100 100)", {"line", 5.0})
                       .build();
    const auto review = run(layers, {{"floor_area_ratio", "far"}, {"distances", List{"100m"}}});
    EXPECT_THAT(codes(review), ElementsAre("PP-0480 unknown", "PP-0481 line"));
    EXPECT_EQ(number_in(review, 0, "jobs"), 130.0);
    EXPECT_NEAR(number_in(review, 1, "jobs"), 190.0, 1e-6);
    EXPECT_THAT(rows_of(review)[2],
                HasSubstr(" | - | - | 1 | -")); // a firm, and nobody knows its size
    // A sum with a number that is missing is not known, but for its known part.
    EXPECT_EQ(text_in(review, 4, "jobs"), "-");
    EXPECT_EQ(number_in(review, 4, "jobs_known"), 130.0);
    EXPECT_EQ(number_in(review, 4, "jobs_missing"), 1.0);
    EXPECT_EQ(text_in(review, 5, "jobs"), "-");
    EXPECT_NEAR(number_in(review, 5, "jobs_known"), 190.0, 1e-6); // each once
    EXPECT_THAT(review.verdicts[0].note.en, HasSubstr("jobs 130;"));
    EXPECT_THAT(review.verdicts[1].note.en,
                HasSubstr("jobs - (known -, 1 without a number); within"));
    EXPECT_EQ(review.findings[0].message.en,
              "1 features of 'firms' have no number of 0 or more in field 'staff': their jobs are "
              "not known");
}

TEST(JobsHousing, EmployersOfNoJobsAreKnown) {
    Layers layers = drawing();
    layers.firms = employers()
                       .add_path("POINT(50 50)", {"none", 0.0})
                       .add_path("POINT(60 50)", {"unknown", Cell{}})
                       .build();
    const auto review = run(layers);
    EXPECT_EQ(text_in(review, 0, "jobs"), "-");
    EXPECT_EQ(number_in(review, 0, "jobs_known"), 0.0);
    EXPECT_EQ(number_in(review, 1, "jobs"), 0.0); // no employer
    EXPECT_EQ(number_in(review, 1, "jobs_known"), 0.0);
    EXPECT_EQ(number_in(review, 1, "jobs_missing"), 0.0);
}

TEST(JobsHousing, FindsEveryEmployerAmongMany) {
    Layers layers = drawing();
    LayerBuilder firms = employers();
    for (int i = 0; i < 400; ++i) { // every 5 m from 2 m on, through both clusters
        firms.add_path(fmt::format("POINT({} 100.5)", 5 * i + 2), {fmt::format("f{}", i), 1.0});
    }
    layers.firms = firms.build();
    const auto review = run(layers, {{"distances", List{"100m"}}});
    EXPECT_EQ(number_in(review, 0, "jobs"), 40.0);
    EXPECT_EQ(number_in(review, 1, "jobs"), 60.0);
    EXPECT_EQ(number_in(review, 2, "jobs"), 40.0);
    EXPECT_EQ(number_in(review, 3, "jobs"), 80.0);
    EXPECT_EQ(number_in(review, 4, "jobs"), 80.0);
    EXPECT_EQ(number_in(review, 5, "jobs"), 140.0);
}

TEST(JobsHousing, WhatIsNotKnownStandsByItself) {
    Layers layers = drawing();
    layers.land = parcels()
                      .add(box(0, 0, 2, 1), {"1", "0701", "住宅", Cell{}})
                      .add(box(0, 0.5, 1, 1.5), {"2", "1001", "工业用地", 1.0}) // over half of it
                      .add(box(1, 1, 2, 2), {"3", "M1", "工业", 1.0})
                      .add_without({"4", "0701", "住宅", 1.0})
                      .build();
    const auto review = run(layers, {{"floor_area_ratio", "far"}, {"jobs", "jobs"}});
    EXPECT_THAT(
        rows_of(review)[0],
        HasSubstr("a | inside | 4.00 | 1.50 | 0.50 | 2.00 | 37.50 | - | 1.50 | 400 | 400 | 0 | -"));
    EXPECT_THAT(codes(review), testing::Contains("PP-0453"));
    EXPECT_THAT(review.tables[0].note.en, HasSubstr("1 parcels cannot be used"));
}

TEST(JobsHousing, ClustersThatCannotBeUsedAndEmptyLayers) {
    Layers layers = drawing();
    layers.clusters = clusters().add(box(0, 0, 2, 2), {"a"}).add_without({"lost"}).build();
    const auto review = run(layers, {{"distances", List{"1km"}}});
    EXPECT_THAT(outcomes(review), ElementsAre("a: not_checked", "lost: not_checked"));
    EXPECT_FALSE(review.verdicts[1].looked);
    EXPECT_EQ(rows_of(review)[2], "lost | inside | - | - | - | - | -");
    EXPECT_EQ(rows_of(review)[4], "all, each place once | inside | - | - | - | - | -");
    layers.clusters = clusters().build();
    EXPECT_THAT(outcomes(run(layers)), ElementsAre("(layer): not_checked"));
    layers = drawing();
    layers.land = parcels().build();
    EXPECT_EQ(rows_of(run(layers))[0], "a | inside | 4.00 | 0.00 | 0.00 | 4.00 | 0.00");
}

TEST(JobsHousing, WhereLengthsAreNoDistancesOnlyTheInsideIsMeasured) {
    const auto degrees = [](const std::string& name) {
        return LayerBuilder{name, "EPSG:4490"}.text("id").text("dlbm").text("dlmc").key("id").add(
            "POLYGON((116.3 39.8,116.31 39.8,116.31 39.81,116.3 39.81,116.3 39.8))",
            {"a", "0701", "住宅"});
    };
    const auto review = plan_of({degrees("clusters").build(), degrees("land").build()},
                                {{"distances", List{"1km"}}}, "EPSG:4490")
                            .run();
    EXPECT_GT(number_in(review, 0, "housing_ha"), 90.0);
    EXPECT_EQ(rows_of(review)[1], "a | within 1km | - | - | - | - | -");
}

TEST(JobsHousing, RefusesParametersThatDoNotGoTogether) {
    for (const auto& [params, message] : std::vector<std::pair<Params, std::string_view>>{
             {{{"scheme", "survey-3"}},
              "the codes of the group 'housing' are not stated; 'housing' lists them"},
             {{{"housing", List{"R"}}},
              "'housing' holds 'R', which is no code of Guide to classes of land and sea (2023)"},
             {{{"distances", List{"1km", "far"}}}, "'far' is not"},
             {{{"distances", List{"0m"}}}, "a distance above 0 is needed"},
             {{{"jobs_layer", "land"}}, "'jobs_layer' and 'jobs_field' belong together"},
             {{{"jobs", "jobs"}, {"jobs_layer", "land"}, {"jobs_field", "far"}},
              "'jobs' and 'jobs_layer' are both given; one of them is enough"}}) {
        try {
            static_cast<void>(run(drawing(), params));
            FAIL() << "no error: " << message;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::plan);
            EXPECT_THAT(error.describe(), HasSubstr(std::string{message}));
        }
    }
}

TEST(JobsHousing, ThreadsAndTheOrderOfRowsChangeNothing) {
    LayerBuilder forwards = parcels();
    LayerBuilder backwards = parcels();
    for (int i = 0; i < 30; ++i) {
        for (LayerBuilder* builder : {&forwards, &backwards}) {
            const int k = builder == &forwards ? i : 29 - i;
            builder->add(fmt::format("POLYGON(({0} {1}, {2}.1 {1}, {2}.3 {3}.7, {0} {1}))", 30 * k,
                                     12 * k, 30 * k + 170, 12 * k + 110),
                         {fmt::format("x{}", k), k % 3 == 0 ? "0701" : "1001", Cell{}, 0.1 * k});
        }
    }
    const Params params{{"floor_area_ratio", "far"}, {"distances", List{"150m"}}};
    Layers layers = drawing();
    layers.land = forwards.build();
    const auto one = plan_of(layers, params).run();
    layers.land = backwards.build();
    const auto four = plan_of(layers, params).run(4);
    EXPECT_EQ(rows_of(four), rows_of(one));
}

} // namespace
} // namespace parkplan::rules
