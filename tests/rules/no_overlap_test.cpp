// SPDX-License-Identifier: MIT
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::rules {
namespace {

using test::codes;
using test::LayerBuilder;
using test::outcomes;
using test::Params;
using test::points_of;
using test::TestPlan;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view square = "POLYGON((0 0, 100 0, 100 100, 0 100, 0 0))";

layer::Layer drawn(const std::vector<std::string_view>& drawings) {
    LayerBuilder builder{"a", "local"};
    for (const std::string_view wkt : drawings) {
        builder.add(wkt);
    }
    return builder.build();
}

review::Review run(const layer::Layer& layer, Params params = {}) {
    params.emplace("layer", "l");
    return TestPlan{builtin()}.layer("l", layer).rule("o", "no_overlap", std::move(params)).run();
}

/// "name count area" for each entry that counted something.
std::vector<std::string> booked(const review::Review& review) {
    std::vector<std::string> lines;
    for (const review::LedgerEntry& entry : review.ledger) {
        if (entry.count > 0) {
            lines.push_back(
                fmt::format("{} {} {}", entry.name, entry.count, entry.area.value().value()));
        }
    }
    return lines;
}

TEST(NoOverlap, PassesFeaturesThatTouch) {
    const auto review = run(drawn({square, "POLYGON((100 0, 200 0, 200 100, 100 100, 100 0))"}));
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass"));
    EXPECT_THAT(codes(review), IsEmpty());
    EXPECT_EQ(review.verdicts[0].value, 0.0);
    EXPECT_EQ(review.verdicts[0].limit, 0.0);
    EXPECT_EQ(review.verdicts[0].margin, 0.0);
    EXPECT_EQ(review.verdicts[0].unit, "m2");
    EXPECT_EQ(review.verdicts[0].method, "planar");
    EXPECT_THAT(booked(review), IsEmpty());
}

TEST(NoOverlap, FailsAndShowsTheExactOverlap) {
    const auto review = run(drawn({square, "POLYGON((90 50, 200 50, 200 80, 90 80, 90 50))"}));
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): fail"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0201 #1 #2"));
    EXPECT_EQ(review.findings[0].message.en, "overlaps '#2' by 300.00 m², 7.500 m wide on average");
    EXPECT_EQ(review.findings[0].measured, 300.0);
    EXPECT_THAT(points_of(std::get<geo::MultiPolygon>(review.findings[0].place)),
                ElementsAre(geo::Point{90, 50}, geo::Point{100, 50}, geo::Point{100, 80},
                            geo::Point{90, 80}));
    EXPECT_EQ(review.verdicts[0].value, 300.0);
    EXPECT_EQ(review.verdicts[0].margin, -300.0);
    EXPECT_THAT(booked(review), ElementsAre("overlaps_reported_m2 1 300"));
}

TEST(NoOverlap, CallsAnOverlapFiftyTimesAsLongAsWideASliver) {
    // 98 × 2: length (perimeter / 2) 100, mean width 1.96; 51.02 times.
    const auto review = run(drawn({square, "POLYGON((98 1, 150 1, 150 99, 98 99, 98 1))"}));
    ASSERT_THAT(codes(review), ElementsAre("PP-0202 #1 #2"));
    EXPECT_EQ(review.findings[0].proposal.zh, "将该狭长部分划归一方，双方共用同一条边界");
    // 90 × 2: 92 by 1.957, 47 times.
    EXPECT_THAT(codes(run(drawn({square, "POLYGON((98 1, 150 1, 150 91, 98 91, 98 1))"}))),
                ElementsAre("PP-0201 #1 #2"));
}

TEST(NoOverlap, AOneMillimetreSliverIsFound) {
    const auto review =
        run(drawn({square, "POLYGON((99.999 0, 200 0, 200 100, 99.999 100, 99.999 0))"}));
    ASSERT_THAT(codes(review), ElementsAre("PP-0202 #1 #2"));
    EXPECT_NEAR(review.findings[0].measured.value_or(0), 0.1, 1e-9);
}

