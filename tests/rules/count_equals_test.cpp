// SPDX-License-Identifier: MIT
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string_view>

namespace parkplan::rules {
namespace {

using test::codes;
using test::LayerBuilder;
using test::outcomes;
using test::TestPlan;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view square = "POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))";

review::Review run(const layer::Layer& layer, std::int64_t count) {
    return TestPlan{builtin()}
        .layer("l", layer)
        .rule("n", "count_equals", {{"layer", "l"}, {"count", count}})
        .run();
}

TEST(CountEquals, PassesTheExactNumber) {
    const auto review = run(LayerBuilder{"a", "local"}.add(square).add(square).build(), 2);
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass"));
    EXPECT_THAT(codes(review), IsEmpty());
    EXPECT_EQ(review.verdicts[0].value, 2.0);
    EXPECT_EQ(review.verdicts[0].limit, 2.0);
    EXPECT_EQ(review.verdicts[0].margin, 0.0);
}

TEST(CountEquals, FailsOneTooManyAndOneTooFew) {
    const auto layer = LayerBuilder{"a", "local"}.add(square).add(square).build();
    const auto many = run(layer, 1);
    EXPECT_THAT(outcomes(many), ElementsAre("(layer): fail"));
    EXPECT_EQ(many.verdicts[0].margin, -1.0);
    const auto few = run(layer, 3);
    ASSERT_THAT(codes(few), ElementsAre("PP-0505"));
    EXPECT_EQ(few.findings[0].message.en, "there are 2 features; 3 are needed");
    EXPECT_EQ(few.verdicts[0].margin, -1.0);
}

TEST(CountEquals, CountsAnEmptyLayerAsZero) {
    EXPECT_THAT(outcomes(run(LayerBuilder{"a", "local"}.build(), 0)), ElementsAre("(layer): pass"));
    EXPECT_THAT(outcomes(run(LayerBuilder{"a", "local"}.build(), 31)),
                ElementsAre("(layer): fail"));
}

TEST(CountEquals, CountsFeaturesWithoutGeometry) {
    EXPECT_THAT(outcomes(run(LayerBuilder{"a", "local"}.add(square).add_without().build(), 2)),
                ElementsAre("(layer): pass"));
}

TEST(CountEquals, CountsInAnyCrs) {
    const auto review = TestPlan{builtin(), "EPSG:4490"}
                            .layer("l", LayerBuilder{"a", "EPSG:4490"}
                                            .add("POLYGON((116 39, 117 39, 117 40, 116 39))")
                                            .build())
                            .rule("n", "count_equals", {{"layer", "l"}, {"count", std::int64_t{1}}})
                            .run();
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass"));
}

} // namespace
} // namespace parkplan::rules
