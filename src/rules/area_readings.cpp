// SPDX-License-Identifier: MIT
#include "rules/area_readings.hpp"

#include "core/number.hpp"
#include "overlay/concentration.hpp"
#include "overlay/excess.hpp"
#include "overlay/overlap.hpp"
#include "review/judge.hpp"
#include "rules/judged_area.hpp"
#include "rules/judged_land.hpp"
#include "rules/land_classes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>

namespace parkplan::rules {
namespace {

using review::Outcome;

AreaMethod method_of_pieces(AreaMethod method) noexcept {
    return method == AreaMethod::planar ? AreaMethod::planar : AreaMethod::ellipsoidal;
}

/// A gap that takes all parts for one group.
constexpr Metres no_limit{std::numeric_limits<double>::infinity()};

bool is_limited(Metres gap) noexcept {
    return std::isfinite(gap.value());
}

/// The part of a feature that a reading leaves of it; nothing where that is the whole feature.
using Cut = std::optional<geo::MultiPolygon>;

/// The largest group of parts within the gap.
Cut grouped(const Cut& area, const geo::MultiPolygonView& whole, Metres gap,
            const review::LoadedLayer& loaded) {
    const geo::MultiPolygonView view = area ? area->view() : whole;
    const bool has_plane = loaded.measurer->unavailable(AreaMethod::planar).en.empty();
    if (!is_limited(gap) || view.size() < 2 || !has_plane) {
        return area;
    }
    const std::array features{view};
    const overlay::Concentration parts{features, *loaded.measurer,
                                       loaded.layer.crs().metres_per_unit()};
    if (parts.at(gap).parts == parts.parts()) {
        return area;
    }
    return parts.largest_group(gap);
}

/// Measures of an area of which nothing is left.
measure::FeatureMeasures nothing_left() {
    measure::FeatureMeasures measures;
    measures.areas.fill(SquareMetres{});
    measures.sigma_per_metre = Metres{};
    return measures;
}

} // namespace

Outcome judge_both(Outcome gross, Outcome net) noexcept {
    return gross == net ? net : Outcome::undecided;
}

std::shared_ptr<const measure::Measurer> piece_measurer(const review::LoadedLayer& loaded,
                                                        AreaMethod method) {
    const bool local = loaded.layer.crs().kind() == crs::CrsKind::local;
    if (local || loaded.measurer->piece_method() == method_of_pieces(method)) {
        return loaded.measurer;
    }
    measure::MeasureOptions options = loaded.measurer->options();
    options.pieces = method_of_pieces(method);
    return std::make_shared<const measure::Measurer>(loaded.layer.crs(), loaded.layer.box(),
                                                     options);
}

/// One reading: an answer to every question, those of the plan and the rule where none is asked.
struct AreaReadings::Choice {
    AreaMethod method = AreaMethod::planar;
    std::string area{};
    Reading reading = Reading::middle;
    std::size_t overlaps = 0;              ///< position in m_overlaps
    std::size_t gap = 0;                   ///< position in m_gaps
    std::optional<Metres> accuracy{};      ///< of the boundary
    std::optional<Metres> land_accuracy{}; ///< of the land inside
    std::vector<std::pair<std::string, std::string>> names{};
};

AreaReadings::AreaReadings(const review::RuleInput& input, const review::LoadedLayer& loaded,
                           SquareMetres limit, const ReadLand* land)
    : m_input(input), m_loaded(loaded), m_limit(limit) {
    if (land != nullptr) {
        m_reading = land->reading;
        m_land_accuracy = land->accuracy;
        for (const Reading reading : {Reading::narrow, Reading::middle, Reading::wide}) {
            m_stated.at(static_cast<std::size_t>(reading)) =
                !LandClasses::codes_of(land->config, reading).empty();
        }
    }
    ask();
    if (m_questions.empty()) {
        return;
    }
    const plan::Readings& asked = input.plan.readings;
    m_has_plane = loaded.measurer->unavailable(AreaMethod::planar).en.empty();
    m_overlaps = asked.overlaps.empty() ? std::vector<std::string>{"counted"} : asked.overlaps;
    m_gaps = asked.gaps.empty() ? std::vector{no_limit} : asked.gaps;
    cut_shapes();
    if (land != nullptr) {
        measure_land(*land);
    }
}

void AreaReadings::ask(std::string name, std::vector<std::string> answers) {
    if (!answers.empty()) {
        m_questions.push_back({std::move(name), std::move(answers)});
    }
}

void AreaReadings::ask() {
    const plan::Readings& asked = m_input.plan.readings;
    std::vector<std::string> methods;
    for (const AreaMethod method : asked.methods) {
        methods.emplace_back(name_of(method));
    }
    std::vector<std::string> gaps;
    for (const Metres gap : asked.gaps) {
        gaps.push_back(is_limited(gap) ? format_length(gap) : "all");
    }
    std::vector<std::string> accuracies;
    for (const Metres accuracy : asked.accuracies) {
        accuracies.push_back(format_length(accuracy));
    }
    ask("method", std::move(methods));
    ask("area", m_reading ? asked.areas : std::vector<std::string>{});
    ask("classes", m_reading ? asked.classes : std::vector<std::string>{});
    ask("overlaps", asked.overlaps);
    ask("gap", std::move(gaps));
    ask("accuracy", std::move(accuracies));
}

/// What is left of the features that share land with others.
std::vector<AreaReadings::Cut> AreaReadings::without_shared_land() const {
    const std::vector<std::uint8_t> usable = m_loaded.usable_rows();
    std::vector<std::uint8_t> shares(usable.size(), 0);
    for (const overlay::Overlap& overlap :
         overlay::overlaps_within(m_loaded.layer, usable, *m_loaded.measurer, m_input.tasks)) {
        if (!overlap.rounding) {
            shares[overlap.a] = 1;
            shares[overlap.b] = 1;
        }
    }
    auto excess = overlay::excess_over(
        {m_loaded.layer, shares}, {m_loaded.layer, usable},
        [](std::uint32_t row, std::uint32_t other) { return row != other; }, *m_loaded.measurer,
        m_input.tasks);
    std::vector<Cut> left(usable.size());
    for (std::size_t row = 0; row < usable.size(); ++row) {
        if (excess[row]) {
            left[row] =
                excess[row]->rounding ? geo::MultiPolygon{} : std::move(excess[row]->polygon);
        }
    }
    return left;
}

/// The shapes of one row: by answer on overlaps, by answer on the gap.
std::vector<AreaReadings::Cut> AreaReadings::cuts_of(std::size_t row, const Cut& unshared) const {
    const geo::MultiPolygonView whole = m_loaded.layer.table().polygons[row];
    std::vector<Cut> cuts;
    for (const std::string& answer : m_overlaps) {
        const Cut base = answer == "left_out" ? unshared : Cut{};
        for (const Metres gap : m_gaps) {
            cuts.push_back(grouped(base, whole, gap, m_loaded));
        }
    }
    return cuts;
}

void AreaReadings::cut_shapes() {
    const std::size_t rows = m_loaded.layer.size();
    const bool leaves_out = std::ranges::find(m_overlaps, "left_out") != m_overlaps.end();
    const std::vector<Cut> unshared = leaves_out ? without_shared_land() : std::vector<Cut>(rows);
    const auto cuts = m_input.tasks.map<std::vector<Cut>>(rows, [&](std::size_t row) {
        return m_loaded.usable(row) ? cuts_of(row, unshared[row]) : std::vector<Cut>{};
    });
    geo::PolygonColumn extra;
    for (std::size_t row = 0; row < rows; ++row) {
        for (const Cut& cut : cuts[row]) {
            m_shapes.push_back(cut ? rows + extra.size() : row);
            if (cut) {
                extra.add_feature(cut->view());
            }
        }
        m_shapes.resize((row + 1) * m_overlaps.size() * m_gaps.size(), row);
    }
    measure_extra(std::move(extra));
}

void AreaReadings::measure_extra(geo::PolygonColumn polygons) {
    measure::MeasureOptions options = m_loaded.measurer->options();
    options.validity = measure::Validity::assumed;
    options.methods.at(index_of(AreaMethod::survey)) = false;
    options.shape = false;
    const measure::Measurer measurer{m_loaded.layer.crs(), m_loaded.layer.box(), options};
    m_measures = m_input.tasks.map<measure::FeatureMeasures>(polygons.size(), [&](std::size_t i) {
        return polygons[i].empty() ? nothing_left() : measurer(polygons[i]);
    });
    m_extra.emplace(overlay::bare_layer(m_loaded.layer, std::move(polygons)));
}

void AreaReadings::measure_land(const ReadLand& land) {
    std::vector<AreaMethod> methods = m_input.plan.readings.methods;
    if (methods.empty()) {
        methods.push_back(m_input.plan.method);
    }
    std::vector<std::uint8_t> left(m_extra->size());
    for (std::size_t i = 0; i < left.size(); ++i) {
        left[i] = m_extra->table().polygons[i].empty() ? 0 : 1;
    }
    const std::vector<std::uint8_t> usable = m_loaded.usable_rows();
    for (const AreaMethod method : methods) {
        const AreaMethod pieces = method_of_pieces(method);
        if (std::ranges::find(m_land, pieces, &Land::pieces) != m_land.end()) {
            continue;
        }
        const auto measurer = piece_measurer(m_loaded, pieces);
        const LandChoices choices{land.masks, m_land.empty() ? wanted_sigmas() : 0U};
        const auto taken = [&](const layer::Layer& layer, std::span<const std::uint8_t> rows) {
            return overlay::lands_taken({layer, rows}, land.faces, *measurer, m_input.tasks,
                                        choices.choices())
                .rows;
        };
        m_land.push_back({pieces, taken(m_loaded.layer, usable), taken(*m_extra, left)});
    }
}

/// The readings of "land for industries" whose uncertainty counts, as bits: none without a stated
/// accuracy.
std::uint32_t AreaReadings::wanted_sigmas() const {
    const plan::Readings& asked = m_input.plan.readings;
    if (asked.accuracies.empty() && !m_land_accuracy) {
        return 0;
    }
    std::uint32_t bits = asked.classes.empty() ? 1U << static_cast<unsigned>(*m_reading) : 0U;
    for (const std::string& name : asked.classes) {
        bits |= 1U << static_cast<unsigned>(reading_of(name).value());
    }
    return bits;
}

AreaReadings::Choice AreaReadings::choice_of(std::size_t reading) const {
    const plan::Readings& asked = m_input.plan.readings;
    Choice choice;
    choice.method = m_input.plan.method;
    choice.area = m_reading ? "both" : "gross";
    choice.reading = m_reading.value_or(Reading::middle);
    choice.accuracy = m_loaded.measurer->options().point_accuracy;
    choice.land_accuracy = m_land_accuracy;
    std::size_t rest = reading;
    for (std::size_t i = m_questions.size(); i-- > 0;) {
        const review::Question& question = m_questions[i];
        const std::size_t answer = rest % question.answers.size();
        rest /= question.answers.size();
        choice.names.emplace_back(question.name, question.answers[answer]);
        if (question.name == "method") {
            choice.method = asked.methods[answer];
        } else if (question.name == "area") {
            choice.area = asked.areas[answer];
        } else if (question.name == "classes") {
            choice.reading = reading_of(asked.classes[answer]).value();
        } else if (question.name == "overlaps") {
            choice.overlaps = answer;
        } else if (question.name == "gap") {
            choice.gap = answer;
        } else {
            choice.accuracy = asked.accuracies[answer];
            choice.land_accuracy = choice.accuracy;
        }
    }
    std::ranges::reverse(choice.names);
    return choice;
}

AreaReadings::Found AreaReadings::land(const Choice& choice, std::size_t shape) const {
    const std::size_t rows = m_loaded.layer.size();
    const auto taken_by = [&](const Land& land) {
        return (shape < rows ? land.whole[shape] : land.extra[shape - rows])
            .value_or(LandChoices::nothing_taken());
    };
    const auto found = std::ranges::find(m_land, method_of_pieces(choice.method), &Land::pieces);
    JudgedLand land = LandChoices::land_of(taken_by(*found), choice.reading);
    const JudgedLand first = LandChoices::land_of(taken_by(m_land.front()), choice.reading);
    land.sigma = first.sigma;
    land.sigma_with_unknown = first.sigma_with_unknown;
    Found one{land.known, {}, Outcome::not_checked};
    one.outcome = judge_land(land, m_limit, choice.land_accuracy, m_input.plan.coverage_factor);
    if (choice.land_accuracy && land.sigma) {
        one.sigma = *choice.land_accuracy * *land.sigma;
    }
    return one;
}

/// Nothing where the method has no area for it.
std::optional<AreaReadings::Found> AreaReadings::boundary(const Choice& choice,
                                                          std::size_t shape) const {
    const std::size_t rows = m_loaded.layer.size();
    const measure::FeatureMeasures& measures =
        shape < rows ? m_loaded.measures[shape] : m_measures[shape - rows];
    const std::optional<SquareMetres> area = area_by(choice.method, measures);
    if (!area) {
        return std::nullopt;
    }
    Found one{*area, {}, Outcome::undecided};
    if (choice.accuracy && measures.sigma_per_metre) {
        one.sigma = *choice.accuracy * *measures.sigma_per_metre;
    }
    const bool open =
        m_input.plan.readings.methods.empty() && method_decides(m_input.plan, measures, m_limit);
    if (!open) {
        one.outcome =
            review::judge_at_least(*area, m_limit, one.sigma, m_input.plan.coverage_factor).outcome;
    }
    return one;
}

review::ReadingOutcome AreaReadings::judge(std::size_t row, std::size_t reading) const {
    Choice choice = choice_of(reading);
    const std::size_t shape =
        m_shapes[(row * m_overlaps.size() + choice.overlaps) * m_gaps.size() + choice.gap];
    const bool counts_land = choice.area != "gross";
    const bool unknown_gap = is_limited(m_gaps[choice.gap]) && !m_has_plane;
    const bool unknown_classes =
        counts_land && !m_stated.at(static_cast<std::size_t>(choice.reading));
    review::ReadingOutcome one;
    if (!unknown_gap && !unknown_classes) {
        const std::optional<Found> gross =
            choice.area == "net" ? std::nullopt : boundary(choice, shape);
        const std::optional<Found> net =
            counts_land ? std::optional{land(choice, shape)} : std::nullopt;
        const std::optional<Found>& value = counts_land ? net : gross;
        if (value && (choice.area == "net" || gross)) {
            one.value = value->value.value();
            one.sigma = value->sigma ? std::optional{value->sigma->value()} : std::nullopt;
            one.outcome = gross && net ? judge_both(gross->outcome, net->outcome) : value->outcome;
        }
    }
    one.choices = std::move(choice.names);
    return one;
}

void AreaReadings::tell(std::size_t row, review::Verdict& verdict,
                        review::RuleResult& result) const {
    if (m_questions.empty()) {
        return;
    }
    std::vector<Outcome> outcomes;
    for (std::size_t i = 0; i < review::count_readings(m_questions); ++i) {
        verdict.readings.push_back(judge(row, i));
        outcomes.push_back(verdict.readings.back().outcome);
    }
    review::ReadingsSummary summary = review::summary_of(m_questions, outcomes);
    if (summary.differs) {
        result.findings.push_back(
            m_input.finding("PP-0456", verdict.subject, {{"summary", summary.text}}));
    }
    verdict.readings_note = std::move(summary.text);
}

} // namespace parkplan::rules
