// SPDX-License-Identifier: MIT
#include "rules/builtin.hpp"

#include "rules/makers.hpp"

#include <algorithm>
#include <array>

namespace parkplan::rules {
namespace {

constexpr std::size_t rule_count = 19;

} // namespace

std::span<const review::Rule* const> builtin() {
    static const std::array<const review::Rule*, rule_count> all{
        &valid_geometry(), &area_at_least(), &cluster(),       &concentrated(), &matches_declared(),
        &no_overlap(),     &covered_by(),    &disjoint_from(), &covers(),       &share_at_least(),
        &ratio(),          &near(),          &each(),          &level(),        &admission(),
        &count_equals(),   &value_present(), &value_unique(),  &value_in()};
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
