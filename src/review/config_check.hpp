// SPDX-License-Identifier: MIT
#pragma once

#include "plan/plan.hpp"
#include "review/rule.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace parkplan::review {

/// The configured kinds, in plan order; Error{internal} for a kind that nobody implements (the
/// plan parser knows the same rules).
[[nodiscard]] std::vector<const Rule*> rules_of(const plan::Plan& plan,
                                                std::span<const Rule* const> rules);

/// Lets each rule check how its parameters go together. Throws Error{plan} with the place of the
/// parameter (ParamError) or of the rule. Rules that the plan does not have checked are left alone.
void check_configs(const plan::Plan& plan, std::span<const Rule* const> rules);

/// Ids of the layers that a configured rule needs, in the order of its parameters.
[[nodiscard]] std::vector<std::string> layers_of(const plan::RuleConfig& config,
                                                 const plan::RuleInfo& info);

/// What a rule makes of points and lines of a layer.
enum class PathUse : std::uint8_t {
    none,     ///< it does not look at the geometries of the layer
    refused,  ///< it needs polygons
    accepted, ///< they count for it
};
[[nodiscard]] PathUse path_use(const plan::RuleConfig& config, const plan::RuleInfo& info,
                               const std::string& layer);

/// Checks that the roles of a loaded layer, and the fields that rules name in it, exist, and that
/// no plain table stands where a rule needs geometries. Throws Error{plan} with file:line:column,
/// for a field with a hint that lists the fields.
/// `loaded` is parallel to the plan's layers; null for a layer that could not be loaded.
void check_fields(const plan::Plan& plan, std::span<const Rule* const> rules,
                  std::span<const layer::Layer* const> loaded);

} // namespace parkplan::review
