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
using testing::IsEmpty;

constexpr std::string_view west = "POLYGON((0 0, 50 0, 50 100, 0 100, 0 0))";
constexpr std::string_view east = "POLYGON((50 0, 100 0, 100 100, 50 100, 50 0))";
constexpr std::string_view in_west = "POLYGON((10 10, 20 10, 20 20, 10 20, 10 10))";
/// A quarter lies in the west.
constexpr std::string_view across = "POLYGON((45 10, 65 10, 65 20, 45 20, 45 10))";

LayerBuilder zones() {
    return LayerBuilder{"zones", "local"}.text("id").key("id");
}
LayerBuilder buildings() {
    return LayerBuilder{"buildings", "local"}.text("id").real("floor").text("use").key("id");
}
LayerBuilder land() {
    return LayerBuilder{"land", "local"}.text("id").integer("jobs").key("id");
}
layer::Layer two_zones() {
    return zones().add(west, {"W"}).add(east, {"E"}).build();
}
layer::Layer two_parcels() {
    return land().add(west, {"p", Cell{100}}).add(east, {"q", Cell{0}}).build();
}

struct Layers {
    layer::Layer zones;
    layer::Layer a;
    layer::Layer b;
};

TestPlan plan_of(const Layers& layers, Params params) {
    params.emplace("layer", "zones");
    params.emplace("a", "buildings");
    params.emplace("b", "land");
    TestPlan plan{builtin()};
    plan.layer("zones", layers.zones)
        .layer("buildings", layers.a, {{"floor area", "floor"}})
        .layer("land", layers.b)
        .rule("r", "ratio", std::move(params));
    return plan;
}

review::Review run(const Layers& layers, Params params) {
    return plan_of(layers, std::move(params)).run();
}

Params floor_area(Params more) {
    more.emplace("a_value", "floor");
    return more;
}

layer::Layer two_buildings() {
    return buildings()
        .add(in_west, {"x", 7000.0, "office"})
        .add(across, {"y", 2000.0, "housing"})
        .build();
}

TEST(Ratio, PassesBetweenItsBoundsAndSharesOutWhatLiesAcross) {
    const auto review = run({two_zones(), two_buildings(), two_parcels()},
                            floor_area({{"at_least", 0.3}, {"at_most", 2.0}}));
    EXPECT_THAT(outcomes(review), ElementsAre("W: pass", "E: pass"));
    EXPECT_THAT(codes(review), IsEmpty());
    EXPECT_EQ(review.verdicts[0].value, 1.5); // (7000 + 500) / 5000
    EXPECT_EQ(review.verdicts[0].limit, 2.0); // the nearer bound
    EXPECT_EQ(review.verdicts[0].margin, 0.5);
    EXPECT_EQ(review.verdicts[1].value, 0.3);
    EXPECT_EQ(review.verdicts[1].limit, 0.3);
    EXPECT_EQ(review.verdicts[1].margin, 0.0);
    EXPECT_EQ(review.verdicts[1].unit, "");
}

