// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

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
using testing::UnorderedElementsAre;

constexpr std::string_view square = "POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))";

LayerBuilder blocks() {
    return LayerBuilder{"a", "local"}.text("id").text("cluster").text("body").key("id");
}

review::Review run(const layer::Layer& layer, Params params, unsigned threads = 1) {
    params.emplace("layer", "l");
    params.emplace("field", "body");
    return TestPlan{builtin()}
        .layer("l", layer)
        .rule("o", "one_value", std::move(params))
        .run(threads);
}

TEST(OneValue, PassesASingleValue) {
    const auto review =
        run(blocks().add(square, {"a", "X", "东园管委会"}).build(), {{"separator", ";"}});
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass"));
    EXPECT_EQ(review.verdicts[0].value, 1.0);
    EXPECT_EQ(review.verdicts[0].limit, 1.0);
    EXPECT_EQ(review.verdicts[0].margin, 0.0);
    EXPECT_THAT(codes(review), IsEmpty());
}

TEST(OneValue, FailsSeveralValuesInAField) {
    const auto review =
        run(blocks().add(square, {"a", "X", "东园;西园; 东园"}).build(), {{"separator", ";"}});
    EXPECT_THAT(outcomes(review), ElementsAre("a: fail"));
    EXPECT_EQ(review.verdicts[0].value, 2.0);
    EXPECT_EQ(review.verdicts[0].margin, -1.0);
    ASSERT_THAT(codes(review), ElementsAre("PP-0516 a"));
    EXPECT_EQ(review.findings[0].message.en,
              "field 'body' holds 2 values, one is needed: 东园, 西园");
    EXPECT_EQ(review.findings[0].message.zh, "字段“body”有 2 个值，应只有一个：东园、西园");
}

TEST(OneValue, TheSameValueTwiceIsOne) {
    EXPECT_THAT(outcomes(run(blocks().add(square, {"a", "X", "东园; 东园 "}).build(),
                             {{"separator", ";"}})),
                ElementsAre("a: pass"));
}

TEST(OneValue, TheOrderOfTheFileChangesNoFinding) {
    const auto fingerprint = [](const std::string& order) {
        LayerBuilder layer = blocks();
        for (const char key : order) {
            layer.add(square, {std::string{key}, "X", key == 'c' ? "西园" : "东园"});
        }
        return run(layer.build(), {{"by", "cluster"}}).findings.at(0).fingerprint;
    };
    EXPECT_EQ(fingerprint("cba"), fingerprint("abc"));
    EXPECT_EQ(fingerprint("bca"), fingerprint("abc"));
}

TEST(OneValue, ComparesTheFeaturesOfAGroup) {
    const auto review = run(blocks()
                                .add(square, {"a", "X", "东园"})
                                .add(square, {"b", "Y", "西园"})
                                .add(square, {"c", "X", "西园"})
                                .add(square, {"d", "Y", "西园"})
                                .build(),
                            {{"by", "cluster"}});
    EXPECT_THAT(outcomes(review), ElementsAre("a: fail", "b: pass", "c: fail", "d: pass"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0517 a c"));
    EXPECT_EQ(review.findings[0].message.en,
              "the features of 'X' hold 2 values in field 'body', one is needed: 东园, 西园");
}

TEST(OneValue, DoesNotCheckWhatIsEmpty) {
    const auto review = run(blocks()
                                .add(square, {"a", "X", Cell{}})
                                .add(square, {"b", Cell{}, "东园"})
                                .add(square, {"c", "X", "西园"})
                                .add(square, {"d", "X", " "})
                                .build(),
                            {{"by", "cluster"}});
    EXPECT_THAT(outcomes(review),
                ElementsAre("a: not_checked", "b: not_checked", "c: pass", "d: not_checked"));
    EXPECT_EQ(review.verdicts[0].note.en, "the field is empty");
    EXPECT_EQ(review.verdicts[1].note.en, "the field that makes the groups is empty");
    EXPECT_THAT(codes(review), IsEmpty());
}

TEST(OneValue, JudgesNothingInAnEmptyLayer) {
    EXPECT_THAT(outcomes(run(blocks().build(), {})), ElementsAre("(layer): not_checked"));
}

TEST(OneValue, RefusesAGroupingFieldThatIsNotThere) {
    try {
        static_cast<void>(run(blocks().build(), {{"by", "park"}}));
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::plan);
        EXPECT_STREQ(error.what(), "parameter 'by': layer 'l' has no field or role 'park'");
    }
}

TEST(OneValue, OrderAndThreadsChangeNothing) {
    const auto forth =
        run(blocks().add(square, {"a", "X", "东园"}).add(square, {"b", "X", "西园"}).build(),
            {{"by", "cluster"}});
    const auto back =
        run(blocks().add(square, {"b", "X", "西园"}).add(square, {"a", "X", "东园"}).build(),
            {{"by", "cluster"}}, 4);
    EXPECT_THAT(outcomes(back), UnorderedElementsAre("a: fail", "b: fail"));
    EXPECT_EQ(forth.findings.at(0).message, back.findings.at(0).message);
}

} // namespace
} // namespace parkplan::rules
