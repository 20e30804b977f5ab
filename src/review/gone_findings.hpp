// SPDX-License-Identifier: MIT
#pragma once

#include "plan/plan.hpp"
#include "review/baseline.hpp"
#include "review/finding.hpp"
#include "review/runner.hpp"

#include <string>
#include <tuple>
#include <vector>

namespace parkplan::review {

using Judged = std::tuple<std::string, std::string, std::string>; ///< rule, layer, key

[[nodiscard]] Judged judged(const std::string& rule, const Subject& subject);

/// What is compared with what.
struct Compared {
    const Review& review;
    const plan::Plan& plan;
    const Baseline& baseline;
};

/// Files the findings of then that are `gone` (parallel to the baseline's) in the comparison, by
/// why they are.
void sort_gone(const std::vector<bool>& gone, const Compared& compared, Comparison& comparison);

} // namespace parkplan::review
