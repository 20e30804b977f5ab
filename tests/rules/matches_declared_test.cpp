// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
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

constexpr std::string_view square = "POLYGON((0 0, 400 0, 400 500, 0 500, 0 0))"; // 20 ha
constexpr std::string_view crossing = "POLYGON((0 0, 4 4, 4 0, 0 4, 0 0))";

LayerBuilder blocks() {
    return LayerBuilder{"blocks", "local"}.text("id").text("area").text("unit").key("id");
}

layer::Layer declared(std::string text) {
    return blocks().add(square, {"a", std::move(text)}).build();
}

review::Review run(const layer::Layer& layer, Params params, unsigned threads = 1) {
    params.emplace("layer", "l");
    return TestPlan{builtin()}
        .layer("l", layer)
        .rule("m", "matches_declared", std::move(params))
        .run(threads);
}

const Params in_ha{{"field", "area"}, {"unit", "ha"}};

TEST(MatchesDeclared, PassesTheMeasuredArea) {
    const auto review = run(declared("20"), in_ha);
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass"));
    EXPECT_THAT(codes(review), IsEmpty());
    const review::Verdict& verdict = review.verdicts[0];
    EXPECT_EQ(verdict.value, 200000.0);
    EXPECT_EQ(verdict.limit, 200000.0);
    EXPECT_EQ(verdict.margin, 5000.0);
    EXPECT_EQ(verdict.sigma, std::nullopt);
    EXPECT_EQ(verdict.method, "planar");
    EXPECT_EQ(verdict.note.en, "equal");
    EXPECT_THAT(outcomes(run(declared("300亩"), in_ha)), ElementsAre("a: pass"));
}

TEST(MatchesDeclared, NamesTheRoundingThatMakesItEqual) {
    const auto layer =
        blocks()
            .add("POLYGON((0 0, 401 0, 401 500, 0 500, 0 0))", {"a", "20.1"}) // 20.05
            .build();
    const auto review = run(layer, in_ha);
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass"));
    EXPECT_EQ(review.verdicts[0].note.en, "equal after rounding to 1 decimal in ha (20.1)");
    EXPECT_EQ(review.verdicts[0].note.zh, "按“ha”取 1 位小数后一致（20.1）");
    ASSERT_EQ(review.ledger.size(), 2U);
    EXPECT_EQ(review.ledger[0].name, "difference_within_rounding_m2");
    EXPECT_EQ(review.ledger[0].area, ExactArea{SquareMetres{500}});
    EXPECT_EQ(review.ledger[0].count, 1U);
}

TEST(MatchesDeclared, MoreDecimalsSayMore) {
    const auto fails = run(declared("20.001"), in_ha);
    EXPECT_THAT(outcomes(fails), ElementsAre("a: fail"));
    EXPECT_THAT(outcomes(run(declared("20.00"), in_ha)), ElementsAre("a: pass"));
    EXPECT_EQ(fails.verdicts[0].value, 200000.0);
    EXPECT_NEAR(fails.verdicts[0].margin.value_or(0), 5.0 - 10.0, 1e-9);
}

