// SPDX-License-Identifier: MIT
#pragma once

#include "core/exact_area.hpp"
#include "core/levelling.hpp"
#include "plan/plan.hpp"
#include "plan/rule_info.hpp"
#include "review/rule.hpp"
#include "rules/params.hpp"

#include <span>
#include <string>
#include <vector>

namespace parkplan::rules {

/// How many decimals of a hectare a table has.
inline constexpr plan::ParamInfo decimals_param =
    optional_param("decimals", plan::ParamType::integer,
                   {"decimals of the areas in ha, 0 to 4", "公顷面积的小数位数，0 至 4"}, "2");

/// Throws Error{plan} for decimals that no table has.
void check_decimals(const plan::RuleConfig& config);

/// Steps of a hectare with as many decimals as the plan asks for.
[[nodiscard]] AreaStep table_step(const plan::RuleConfig& config);

/// Areas in the unit of their step.
struct LevelledColumn {
    std::vector<double> values{};
    double total = 0.0; ///< the sum of the values
};

/// Areas levelled to their control total; equal ones are told apart by their keys.
[[nodiscard]] LevelledColumn levelled_column(std::span<const ExactArea> areas,
                                             std::span<const std::string> keys, ExactArea control,
                                             const AreaStep& step);

/// `area` as a percentage of `whole`; an empty cell where that is nothing.
[[nodiscard]] review::TableCell percent_cell(ExactArea area, ExactArea whole);

/// Adds to the largest of the areas, equal ones by key, what rounding left over.
void add_rounding(std::span<ExactArea> areas, std::span<const std::string> keys,
                  ExactArea rounding);

} // namespace parkplan::rules
