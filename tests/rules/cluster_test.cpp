// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using test::codes;
using test::LayerBuilder;
using test::outcomes;
using test::Params;
using test::TestPlan;
using testing::ElementsAre;
using testing::HasSubstr;

std::string box(int x0, int y0, int x1, int y1) {
    return fmt::format("POLYGON(({0} {1},{2} {1},{2} {3},{0} {3},{0} {1}))", x0, y0, x1, y1);
}

LayerBuilder clusters() {
    return LayerBuilder{"clusters", "local"}.text("id").key("id");
}
LayerBuilder parcels() {
    return LayerBuilder{"land", "local"}.text("id").text("dlbm").text("dlmc").key("id");
}
/// One cluster of 100 m².
layer::Layer ten_by_ten() {
    return clusters().add(box(0, 0, 10, 10), {"a"}).build();
}

review::Review run(const layer::Layer& layer, const layer::Layer& land, Params params = {},
                   std::optional<Metres> accuracy = Metres{}) {
    params.emplace("layer", "clusters");
    params.emplace("landuse", "land");
    params.emplace("code", "dlbm");
    params.emplace("limit", SquareMetres{50.0});
    params.emplace("basis", "现状");
    params.emplace("as_of", "2020-12-31");
    if (!params.contains("scheme_table")) {
        params.emplace("scheme", "guide-2023");
    }
    TestPlan plan{builtin()};
    plan.plan().point_accuracy = accuracy;
    return plan.layer("clusters", layer)
        .layer("land", land)
        .rule("c", "cluster", std::move(params))
        .run();
}

const Params named{{"class_name", "dlmc"}};

TEST(Cluster, MeetsTheRuleWhereBoundaryAndLandReachTheLimit) {
    const auto review = run(ten_by_ten(),
                            parcels()
                                .add(box(0, 0, 10, 4), {"1", "100101", "一类工业用地"})
                                .add(box(0, 4, 10, 5), {"2", "0802", "科研用地"})
                                .add(box(0, 5, 10, 20), {"3", "0701", "住宅用地"})
                                .build(),
                            named);
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0452 a"));
    EXPECT_EQ(review.verdicts[0].value, 50.0); // the limit itself is met
    EXPECT_EQ(review.verdicts[0].margin, 0.0);
    EXPECT_EQ(review.verdicts[0].note.en,
              "boundary 100.00 m2 (sigma 0.00); land for industries 50.00 m2 (sigma 0.00) (middle "
              "reading, 现状 2020-12-31); class not known 0.00 m2");
}

TEST(Cluster, StaysOpenWhereTheLimitLiesWithinTheUncertaintyOfTheLand) {
    const layer::Layer land = parcels()
                                  .add(box(1, 1, 9, 4), {"1", "1001", "工业用地"})
                                  .add(box(1, 4, 9, 8), {"2", "1101", "物流仓储用地"})
                                  .add(box(0, 8, 10, 20), {"3", "0701", "住宅用地"})
                                  .build();
    const auto at = [&](double accuracy_m) {
        Params params = named;
        params.emplace("limit", SquareMetres{55.0});
        return run(ten_by_ten(), land, params, Metres{accuracy_m});
    };
    // Land of 8 m by 7 m with six vertices: those of the edge that the parcels share lie 3 m and
    // 4 m from the corners.
    const double per_metre = std::sqrt((2 * (64.0 + 9.0) + 2 * 49.0 + 2 * (64.0 + 16.0)) / 8.0);
    const auto open = at(0.51 / per_metre);
    EXPECT_THAT(outcomes(open), ElementsAre("a: undecided"));
    EXPECT_NEAR(open.verdicts[0].sigma.value_or(0.0), 0.51, 1e-12);
    EXPECT_THAT(codes(open), ElementsAre("PP-0451 a", "PP-0452 a"));
    EXPECT_THAT(open.findings[0].message.en,
                HasSubstr("the limit lies within the uncertainty of the land for industries"));
    EXPECT_THAT(outcomes(at(0.49 / per_metre)), ElementsAre("a: pass"));
}

