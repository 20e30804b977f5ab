// SPDX-License-Identifier: MIT
#include "core/error.hpp"
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

using test::codes;
using test::LayerBuilder;
using test::outcomes;
using test::Params;
using test::shown_rows;
using test::TestPlan;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// In hundreds of metres, so that a square of 1 is a hectare.
std::string box(double x0, double y0, double x1, double y1) {
    constexpr double side = 100.0;
    return fmt::format("POLYGON(({0} {1},{2} {1},{2} {3},{0} {3},{0} {1}))", side * x0, side * y0,
                       side * x1, side * y1);
}

LayerBuilder blocks() {
    return LayerBuilder{"blocks", "local"}.text("id").text("park").key("id");
}
LayerBuilder parks() {
    return LayerBuilder{"parks", "local"}.text("id").text("name").key("id");
}
LayerBuilder parcels() {
    return LayerBuilder{"land", "local"}.text("id").text("dlbm").key("id");
}

TestPlan plan_of(const layer::Layer& layer, Params params = {}) {
    params.emplace("layer", "blocks");
    params.emplace("by", "park");
    return TestPlan{builtin()}
        .layer("blocks", layer)
        .layer("parks", parks()
                            .add(box(0, 0, 10, 10), {"P1", "East"})
                            .add(box(20, 0, 30, 10), {"P2", "West"})
                            .add(box(40, 0, 50, 10), {"P3", "Far"})
                            .build())
        .layer("land", parcels()
                           .add(box(0, 0, 10, 2), {"1", "1001"})
                           .add(box(20, 0, 30, 10), {"2", "0701"})
                           .build())
        .rule("sums", "park_summary", std::move(params));
}

const std::vector<std::string> land{"park", "features", "area_m2", "area_ha", "share_percent"};

layer::Layer four_blocks() {
    return blocks()
        .add(box(0, 0, 2, 2), {"a", "East"})
        .add(box(4, 0, 6, 2), {"b", "East"})
        .add(box(20, 0, 22, 4), {"c", "West"})
        .add(box(60, 0, 62, 2), {"d"})
        .build();
}

TEST(ParkSummary, CountsFeaturesAndLandByPark) {
    const review::Review review = plan_of(four_blocks()).run();
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked"));
    EXPECT_THAT(codes(review), IsEmpty());
    ASSERT_EQ(review.tables.size(), 1U);
    EXPECT_THAT(shown_rows(review.tables[0], land),
                ElementsAre("East | 2 | 80000.00 | 8.00 | 40.00",
                            "West | 1 | 80000.00 | 8.00 | 40.00",
                            "(no park) | 1 | 40000.00 | 4.00 | 20.00",
                            "total | 4 | 200000.00 | 20.00 | 100.00"));
}

TEST(ParkSummary, CountsSharedLandOnceAndApartWhereParksDiffer) {
    const layer::Layer layer = blocks()
                                   .add(box(0, 0, 2, 2), {"a", "East"})
                                   .add(box(1, 0, 3, 2), {"b", "East"})
                                   .add(box(2, 0, 4, 2), {"c", "West"})
                                   .build();
    const review::Review review = plan_of(layer).run();
    EXPECT_THAT(shown_rows(review.tables[0], land),
                ElementsAre("East | 2 | 40000.00 | 4.00 | 50.00",
                            "West | 1 | 20000.00 | 2.00 | 25.00",
                            "(in several parks) | - | 20000.00 | 2.00 | 25.00",
                            "total | 3 | 80000.00 | 8.00 | 100.00"));
}

TEST(ParkSummary, ShowsParksWithoutAFeatureBesideTheirBoundaries) {
    const review::Review review =
        plan_of(four_blocks(), {{"parks", "parks"}, {"parks_name", "name"}}).run();
    EXPECT_THAT(
        shown_rows(review.tables[0], {"park", "features", "boundary_m2", "of_boundary_percent"}),
        ElementsAre("East | 2 | 1000000.00 | 8.00", "Far | 0 | 1000000.00 | 0.00",
                    "West | 1 | 1000000.00 | 8.00", "(no park) | 1 | - | -", "total | 4 | - | -"));
}

