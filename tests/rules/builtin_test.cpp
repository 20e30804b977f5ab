// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "core/parse_units.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Builtin, ListsTheRulesInTheOrderOfTheDocumentation) {
    std::vector<std::string_view> kinds;
    for (const review::Rule* rule : builtin()) {
        kinds.push_back(rule->info().kind);
    }
    EXPECT_THAT(kinds,
                ElementsAre("valid_geometry", "area_at_least", "cluster", "concentrated",
                            "matches_declared", "study_parcels", "land_use_mix", "land_balance",
                            "park_summary", "balance", "jobs_housing", "level", "admission",
                            "target", "stage_sum", "lease_term", "idle_land", "self_held_share",
                            "renewal", "no_overlap", "no_gaps", "covered_by", "disjoint_from",
                            "covers", "share_at_least", "ratio", "near", "in_zone", "zone_table",
                            "each", "count_equals", "value_present", "value_unique", "value_in",
                            "one_value", "in_register", "industries_listed"));
}

TEST(Builtin, InfosAreThoseOfTheRules) {
    ASSERT_EQ(builtin_infos().size(), builtin().size());
    for (std::size_t i = 0; i < builtin().size(); ++i) {
        EXPECT_EQ(builtin_infos()[i], &builtin()[i]->info());
    }
}

TEST(Builtin, EveryRuleDescribesItselfInBothLanguages) {
    for (const plan::RuleInfo* info : builtin_infos()) {
        for (const BiView text : {info->summary, info->why}) {
            EXPECT_FALSE(text.en.empty()) << info->kind;
            EXPECT_FALSE(text.zh.empty()) << info->kind;
        }
        for (const plan::ParamInfo& param : info->params) {
            EXPECT_FALSE(param.help.en.empty()) << info->kind << ' ' << param.name;
            EXPECT_FALSE(param.help.zh.empty()) << info->kind << ' ' << param.name;
            EXPECT_FALSE(param.help.en.ends_with('.')) << info->kind << ' ' << param.name;
        }
    }
}

TEST(Builtin, EveryRuleStartsWithItsLayer) {
    for (const plan::RuleInfo* info : builtin_infos()) {
        ASSERT_FALSE(info->params.empty()) << info->kind;
        EXPECT_EQ(info->params[0].name, info->kind == "balance" ? "before" : "layer") << info->kind;
        EXPECT_EQ(info->params[0].type, plan::ParamType::layer) << info->kind;
        EXPECT_TRUE(info->params[0].required) << info->kind;
    }
}

/// What a plan says that names a plain table where a rule wants a layer.
std::string refusal_of_a_table(const std::string& kind, test::Params params) {
    const auto table = test::LayerBuilder{"t"}.plain_table().text("id").add_without({"a"}).build();
    const auto drawn = test::LayerBuilder{"d"}
                           .origin({500000, 4420000})
                           .text("id")
                           .add("POLYGON((0 0, 4 0, 4 4, 0 0))", {"a"})
                           .build();
    try {
        test::TestPlan plan{builtin(), "EPSG:4548"};
        plan.layer("table", table).layer("drawn", drawn).rule("r", kind, std::move(params));
        const review::Review review = plan.run();
        return review.complete ? "" : "incomplete";
    } catch (const Error& error) {
        return error.kind() == ErrorKind::plan ? error.describe() : "another error";
    }
}

