// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace parkplan::rules {
namespace {

using test::Cell;
using test::codes;
using test::LayerBuilder;
using test::outcomes;
using test::TestPlan;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view square = "POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))";

LayerBuilder blocks() {
    return LayerBuilder{"a", "local"}.text("name");
}

review::Review run(const layer::Layer& layer, const std::string& field = "name") {
    return TestPlan{builtin()}
        .layer("l", layer)
        .rule("u", "value_unique", {{"layer", "l"}, {"field", field}})
        .run();
}

TEST(ValueUnique, PassesDifferentValues) {
    const auto review = run(blocks().add(square, {"a"}).add(square, {"b"}).build());
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass"));
    EXPECT_THAT(codes(review), IsEmpty());
    EXPECT_EQ(review.verdicts[0].value, 0.0);
}

TEST(ValueUnique, GivesOneFindingPerValueThatNamesAllItsFeatures) {
    const auto review = run(blocks()
                                .add(square, {"x"})
                                .add(square, {"y"})
                                .add(square, {"x"})
                                .add(square, {"y"})
                                .add(square, {"x"})
                                .add(square, {"z"})
                                .build());
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): fail"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0502 #1 #3", "PP-0502 #2 #4"));
    EXPECT_EQ(review.findings[0].message.en,
              "value 'x' of field 'name' stands in 3 features; it must be unique: #1, #3, #5");
    EXPECT_EQ(review.verdicts[0].value, 2.0);
    EXPECT_EQ(review.verdicts[0].margin, -2.0);
}

TEST(ValueUnique, BlanksAroundAValueMakeNoDifference) {
    EXPECT_THAT(codes(run(blocks().add(square, {"x"}).add(square, {" x"}).build())),
                ElementsAre("PP-0502 #1 #2"));
}

TEST(ValueUnique, LettersDo) {
    EXPECT_THAT(codes(run(blocks().add(square, {"x"}).add(square, {"X"}).build())), IsEmpty());
}

TEST(ValueUnique, SaysHowManyFeaturesHaveNoValue) {
    const auto review =
        run(blocks().add(square, {Cell{}}).add(square, {""}).add(square, {"a"}).build());
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass"));
    EXPECT_EQ(review.verdicts[0].note.en, "2 features without a value were not compared");
}

TEST(ValueUnique, DoesNotCompareWhatCannotBeRead) {
    const auto review = run(blocks()
                                .add(square, {"\uFFFD\uFFFD"})
                                .add(square, {"\uFFFD\uFFFD"})
                                .add(square, {"a"})
                                .build());
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass"));
    EXPECT_EQ(review.verdicts[0].note.en, "2 features without a value were not compared");
}

TEST(ValueUnique, JudgesNothingInAnEmptyLayer) {
    EXPECT_THAT(outcomes(run(blocks().build())), ElementsAre("(layer): not_checked"));
}

TEST(ValueUnique, ComparesFeaturesWithoutGeometryToo) {
    EXPECT_THAT(codes(run(blocks().add_without({"a"}).add(square, {"a"}).build())),
                ElementsAre("PP-0502 #1 #2"));
}

TEST(ValueUnique, AWrongFieldIsAPlanError) {
    EXPECT_THROW(static_cast<void>(run(blocks().build(), "nome")), Error);
}

} // namespace
} // namespace parkplan::rules
