// SPDX-License-Identifier: MIT
#pragma once

#include "core/area_method.hpp"
#include "overlay/concentration.hpp"
#include "review/finding.hpp"
#include "review/rule.hpp"

namespace parkplan::rules {

/// The table of the concentration curves of a rule's subjects, still without rows: in a file of its
/// own, since a curve may have as many steps as there are parts.
[[nodiscard]] review::ResultTable concentration_table(const review::RuleInput& input,
                                                      AreaMethod by);

/// Adds a row per step of the curve of a subject; one without figures where nothing was measured.
void add_curve(review::ResultTable& table, const review::Subject& subject,
               const overlay::Concentration* found);

} // namespace parkplan::rules
