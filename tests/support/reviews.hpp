// SPDX-License-Identifier: MIT
#pragma once

#include "core/fail.hpp"
#include "core/number.hpp"
#include "core/parse_units.hpp"
#include "core/text.hpp"
#include "layer/layer.hpp"
#include "plan/plan.hpp"
#include "review/runner.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::test {

using Params = std::map<std::string, plan::ParamValue, std::less<>>;

/// A plan made in memory together with its layers, and its run. The working CRS is a local plane
/// unless another one is named, so that areas are plane areas and can be exact.
class TestPlan {
public:
    explicit TestPlan(std::span<const review::Rule* const> rules, std::string_view crs = "local")
        : m_rules(rules.begin(), rules.end()) {
        m_plan.file = "test.toml";
        m_plan.name = {"test", "测试"};
        m_plan.working_crs = crs::Crs::parse(crs);
        m_plan.method = m_plan.working_crs.kind() == crs::CrsKind::local ? AreaMethod::planar
                                                                         : AreaMethod::ellipsoidal;
        m_plan.basis = "test";
    }

    [[nodiscard]] plan::Plan& plan() { return m_plan; }

    TestPlan& layer(const std::string& id, layer::Layer layer,
                    std::map<std::string, std::string> roles = {}) {
        plan::LayerConfig config = config_for(id);
        config.fields = std::move(roles);
        m_plan.layers.push_back(std::move(config));
        m_layers.emplace(id, std::move(layer));
        return *this;
    }
    /// A layer that cannot be read.
    TestPlan& broken_layer(const std::string& id) {
        m_plan.layers.push_back(config_for(id));
        return *this;
    }

    /// Adds a rule; the fallbacks that its kind declares are filled in, as the plan parser does.
    TestPlan& rule(std::string id, std::string kind, Params params, Level level = Level::error) {
        plan::RuleConfig config;
        config.id = std::move(id);
        config.kind = std::move(kind);
        config.level = level;
        config.clause = {.source = "S1",
                         .document = "Document",
                         .status = "draft",
                         .place = "1.2",
                         .quote = "at least"};
        config.params = std::move(params);
        config.location = {static_cast<std::uint32_t>(10 + m_plan.rules.size()), 1};
        fill_fallbacks(config);
        m_plan.rules.push_back(std::move(config));
        return *this;
    }

    [[nodiscard]] review::Review run(unsigned threads = 1) const {
        TaskPool tasks{threads};
        review::RunOptions options;
        options.tasks = &tasks;
        return run(options);
    }
    [[nodiscard]] review::Review run(const review::RunOptions& options) const {
        return review::run_plan(
            m_plan, m_rules,
            [this](const plan::LayerConfig& config) {
                const auto found = m_layers.find(config.id);
                if (found == m_layers.end()) {
                    fail(ErrorKind::input, "there is no file '{}'", config.path);
                }
                return found->second;
            },
            options);
    }

private:
    [[nodiscard]] plan::LayerConfig config_for(const std::string& id) const {
        plan::LayerConfig config;
        config.id = id;
        config.path = id + ".gpkg";
        config.title = {id, id};
        config.location = {static_cast<std::uint32_t>(1 + m_plan.layers.size()), 1};
        return config;
    }

    void fill_fallbacks(plan::RuleConfig& config) const {
        const auto rule = std::ranges::find_if(m_rules, [&config](const review::Rule* candidate) {
            return candidate->info().kind == config.kind;
        });
        if (rule == m_rules.end()) {
            return;
        }
        for (const plan::ParamInfo& param : (*rule)->info().params) {
            if (param.fallback.empty() || config.params.contains(param.name)) {
                continue;
            }
            if (param.type == plan::ParamType::area) {
                config.params.emplace(param.name, parse_area(param.fallback));
            } else if (param.type == plan::ParamType::length) {
                config.params.emplace(param.name, parse_length(param.fallback));
            } else if (param.type == plan::ParamType::integer) {
                config.params.emplace(param.name,
                                      static_cast<std::int64_t>(parse_number(param.fallback)));
            } else if (param.type == plan::ParamType::text_list) {
                config.params.emplace(param.name, split_list(param.fallback, ","));
            } else if (param.type == plan::ParamType::share) {
                const std::string_view percent =
                    param.fallback.substr(0, param.fallback.size() - 1);
                config.params.emplace(param.name, parse_number(percent) / 100.0);
            } else {
                config.params.emplace(param.name, std::string{param.fallback});
            }
        }
    }

    std::vector<const review::Rule*> m_rules;
    plan::Plan m_plan{};
    std::map<std::string, layer::Layer> m_layers{};
};

/// "a: fail", "(layer): pass": what a run says of each subject.
[[nodiscard]] inline std::vector<std::string> outcomes(const review::Review& review) {
    std::vector<std::string> lines;
    for (const review::Verdict& verdict : review.verdicts) {
        lines.push_back(fmt::format("{}: {}",
                                    verdict.subject.key.empty() ? "(layer)" : verdict.subject.key,
                                    review::name_of(verdict.outcome)));
    }
    return lines;
}

/// "PP-0201 a b": code, subject and other subject of each finding.
[[nodiscard]] inline std::vector<std::string> codes(const review::Review& review) {
    std::vector<std::string> lines;
    for (const review::Finding& finding : review.findings) {
        std::string line = finding.code;
        for (const auto& key :
             {finding.subject.key, finding.other ? finding.other->key : std::string{}}) {
            line += key.empty() ? "" : " " + key;
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

} // namespace parkplan::test
