// SPDX-License-Identifier: MIT
#include "core/error.hpp"
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

using test::Cell;
using test::codes;
using test::LayerBuilder;
using test::outcomes;
using test::Params;
using test::points_of;
using test::TestPlan;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view west = "POLYGON((0 0, 50 0, 50 100, 0 100, 0 0))";
constexpr std::string_view east = "POLYGON((50 0, 100 0, 100 100, 50 100, 50 0))";
constexpr std::string_view policy = "POLYGON((0 0, 90 0, 90 100, 0 100, 0 0))";
constexpr std::string_view bow_tie = "POLYGON((90 0, 100 100, 100 0, 90 100, 90 0))";

LayerBuilder land() {
    return LayerBuilder{"land", "local"}.text("id").text("code").text("zone").key("id");
}
LayerBuilder areas() {
    return LayerBuilder{"areas", "local"}.text("name").key("name");
}
/// 0802 in the west, 1001 in the east, both in a zone of their own.
layer::Layer two_parcels() {
    return land().add(west, {"p", "0802", "A"}).add(east, {"q", "1001", "B"}).build();
}
layer::Layer one_area() {
    return areas().add(policy, {"policy"}).build();
}

TestPlan plan_of(const layer::Layer& layer, const layer::Layer& by, Params params = {}) {
    params.emplace("layer", "land");
    params.emplace("by", "areas");
    TestPlan plan{builtin()};
    plan.layer("land", layer).layer("areas", by).rule("c", "covers", std::move(params));
    return plan;
}

review::Review run(const layer::Layer& layer, const layer::Layer& by, Params params = {}) {
    return plan_of(layer, by, std::move(params)).run();
}

Params by_zone(Params more = {}) {
    more.emplace("zone_field", "zone");
    return more;
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

TEST(Covers, JudgesEachZoneAndShowsWhatIsMissing) {
    const auto review = run(two_parcels(), one_area(), by_zone());
    EXPECT_THAT(outcomes(review), ElementsAre("A: pass", "B: fail"));
    EXPECT_EQ(review.verdicts[0].value, 1.0);
    EXPECT_EQ(review.verdicts[0].limit, 1.0);
    EXPECT_EQ(review.verdicts[0].margin, 0.0);
    EXPECT_EQ(review.verdicts[0].method, "planar");
    EXPECT_EQ(review.verdicts[1].value, 0.8);
    EXPECT_DOUBLE_EQ(review.verdicts[1].margin.value(), -0.2);
    ASSERT_THAT(codes(review), ElementsAre("PP-0225 B"));
    EXPECT_EQ(review.findings[0].message.en,
              "'areas' covers 80.00% of 'land', 100.00% is needed: 1000.00 of 5000.00 m² are "
              "missing, in 1 parts");
    EXPECT_THAT(points_of(std::get<geo::MultiPolygon>(review.findings[0].place)),
                ElementsAre(geo::Point{90, 0}, geo::Point{100, 0}, geo::Point{100, 100},
                            geo::Point{90, 100}));
}

TEST(Covers, JudgesTheLayerAsAWholeWithoutZones) {
    const auto review = run(two_parcels(), one_area());
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): fail"));
    EXPECT_EQ(review.verdicts[0].value, 0.9);
    EXPECT_THAT(codes(review), ElementsAre("PP-0225"));
}

TEST(Covers, TheShareItselfPasses) {
    const auto at = run(two_parcels(), one_area(), by_zone({{"limit", 0.8}}));
    EXPECT_THAT(outcomes(at), ElementsAre("A: pass", "B: pass"));
    EXPECT_EQ(at.verdicts[1].margin, 0.0);
    EXPECT_THAT(codes(at), IsEmpty());
    EXPECT_THAT(booked(at), ElementsAre("missing_within_tolerance_m2 1 1000"));
    EXPECT_THAT(outcomes(run(two_parcels(), one_area(), by_zone({{"limit", 0.8001}}))),
                ElementsAre("A: pass", "B: fail"));
}

TEST(Covers, TheToleranceItselfPassesWhateverTheShare) {
    const auto at = run(two_parcels(), one_area(), by_zone({{"tolerance", SquareMetres{1000}}}));
    EXPECT_THAT(outcomes(at), ElementsAre("A: pass", "B: pass"));
    EXPECT_EQ(at.verdicts[1].value, 0.8);
    EXPECT_EQ(at.verdicts[1].margin, 0.0);
    EXPECT_THAT(
        outcomes(run(two_parcels(), one_area(), by_zone({{"tolerance", SquareMetres{999.999}}}))),
        ElementsAre("A: pass", "B: fail"));
}

