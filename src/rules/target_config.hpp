// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
#include "plan/plan.hpp"
#include "rules/planned_value.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::rules {

/// The parameters of the rule 'target'.
[[nodiscard]] std::span<const plan::ParamInfo> target_params() noexcept;

/// Words of 'sum' that are no fields.
inline constexpr std::string_view sum_of_area = "area";
inline constexpr std::string_view sum_of_length = "length";

/// A choice of features that the plan names: the values, and what people call them.
struct TargetPlaces {
    std::vector<std::string> values{};
    std::string name{}; ///< in JSON: the label where there is one, else the parameter
    BiText title{};
};

/// A target as a plan states it.
struct TargetConfig {
    PlannedValue planned{};
    YearSpan period{};
    YearSpan years{}; ///< of the features that count
    bool at_least = true;
    bool binding = false;                ///< 约束性
    std::optional<RatioUnit> ratio{};    ///< of a ratio
    std::vector<std::string> sums{};     ///< readings of the quantity
    std::vector<BiText> sum_titles{};    ///< parallel; empty texts where the plan has none
    std::vector<TargetPlaces> places{};  ///< readings of the place, at least one
    std::optional<PlannedValue> below{}; ///< of a ratio by a stated number
    std::vector<Fraction> scales{};      ///< parallel to `sums`: of them to the planned value

    [[nodiscard]] double limit() const noexcept { return planned.in_base; }
    [[nodiscard]] double margin(double value) const noexcept {
        return at_least ? value - limit() : limit() - value;
    }
};

/// Throws Error{plan} for what is missing, contradicts itself or is in units that do not fit.
[[nodiscard]] TargetConfig target_config(const plan::RuleConfig& config);

} // namespace parkplan::rules