TEST(Ratio, FailsBelowAndAbove) {
    const Layers layers{two_zones(), two_buildings(), two_parcels()};
    const auto review = run(layers, floor_area({{"at_least", 0.5}, {"at_most", 1.4}}));
    EXPECT_THAT(outcomes(review), ElementsAre("W: fail", "E: fail"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0421 W", "PP-0421 E"));
    EXPECT_EQ(review.findings[0].message.en, "floor of 'buildings' to area of 'land' in m2 is 1.5, "
                                             "above the limit of 1.4: 7500 to 5000");
    EXPECT_EQ(review.findings[1].message.zh,
              "“buildings”的“floor”与“land”的面积（m2）之比为 0.3，低于下限 0.5：1500 比 5000");
    EXPECT_EQ(review.verdicts[0].margin, 1.4 - 1.5);
    EXPECT_EQ(review.findings[1].measured, 0.3);
    EXPECT_EQ(review.findings[1].limit, 0.5);
}

TEST(Ratio, TheBoundsThemselvesPass) {
    const Layers layers{two_zones(), two_buildings(), two_parcels()};
    EXPECT_THAT(outcomes(run(layers, floor_area({{"at_least", 0.3}, {"at_most", 1.5}}))),
                ElementsAre("W: pass", "E: pass"));
    EXPECT_THAT(outcomes(run(layers, floor_area({{"at_most", 1.4999}}))),
                ElementsAre("W: fail", "E: pass"));
    EXPECT_THAT(outcomes(run(layers, floor_area({{"at_least", 0.3001}}))),
                ElementsAre("W: pass", "E: fail"));
}

TEST(Ratio, TakesAreasInAUnitAndFeaturesByValues) {
    const Params per_hectare{{"a_value", "floor area"},
                             {"a_field", "use"},
                             {"a_values", std::vector<std::string>{"housing"}},
                             {"at_least", 0.0},
                             {"area_unit", "ha"}};
    const auto review = run({two_zones(), two_buildings(), two_parcels()}, per_hectare);
    EXPECT_EQ(review.verdicts[0].value, 1000.0); // 500 / 0.5 ha
    const auto of_areas = run({two_zones(), two_buildings(), two_parcels()}, {{"at_least", 0.0}});
    EXPECT_EQ(of_areas.verdicts[0].value, 0.03); // (100 + 50) / 5000
}

TEST(Ratio, ADenominatorOfZeroIsNotChecked) {
    Params params = floor_area({{"at_least", 1.0}});
    params.emplace("b_value", "jobs");
    const auto review = run({two_zones(), two_buildings(), two_parcels()}, params);
    EXPECT_THAT(outcomes(review), ElementsAre("W: pass", "E: not_checked"));
    EXPECT_EQ(review.verdicts[1].note.en, "the denominator is 0: jobs of 'land'");
    EXPECT_EQ(review.verdicts[1].note.zh, "分母为 0：“land”的“jobs”");
}

TEST(Ratio, AMissingValueLeavesItsZonesOpen) {
    const auto some = buildings()
                          .add(in_west, {"x", Cell{}, "office"})
                          .add(east, {"y", 2500.0, "housing"})
                          .build();
    const auto review = run({two_zones(), some, two_parcels()}, floor_area({{"at_least", 0.5}}));
    EXPECT_THAT(outcomes(review), ElementsAre("W: not_checked", "E: pass"));
    EXPECT_EQ(review.verdicts[0].note.en, "feature 'x' has no number in field 'floor'");
}

TEST(Ratio, GeometriesThatCannotBeUsedLeaveItOpen) {
    const auto bow =
        buildings()
            .add("POLYGON((10 10, 20 20, 20 10, 10 20, 10 10))", {"bow", 1.0, "office"})
            .add(east, {"y", 2500.0, "office"})
            .build();
    const Params half = floor_area({{"at_least", 0.5}});
    EXPECT_THAT(outcomes(run({two_zones(), bow, two_parcels()}, half)),
                ElementsAre("W: not_checked", "E: pass"));
    const auto point = buildings()
                           .add(west, {"x", 2500.0, "office"})
                           .add_without({"p", 1.0, "office"}, layer::GeometryState::not_polygon)
                           .build();
    // A point may have a value, but no area.
    EXPECT_THAT(outcomes(run({two_zones(), point, two_parcels()}, half)),
                ElementsAre("W: not_checked", "E: not_checked"));
    EXPECT_THAT(outcomes(run({two_zones(), point, two_parcels()}, {{"at_least", 0.5}})),
                ElementsAre("W: pass", "E: fail"));
    const auto lost = zones().add_without({"lost"}).build();
    EXPECT_THAT(outcomes(run({lost, two_buildings(), two_parcels()}, half)),
                ElementsAre("lost: not_checked"));
}

TEST(Ratio, EmptyLayers) {
    const Params half = floor_area({{"at_least", 0.5}});
    EXPECT_THAT(outcomes(run({zones().build(), two_buildings(), two_parcels()}, half)),
                ElementsAre("(layer): not_checked"));
    EXPECT_THAT(outcomes(run({two_zones(), buildings().build(), two_parcels()}, half)),
                ElementsAre("W: fail", "E: fail"));
    EXPECT_THAT(outcomes(run({two_zones(), two_buildings(), land().build()}, half)),
                ElementsAre("W: not_checked", "E: not_checked"));
}

TEST(Ratio, RefusesParametersThatDoNotGoTogether) {
    const Layers layers{two_zones(), two_buildings(), two_parcels()};
    for (const auto& [params, message] : std::vector<std::pair<Params, std::string_view>>{
             {{}, "'at_least', 'at_most' or both are needed, none is given"},
             {{{"at_least", 2.0}, {"at_most", 1.0}}, "'at_least' (2) is above 'at_most' (1)"},
             {{{"at_least", 2.0}, {"area_unit", "acre"}},
              "'area_unit' is 'acre'; m2, ha, km2 or mu is needed"},
             {{{"at_least", 2.0}, {"b_field", "jobs"}},
              "'b_field' and 'b_values' belong together; 'b_values' is missing"},
             {{{"at_least", 2.0}, {"a_value", "use"}},
              "parameter 'a_value': field 'use' holds text; a field with numbers is needed"}}) {
        try {
            static_cast<void>(run(layers, params));
            FAIL() << "no error: " << message;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::plan);
            EXPECT_EQ(error.describe(), fmt::format("test.toml:10:1: rule 'r': {}", message));
        }
    }
}

TEST(Ratio, ThreadsAndTheOrderOfRowsChangeNothing) {
    LayerBuilder forwards = buildings();
    LayerBuilder backwards = buildings();
    for (int i = 0; i < 30; ++i) {
        for (LayerBuilder* builder : {&forwards, &backwards}) {
            const int k = builder == &forwards ? i : 29 - i;
            builder->add(fmt::format("POLYGON(({0} {1}, {2}.1 {1}, {2}.3 {3}.7, {0} {1}))", 3 * k,
                                     2 * k, 3 * k + 17, 2 * k + 11),
                         {fmt::format("x{}", k), 0.1 * k, "office"});
        }
    }
    const Params half = floor_area({{"at_least", 0.5}});
    const auto one = plan_of({two_zones(), forwards.build(), two_parcels()}, half).run();
    const auto four = plan_of({two_zones(), backwards.build(), two_parcels()}, half).run(4);
    for (const std::size_t zone : {0U, 1U}) {
        EXPECT_GT(one.verdicts[zone].value, 0.0);
        EXPECT_EQ(one.verdicts[zone].value, four.verdicts[zone].value);
    }
}

} // namespace
} // namespace parkplan::rules
