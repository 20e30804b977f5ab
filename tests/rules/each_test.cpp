// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
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

constexpr std::string_view west = "POLYGON((0 0, 50 0, 50 50, 0 50, 0 0))";
constexpr std::string_view east = "POLYGON((50 0, 100 0, 100 50, 50 50, 50 0))";
constexpr std::string_view in_west = "POLYGON((10 10, 20 10, 20 20, 10 20, 10 10))";
constexpr std::string_view mostly_east = "POLYGON((46 10, 56 10, 56 20, 46 20, 46 10))";
constexpr std::string_view in_the_middle = "POLYGON((45 10, 55 10, 55 20, 45 20, 45 10))";
constexpr std::string_view elsewhere = "POLYGON((200 0, 210 0, 210 10, 200 0))";

LayerBuilder parks() {
    return LayerBuilder{"parks", "local"}.text("name").key("name");
}
LayerBuilder clusters() {
    return LayerBuilder{"clusters", "local"}.text("id").text("park").key("id");
}
layer::Layer two_parks() {
    return parks().add(west, {"West"}).add(east, {"East"}).build();
}

TestPlan plan_of(const layer::Layer& layer, const layer::Layer& of, Params params = {}) {
    params.emplace("layer", "parks");
    params.emplace("of", "clusters");
    TestPlan plan{builtin()};
    plan.layer("parks", layer).layer("clusters", of).rule("e", "each", std::move(params));
    return plan;
}

review::Review run(const layer::Layer& layer, const layer::Layer& of, Params params = {}) {
    return plan_of(layer, of, std::move(params)).run();
}

const Params by_name{{"key", "name"}, {"by", "park"}};
const Params two{{"count", std::int64_t{2}}};

TEST(Each, PassesByNameWhereverFeaturesLie) {
    const auto of = clusters().add(elsewhere, {"a", "West"}).add(in_west, {"b", " East"}).build();
    const auto review = run(two_parks(), of, by_name);
    EXPECT_THAT(outcomes(review), ElementsAre("West: pass", "East: pass"));
    EXPECT_THAT(codes(review), IsEmpty());
    EXPECT_EQ(review.verdicts[0].value, 1.0);
    EXPECT_EQ(review.verdicts[0].limit, 1.0);
    EXPECT_EQ(review.verdicts[0].margin, 0.0);
}

TEST(Each, FailsByNameAndProposesTheNameThatMayBeMeant) {
    const auto of = clusters().add(in_west, {"a", "West"}).add(in_west, {"b", "Eest"}).build();
    const auto review = run(two_parks(), of, by_name);
    EXPECT_THAT(outcomes(review), ElementsAre("West: pass", "East: fail"));
    EXPECT_EQ(review.verdicts[1].margin, -1.0);
    ASSERT_THAT(codes(review), ElementsAre("PP-0224 East", "PP-0228 b"));
    EXPECT_EQ(review.findings[0].message.en,
              "holds 0 features of 'clusters'; at least 1 are needed");
    EXPECT_THAT(points_of(std::get<geo::MultiPolygon>(review.findings[0].place)),
                ElementsAre(geo::Point{50, 0}, geo::Point{100, 0}, geo::Point{100, 50},
                            geo::Point{50, 50}));
    EXPECT_EQ(review.findings[1].message.zh, "不属于“parks”中的任何要素");
    EXPECT_EQ(review.findings[1].level, Level::info);
    EXPECT_EQ(review.findings[1].proposal.en, "East");
}

