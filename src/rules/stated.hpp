// SPDX-License-Identifier: MIT
#pragma once

#include "plan/plan.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace parkplan::rules {

/// True when an optional text parameter was given in the plan: it is there and not empty.
[[nodiscard]] inline bool stated(const plan::RuleConfig& config, std::string_view name) {
    const auto found = config.params.find(name);
    if (found == config.params.end()) {
        return false;
    }
    if (const auto* text = std::get_if<std::string>(&found->second)) {
        return !text->empty();
    }
    const auto* list = std::get_if<std::vector<std::string>>(&found->second);
    return list == nullptr || !list->empty();
}

} // namespace parkplan::rules
