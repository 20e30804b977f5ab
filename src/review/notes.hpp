// SPDX-License-Identifier: MIT
#pragma once

#include "plan/plan.hpp"
#include "review/rule.hpp"
#include "review/runner.hpp"

#include <cstdint>
#include <vector>

namespace parkplan::review {

/// Who makes findings of the defects of a layer's geometries.
enum class Defects : bool { by_a_rule, here };

/// Whether points and lines are told as no polygons (PP-0103), or are what some rule asks for.
enum class Paths : bool { told, asked_for };

/// What reading and measuring one layer brought to light, as findings without a rule: notices,
/// missing and duplicate keys, features that could not be measured, defects with their places,
/// and notes on how areas were measured.
[[nodiscard]] std::vector<Finding> notes_on(const LoadedLayer& loaded, const plan::Plan& plan,
                                            std::uint32_t index, Defects defects, Paths paths);

/// What became of the rows, and the sums of the measured ones.
[[nodiscard]] LayerLedger ledger_of(const LoadedLayer& loaded, const plan::LayerConfig& config);

} // namespace parkplan::review
