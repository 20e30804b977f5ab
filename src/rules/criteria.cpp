// SPDX-License-Identifier: MIT
#include "rules/criteria.hpp"

#include "core/catalogue.hpp"
#include "core/fail.hpp"
#include "core/told.hpp"
#include "review/param_error.hpp"
#include "rules/cell_number.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace parkplan::rules {
namespace {

std::string_view fields_param(const plan::RuleConfig& config) {
    return stated(config, "scores") ? "scores_fields" : "fields";
}

void check_source(const plan::RuleConfig& config) {
    const bool by_table = stated(config, "scores");
    if (stated(config, "fields") == by_table) {
        fail(ErrorKind::plan, "one of 'fields' and 'scores' is needed, {}",
             by_table ? told("not both") : told("none is given"));
    }
    constexpr std::array<std::string_view, 2> of_table{"scores_key", "scores_fields"};
    for (const std::string_view name : of_table) {
        if (stated(config, name) != by_table) {
            fail(ErrorKind::plan,
                 "'scores', 'scores_key' and 'scores_fields' belong together; '{}' is missing",
                 by_table ? name : "scores");
        }
    }
    if (stated(config, "match") && !by_table) {
        fail(ErrorKind::plan, "'match' needs 'scores'");
    }
}

} // namespace

std::vector<Criterion> criteria_of(const review::RuleInput& input) {
    const std::string_view layer = stated(input.config, "scores") ? "scores" : "layer";
    const std::vector<std::string>& fields = input.config.list(fields_param(input.config));
    std::vector<Criterion> criteria;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        Criterion one;
        one.field = field_title(input.layer_config(layer), fields[i]);
        one.name =
            stated(input.config, "criteria") ? same(input.config.list("criteria")[i]) : one.field;
        one.threshold = number_in(input.config.list("thresholds")[i]).value.value();
        one.column = &input.column(layer, fields[i]);
        criteria.push_back(std::move(one));
    }
    return criteria;
}

void check_criteria(const plan::RuleConfig& config) {
    check_source(config);
    const std::string_view fields = fields_param(config);
    const std::size_t count = config.list(fields).size();
    constexpr std::array<std::string_view, 2> one_for_each{"thresholds", "criteria"};
    for (const std::string_view name : one_for_each) {
        if (config.has(name) && config.list(name).size() != count) {
            throw review::ParamError{name,
                                     told("'{}' and '{}' need as many entries; they have {} and {}",
                                          fields, name, count, config.list(name).size())};
        }
    }
    for (const std::string& threshold : config.list("thresholds")) {
        if (!number_in(threshold).value) {
            throw review::ParamError{
                "thresholds",
                told("'thresholds' holds '{}'; numbers of 0 or more are needed, such as "
                     "\"60\"",
                     threshold)};
        }
    }
}

} // namespace parkplan::rules