/// 1 km² in the plane, 999 911 m² on the ellipsoid, all of it industrial land.
review::Review near_a_limit(const std::string& basis, std::optional<Metres> accuracy) {
    constexpr std::string_view square =
        "POLYGON((440000 4400000,441000 4400000,441000 4401000,440000 4401000,440000 4400000))";
    TestPlan plan{builtin(), "EPSG:4548"};
    plan.plan().basis = basis;
    plan.plan().point_accuracy = accuracy;
    return plan
        .layer(
            "clusters",
            LayerBuilder{"clusters", "EPSG:4548"}.text("id").key("id").add(square, {"a"}).build())
        .layer("land", LayerBuilder{"land", "EPSG:4548"}
                           .text("id")
                           .text("dlbm")
                           .text("dlmc")
                           .key("id")
                           .add(square, {"1", "1001", "工业用地"})
                           .build())
        .rule("c", "cluster",
              {{"layer", "clusters"},
               {"landuse", "land"},
               {"code", "dlbm"},
               {"class_name", "dlmc"},
               {"scheme", "guide-2023"},
               {"limit", SquareMetres{999980.0}},
               {"basis", "现状"},
               {"as_of", "2020-12-31"}})
        .run();
}

TEST(Cluster, StaysOpenWhereTheMethodDecidesWithoutABasis) {
    const auto open = near_a_limit("", Metres{0.01});
    EXPECT_THAT(outcomes(open), ElementsAre("a: undecided"));
    EXPECT_THAT(codes(open), ElementsAre("PP-0404 a", "PP-0451 a", "PP-0452 a"));
    EXPECT_THAT(outcomes(near_a_limit("agreed", Metres{0.01})), ElementsAre("a: fail"));
}

TEST(Cluster, SaysFromWhichAccuracyOnItWouldBeOpen) {
    const auto review = near_a_limit("agreed", std::nullopt);
    EXPECT_THAT(codes(review), ElementsAre("PP-0403 a", "PP-0450 a", "PP-0452 a"));
    // 69 m² below, 1000 m² per metre, k = 2
    EXPECT_NEAR(review.findings[0].measured.value_or(0.0), 0.034, 0.001);
}