TEST(MatchesDeclared, FailsWithAllFigures) {
    const auto review = run(declared("25"), in_ha);
    EXPECT_THAT(outcomes(review), ElementsAre("a: fail"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0435 a"));
    const review::Finding& finding = review.findings[0];
    EXPECT_EQ(finding.message.en,
              "declared 25 ha (250000.00 m²), measured 200000.00 m² (planar area): difference "
              "-50000.00 m², -20.00 % of the declared area");
    EXPECT_EQ(finding.measured, 200000.0);
    EXPECT_EQ(finding.limit, 250000.0);
    EXPECT_EQ(finding.proposal.en, "");
    EXPECT_THAT(points_of(std::get<geo::MultiPolygon>(finding.place)),
                ElementsAre(geo::Point{0, 0}, geo::Point{400, 0}, geo::Point{400, 500},
                            geo::Point{0, 500}));
}

TEST(MatchesDeclared, ProposesTheUnitThatFits) {
    const auto proposal = [](std::string text) {
        return run(declared(std::move(text)), in_ha).findings.at(0).proposal.en;
    };
    EXPECT_EQ(proposal("200000"), "the number fits m², not ha: '200000' would be 200000.00 m²");
    EXPECT_EQ(proposal("300"), "the number fits 亩, not ha: '300' would be 200000.00 m²");
    EXPECT_EQ(proposal("0.2"), "the number fits km², not ha: '0.2' would be 200000.00 m²");
    EXPECT_EQ(proposal("200"),
              "the declared figure is 10 times the measured area: check the decimal point");
}

TEST(MatchesDeclared, NamesAnotherMethodThatGivesTheFigure) {
    TestPlan plan{builtin(), "EPSG:4548"};
    plan.layer("l", LayerBuilder{"blocks"}
                        .origin({600000, 4420000})
                        .text("area")
                        .add("POLYGON((0 0, 1000 0, 1000 1000, 0 1000, 0 0))", {"1000000.00"})
                        .build())
        .rule("m", "matches_declared", {{"layer", "l"}, {"field", "area"}, {"unit", "m2"}});
    const auto review = plan.run();
    EXPECT_THAT(outcomes(review), ElementsAre("#1: fail"));
    EXPECT_EQ(review.findings.at(0).proposal.en,
              "the figure is the planar area (1000000.00 m²), which is not the method of record");
    plan.plan().method = AreaMethod::planar;
    EXPECT_EQ(plan.run().verdicts.at(0).note.en, "equal");
}

TEST(MatchesDeclared, HalfAStepAndTheToleranceThemselvesPass) {
    const Params in_m2{{"field", "area"}, {"unit", "m2"}};
    const auto layer = [](std::string text) {
        return blocks()
            .add("POLYGON((0 0, 11 0, 11 9.5, 0 9.5, 0 0))", {"a", std::move(text)})
            .build();
    }; // 104.5 m²
    EXPECT_THAT(outcomes(run(layer("105"), in_m2)), ElementsAre("a: pass"));
    EXPECT_THAT(outcomes(run(layer("104"), in_m2)), ElementsAre("a: pass"));
    EXPECT_THAT(outcomes(run(layer("103"), in_m2)), ElementsAre("a: fail"));
    Params tolerant = in_m2;
    tolerant.emplace("tolerance", SquareMetres{1.5});
    const auto at = run(layer("103"), tolerant);
    EXPECT_THAT(outcomes(at), ElementsAre("a: pass"));
    EXPECT_EQ(at.verdicts[0].margin, 0.0);
    EXPECT_EQ(at.verdicts[0].note.en, "not equal, 1.50 m² apart, within the tolerance");
    EXPECT_EQ(at.ledger.at(1).name, "difference_within_tolerance_m2");
    EXPECT_EQ(at.ledger.at(1).area, ExactArea{SquareMetres{1.5}});
    tolerant = in_m2;
    tolerant.emplace("tolerance_share", 0.02);
    EXPECT_THAT(outcomes(run(layer("103"), tolerant)), ElementsAre("a: pass"));
    EXPECT_THAT(outcomes(run(layer("102"), tolerant)), ElementsAre("a: fail"));
}

TEST(MatchesDeclared, MissingAndUnreadableValuesAreToldAndNotChecked) {
    const auto layer = blocks()
                           .add(square, {"a", Cell{}})
                           .add(square, {"b", "about 20"})
                           .add(square, {"c", "20", "acre"})
                           .build();
    Params params = in_ha;
    params.emplace("unit_field", "unit");
    const auto review = run(layer, params);
    EXPECT_THAT(outcomes(review),
                ElementsAre("a: not_checked", "b: not_checked", "c: not_checked"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0436 a", "PP-0437 b", "PP-0437 c"));
    EXPECT_EQ(review.findings[0].message.en,
              "field 'area' is empty; a declared area is needed to compare with");
    EXPECT_EQ(review.findings[1].message.en, "the declared area 'about 20' in field 'area' cannot "
                                             "be read: a number above 0 is needed");
    EXPECT_EQ(review.findings[2].message.zh,
              "字段“area”的申报面积“20”无法识别：“acre”不是面积单位");
}

TEST(MatchesDeclared, DoesNotCheckNullAndInvalidFeatures) {
    const auto review =
        run(blocks().add_without({"a", "20"}).add(crossing, {"b", "20"}).build(), in_ha);
    EXPECT_THAT(outcomes(review), ElementsAre("a: not_checked", "b: not_checked"));
    EXPECT_EQ(review.verdicts[0].note.en, "the feature has no geometry");
    EXPECT_EQ(review.verdicts[0].limit, 200000.0);
}

TEST(MatchesDeclared, NumbersOfAFieldAreWhatTheyShow) {
    const auto layer = LayerBuilder{"blocks", "local"}
                           .text("id")
                           .real("area")
                           .key("id")
                           .add(square, {"a", 200000.0})
                           .add(square, {"b", 200000.4})
                           .build();
    EXPECT_THAT(outcomes(run(layer, {{"field", "area"}, {"unit", "平方米"}})),
                ElementsAre("a: pass", "b: fail"));
}

TEST(MatchesDeclared, JudgesNothingInAnEmptyLayer) {
    EXPECT_THAT(outcomes(run(blocks().build(), in_ha)), ElementsAre("(layer): not_checked"));
}

layer::Layer figures() {
    return LayerBuilder{"figures"}
        .plain_table()
        .text("name")
        .text("area")
        .text("unit")
        .add_without({"East Park", "0.20", "平方公里"})
        .add_without({"West Park", "300", "亩"})
        .add_without({"Twice", "1", "ha"})
        .add_without({"Twice", "2", "ha"})
        .add_without({"All", "1", "ha"})
        .build();
}

review::Review run_with_register(const layer::Layer& layer, Params params) {
    params.emplace("layer", "l");
    params.emplace("register", "r");
    params.emplace("register_key", "name");
    params.emplace("register_field", "area");
    params.emplace("register_unit", "unit");
    return TestPlan{builtin()}
        .layer("l", layer)
        .layer("r", figures())
        .rule("m", "matches_declared", std::move(params))
        .run();
}

TEST(MatchesDeclared, TakesFiguresOfARegister) {
    const auto layer = blocks()
                           .add(square, {"East Park"})
                           .add("POLYGON((0 0, 400 0, 400 510, 0 510, 0 0))", {"West Park"})
                           .add(square, {"Twice"})
                           .add(square, {"West Perk"})
                           .build();
    const auto review = run_with_register(layer, {});
    EXPECT_THAT(outcomes(review), ElementsAre("East Park: pass", "West Park: fail",
                                              "Twice: not_checked", "West Perk: not_checked"));
    ASSERT_THAT(codes(review),
                ElementsAre("PP-0435 West Park", "PP-0439 Twice", "PP-0438 West Perk"));
    EXPECT_EQ(review.findings[1].message.en, "'r' has 2 entries 'Twice': the area is not compared");
    EXPECT_EQ(review.findings[2].level, Level::info);
    EXPECT_EQ(review.findings[2].proposal.en, "West Park");
}

TEST(MatchesDeclared, FindsTheEntryByAFieldOfTheLayer) {
    const auto layer = blocks().add(square, {"1", "East Park"}).add(square, {"2", Cell{}}).build();
    const auto review = run_with_register(layer, {{"match", "area"}});
    EXPECT_THAT(outcomes(review), ElementsAre("1: pass", "2: not_checked"));
    EXPECT_EQ(review.verdicts[1].note.en, "the name for the register is empty");
}

std::string refusal(const Params& params) {
    try {
        static_cast<void>(run_with_register(blocks().build(), params));
    } catch (const Error& error) {
        return error.kind() == ErrorKind::plan ? error.describe() : "another error";
    }
    return "";
}

TEST(MatchesDeclared, RefusesParametersThatDoNotGoTogether) {
    const std::string at = "test.toml:10:1: rule 'm': ";
    EXPECT_EQ(refusal({{"field", "area"}}),
              at + "one of 'field' and 'register' is needed, not both");
    EXPECT_EQ(refusal({{"register", ""}}),
              at + "one of 'field' and 'register' is needed, none is given");
    EXPECT_EQ(refusal({{"register_key", ""}}),
              at + "'register', 'register_key' and 'register_field' belong together; "
                   "'register_key' is missing");
    EXPECT_EQ(refusal({{"unit_field", "unit"}}),
              at + "'unit_field' stands beside 'register'; 'register_unit' is the field with its "
                   "units");
    EXPECT_EQ(refusal({{"unit", "acre"}}),
              at + "'unit' is 'acre'; a unit of area is needed: m2, ha, km2, mu, 平方米, 公顷, "
                   "平方公里, 亩, 万平方米, 万亩");
    EXPECT_EQ(refusal({{"tolerance", SquareMetres{1}}, {"tolerance_share", 0.1}}),
              at + "one of 'tolerance' and 'tolerance_share' may be given, not both");
    EXPECT_EQ(refusal({{"register", ""},
                       {"register_key", ""},
                       {"register_field", ""},
                       {"register_unit", ""},
                       {"field", "area"},
                       {"match", "id"}}),
              at + "'match' needs 'register'");
}

TEST(MatchesDeclared, ThreadsAndTheOrderOfRowsChangeNothing) {
    const auto there = blocks().add(square, {"a", "25"}).add(square, {"b", "300 亩"}).build();
    const auto back = blocks().add(square, {"b", "300 亩"}).add(square, {"a", "25"}).build();
    EXPECT_THAT(outcomes(run(there, in_ha, 4)), ElementsAre("a: fail", "b: pass"));
    EXPECT_THAT(outcomes(run(back, in_ha, 4)), ElementsAre("b: pass", "a: fail"));
    EXPECT_EQ(run(there, in_ha).findings[0].message.en, run(back, in_ha, 4).findings[0].message.en);
    EXPECT_EQ(run(there, in_ha).findings[0].fingerprint,
              run(back, in_ha, 4).findings[0].fingerprint);
}

} // namespace
} // namespace parkplan::rules
