// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

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
    return LayerBuilder{"a", "local"}.text("DW").integer("GM");
}

review::Review run(const layer::Layer& layer, std::vector<std::string> fields) {
    return TestPlan{builtin()}
        .layer("l", layer, {{"positioning", "DW"}})
        .rule("p", "value_present", {{"layer", "l"}, {"field", std::move(fields)}})
        .run();
}

TEST(ValuePresent, PassesFilledFields) {
    const auto review = run(blocks().add(square, {"hub", std::int64_t{0}}).build(), {"DW", "GM"});
    EXPECT_THAT(outcomes(review), ElementsAre("#1: pass"));
    EXPECT_THAT(codes(review), IsEmpty());
    EXPECT_EQ(review.verdicts[0].value, 0.0);
}

TEST(ValuePresent, FailsNullEmptyAndBlank) {
    const auto review = run(blocks()
                                .add(square, {Cell{}, std::int64_t{1}})
                                .add(square, {"", std::int64_t{1}})
                                .add(square, {" \t", Cell{}})
                                .build(),
                            {"DW", "GM"});
    EXPECT_THAT(outcomes(review), ElementsAre("#1: fail", "#2: fail", "#3: fail"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0501 #1", "PP-0501 #2", "PP-0501 #3", "PP-0501 #3"));
    EXPECT_EQ(review.verdicts[2].value, 2.0);
    EXPECT_EQ(review.verdicts[2].margin, -2.0);
}

TEST(ValuePresent, DoesNotCheckWhatCannotBeRead) {
    const auto review = run(blocks()
                                .add(square, {"\uFFFD\uFFFD", std::int64_t{1}})
                                .add(square, {"\uFFFD\uFFFD", Cell{}})
                                .build(),
                            {"DW", "GM"});
    EXPECT_THAT(outcomes(review), ElementsAre("#1: not_checked", "#2: fail"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0501 #2"));
}

TEST(ValuePresent, ASingleCharacterIsEnough) {
    EXPECT_THAT(outcomes(run(blocks().add(square, {" 0 "}).build(), {"DW"})),
                ElementsAre("#1: pass"));
}

TEST(ValuePresent, NamesTheRoleAndTheField) {
    const auto review = run(blocks().add(square, {Cell{}}).build(), {"positioning"});
    ASSERT_EQ(review.findings.size(), 1U);
    EXPECT_EQ(review.findings[0].message.en,
              "field 'positioning (DW)' is empty; a value is needed");
    EXPECT_EQ(review.findings[0].message.zh, "字段“positioning（DW）”为空，应当填写");
}

TEST(ValuePresent, JudgesNothingInAnEmptyLayer) {
    EXPECT_THAT(outcomes(run(blocks().build(), {"DW"})), ElementsAre("(layer): not_checked"));
}

TEST(ValuePresent, ChecksFeaturesWithoutGeometryToo) {
    EXPECT_THAT(outcomes(run(blocks().add_without({"hub"}).build(), {"DW"})),
                ElementsAre("#1: pass"));
}

TEST(ValuePresent, AWrongFieldIsAPlanError) {
    EXPECT_THROW(static_cast<void>(run(blocks().build(), {"DW", "XX"})), Error);
}

} // namespace
} // namespace parkplan::rules
