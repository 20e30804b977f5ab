// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
#include "layer/attribute_column.hpp"
#include "plan/plan.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::rules {

/// The values of a field that may hold several: sorted, each once.
using Items = std::vector<std::string>;

/// Split at the separator, blanks around each removed; the whole value where there is none. Nothing
/// for null, empty and blank.
[[nodiscard]] std::optional<Items> items_of(const layer::AttributeColumn& column, std::size_t row,
                                            std::string_view separator);

/// What the parameter 'separator' of a rule says; empty where it is not stated: one value a field.
[[nodiscard]] std::string_view separator_of(const plan::RuleConfig& config);

[[nodiscard]] Items without(const Items& items, const Items& others);

[[nodiscard]] std::string joined(const Items& items, std::string_view between);
/// "a, b" and "a、b".
[[nodiscard]] BiText listed(const Items& items);

} // namespace parkplan::rules
