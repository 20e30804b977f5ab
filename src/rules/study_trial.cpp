// SPDX-License-Identifier: MIT
#include "rules/study_trial.hpp"

#include "core/units.hpp"
#include "rules/makers.hpp"
#include "rules/stated.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace parkplan::rules {

StudyTrial::StudyTrial(const review::RuleInput& study, const review::RuleInput& of)
    : m_study(study), m_of(of), m_clusters_index(of.layer_index("layer")),
      m_rows(of.layer("layer").layer.info().schema) {}

void StudyTrial::add(std::uint32_t cluster, std::uint32_t parcel) {
    const layer::Table& clusters = m_of.layer("layer").layer.table();
    const review::LoadedLayer& parcels = m_of.layer("landuse");
    for (std::size_t i = 0; i < m_rows.columns.size(); ++i) {
        m_rows.columns[i].append(clusters.columns[i], cluster);
    }
    m_rows.fids.push_back(static_cast<std::int64_t>(m_rows.fids.size()) + 1);
    m_rows.states.push_back(layer::GeometryState::polygon);
    m_rows.polygons.add_feature(parcels.layer.table().polygons[parcel]);
    m_measures.push_back(parcels.measures[parcel]);
}

/// A rule 'disjoint_from' the layer that a parameter of the study names.
plan::RuleConfig StudyTrial::clear_of(const char* param) const {
    plan::RuleConfig config;
    config.id = m_study.config.id;
    config.kind = disjoint_from().info().kind;
    config.params = {{"layer", m_of.config.text("layer")},
                     {"from", m_study.config.text(param)},
                     {"tolerance", SquareMetres{}},
                     {"min_width", Metres{}}};
    return config;
}

void StudyTrial::run(const plan::RuleConfig& config, const layer::Layer& layer,
                     std::vector<std::uint8_t>& holds) const {
    const bool covering = config.kind == "covered_by";
    const std::string& other = config.text(covering ? "by" : "from");
    std::vector<review::LoadedLayer> layers;
    std::vector<std::uint32_t> index;
    for (std::size_t i = 0; i < m_study.layers.size(); ++i) {
        const std::uint32_t position = m_study.loaded_index[i];
        if (position == m_clusters_index) {
            layers.push_back({layer, m_measures, m_study.layers[i].measurer});
            index.push_back(position);
        } else if (m_study.plan.layers[position].id == other) {
            layers.push_back(m_study.layers[i]);
            index.push_back(position);
        }
    }
    if (layers.size() != 2) { // what it must keep clear of, or within, is not known
        std::ranges::fill(holds, std::uint8_t{0});
        return;
    }
    const review::RuleInput input{m_study.plan, config, layers, index, m_study.tasks};
    const review::RuleResult result =
        covering ? covered_by().check(input) : disjoint_from().check(input);
    for (const review::Verdict& verdict : result.verdicts) {
        if (verdict.outcome != review::Outcome::pass) {
            holds[verdict.subject.row] = 0;
        }
    }
}

std::vector<std::uint8_t> StudyTrial::run() const {
    std::vector<std::uint8_t> holds(m_rows.size(), 1);
    if (holds.empty()) {
        return holds;
    }
    const layer::Layer layer{m_of.layer("layer").layer.info(), m_rows};
    run(clear_of("red_lines"), layer, holds);
    run(clear_of("farmland"), layer, holds);
    for (const plan::RuleConfig& config : m_study.plan.rules) {
        const bool about_place = config.not_checked.zh.empty() &&
                                 (config.kind == "covered_by" || config.kind == "disjoint_from");
        if (about_place && config.text("layer") == m_of.config.text("layer")) {
            run(config, layer, holds);
        }
    }
    return holds;
}

} // namespace parkplan::rules