TEST(NoOverlap, NamesIdenticalAndContainedFeatures) {
    const auto review =
        run(drawn({"POLYGON((10 10, 20 10, 20 20, 10 20, 10 10))", square, square}));
    EXPECT_THAT(codes(review), ElementsAre("PP-0204 #2 #1", "PP-0203 #2 #3", "PP-0204 #3 #1"));
    EXPECT_EQ(review.findings[0].proposal.en, "cut '#1' out of '#2'");
}

TEST(NoOverlap, AtTheThresholdAnOverlapIsAFinding) {
    const auto layer = drawn({square, "POLYGON((90 50, 200 50, 200 80, 90 80, 90 50))"}); // 300 m²
    EXPECT_THAT(codes(run(layer, {{"min_area", SquareMetres{300}}})), ElementsAre("PP-0201 #1 #2"));
    EXPECT_THAT(codes(run(layer, {{"min_width", Metres{7.5}}})), ElementsAre("PP-0201 #1 #2"));
}

TEST(NoOverlap, BelowAThresholdAnOverlapIsBooked) {
    const auto layer = drawn({square, "POLYGON((90 50, 200 50, 200 80, 90 80, 90 50))"});
    for (const Params& params :
         {Params{{"min_area", SquareMetres{300.0001}}}, Params{{"min_width", Metres{7.5001}}}}) {
        const auto review = run(layer, params);
        EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass"));
        EXPECT_THAT(codes(review), ElementsAre("PP-0212"));
        EXPECT_EQ(review.findings[0].level, Level::info);
        EXPECT_EQ(review.findings[0].message.en,
                  "1 overlaps below the thresholds, 300.00 m² in all, were counted and booked "
                  "without findings of their own");
        EXPECT_THAT(booked(review), ElementsAre("overlaps_below_threshold_m2 1 300"));
    }
}

TEST(NoOverlap, JudgesNothingInAnEmptyLayer) {
    const auto review = run(drawn({}));
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0115"));
}

TEST(NoOverlap, NamesEveryFeatureThatCouldNotBeChecked) {
    const auto review = run(LayerBuilder{"a", "local"}
                                .add(square)
                                .add_without()
                                .add("POLYGON((0 0, 4 4, 4 0, 0 4, 0 0))")
                                .build());
    EXPECT_THAT(outcomes(review),
                ElementsAre("(layer): pass", "#2: not_checked", "#3: not_checked"));
    EXPECT_EQ(review.verdicts[0].note.en, "2 of 3 features could not be checked");
    EXPECT_EQ(review.verdicts[1].note.en, "the feature has no geometry");
    EXPECT_EQ(review.verdicts[2].note.zh, "图形无效：边界自相交");
}

TEST(NoOverlap, DoesNotPassALayerOfWhichNothingWasChecked) {
    const auto review = run(LayerBuilder{"a", "local"}.add_without().build());
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked", "#1: not_checked"));
    EXPECT_EQ(review.verdicts[0].value, std::nullopt);
}

TEST(NoOverlap, BooksWhatOnlyRoundingMakes) {
    const auto layer =
        LayerBuilder{"a"}
            .add("POLYGON((500000 4420000, 500003 4420001, 500000 4420003, 500000 4420000))")
            .add("POLYGON((500000 4420000, 500003 4419990, 500003 4420001, "
                 "500001.0000000001 4420000.33333333372, 500000 4420000))")
            .build();
    const auto review = TestPlan{builtin(), "EPSG:4548"}
                            .layer("l", layer)
                            .rule("o", "no_overlap", {{"layer", "l"}})
                            .run();
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass"));
    EXPECT_THAT(codes(review), IsEmpty());
    EXPECT_THAT(booked(review), ElementsAre("overlaps_within_rounding_m2 1 0"));
}

TEST(NoOverlap, MeasuresOnTheEllipsoidWhereTheCrsAllows) {
    const auto review =
        TestPlan{builtin(), "EPSG:4548"}
            .layer("l", LayerBuilder{"a"}.origin({600000, 4420000}).add(square).add(square).build())
            .rule("o", "no_overlap", {{"layer", "l"}})
            .run();
    EXPECT_EQ(review.verdicts.at(0).method, "ellipsoidal");
    EXPECT_NEAR(review.verdicts[0].value.value_or(0), 9997.5, 0.1);
}

} // namespace
} // namespace parkplan::rules