TEST(Cluster, FailsWhereBothAreBelow) {
    const auto review =
        run(clusters().add(box(0, 0, 7, 7), {"a"}).build(),
            parcels().add(box(0, 0, 20, 20), {"1", "1001", "工业用地"}).build(), named);
    EXPECT_THAT(outcomes(review), ElementsAre("a: fail"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0450 a", "PP-0452 a"));
    EXPECT_EQ(review.verdicts[0].margin, -1.0);
}

TEST(Cluster, StaysOpenWhereTheyDisagree) {
    const auto review = run(ten_by_ten(),
                            parcels()
                                .add(box(0, 0, 10, 4), {"1", "1101", "物流仓储用地"})
                                .add(box(0, 4, 10, 10), {"2", "0701", "住宅用地"})
                                .build(),
                            named);
    EXPECT_THAT(outcomes(review), ElementsAre("a: undecided"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0451 a", "PP-0452 a"));
    EXPECT_THAT(review.findings[0].message.zh, HasSubstr("口径不一，待认定"));
}

TEST(Cluster, TheReadingDecidesWhatCounts) {
    const layer::Layer land = parcels()
                                  .add(box(0, 0, 10, 4), {"1", "1001", "工业用地"})
                                  .add(box(0, 4, 10, 5), {"2", "0802", "科研用地"})
                                  .add(box(0, 5, 10, 7), {"3", "0902", "商务金融用地"})
                                  .add(box(0, 7, 10, 10), {"4", "0701", "住宅用地"})
                                  .build();
    const auto value = [&](const char* reading) {
        Params params = named;
        params.emplace("reading", reading);
        return run(ten_by_ten(), land, params).verdicts.at(0).value;
    };
    EXPECT_EQ(value("narrow"), 40.0);
    EXPECT_EQ(value("middle"), 50.0);
    EXPECT_EQ(value("wide"), 70.0);
    Params own = named;
    own.emplace("middle", std::vector<std::string>{"07"});
    EXPECT_EQ(run(ten_by_ten(), land, own).verdicts.at(0).value, 30.0);
}

TEST(Cluster, SaysWhereNoParcelHasACodeOfTheReading) {
    Params params = named;
    params.emplace("middle", std::vector<std::string>{"1001", "11"});
    const auto review = run(
        ten_by_ten(), parcels().add(box(0, 0, 10, 10), {"1", "0701", "住宅用地"}).build(), params);
    ASSERT_THAT(codes(review), ElementsAre("PP-0459", "PP-0451 a", "PP-0452 a"));
    EXPECT_EQ(review.findings[0].message.zh,
              "没有图斑属于中口径所列地类（1001、11）：产业用地面积均为 0 或不明");
}

TEST(Cluster, LandThatCountsAlreadyIsNotUnknownToo) {
    Params params = named;
    params.emplace("limit", SquareMetres{100.5});
    const auto review = run(clusters().add(box(0, 0, 10, 10), {"a"}).build(),
                            parcels()
                                .add(box(0, 0, 10, 6), {"1", "1001", "工业用地"})
                                .add(box(0, 0, 10, 6), {"2", "H9", ""})
                                .add(box(0, 6, 10, 10), {"3", "0701", "住宅用地"})
                                .build(),
                            params);
    EXPECT_THAT(outcomes(review), ElementsAre("a: fail"));
}

TEST(Cluster, AsOfIsADate) {
    Params params = named;
    params.emplace("as_of", "2020-13-45");
    EXPECT_THROW(static_cast<void>(run(ten_by_ten(), parcels().build(), params)), Error);
}

TEST(Cluster, LandOfNoKnownClassIsNotGuessed) {
    const layer::Layer land = parcels()
                                  .add(box(0, 0, 10, 4), {"1", "1001", "工业用地"})
                                  .add(box(0, 4, 10, 5), {"2", "H9", ""})
                                  .add(box(0, 5, 10, 10), {"3", "", ""})
                                  .build();
    const auto review = run(ten_by_ten(), land, named);
    EXPECT_THAT(outcomes(review), ElementsAre("a: undecided"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0453", "PP-0451 a", "PP-0452 a"));
    EXPECT_THAT(review.findings[1].message.en, HasSubstr("land of no known class could decide"));
    EXPECT_EQ(review.findings[0].message.en,
              "2 parcels (60.00 m²) have no code of Guide to classes of land and sea (2023): "
              "no code (1, 50.00 m2); H9 (1, 10.00 m2)");
}

TEST(Cluster, LandThatNoParcelCoversIsNotGuessedEither) {
    const auto review = run(
        ten_by_ten(), parcels().add(box(0, 0, 10, 4), {"1", "1001", "工业用地"}).build(), named);
    EXPECT_THAT(outcomes(review), ElementsAre("a: undecided"));
    const auto small = run(ten_by_ten(),
                           parcels()
                               .add(box(0, 0, 10, 4), {"1", "1001", "工业用地"})
                               .add(box(0, 5, 10, 10), {"2", "0701", "住宅用地"})
                               .build(),
                           {{"class_name", "dlmc"}, {"limit", SquareMetres{50.5}}});
    EXPECT_THAT(outcomes(small), ElementsAre("a: undecided"));
    EXPECT_THAT(small.findings[0].message.en, HasSubstr("different sides of the limit"));
}

TEST(Cluster, ParcelsThatOverlapCountOnce) {
    const auto review = run(ten_by_ten(),
                            parcels()
                                .add(box(0, 0, 10, 4), {"1", "1001", "工业用地"})
                                .add(box(0, 2, 10, 6), {"2", "1101", "物流仓储用地"})
                                .add(box(0, 3, 10, 10), {"3", "0701", "住宅用地"})
                                .build(),
                            named);
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass"));
    EXPECT_EQ(review.verdicts[0].value, 60.0);
}

TEST(Cluster, ACodeThatMeansSomethingElseIsNotCounted) {
    const auto review = run(ten_by_ten(),
                            parcels()
                                .add(box(0, 0, 10, 4), {"1", "1001", "铁路用地"})
                                .add(box(0, 4, 10, 10), {"2", "0802", "新闻出版用地"})
                                .build(),
                            named);
    EXPECT_THAT(outcomes(review), ElementsAre("a: undecided"));
    EXPECT_THAT(codes(review),
                ElementsAre("PP-0459", "PP-0451 a", "PP-0452 a", "PP-0454 1", "PP-0454 2"));
    EXPECT_EQ(review.verdicts[0].value, 0.0);
}

TEST(Cluster, SaysWhichCodesNothingTellsApart) {
    const auto review =
        run(ten_by_ten(), parcels().add(box(0, 0, 10, 10), {"1", "1001", ""}).build());
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0455", "PP-0452 a"));
}

TEST(Cluster, ALocalSchemeIsATableOfItsCodes) {
    TestPlan plan{builtin()};
    plan.layer("clusters", ten_by_ten())
        .layer("land", parcels()
                           .add(box(0, 0, 10, 6), {"1", "B23", ""})
                           .add(box(0, 6, 10, 10), {"2", "X", ""})
                           .build())
        .layer("codes", LayerBuilder{"codes", "local"}.text("code").add_without({"B23"}).build())
        .rule("c", "cluster",
              {{"layer", "clusters"},
               {"landuse", "land"},
               {"code", "dlbm"},
               {"limit", SquareMetres{50.0}},
               {"basis", "规划"},
               {"as_of", "2020"},
               {"scheme_table", "codes"},
               {"scheme_code", "code"},
               {"middle", std::vector<std::string>{"B23"}}});
    const review::Review review = plan.run();
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass"));
    EXPECT_EQ(review.verdicts[0].value, 60.0);
}

TEST(Cluster, AClusterThatCannotBeMeasuredIsNotChecked) {
    const auto review =
        run(clusters()
                .add("POLYGON((0 0,10 10,10 0,0 10,0 0))", {"bow"})
                .add_without({"nothing"})
                .build(),
            parcels().add(box(0, 0, 10, 10), {"1", "1001", "工业用地"}).build(), named);
    EXPECT_THAT(outcomes(review), ElementsAre("bow: not_checked", "nothing: not_checked"));
    EXPECT_THAT(outcomes(run(clusters().build(), parcels().build(), named)),
                ElementsAre("(layer): not_checked"));
}

std::string refusal(const Params& params) {
    try {
        static_cast<void>(run(ten_by_ten(), parcels().build(), params));
    } catch (const Error& error) {
        return error.what();
    }
    return "none";
}

TEST(Cluster, RefusesParametersThatDoNotGoTogether) {
    EXPECT_EQ(refusal({{"scheme", "guide-1999"}}), "unknown scheme 'guide-1999'");
    EXPECT_EQ(refusal({{"middle", std::vector<std::string>{"1001，11"}}}),
              "'middle' holds '1001，11', which is no code of Guide to classes of land and sea "
              "(2023)");
    EXPECT_EQ(refusal({{"scheme", "survey-3"}}),
              "the codes of the reading 'middle' are not stated; 'middle' lists them");
    EXPECT_EQ(refusal({{"reading", "loose"}}),
              "unknown reading 'loose'; known: narrow, middle, wide");
    EXPECT_EQ(refusal({{"basis", "guess"}}),
              "'basis' is 'guess'; it is 现状 (as it is) or 规划 (as planned)");
}

} // namespace
} // namespace parkplan::rules
