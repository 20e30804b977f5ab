// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/language.hpp"
#include "report/check_result.hpp"
#include "report/findings_text.hpp"
#include "report/paint.hpp"

#include <string>
#include <vector>

namespace parkplan::report {

/// The report for people: what was reviewed, every verdict that needs reading, findings by rule,
/// notes on the plan's text apart, and one line that sums up.
[[nodiscard]] PARKPLAN_API std::string check_text(const CheckResult& result, Language language,
                                                  Colour colour);

/// results.json: {"parkplan":1,"command":"check",…}. Digests the input files; throws Error{input}
/// when one of them cannot be read any more.
[[nodiscard]] PARKPLAN_API std::string check_json(const CheckResult& result);

/// Parts of check_text.
[[nodiscard]] std::string verdicts_text(const CheckResult& result, const TextStyle& style);
[[nodiscard]] std::string grouped_findings_text(const CheckResult& result, const TextStyle& style);
/// What the waivers cover, waiver by waiver, and what became of the baseline's findings; empty
/// without waivers and without a baseline.
[[nodiscard]] std::string waivers_text(const CheckResult& result, const TextStyle& style);
[[nodiscard]] std::string baseline_text(const CheckResult& result, const TextStyle& style);
/// What became of the finding since the baseline, with what it was: " (new)",
/// " (changed: was 12.00 m², now 15.00 m²)"; empty where nothing changed.
[[nodiscard]] std::string change_text(const review::Finding& finding, Language language);
/// Findings one below the other; the gravest of them when there are very many.
[[nodiscard]] std::string findings_list_text(std::vector<const review::Finding*> findings,
                                             const TextStyle& style);

} // namespace parkplan::report
