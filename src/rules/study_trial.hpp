// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
#include "review/rule.hpp"

#include <cstddef>
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
    enum class Outcome : std::uint8_t { holds, broken, open };
    /// By trial: whether every rule is met; open where none is broken but one cannot be checked.
    struct Result {
        Outcome outcome = Outcome::holds;
        BiText why{}; ///< of one that is open
    };
    [[nodiscard]] std::vector<Result> run() const;

private:
    void run(const plan::RuleConfig& config, const layer::Layer& layer,
             std::vector<Result>& results) const;
    [[nodiscard]] plan::RuleConfig clear_of(const char* param) const;

    const review::RuleInput& m_study;
    const review::RuleInput& m_of;
    std::uint32_t m_clusters_index;
    layer::Table m_rows;
    std::vector<measure::FeatureMeasures> m_measures{};
};

/// The parcels near a cluster that are not told, for they do not hold.
class StudyOthers {
public:
    void add(const StudyTrial::Result& result);
    /// Adds to the note on the cluster how many they are, and why some could not be checked.
    void tell(BiText& note) const;

private:
    std::size_t m_broken = 0;
    std::size_t m_open = 0;
    std::vector<BiText> m_why{}; ///< each once
};

} // namespace parkplan::rules
