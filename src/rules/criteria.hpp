// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
#include "layer/attribute_column.hpp"
#include "review/rule.hpp"

#include <vector>

namespace parkplan::rules {

/// A score that is kept for each feature, and what it is compared with.
struct Criterion {
    BiText name{};
    BiText field{};
    double threshold = 0.0; ///< itself included
    const layer::AttributeColumn* column = nullptr;
};

/// The criteria of a rule with the parameters fields or scores_fields, thresholds and criteria, in
/// the order in which the plan lists them.
[[nodiscard]] std::vector<Criterion> criteria_of(const review::RuleInput& input);

/// Throws Error{plan} for such parameters that do not go together, and for a threshold that is no
/// number.
void check_criteria(const plan::RuleConfig& config);

} // namespace parkplan::rules
