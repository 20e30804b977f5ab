// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
#include "plan/plan.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace parkplan::rules {

/// The three levels of management of 《中关村国家自主创新示范区及各分园统筹发展规划
/// （2018—2035年）（草案）》 第三章 第四节.
enum class ManagementLevel : std::uint8_t {
    priority,    ///< 重点发展区
    reserve,     ///< 预留发展区
    small_scale, ///< 小规模创新发展区
};

/// By its Chinese name, blanks around it removed; nothing for every other word.
[[nodiscard]] std::optional<ManagementLevel> management_level(std::string_view word);
/// The names, in the order of the levels.
[[nodiscard]] std::span<const std::string> management_level_names();

/// What the plan says of leaving and reaching a level, in its own words.
[[nodiscard]] BiText transition_of(ManagementLevel level);

/// True when the rule's thresholds are for that level: its `levels` name it, or name none.
[[nodiscard]] bool is_assessed(const plan::RuleConfig& config, ManagementLevel level);

} // namespace parkplan::rules
