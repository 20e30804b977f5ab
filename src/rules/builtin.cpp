// SPDX-License-Identifier: MIT
#include "rules/builtin.hpp"

#include "rules/makers.hpp"

#include <array>
#include <vector>

namespace parkplan::rules {

std::span<const review::Rule* const> builtin() {
    static const auto all = std::to_array<const review::Rule*>({
        &valid_geometry(),
        &area_at_least(),
        &cluster(),
        &concentrated(),
        &matches_declared(),
        &study_parcels(),
        &land_use_mix(),
        &land_balance(),
        &park_summary(),
        &balance(),
        &jobs_housing(),
        &level(),
        &admission(),
        &target(),
        &stage_sum(),
        &lease_term(),
        &idle_land(),
        &self_held_share(),
        &renewal(),
        &no_overlap(),
        &no_gaps(),
        &covered_by(),
        &disjoint_from(),
        &covers(),
        &share_at_least(),
        &ratio(),
        &near(),
        &in_zone(),
        &zone_table(),
        &each(),
        &count_equals(),
        &value_present(),
        &value_unique(),
        &value_in(),
        &one_value(),
        &in_register(),
        &industries_listed(),
    });
    return all;
}

std::span<const plan::RuleInfo* const> builtin_infos() {
    static const std::vector<const plan::RuleInfo*> all = [] {
        std::vector<const plan::RuleInfo*> infos;
        for (const review::Rule* rule : builtin()) {
            infos.push_back(&rule->info());
        }
        return infos;
    }();
    return all;
}

} // namespace parkplan::rules
