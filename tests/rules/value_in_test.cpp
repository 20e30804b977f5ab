// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
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
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view square = "POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))";
using List = std::vector<std::string>;

LayerBuilder blocks() {
    return LayerBuilder{"a", "local"}.text("park").integer("class");
}

layer::Layer parks() {
    return LayerBuilder{"parks", "local"}
        .text("FYMC")
        .add_without({"海淀园"})
        .add_without({" 朝阳园 "})
        .add_without({Cell{}})
        .add_without({"未来科学城西区组团"})
        .build();
}

review::Review run(const layer::Layer& layer, Params params) {
    params.emplace("layer", "l");
    params.emplace("field", "park");
    return TestPlan{builtin()}
        .layer("l", layer)
        .layer("parks", parks())
        .rule("i", "value_in", std::move(params))
        .run();
}

const Params by_register{{"register", "parks"}, {"register_field", "FYMC"}};

TEST(ValueIn, PassesListedValues) {
    const auto review = run(blocks().add(square, {"east"}).add(square, {" west "}).build(),
                            {{"values", List{"west", "east"}}});
    EXPECT_THAT(outcomes(review), ElementsAre("#1: pass", "#2: pass"));
    EXPECT_THAT(codes(review), IsEmpty());
}

TEST(ValueIn, DoesNotCheckWhatCannotBeRead) {
    const auto review =
        run(blocks().add(square, {"\uFFFD\uFFFD"}).build(), {{"values", List{"west", "east"}}});
    EXPECT_THAT(outcomes(review), ElementsAre("#1: not_checked"));
    EXPECT_THAT(codes(review), IsEmpty());
    EXPECT_EQ(review.verdicts[0].note.en, "the value cannot be read");
}

TEST(ValueIn, ProposesNothingAmongVeryManyValues) {
    List listed;
    LayerBuilder layer = blocks();
    for (int i = 0; i < 1100; ++i) {
        listed.push_back(fmt::format("park number {}", i));
        if (i < 1000) {
            layer.add(square, {fmt::format("park nunber {}", i)});
        }
    }
    const auto review = run(layer.build(), {{"values", listed}});
    EXPECT_EQ(codes(review).size(), 1000U);
    EXPECT_THAT(codes(review), testing::Each(HasSubstr("PP-0503")));
}

TEST(ValueIn, FailsOthers) {
    const auto review =
        run(blocks().add(square, {"elsewhere"}).build(), {{"values", List{"west", "east"}}});
    EXPECT_THAT(outcomes(review), ElementsAre("#1: fail"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0503 #1"));
    EXPECT_EQ(review.findings[0].message.en,
              "value 'elsewhere' of field 'park' is not in the list");
    EXPECT_EQ(review.findings[0].proposal, BiText{});
}

TEST(ValueIn, ProposesTheListedValueThatIsNear) {
    const auto review = run(blocks().add(square, {"未来科学城西园组团"}).build(), by_register);
    ASSERT_THAT(codes(review), ElementsAre("PP-0504 #1"));
    EXPECT_EQ(review.findings[0].proposal, same("未来科学城西区组团"));
    EXPECT_THAT(review.findings[0].message.zh, HasSubstr("与“未来科学城西区组团”相近"));
}

TEST(ValueIn, ProposesTheListedValueThatStandsInTheValue) {
    const auto review = run(blocks().add(square, {"中关村科技园区海淀园"}).build(),
                            {{"values", List{"科技园区海淀园", "朝阳园"}}});
    ASSERT_THAT(codes(review), ElementsAre("PP-0504 #1"));
    EXPECT_EQ(review.findings[0].proposal, same("科技园区海淀园"));
}

TEST(ValueIn, ARegisterLayerIsTheList) {
    const auto review =
        run(blocks().add(square, {"海淀园"}).add(square, {"朝阳园"}).build(), by_register);
    EXPECT_THAT(outcomes(review), ElementsAre("#1: pass", "#2: pass"));
}

TEST(ValueIn, APlainTableIsARegisterWithoutACrs) {
    const auto table =
        LayerBuilder{"parks"}.plain_table().text("FYMC").add_without({"海淀园"}).build();
    const auto drawn =
        LayerBuilder{"a"}.origin({500000, 4420000}).text("park").add(square, {"海淀园"}).build();
    const auto review = TestPlan{builtin(), "EPSG:4548"}
                            .layer("l", drawn)
                            .layer("parks", table)
                            .rule("i", "value_in",
                                  {{"layer", "l"},
                                   {"field", "park"},
                                   {"register", "parks"},
                                   {"register_field", "FYMC"}})
                            .run();
    EXPECT_TRUE(review.complete);
    EXPECT_THAT(outcomes(review), ElementsAre("#1: pass"));
    EXPECT_THAT(codes(review), IsEmpty());
}

TEST(ValueIn, SplitsSeveralValuesAtTheSeparator) {
    const auto review = run(blocks().add(square, {"ICT、BIO、XYZ、"}).build(),
                            {{"values", List{"ICT", "BIO"}}, {"separator", "、"}});
    EXPECT_THAT(outcomes(review), ElementsAre("#1: fail"));
    ASSERT_EQ(review.findings.size(), 1U);
    EXPECT_THAT(review.findings[0].message.en, HasSubstr("value 'XYZ'"));
    EXPECT_EQ(review.verdicts[0].value, 1.0);
    EXPECT_EQ(review.verdicts[0].margin, -1.0);
}

TEST(ValueIn, NumbersAreComparedAsTheyAreWritten) {
    const auto review = run(blocks().add(square, {"x", std::int64_t{1001}}).build(),
                            {{"field", "class"}, {"values", List{"1001"}}});
    EXPECT_THAT(outcomes(review), ElementsAre("#1: pass"));
}

TEST(ValueIn, DoesNotCheckEmptyValues) {
    const auto review =
        run(blocks().add(square, {Cell{}}).add(square, {" "}).build(), {{"values", List{"east"}}});
    EXPECT_THAT(outcomes(review), ElementsAre("#1: not_checked", "#2: not_checked"));
    EXPECT_THAT(codes(review), IsEmpty());
}

TEST(ValueIn, JudgesNothingInAnEmptyLayer) {
    EXPECT_THAT(outcomes(run(blocks().build(), {{"values", List{"east"}}})),
                ElementsAre("(layer): not_checked"));
}

TEST(ValueIn, ChecksFeaturesWithoutGeometryToo) {
    EXPECT_THAT(outcomes(run(blocks().add_without({"north"}).build(), {{"values", List{"east"}}})),
                ElementsAre("#1: fail"));
}

TEST(ValueIn, NeedsOneListAndBothHalvesOfARegister) {
    const auto message = [](const Params& params) {
        try {
            static_cast<void>(run(blocks().build(), params));
        } catch (const Error& error) {
            return std::string{error.kind() == ErrorKind::plan ? error.what() : "other"};
        }
        return std::string{"no error"};
    };
    EXPECT_EQ(message({}), "one of 'values' and 'register' is needed, none is given");
    EXPECT_EQ(message({{"values", List{"a"}}, {"register", "parks"}}),
              "one of 'values' and 'register' is needed, not both");
    EXPECT_EQ(message({{"register", "parks"}}),
              "'register' and 'register_field' belong together; 'register_field' is missing");
    EXPECT_EQ(message({{"values", List{"a"}}, {"register_field", "FYMC"}}),
              "'register' and 'register_field' belong together; 'register' is missing");
    EXPECT_EQ(message({{"register", "parks"}, {"register_field", "park"}}),
              "parameter 'register_field': layer 'parks' has no field or role 'park'");
}

} // namespace
} // namespace parkplan::rules
