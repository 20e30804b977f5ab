// SPDX-License-Identifier: MIT
#pragma once

#include "review/rule.hpp"

#include <cstdint>
#include <vector>

namespace parkplan::rules {

/// Tries parcels as parts of clusters: runs those rules of the plan that say where a cluster may
/// lie ('covered_by' and 'disjoint_from' on the layer of the clusters) on each parcel, under the
/// attributes of its cluster, and the same for red lines and farmland.
class StudyTrial {
public:
    /// `study` names the layers of red lines and farmland, `of` is the input of the 'cluster' rule.
    StudyTrial(const review::RuleInput& study, const review::RuleInput& of);

    /// Adds a trial: a row of the clusters, a row of the parcels.
    void add(std::uint32_t cluster, std::uint32_t parcel);
    /// By trial: 1 where every rule is met. A rule that cannot be checked is not.
    [[nodiscard]] std::vector<std::uint8_t> run() const;

private:
    void run(const plan::RuleConfig& config, const layer::Layer& layer,
             std::vector<std::uint8_t>& holds) const;
    [[nodiscard]] plan::RuleConfig clear_of(const char* param) const;

    const review::RuleInput& m_study;
    const review::RuleInput& m_of;
    std::uint32_t m_clusters_index;
    layer::Table m_rows;
    std::vector<measure::FeatureMeasures> m_measures{};
};

} // namespace parkplan::rules
