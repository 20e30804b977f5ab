// SPDX-License-Identifier: MIT
#include "plan/plan.hpp"
#include "plan/plan_template.hpp"
#include "rules/builtin.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace parkplan::rules {
namespace {

using plan::PlanChoices;
using plan::PlanTemplate;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

/// Everything is given: every layer, every field, every answer.
PlanChoices full(const PlanTemplate& zgc) {
    PlanChoices choices;
    choices.crs = "EPSG:4548";
    choices.method = zgc.method;
    choices.basis = zgc.basis;
    choices.point_accuracy = "50m";
    for (const plan::TemplateLayer& layer : zgc.layers) {
        plan::ChosenLayer& chosen = choices.layers[layer.id];
        chosen.path = std::string{PARKPLAN_SOURCE_DIR} + "/geodata/layers/zgc.gpkg";
        for (const plan::TemplateRole& role : layer.roles) {
            chosen.fields[role.role] = {"F_" + role.role, role.refers_to.empty() ? "" : "name", {}};
        }
    }
    choices.settings = {{"clusters.as_of", "2019"},      {"landuse.scheme", "guide-2023"},
                        {"landuse.basis", "规划"},       {"landuse.as_of", "2020"},
                        {"landuse.reading", "middle"},   {"landuse.narrow", "1001,11"},
                        {"landuse.middle", "1001,0802"}, {"landuse.wide", "10"}};
    return choices;
}

plan::Plan read(const PlanChoices& choices) {
    const PlanTemplate zgc = plan::built_in_template("zgc");
    return plan::read_plan_text(plan::fill_template(zgc, choices).text, "zgc", builtin_infos());
}

std::set<std::string> rules_of(const plan::Plan& plan) {
    std::set<std::string> ids;
    for (const plan::RuleConfig& rule : plan.rules) {
        ids.insert(rule.id);
    }
    return ids;
}

TEST(ZgcTemplate, ReadsBackWithEverythingAndLeavesNothingOut) {
    const PlanTemplate zgc = plan::built_in_template("zgc");
    EXPECT_TRUE(plan::fill_template(zgc, full(zgc)).left_out.empty());
    const plan::Plan plan = read(full(zgc));
    EXPECT_EQ(plan.layers.size(), zgc.layers.size());
    const std::set<std::string> ids = rules_of(plan);
    EXPECT_THAT(ids, Contains("clusters.size"));
    EXPECT_THAT(ids, Contains("clusters.count"));
    EXPECT_THAT(ids, Contains("clusters.in_park"));
    EXPECT_THAT(ids, Not(Contains("clusters.area")));
    EXPECT_THAT(ids, Not(Contains("clusters.in_parks")));
    const auto size = std::ranges::find(plan.rules, "clusters.size", &plan::RuleConfig::id);
    EXPECT_EQ(size->text("basis"), "规划");
    EXPECT_EQ(size->list("middle"), (std::vector<std::string>{"1001", "0802"}));
}

TEST(ZgcTemplate, ReadsBackWithNothing) {
    PlanChoices choices;
    choices.crs = "EPSG:4548";
    choices.method = "planar";
    const plan::Plan plan = read(choices);
    EXPECT_TRUE(std::ranges::none_of(plan.layers, &plan::LayerConfig::provided));
    const std::set<std::string> ids = rules_of(plan);
    for (const char* id : {"clusters.size", "clusters.area", "clusters.red_lines",
                           "clusters.farmland", "clusters.growth_boundary", "landuse.valid"}) {
        EXPECT_THAT(ids, Contains(id));
    }
}

TEST(ZgcTemplate, KeepsEveryRuleWhateverIsMissing) {
    const PlanTemplate zgc = plan::built_in_template("zgc");
    const std::set<std::string> all = rules_of(read(full(zgc)));
    PlanChoices choices = full(zgc);
    choices.settings.clear();
    for (auto& [id, layer] : choices.layers) {
        layer.fields.clear();
    }
    const plan::Plan plan = read(choices);
    EXPECT_TRUE(std::ranges::includes(rules_of(plan), all));
    for (const plan::RuleConfig& rule : plan.rules) {
        if (rule.kind == "value_present") {
            EXPECT_THAT(rule.not_checked.zh, HasSubstr("未对应到字段，未核")) << rule.id;
        }
    }
}

TEST(ZgcTemplate, NetLandIsNotJudgedWhereItsBasisIsNotStated) {
    const PlanTemplate zgc = plan::built_in_template("zgc");
    PlanChoices choices = full(zgc);
    choices.settings.erase("landuse.basis");
    choices.settings.erase("landuse.as_of");
    const std::string text = plan::fill_template(zgc, choices).text;
    EXPECT_THAT(text, HasSubstr("# 仅按边界面积判定；界内产业用地未核，原因见 clusters.size\n"));
    EXPECT_THAT(text, Not(HasSubstr("basis = \"现状\"")));
    const plan::Plan plan = read(choices);
    const auto size = std::ranges::find(plan.rules, "clusters.size", &plan::RuleConfig::id);
    EXPECT_THAT(size->not_checked.zh, HasSubstr("未说明“landuse.basis”"));
    EXPECT_THAT(size->not_checked.en, HasSubstr("'landuse.as_of' is not stated"));
    EXPECT_THAT(rules_of(plan), Contains("clusters.area"));
}

TEST(ZgcTemplate, QuotesWhatTheBundledPlanQuotes) {
    using Quote = std::tuple<std::string, std::string, std::string, std::string>;
    const auto quotes = [](const plan::Plan& plan) {
        std::set<Quote> found;
        for (const plan::RuleConfig& rule : plan.rules) {
            if (!rule.clause.empty()) {
                found.emplace(rule.clause.document, rule.clause.status, rule.clause.place,
                              rule.clause.quote);
            }
        }
        return found;
    };
    const auto bundled = quotes(plan::read_plan(std::filesystem::path{PARKPLAN_SOURCE_DIR} /
                                                    "geodata/plans/zgc-clusters.toml",
                                                builtin_infos()));
    const std::set<Quote> ours = quotes(read(full(plan::built_in_template("zgc"))));
    EXPECT_FALSE(ours.empty());
    EXPECT_TRUE(std::ranges::includes(bundled, ours));
}

/// The second column of the bundled register: the names of the clusters.
std::vector<std::string> registered_names() {
    std::ifstream file{std::filesystem::path{PARKPLAN_SOURCE_DIR} /
                       "geodata/registers/clusters-s3.csv"};
    std::vector<std::string> names;
    std::string line;
    for (std::getline(file, line); std::getline(file, line);) {
        const std::size_t first = line.find(',') + 1;
        names.push_back(line.substr(first, line.find(',', first) - first));
    }
    return names;
}

TEST(ZgcTemplate, NamesTheClustersOfTheBundledRegister) {
    const plan::Plan plan = read(full(plan::built_in_template("zgc")));
    const auto rule = std::ranges::find(plan.rules, "clusters.names", &plan::RuleConfig::id);
    ASSERT_NE(rule, plan.rules.end());
    EXPECT_EQ(rule->list("values"), registered_names());
}

} // namespace
} // namespace parkplan::rules