TEST(Builtin, RulesOnGeometriesRefuseAPlainTable) {
    const std::string refused = "test.toml:10:1: rule 'r': parameter 'layer': layer 'table' is a "
                                "table without geometries; a layer with polygons is needed";
    EXPECT_EQ(refusal_of_a_table("valid_geometry", {{"layer", "table"}}), refused);
    EXPECT_EQ(refusal_of_a_table("no_overlap", {{"layer", "table"}}), refused);
    EXPECT_EQ(refusal_of_a_table("concentrated", {{"layer", "table"}}), refused);
    EXPECT_EQ(refusal_of_a_table("matches_declared", {{"layer", "table"}, {"field", "id"}}),
              refused);
    EXPECT_EQ(
        refusal_of_a_table("area_at_least", {{"layer", "table"}, {"limit", SquareMetres{1.0}}}),
        refused);
    EXPECT_EQ(refusal_of_a_table("covered_by", {{"layer", "table"}, {"by", "drawn"}}), refused);
    EXPECT_THAT(refusal_of_a_table("covered_by", {{"layer", "drawn"}, {"by", "table"}}),
                HasSubstr("parameter 'by': layer 'table' is a table without geometries"));
    EXPECT_THAT(refusal_of_a_table("covers", {{"layer", "drawn"}, {"by", "table"}}),
                HasSubstr("parameter 'by': layer 'table' is a table without geometries"));
    EXPECT_THAT(
        refusal_of_a_table("share_at_least", {{"layer", "drawn"}, {"of", "table"}, {"limit", 0.5}}),
        HasSubstr("parameter 'of': layer 'table' is a table without geometries"));
    EXPECT_THAT(
        refusal_of_a_table("near", {{"layer", "drawn"}, {"to", "table"}, {"distance", Metres{1}}}),
        HasSubstr("parameter 'to': layer 'table' is a table without geometries"));
    EXPECT_THAT(
        refusal_of_a_table("ratio",
                           {{"layer", "drawn"}, {"a", "drawn"}, {"b", "table"}, {"at_most", 0.5}}),
        HasSubstr("parameter 'b': layer 'table' is a table without geometries"));
    EXPECT_THAT(refusal_of_a_table("disjoint_from", {{"layer", "drawn"}, {"from", "table"}}),
                HasSubstr("parameter 'from': layer 'table' is a table without geometries"));
}

TEST(Builtin, RulesOnAttributesTakeAPlainTable) {
    const std::vector<std::string> fields{"id"};
    EXPECT_EQ(refusal_of_a_table("count_equals", {{"layer", "table"}, {"count", std::int64_t{1}}}),
              "");
    EXPECT_EQ(refusal_of_a_table("value_present", {{"layer", "table"}, {"field", fields}}), "");
    EXPECT_EQ(refusal_of_a_table("value_unique", {{"layer", "table"}, {"field", "id"}}), "");
    EXPECT_EQ(
        refusal_of_a_table("value_in", {{"layer", "table"}, {"field", "id"}, {"values", fields}}),
        "");
    EXPECT_EQ(refusal_of_a_table("one_value", {{"layer", "table"}, {"field", "id"}}), "");
    EXPECT_EQ(
        refusal_of_a_table(
            "in_register",
            {{"layer", "table"}, {"field", "id"}, {"register", "table"}, {"register_key", "id"}}),
        "");
}

/// What a fallback must be; of lengths, shares and integers those that are not the usual ones.
std::string expected_fallback(const plan::RuleInfo& info, const plan::ParamInfo& param) {
    static const std::map<std::string_view, std::string_view> others{
        {"reading", "middle"},
        {"area_unit", "m2"},
        {"per", "zone"},
        {"basis", "现状"},
        {"bound", "at_least"},
        {"split", "allowed"},
        {"claim_share", "50%"},
        {"most", "10"},
        {"decimals", "2"},
        {"finish_within", "3"},
        {"in_zone tolerance", "1cm"},
        {"no_gaps max_width", "1m"},
        {"modes", "收购,升级,置换"},
        {"stages", "待开发,一级开发,已供,在建,竣工"},
    };
    const auto of_rule = others.find(fmt::format("{} {}", info.kind, param.name));
    const auto other = of_rule == others.end() ? others.find(param.name) : of_rule;
    if (other != others.end()) {
        return std::string{other->second};
    }
    switch (param.type) {
    case plan::ParamType::area:
        return "0m2";
    case plan::ParamType::length:
        return "0m";
    case plan::ParamType::share:
        return "100%";
    default:
        return "1";
    }
}

TEST(Builtin, FallbacksAreThoseThatAreMeant) {
    for (const plan::RuleInfo* info : builtin_infos()) {
        for (const plan::ParamInfo& param : info->params) {
            if (!param.fallback.empty()) {
                EXPECT_EQ(param.fallback, expected_fallback(*info, param))
                    << info->kind << ' ' << param.name;
            }
            if (!param.fallback.empty() && param.type == plan::ParamType::area) {
                EXPECT_EQ(parse_area(param.fallback), SquareMetres{}) << param.name;
            }
            if (!param.fallback.empty() && param.type == plan::ParamType::length) {
                EXPECT_GE(parse_length(param.fallback), Metres{}) << param.name;
            }
        }
    }
}

} // namespace
} // namespace parkplan::rules