TEST(Covers, ChoosesByValues) {
    const Params chosen{{"field", "code"}, {"values", std::vector<std::string>{"0802", "1100"}}};
    const auto review = run(two_parcels(), one_area(), by_zone(chosen));
    EXPECT_THAT(outcomes(review), ElementsAre("A: pass", "B: not_checked"));
    EXPECT_EQ(review.verdicts[1].note.zh, "没有应被覆盖的用地");
    EXPECT_THAT(codes(review), ElementsAre("PP-0226"));
}

TEST(Covers, CountsLandOnceAndInEveryZoneThatHoldsIt) {
    const auto layer = land()
                           .add(east, {"p", "0802", "A"})
                           .add(east, {"q", "1001", "A"})
                           .add("POLYGON((80 0, 100 0, 100 100, 80 100, 80 0))", {"r", "1001", "B"})
                           .build();
    const auto review = run(layer, one_area(), by_zone({{"limit", 0.75}}));
    EXPECT_THAT(outcomes(review), ElementsAre("A: pass", "B: fail"));
    EXPECT_EQ(review.verdicts[0].value, 0.8);
    EXPECT_EQ(review.verdicts[1].value, 0.5);
    EXPECT_THAT(points_of(std::get<geo::MultiPolygon>(review.findings.at(0).place)),
                ElementsAre(geo::Point{90, 0}, geo::Point{100, 0}, geo::Point{100, 100},
                            geo::Point{90, 100}));
}

TEST(Covers, FeaturesWithoutAZoneStandForTheLayer) {
    const auto layer =
        land().add(west, {"p", "0802", "A"}).add(east, {"q", "1001", Cell{}}).build();
    EXPECT_THAT(outcomes(run(layer, one_area(), by_zone())),
                ElementsAre("(layer): fail", "A: pass"));
}

TEST(Covers, DoesNotCheckAZoneWithLandThatCannotBeUsed) {
    const auto layer = land()
                           .add(west, {"p", "0802", "A"})
                           .add(bow_tie, {"bow", "0802", "B"})
                           .add_without({"line", "0802", "A"}, layer::GeometryState::not_polygon)
                           .build();
    const auto review = run(layer, one_area(), by_zone());
    EXPECT_THAT(outcomes(review), ElementsAre("A: pass", "B: not_checked"));
    EXPECT_EQ(review.verdicts[1].note.en,
              "feature 'bow' cannot be used: the geometry is invalid: Ring crosses itself");
}

TEST(Covers, ACoverThatCannotBeUsedLeavesOpenWhatItMightHold) {
    const auto by = areas().add(policy, {"policy"}).add(bow_tie, {"bow"}).build();
    EXPECT_THAT(outcomes(run(two_parcels(), by, by_zone())),
                ElementsAre("A: pass", "B: not_checked"));
}

TEST(Covers, EmptyLayers) {
    EXPECT_THAT(outcomes(run(land().build(), one_area())), ElementsAre("(layer): not_checked"));
    EXPECT_THAT(outcomes(run(land().build(), one_area(), by_zone())),
                ElementsAre("(layer): not_checked"));
    const auto review = run(two_parcels(), areas().build(), by_zone());
    EXPECT_THAT(outcomes(review), ElementsAre("A: fail", "B: fail"));
    EXPECT_EQ(review.verdicts[0].value, 0.0);
}

TEST(Covers, NeedsFieldAndValuesOrNone) {
    try {
        static_cast<void>(run(two_parcels(), one_area(), {{"field", "code"}}));
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::plan);
        EXPECT_EQ(error.describe(), "test.toml:10:1: rule 'c': 'field' and 'values' belong "
                                    "together; 'values' is missing");
    }
}

TEST(Covers, ThreadsAndTheOrderOfRowsChangeNothing) {
    LayerBuilder forwards = land();
    LayerBuilder backwards = land();
    for (int i = 0; i < 30; ++i) {
        for (LayerBuilder* builder : {&forwards, &backwards}) {
            const int k = builder == &forwards ? i : 29 - i;
            builder->add(fmt::format("POLYGON(({0} {1}, {2}.1 {1}, {2}.3 {3}.7, {0} {1}))", 5 * k,
                                     3 * k, 5 * k + 17, 3 * k + 11),
                         {fmt::format("p{}", k), "1001", "A"});
        }
    }
    const auto one = run(forwards.build(), one_area(), by_zone());
    const auto four = plan_of(backwards.build(), one_area(), by_zone()).run(4);
    EXPECT_EQ(one.verdicts[0].value, four.verdicts[0].value);
    EXPECT_EQ(one.findings[0].message.en, four.findings[0].message.en);
    EXPECT_EQ(points_of(std::get<geo::MultiPolygon>(one.findings[0].place)),
              points_of(std::get<geo::MultiPolygon>(four.findings[0].place)));
}

} // namespace
} // namespace parkplan::rules
