// SPDX-License-Identifier: MIT
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string_view>
#include <variant>

namespace parkplan::rules {
namespace {

using test::codes;
using test::LayerBuilder;
using test::outcomes;
using test::TestPlan;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view square = "POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))";
constexpr std::string_view bow_tie = "POLYGON((0 0, 4 4, 4 0, 0 4, 0 0))";

TestPlan plan_for(const layer::Layer& layer, Level level = Level::error) {
    return TestPlan{builtin()}
        .layer("l", layer)
        .rule("v", "valid_geometry", {{"layer", "l"}}, level);
}

TEST(ValidGeometry, PassesACleanLayer) {
    const auto review = plan_for(LayerBuilder{"a", "local"}.add(square).build()).run();
    EXPECT_THAT(outcomes(review), ElementsAre("#1: pass"));
    EXPECT_THAT(codes(review), IsEmpty());
    EXPECT_EQ(review.verdicts.at(0).margin, 0.0);
}

TEST(ValidGeometry, FailsACrossingRingAndPlacesIt) {
    const auto review = plan_for(LayerBuilder{"a", "local"}.add(square).add(bow_tie).build()).run();
    EXPECT_THAT(outcomes(review), ElementsAre("#1: pass", "#2: fail"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0301 #2"));
    EXPECT_EQ(review.findings[0].rule, "v");
    EXPECT_EQ(std::get<geo::MultiPoint>(review.findings[0].place), (geo::MultiPoint{{{2, 2}}}));
    EXPECT_EQ(review.verdicts.at(1).value, 1.0);
    EXPECT_EQ(review.verdicts.at(1).margin, -1.0);
    EXPECT_EQ(review::exit_status(review, review::FailOn::error), 1);
}

// The limit is no defect that prevents measuring: notes alone pass.
TEST(ValidGeometry, PassesWhatOnlyDeservesANote) {
    const auto review =
        plan_for(LayerBuilder{"a", "local"}.add("POLYGON((0 0, 4 0, 4 0, 4 4, 0 4, 0 0))").build())
            .run();
    EXPECT_THAT(outcomes(review), ElementsAre("#1: pass"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0321 #1"));
    EXPECT_EQ(review.findings[0].level, Level::info);
    EXPECT_EQ(review::exit_status(review, review::FailOn::warning), 0);
}

TEST(ValidGeometry, PassesAHoleThatTouchesItsShell) {
    const auto review =
        plan_for(LayerBuilder{"a", "local"}
                     .add("POLYGON((0 0, 9 0, 9 9, 0 9, 0 0), (0 0, 3 6, 6 3, 0 0))")
                     .build())
            .run();
    EXPECT_THAT(outcomes(review), ElementsAre("#1: pass"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0327 #1"));
}

TEST(ValidGeometry, JudgesNothingInAnEmptyLayer) {
    const auto review = plan_for(LayerBuilder{"a", "local"}.build()).run();
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0115"));
}

TEST(ValidGeometry, DoesNotCheckWhatIsNoPolygon) {
    const auto review = plan_for(LayerBuilder{"a", "local"}
                                     .add_without()
                                     .add_without({}, layer::GeometryState::not_polygon)
                                     .build())
                            .run();
    EXPECT_THAT(outcomes(review), ElementsAre("#1: not_checked", "#2: not_checked"));
    EXPECT_EQ(review.verdicts.at(0).note.en, "the feature has no geometry");
    EXPECT_EQ(review.verdicts.at(1).note.zh, "图形不是面");
}

TEST(ValidGeometry, WorksInDegreesToo) {
    const auto review =
        TestPlan{builtin(), "EPSG:4490"}
            .layer("l", LayerBuilder{"a", "EPSG:4490"}
                            .add("POLYGON((116 39, 117 40, 117 39, 116 40, 116 39))")
                            .build())
            .rule("v", "valid_geometry", {{"layer", "l"}})
            .run();
    EXPECT_THAT(outcomes(review), ElementsAre("#1: fail"));
}

TEST(ValidGeometry, ChecksEvenWhenMeasuringAssumesValidity) {
    TaskPool tasks{1};
    review::RunOptions options;
    options.tasks = &tasks;
    options.validity = measure::Validity::assumed;
    const auto review = plan_for(LayerBuilder{"a", "local"}.add(bow_tie).build()).run(options);
    EXPECT_THAT(outcomes(review), ElementsAre("#1: fail"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0301 #1"));
}

TEST(ValidGeometry, HoldsTheRulesLevel) {
    const auto review =
        plan_for(LayerBuilder{"a", "local"}.add(bow_tie).build(), Level::warning).run();
    EXPECT_EQ(review.findings.at(0).level, Level::warning);
    EXPECT_EQ(review::exit_status(review, review::FailOn::error), 0);
}

} // namespace
} // namespace parkplan::rules
