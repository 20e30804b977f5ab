// SPDX-License-Identifier: MIT
#include "core/parse_units.hpp"
#include "rules/builtin.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::rules {
namespace {

using testing::ElementsAre;

TEST(Builtin, ListsTheRulesInTheOrderOfTheDocumentation) {
    std::vector<std::string_view> kinds;
    for (const review::Rule* rule : builtin()) {
        kinds.push_back(rule->info().kind);
    }
    EXPECT_THAT(kinds, ElementsAre("valid_geometry", "area_at_least", "no_overlap", "covered_by",
                                   "count_equals", "value_present", "value_unique", "value_in"));
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
        EXPECT_EQ(info->params[0].name, "layer") << info->kind;
        EXPECT_EQ(info->params[0].type, plan::ParamType::layer) << info->kind;
        EXPECT_TRUE(info->params[0].required) << info->kind;
    }
}

TEST(Builtin, FallbacksCanBeParsed) {
    for (const plan::RuleInfo* info : builtin_infos()) {
        for (const plan::ParamInfo& param : info->params) {
            if (param.fallback.empty()) {
                continue;
            }
            if (param.type == plan::ParamType::area) {
                EXPECT_EQ(parse_area(param.fallback), SquareMetres{}) << param.name;
            } else {
                ASSERT_EQ(param.type, plan::ParamType::length) << param.name;
                EXPECT_EQ(parse_length(param.fallback), Metres{}) << param.name;
            }
        }
    }
}

} // namespace
} // namespace parkplan::rules
