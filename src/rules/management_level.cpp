// SPDX-License-Identifier: MIT
#include "rules/management_level.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace parkplan::rules {

std::span<const std::string> management_level_names() {
    static const std::array<std::string, 3> names{"重点发展区", "预留发展区", "小规模创新发展区"};
    return names;
}

std::optional<ManagementLevel> management_level(std::string_view word) {
    const std::span<const std::string> names = management_level_names();
    const auto found = std::ranges::find(names, trim(word));
    return found == names.end()
               ? std::nullopt
               : std::optional{static_cast<ManagementLevel>(found - names.begin())};
}

BiText transition_of(ManagementLevel level) {
    switch (level) {
    case ManagementLevel::priority:
        return {"the plan: a priority area that does not pass the assessment leaves the scope of "
                "priority development",
                "规划原文：“重点发展区考核不达标的退出重点发展的范围”"};
    case ManagementLevel::reserve:
        return {"the plan: a reserve area is taken into the scope of priority development in due "
                "time as need be",
                "规划原文：“预留发展区适时根据发展需要纳入重点发展范围”"};
    case ManagementLevel::small_scale:
        break;
    }
    return {"the plan: a small-scale innovation area that reaches the standard may be covered by "
            "the policies of the demonstration zone",
            "规划原文：“小规模创新发展区达到标准可享受中关村示范区政策覆盖”"};
}

bool is_assessed(const plan::RuleConfig& config, ManagementLevel level) {
    return !config.has("levels") ||
           std::ranges::any_of(config.list("levels"), [level](const std::string& word) {
               return management_level(word) == level;
           });
}

} // namespace parkplan::rules
