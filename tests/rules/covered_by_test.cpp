// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string_view>
#include <utility>
#include <variant>

namespace parkplan::rules {
namespace {

using test::Cell;
using test::codes;
using test::LayerBuilder;
using test::outcomes;
using test::Params;
using test::points_of;
using test::TestPlan;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view west = "POLYGON((0 0, 50 0, 50 50, 0 50, 0 0))";
constexpr std::string_view east = "POLYGON((50 0, 100 0, 100 50, 50 50, 50 0))";

LayerBuilder clusters() {
    return LayerBuilder{"clusters", "local"}.text("id").text("park").key("id");
}
LayerBuilder parks() {
    return LayerBuilder{"parks", "local"}.text("name").key("name");
}
layer::Layer two_parks() {
    return parks().add(west, {"West"}).add(east, {"East"}).build();
}

review::Review run(const layer::Layer& layer, const layer::Layer& by, Params params = {}) {
    params.emplace("layer", "clusters");
    params.emplace("by", "parks");
    return TestPlan{builtin()}
        .layer("clusters", layer)
        .layer("parks", by)
        .rule("c", "covered_by", std::move(params))
        .run();
}

const Params keyed{{"by_field", "park"}, {"by_key", "name"}};

TEST(CoveredBy, PassesWhatLiesInsideAlsoAcrossAnInnerBoundary) {
    const auto review = run(
        clusters().add("POLYGON((10 10, 90 10, 90 20, 10 20, 10 10))", {"a"}).build(), two_parks());
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass"));
    EXPECT_THAT(codes(review), IsEmpty());
    EXPECT_EQ(review.verdicts[0].value, 0.0);
    EXPECT_EQ(review.verdicts[0].limit, 0.0);
    EXPECT_EQ(review.verdicts[0].unit, "m2");
    EXPECT_EQ(review.verdicts[0].method, "planar");
}

TEST(CoveredBy, FailsAndShowsWhatLiesOutside) {
    const auto review =
        run(clusters().add("POLYGON((90 10, 110 10, 110 20, 90 20, 90 10))", {"a"}).build(),
            two_parks());
    EXPECT_THAT(outcomes(review), ElementsAre("a: fail"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0210 a"));
    EXPECT_EQ(review.findings[0].message.en, "100.00 m² lie outside 'parks'");
    EXPECT_THAT(points_of(std::get<geo::MultiPolygon>(review.findings[0].place)),
                ElementsAre(geo::Point{100, 10}, geo::Point{110, 10}, geo::Point{110, 20},
                            geo::Point{100, 20}));
    EXPECT_EQ(review.verdicts[0].value, 100.0);
    EXPECT_EQ(review.verdicts[0].margin, -100.0);
}

TEST(CoveredBy, ByKeyOnlyTheFeatureOfThatKeyCovers) {
    const auto layer = clusters()
                           .add("POLYGON((40 10, 60 10, 60 20, 40 20, 40 10))", {"a", "East"})
                           .add("POLYGON((60 10, 70 10, 70 20, 60 20, 60 10))", {"b", " East "})
                           .build();
    const auto review = run(layer, two_parks(), keyed);
    EXPECT_THAT(outcomes(review), ElementsAre("a: fail", "b: pass"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0210 a East"));
    EXPECT_EQ(review.findings[0].message.zh, "有 100.00 m² 超出“parks：East”范围");
    EXPECT_EQ(review.findings[0].measured, 100.0);
}

TEST(CoveredBy, FailsWithoutACounterpart) {
    const auto layer = clusters().add(west, {"a", "South"}).add(west, {"b", Cell{}}).build();
    const auto review = run(layer, two_parks(), keyed);
    EXPECT_THAT(outcomes(review), ElementsAre("a: fail", "b: fail"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0211 a", "PP-0211 b"));
    EXPECT_EQ(review.findings[0].message.en,
              "'parks' has no feature with the key 'South' that could cover it");
    EXPECT_EQ(review.findings[1].message.en,
              "'parks' has no feature with the key '(empty)' that could cover it");
}

TEST(CoveredBy, ExcessUpToTheToleranceIsBooked) {
    const auto layer =
        clusters().add("POLYGON((90 10, 110 10, 110 20, 90 20, 90 10))", {"a"}).build();
    const auto at = run(layer, two_parks(), {{"tolerance", SquareMetres{100}}});
    EXPECT_THAT(outcomes(at), ElementsAre("a: pass"));
    EXPECT_THAT(codes(at), IsEmpty());
    EXPECT_EQ(at.verdicts[0].value, 100.0);
    EXPECT_EQ(at.verdicts[0].margin, 0.0);
    ASSERT_EQ(at.ledger.size(), 2U);
    EXPECT_EQ(at.ledger[0].name, "excess_within_tolerance_m2");
    EXPECT_EQ(at.ledger[0].area, ExactArea{SquareMetres{100}});
    EXPECT_EQ(at.ledger[0].count, 1U);
    EXPECT_THAT(outcomes(run(layer, two_parks(), {{"tolerance", SquareMetres{99.999}}})),
                ElementsAre("a: fail"));
}

TEST(CoveredBy, JustInsideTheToleranceIsNoFinding) {
    EXPECT_THAT(outcomes(run(
                    clusters().add("POLYGON((90 10, 110 10, 110 20, 90 20, 90 10))", {"a"}).build(),
                    two_parks(), {{"tolerance", SquareMetres{100.001}}})),
                ElementsAre("a: pass"));
}

TEST(CoveredBy, JudgesNothingInAnEmptyLayer) {
    EXPECT_THAT(outcomes(run(clusters().build(), two_parks())),
                ElementsAre("(layer): not_checked"));
}

TEST(CoveredBy, AnEmptyCoveringLayerCoversNothing) {
    const auto review = run(clusters().add(west, {"a"}).build(), parks().build());
    EXPECT_THAT(outcomes(review), ElementsAre("a: fail"));
    EXPECT_EQ(review.verdicts[0].value, 2500.0);
}

TEST(CoveredBy, DoesNotCheckNullAndInvalidFeatures) {
    const auto review =
        run(clusters().add_without({"a"}).add("POLYGON((0 0, 4 4, 4 0, 0 4, 0 0))", {"b"}).build(),
            two_parks());
    EXPECT_THAT(outcomes(review), ElementsAre("a: not_checked", "b: not_checked"));
}

constexpr std::string_view east_bow_tie = "POLYGON((50 0, 100 50, 100 0, 50 50, 50 0))";

TEST(CoveredBy, AnInvalidCoverLeavesOpenWhatItMightHold) {
    const auto by = parks().add(west, {"West"}).add(east_bow_tie, {"East"}).build();
    const auto layer = clusters()
                           .add("POLYGON((10 10, 40 10, 40 20, 10 20, 10 10))", {"inside"})
                           .add("POLYGON((40 10, 60 10, 60 20, 40 20, 40 10))", {"into east"})
                           .add("POLYGON((-9 10, 9 10, 9 20, -9 20, -9 10))", {"away"})
                           .build();
    const auto review = run(layer, by);
    EXPECT_THAT(outcomes(review),
                ElementsAre("inside: pass", "into east: not_checked", "away: fail"));
    EXPECT_EQ(review.verdicts[1].note.en,
              "covering feature 'East' cannot be used: the geometry is invalid: Ring crosses "
              "itself");
}

TEST(CoveredBy, ACoverWithoutGeometryLeavesItsFeaturesOpen) {
    const auto by = parks().add(west, {"West"}).add_without({"East"}).build();
    const auto layer = clusters().add(east, {"a", "East"}).add(east, {"b", "West"}).build();
    const auto review = run(layer, by, keyed);
    EXPECT_THAT(outcomes(review), ElementsAre("a: not_checked", "b: fail"));
}

TEST(CoveredBy, ALineCoversNothing) {
    const auto by = parks().add_without({"East"}, layer::GeometryState::not_polygon).build();
    EXPECT_THAT(outcomes(run(clusters().add(east, {"a", "East"}).build(), by, keyed)),
                ElementsAre("a: fail"));
}

TEST(CoveredBy, NeedsBothFieldsOrNone) {
    for (const auto& [params, message] :
         {std::pair<Params, std::string_view>{
              {{"by_field", "park"}},
              "test.toml:10:1: rule 'c': 'by_field' and 'by_key' belong together; 'by_key' is "
              "missing"},
          {{{"by_key", "name"}},
           "test.toml:10:1: rule 'c': 'by_field' and 'by_key' belong together; 'by_field' is "
           "missing"}}) {
        try {
            static_cast<void>(run(clusters().build(), parks().build(), params));
            FAIL() << "no error";
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::plan);
            EXPECT_EQ(error.describe(), message);
        }
    }
}

TEST(CoveredBy, AWrongFieldIsAPlanErrorOfItsLayer) {
    try {
        static_cast<void>(
            run(clusters().build(), parks().build(), {{"by_field", "park"}, {"by_key", "park"}}));
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::plan);
        EXPECT_STREQ(error.what(), "parameter 'by_key': layer 'parks' has no field or role 'park'");
    }
}

} // namespace
} // namespace parkplan::rules
