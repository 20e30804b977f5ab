// SPDX-License-Identifier: MIT
#pragma once

#include "json/value.hpp"
#include "report/check_result.hpp"

#include <vector>

namespace parkplan::report {

/// A finding of a review with what became of it: "waived" (the reason) and "change" ("new",
/// "unchanged", null without a baseline).
[[nodiscard]] json::Value finding_json(const review::Finding& finding);
/// The findings of then that another limit let go, each with it ("limit_now").
[[nodiscard]] std::vector<json::Value> limit_changed_json(const review::Comparison& baseline);
/// A verdict likewise; it must stand in the review.
[[nodiscard]] json::Value verdict_json(const review::Review& review,
                                       const review::Verdict& verdict);

/// What became of each waiver of the plan.
[[nodiscard]] json::Value waivers_json(const CheckResult& result);
/// What the review was compared with, and how many findings are new, unchanged, fixed and no longer
/// checked; null without a baseline.
[[nodiscard]] json::Value baseline_json(const review::Review& review);

} // namespace parkplan::report