TEST(Each, ByLocationTheLargerPartDecides) {
    const auto of = clusters().add(in_west, {"a"}).add(mostly_east, {"b"}).build();
    EXPECT_THAT(outcomes(run(two_parks(), of)), ElementsAre("West: pass", "East: pass"));
    const auto review =
        run(two_parks(), clusters().add(in_west, {"a"}).add(in_the_middle, {"b"}).build());
    EXPECT_THAT(outcomes(review), ElementsAre("West: pass", "East: fail"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0224 East", "PP-0228 b"));
}

TEST(Each, TheCountItselfPasses) {
    const auto of =
        clusters().add(in_west, {"a"}).add(in_west, {"b"}).add(mostly_east, {"c"}).build();
    const auto review = run(two_parks(), of, two);
    EXPECT_THAT(outcomes(review), ElementsAre("West: pass", "East: fail"));
    EXPECT_EQ(review.verdicts[1].value, 1.0);
    EXPECT_EQ(review.findings.at(0).message.zh, "包含“clusters”要素 1 个，至少应有 2 个");
}

TEST(Each, AnEmptyNameIsNotChecked) {
    const auto layer = parks().add(west, {Cell{}}).add(east, {"East"}).build();
    EXPECT_THAT(outcomes(run(layer, clusters().add(in_west, {"a", "East"}).build(), by_name)),
                ElementsAre("#1: not_checked", "East: pass"));
}

TEST(Each, AFeatureWithoutAnOwnerLeavesOpenWhoHasTooFew) {
    const auto of = clusters().add(in_west, {"a", "West"}).add(in_west, {"b", Cell{}}).build();
    const auto review = run(two_parks(), of, by_name);
    EXPECT_THAT(outcomes(review), ElementsAre("West: pass", "East: not_checked"));
    EXPECT_EQ(review.verdicts[1].note.en, "'b' does not say where it belongs");
    EXPECT_THAT(codes(review), ElementsAre("PP-0228 b"));
}

TEST(Each, ByLocationGeometriesThatCannotBeUsedLeaveItOpen) {
    const auto layer =
        parks().add(west, {"West"}).add(east, {"East"}).add_without({"Lost"}).build();
    const auto of = clusters()
                        .add(in_west, {"a"})
                        .add("POLYGON((60 10, 70 20, 70 10, 60 20, 60 10))", {"bow"})
                        .build();
    EXPECT_THAT(outcomes(run(layer, of)),
                ElementsAre("West: pass", "East: not_checked", "Lost: not_checked"));
    const auto point = clusters()
                           .add(in_west, {"a"})
                           .add_without({"p"}, layer::GeometryState::not_polygon)
                           .build();
    EXPECT_THAT(outcomes(run(two_parks(), point)), ElementsAre("West: pass", "East: not_checked"));
}

TEST(Each, EmptyLayers) {
    EXPECT_THAT(outcomes(run(parks().build(), clusters().add(in_west, {"a"}).build())),
                ElementsAre("(layer): not_checked"));
    EXPECT_THAT(outcomes(run(two_parks(), clusters().build())),
                ElementsAre("West: fail", "East: fail"));
}

TEST(Each, ByNameTablesWillDo) {
    const auto table =
        LayerBuilder{"t"}.plain_table().text("name").key("name").add_without({"West"}).build();
    const auto of = clusters().add(in_west, {"a", "West"}).build();
    EXPECT_THAT(outcomes(run(table, of, by_name)), ElementsAre("West: pass"));
    try {
        static_cast<void>(run(table, of));
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::plan);
        EXPECT_EQ(error.describe(),
                  "test.toml:10:1: rule 'e': parameter 'layer': layer 'parks' is a table without "
                  "geometries; 'key' and 'by' are needed, or a layer with polygons");
    }
}

TEST(Each, NeedsBothFieldsOrNone) {
    for (const auto& [params, message] :
         {std::pair<Params, std::string_view>{
              {{"key", "name"}},
              "test.toml:10:1: rule 'e': 'key' and 'by' belong together; 'by' is missing"},
          {{{"by", "park"}},
           "test.toml:10:1: rule 'e': 'key' and 'by' belong together; 'key' is missing"}}) {
        try {
            static_cast<void>(run(two_parks(), clusters().build(), params));
            FAIL() << "no error";
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::plan);
            EXPECT_EQ(error.describe(), message);
        }
    }
}

TEST(Each, ThreadsAndTheOrderOfRowsChangeNothing) {
    const auto forwards =
        clusters().add(in_west, {"a"}).add(mostly_east, {"b"}).add(in_the_middle, {"c"}).build();
    const auto backwards =
        clusters().add(in_the_middle, {"c"}).add(mostly_east, {"b"}).add(in_west, {"a"}).build();
    const auto one = plan_of(two_parks(), forwards, two).run();
    const auto four = plan_of(two_parks(), backwards, two).run(4);
    EXPECT_EQ(outcomes(one), outcomes(four));
    EXPECT_EQ(codes(one), codes(four));
}

} // namespace
} // namespace parkplan::rules
