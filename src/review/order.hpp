// SPDX-License-Identifier: MIT
#pragma once

#include "plan/plan.hpp"
#include "review/runner.hpp"

#include <string>

namespace parkplan::review {

/// What a finding is about, without the ordinal: "code|rule|subject|other".
[[nodiscard]] std::string stem_of(const Finding& finding);

/// Gives each finding its fingerprint: the first 16 hexadecimal digits of
/// sha256(code|rule|subject|other|ordinal), where a subject is "layer/key" and the ordinal counts
/// findings that are equal so far, from 0. Subjects whose key stands for several features, by the
/// PP-0105 among the findings, are marked as such.
void mark_findings(Review& review);

/// Sorts verdicts and findings into the order of the plan (what reading and measuring found comes
/// first), then by subject, rank, other subject, code and place, and marks the findings.
void sort_and_mark(Review& review, const plan::Plan& plan);

} // namespace parkplan::review
