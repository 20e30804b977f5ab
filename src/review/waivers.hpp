// SPDX-License-Identifier: MIT
#pragma once

#include "plan/plan.hpp"
#include "review/runner.hpp"

namespace parkplan::review {

/// Throws Error{plan} at the first waiver that has an end when the plan has no date to hold it
/// against.
void check_waivers(const plan::Plan& plan);

/// Applies the plan's waivers to a review that is sorted and marked. Findings and failed or
/// undecided verdicts that a waiver covers get its reason and stay as they are otherwise:
///
/// - a fingerprint covers the finding that has it; rule and key cover the verdict of the rule on
///   the feature and its findings in which the feature is the subject, or the other side of a pair
///   within one layer;
/// - a verdict is covered, too, when all findings that it stands on are: those of its rule on its
///   subject (for the verdict on a whole layer also those on features that have no verdict of their
///   own) of the level of the verdict, or for an undecided one from warning up. A verdict that
///   stands on no such finding is covered by rule and key only.
///
/// Waivers that have ended, and those that cover nothing, become findings (PP-0120, PP-0121).
/// Nothing covers what could not be done: verdicts "not checked", PP-0110 and PP-0113.
void apply_waivers(Review& review, const plan::Plan& plan);

} // namespace parkplan::review
