// SPDX-License-Identifier: MIT
#include "rules/builtin.hpp"

#include "rules/makers.hpp"

#include <algorithm>
#include <array>

namespace parkplan::rules {
namespace {

constexpr std::size_t rule_count = 25;

} // namespace

std::span<const review::Rule* const> builtin() {
    static const std::array<const review::Rule*, rule_count> all{&valid_geometry(),
                                                                 &area_at_least(),
                                                                 &cluster(),
                                                                 &concentrated(),
                                                                 &matches_declared(),
                                                                 &study_parcels(),
                                                                 &land_use_mix(),
                                                                 &land_balance(),
                                                                 &level(),
                                                                 &admission(),
                                                                 &no_overlap(),
                                                                 &covered_by(),
                                                                 &disjoint_from(),
                                                                 &covers(),
                                                                 &share_at_least(),
                                                                 &ratio(),
                                                                 &near(),
                                                                 &each(),
                                                                 &count_equals(),
                                                                 &value_present(),
                                                                 &value_unique(),
                                                                 &value_in(),
                                                                 &one_value(),
                                                                 &in_register(),
                                                                 &industries_listed()};
    return all;
}

std::span<const plan::RuleInfo* const> builtin_infos() {
    static const std::array<const plan::RuleInfo*, rule_count> all = [] {
        std::array<const plan::RuleInfo*, rule_count> infos{};
        std::ranges::transform(builtin(), infos.begin(),
                               [](const review::Rule* rule) { return &rule->info(); });
        return infos;
    }();
    return all;
}

} // namespace parkplan::rules
