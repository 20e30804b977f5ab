// SPDX-License-Identifier: MIT
#include "rules/study_trial.hpp"

#include "core/units.hpp"
#include "rules/makers.hpp"
#include "rules/stated.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <utility>

namespace parkplan::rules {
namespace {

/// What is broken stays so, and the first reason is the one that is told.
void leave_open(StudyTrial::Result& result, BiText why) {
    if (result.outcome == StudyTrial::Outcome::holds) {
        result = {StudyTrial::Outcome::open, std::move(why)};
    }
}

} // namespace

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
                     std::vector<Result>& results) const {
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
        for (Result& result : results) {
            leave_open(result, {fmt::format("layer '{}' could not be read", other),
                                fmt::format("图层“{}”无法读取", other)});
        }
        return;
    }
    const review::RuleInput input{m_study.plan, config, layers, index, m_study.tasks};
    const review::RuleResult checked =
        covering ? covered_by().check(input) : disjoint_from().check(input);
    for (const review::Verdict& verdict : checked.verdicts) {
        Result& result = results[verdict.subject.row];
        if (verdict.outcome == review::Outcome::fail) {
            result = {Outcome::broken, {}};
        } else if (verdict.outcome != review::Outcome::pass) {
            leave_open(result, verdict.note);
        }
    }
}

std::vector<StudyTrial::Result> StudyTrial::run() const {
    std::vector<Result> results(m_rows.size());
    if (results.empty()) {
        return results;
    }
    const layer::Layer layer{m_of.layer("layer").layer.info(), m_rows};
    run(clear_of("red_lines"), layer, results);
    run(clear_of("farmland"), layer, results);
    for (const plan::RuleConfig& config : m_study.plan.rules) {
        const bool about_place = config.not_checked.zh.empty() &&
                                 (config.kind == "covered_by" || config.kind == "disjoint_from");
        if (about_place && config.text("layer") == m_of.config.text("layer")) {
            run(config, layer, results);
        }
    }
    return results;
}

void StudyOthers::add(const StudyTrial::Result& result) {
    if (result.outcome == StudyTrial::Outcome::broken) {
        ++m_broken;
        return;
    }
    ++m_open;
    if (std::ranges::find(m_why, result.why) == m_why.end()) {
        m_why.push_back(result.why);
    }
}

void StudyOthers::tell(BiText& note) const {
    if (m_broken > 0) {
        note.en += fmt::format("; {} more are as near, but touch red lines or farmland, or break a "
                               "rule on the clusters",
                               m_broken);
        note.zh +=
            fmt::format("；另有 {} 个同样邻近的地块涉及底线或不满足有关组团的规则", m_broken);
    }
    if (m_open == 0) {
        return;
    }
    note.en += fmt::format("; {} more are as near, but could not be checked: ", m_open);
    note.zh += fmt::format("；另有 {} 个同样邻近的地块未能核对：", m_open);
    constexpr std::size_t most = 3;
    for (std::size_t i = 0; i < std::min(m_why.size(), most); ++i) {
        note.en += (i == 0 ? "" : ", ") + m_why[i].en;
        note.zh += (i == 0 ? "" : "，") + m_why[i].zh;
    }
    if (m_why.size() > most) {
        note.en += fmt::format(", and {} reasons more", m_why.size() - most);
        note.zh += fmt::format("，另有 {} 项原因", m_why.size() - most);
    }
}

} // namespace parkplan::rules
