// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
#include "review/finding.hpp"
#include "review/rule.hpp"
#include "rules/target_config.hpp"
#include "rules/target_rows.hpp"
#include "rules/target_sums.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::rules {

/// What a target comes to under one reading of its place and quantity.
struct TargetReading {
    std::size_t place = 0; ///< in TargetConfig::places
    std::size_t sum = 0;   ///< in TargetConfig::sums
    review::Outcome outcome = review::Outcome::not_checked;
    std::optional<double> value{}; ///< in m², m, or the planned unit
    std::optional<double> sigma{};
    /// The point accuracy from which on it would be undecided, where none is stated.
    std::optional<Metres> break_even{};
    BiText why{}; ///< why undecided or not checked
    /// By these two methods the sum lies on different sides of the planned value, and the plan
    /// gives no basis for its method.
    std::optional<std::pair<double, double>> planar_and_ellipsoidal{};
};

struct TargetReadings {
    std::vector<TargetReading> all{}; ///< place by place, the quantity changing first
    /// Years that count, up to the plan's date, of which the layer has no feature.
    std::vector<int> years_without{};
};

/// Throws Error{plan} for fields that are not there or hold texts where numbers are needed.
[[nodiscard]] TargetReadings target_readings(const review::RuleInput& input,
                                             const TargetConfig& target, TargetNotes& notes);

} // namespace parkplan::rules