TEST(ParkSummary, SumsUpLandUseByGroup) {
    const review::Review review =
        plan_of(
            four_blocks(),
            {{"landuse", "land"}, {"code", "dlbm"}, {"scheme", "guide-2023"}, {"as_of", "2025"}})
            .run();
    EXPECT_THAT(shown_rows(review.tables[0],
                           {"park", "area_ha", "industry_ha", "housing_ha", "unknown_ha"}),
                ElementsAre("East | 8.00 | 8.00 | 0.00 | 0.00", "West | 8.00 | 0.00 | 8.00 | 0.00",
                            "(no park) | 4.00 | 0.00 | 0.00 | 4.00",
                            "total | 20.00 | 8.00 | 8.00 | 4.00"));
}

TEST(ParkSummary, LevelsEveryColumnToItsTotal) {
    LayerBuilder layer = blocks();
    for (int i = 0; i < 3; ++i) {
        layer.add(fmt::format("POLYGON(({0} 0,{1} 0,{1} 1,{0} 1,{0} 0))", 10000 * i,
                              10000 * i + 3334), // 0.3334 ha
                  {fmt::format("{}", i), fmt::format("P{}", i)});
    }
    const review::Review review = plan_of(layer.build(), {{"decimals", std::int64_t{2}}}).run();
    EXPECT_THAT(shown_rows(review.tables[0], {"area_ha"}),
                ElementsAre("0.34", "0.33", "0.33", "1.00"));
}

TEST(ParkSummary, LeavesOutWhatCannotBeMeasuredAndSaysSo) {
    const layer::Layer layer = blocks()
                                   .add("POLYGON((0 0,200 200,200 0,0 200,0 0))", {"a", "East"})
                                   .add(box(20, 0, 22, 4), {"c", "West"})
                                   .add_without({"d", "West"})
                                   .build();
    const review::Review review = plan_of(layer).run();
    EXPECT_THAT(shown_rows(review.tables[0], land),
                ElementsAre("East | 1 | - | - | -", "West | 2 | 80000.00 | 8.00 | 100.00",
                            "total | 3 | 80000.00 | 8.00 | 100.00"));
    EXPECT_THAT(review.tables[0].note.en, HasSubstr("2 features cannot be measured"));
}

TEST(ParkSummary, HasNoTotalWhereNothingIsMeasured) {
    const layer::Layer layer = blocks().add_without({"a", "East"}).build();
    EXPECT_THAT(shown_rows(plan_of(layer).run().tables[0], land),
                ElementsAre("East | 1 | - | - | -", "total | 1 | - | - | -"));
}

TEST(ParkSummary, DoesNotHangOnTheOrderOfRowsOrThreads) {
    const layer::Layer turned = blocks()
                                    .add(box(60, 0, 62, 2), {"d"})
                                    .add(box(20, 0, 22, 4), {"c", "West"})
                                    .add(box(4, 0, 6, 2), {"b", "East"})
                                    .add(box(0, 0, 2, 2), {"a", "East"})
                                    .build();
    EXPECT_EQ(shown_rows(plan_of(turned).run(4).tables[0], land),
              shown_rows(plan_of(four_blocks()).run(1).tables[0], land));
}

TEST(ParkSummary, RefusesParametersThatDoNotGoTogether) {
    EXPECT_THROW((void)plan_of(four_blocks(), {{"parks", "parks"}}).run(), Error);
    EXPECT_THROW((void)plan_of(four_blocks(), {{"landuse", "land"}, {"code", "dlbm"}}).run(),
                 Error);
    EXPECT_THROW((void)plan_of(four_blocks(), {{"scheme", "guide-2023"}}).run(), Error);
    EXPECT_THROW((void)plan_of(four_blocks(), {{"decimals", std::int64_t{5}}}).run(), Error);
}

} // namespace
} // namespace parkplan::rules
