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
#include <utility>

namespace parkplan::rules {
namespace {

using test::codes;
using test::LayerBuilder;
using test::outcomes;
using test::Params;
using test::TestPlan;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view square = "POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))";

review::Review run(const layer::Layer& layer, std::int64_t count, Params params = {}) {
    params.emplace("layer", "l");
    params.emplace("count", count);
    return TestPlan{builtin()}.layer("l", layer).rule("n", "count_equals", std::move(params)).run();
}

/// The outcome where the number holds until the one and the layer is as of the other.
std::string dated(const std::string& until, const std::string& as_of) {
    const auto review = run(LayerBuilder{"a", "local"}.add(square).build(), 2,
                            {{"holds_until", until}, {"as_of", as_of}});
    return outcomes(review).at(0);
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

TEST(CountEquals, DoesNotCheckALayerOfALaterDate) {
    const auto review = run(LayerBuilder{"a", "local"}.add(square).build(), 31,
                            {{"holds_until", "2022"}, {"as_of", "2023-05"}});
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked"));
    EXPECT_THAT(codes(review), IsEmpty());
    EXPECT_EQ(review.verdicts[0].value, 1.0);
    EXPECT_EQ(review.verdicts[0].note.en,
              "the document states the number until 2022; the layer is as of 2023-05");
    EXPECT_EQ(review.verdicts[0].note.zh,
              "文件所述个数截至 2022，图层基准时间为 2023-05，不作核对");
}

TEST(CountEquals, ChecksUntilTheLastDayOfThePeriod) {
    EXPECT_EQ(dated("2022", "2022-12-31"), "(layer): fail");
    EXPECT_EQ(dated("2022", "2023-01-01"), "(layer): not_checked");
    EXPECT_EQ(dated("2022", "2019"), "(layer): fail");
    EXPECT_EQ(dated("2022-06", "2022"), "(layer): not_checked"); // may be of December
    EXPECT_EQ(dated("2022-06", "2022-06-30"), "(layer): fail");
    EXPECT_EQ(dated("2022-06", "2022-07"), "(layer): not_checked");
    EXPECT_EQ(dated("2022-06-30", "2022-06-30"), "(layer): fail");
    EXPECT_EQ(dated("2022-06-30", "2022-07-01"), "(layer): not_checked");
}

TEST(CountEquals, NeedsBothDatesAndRefusesOtherTexts) {
    const auto message = [](Params params) {
        try {
            static_cast<void>(run(LayerBuilder{"a", "local"}.build(), 0, std::move(params)));
        } catch (const Error& error) {
            return std::string{error.kind() == ErrorKind::plan ? error.describe() : "other"};
        }
        return std::string{"no error"};
    };
    EXPECT_EQ(message({{"holds_until", "2022"}}),
              "test.toml:10:1: rule 'n': 'holds_until' and 'as_of' belong together; 'as_of' is "
              "missing");
    EXPECT_EQ(message({{"holds_until", "2022年"}, {"as_of", "2022"}}),
              "test.toml:10:1: rule 'n': 'holds_until' is '2022年'; a year, month or day is "
              "needed: '2022', '2022-06', '2022-06-30'");
    EXPECT_EQ(message({{"holds_until", "2022"}, {"as_of", "2022-02-30"}}),
              "test.toml:10:1: rule 'n': 'as_of' is '2022-02-30'; a year, month or day is needed: "
              "'2022', '2022-06', '2022-06-30'");
}

} // namespace
} // namespace parkplan::rules
