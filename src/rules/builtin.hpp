// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "review/rule.hpp"

#include <span>

namespace parkplan::rules {

/// All rules, in the order they are documented. Built by listing them, not by static magic.
[[nodiscard]] PARKPLAN_API std::span<const review::Rule* const> builtin();

/// Their descriptions, in the same order: what the plan parser needs.
[[nodiscard]] PARKPLAN_API std::span<const plan::RuleInfo* const> builtin_infos();

} // namespace parkplan::rules
