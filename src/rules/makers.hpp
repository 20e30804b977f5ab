// SPDX-License-Identifier: MIT
#pragma once

#include "review/rule.hpp"

namespace parkplan::rules {

/// The one object of a rule's class: rules have no state.
template <typename T>
[[nodiscard]] const review::Rule& only() {
    static const T rule;
    return rule;
}

// One per rule, each in the .cpp of its name; builtin.cpp lists them.
[[nodiscard]] const review::Rule& valid_geometry();
[[nodiscard]] const review::Rule& area_at_least();
[[nodiscard]] const review::Rule& no_overlap();
[[nodiscard]] const review::Rule& no_gaps();
[[nodiscard]] const review::Rule& covered_by();
[[nodiscard]] const review::Rule& cluster();
[[nodiscard]] const review::Rule& disjoint_from();
[[nodiscard]] const review::Rule& covers();
[[nodiscard]] const review::Rule& share_at_least();
[[nodiscard]] const review::Rule& ratio();
[[nodiscard]] const review::Rule& target();
[[nodiscard]] const review::Rule& near();
[[nodiscard]] const review::Rule& in_zone();
[[nodiscard]] const review::Rule& zone_table();
[[nodiscard]] const review::Rule& each();
[[nodiscard]] const review::Rule& concentrated();
[[nodiscard]] const review::Rule& land_use_mix();
[[nodiscard]] const review::Rule& land_balance();
[[nodiscard]] const review::Rule& park_summary();
[[nodiscard]] const review::Rule& balance();
[[nodiscard]] const review::Rule& jobs_housing();
[[nodiscard]] const review::Rule& matches_declared();
[[nodiscard]] const review::Rule& study_parcels();
[[nodiscard]] const review::Rule& level();
[[nodiscard]] const review::Rule& admission();
[[nodiscard]] const review::Rule& stage_sum();
[[nodiscard]] const review::Rule& lease_term();
[[nodiscard]] const review::Rule& idle_land();
[[nodiscard]] const review::Rule& self_held_share();
[[nodiscard]] const review::Rule& renewal();
[[nodiscard]] const review::Rule& count_equals();
[[nodiscard]] const review::Rule& value_present();
[[nodiscard]] const review::Rule& value_unique();
[[nodiscard]] const review::Rule& value_in();
[[nodiscard]] const review::Rule& one_value();
[[nodiscard]] const review::Rule& in_register();
[[nodiscard]] const review::Rule& industries_listed();

} // namespace parkplan::rules
