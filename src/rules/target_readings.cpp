// SPDX-License-Identifier: MIT
#include "rules/target_readings.hpp"

#include "core/told.hpp"
#include "review/judge.hpp"
#include "rules/results.hpp"
#include "rules/stated.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

namespace parkplan::rules {
namespace {

using review::Outcome;

/// The year of an ISO date; nothing where the plan has none.
std::optional<int> year_of_plan(const plan::Plan& plan) {
    return year_in(plan.date);
}

/// 'sum' and 'over_sum' may be fields: these must be there.
void require_field(const review::RuleInput& input, std::string_view layer, std::string_view param,
                   const std::string& field) {
    const std::string name = input.layer_config(layer).field(field);
    if (!input.layer(layer).layer.info().schema.find(name)) {
        refuse(input, param,
               told("layer '{}' has no field or role '{}' that could be summed",
                    input.config.text(layer), field));
    }
}

void require_geometry(const review::RuleInput& input, std::string_view layer,
                      std::string_view param, std::string_view sum) {
    if (input.layer(layer).layer.is_plain_table()) {
        refuse(input, param,
               told("'{}' is a table without geometries, which has no '{}'",
                    input.config.text(layer), sum));
    }
}

/// One run over all readings.
class Readings {
public:
    Readings(const review::RuleInput& input, const TargetConfig& target, TargetNotes& notes)
        : m_input(input), m_target(target), m_notes(notes) {
        for (const std::string& sum : target.sums) {
            check_sum("layer", "sum", sum);
        }
        if (stated(input.config, "within") && input.layer("layer").layer.is_plain_table()) {
            require_geometry(input, "layer", "within", "within");
        }
        if (stated(input.config, "over")) {
            check_sum("over", "over_sum", over_sum());
        }
    }

    [[nodiscard]] TargetReadings read() {
        const std::optional<TargetSum> below = denominator();
        TargetReadings readings;
        for (std::size_t place = 0; place < m_target.places.size(); ++place) {
            const TargetRows rows = rows_of(m_target.places[place].values);
            const std::optional<TargetPlace> area = area_of(m_target.places[place].values);
            for (std::size_t sum = 0; sum < m_target.sums.size(); ++sum) {
                TargetReading reading = judged(sum, total(rows, area, sum), below);
                reading.place = place;
                reading.sum = sum;
                readings.all.push_back(std::move(reading));
            }
            if (place == 0) {
                readings.years_without = years_without(rows);
            }
        }
        return readings;
    }

private:
    void check_sum(std::string_view layer, std::string_view param, const std::string& sum) const {
        if (sum == sum_of_area || sum == sum_of_length) {
            require_geometry(m_input, layer, layer, sum);
        } else {
            require_field(m_input, layer, param, sum);
        }
    }

    [[nodiscard]] std::string over_sum() const {
        return stated(m_input.config, "over_sum") ? m_input.config.text("over_sum")
                                                  : std::string{sum_of_area};
    }

    [[nodiscard]] TargetRows rows_of(const std::vector<std::string>& places) const {
        const plan::RuleConfig& config = m_input.config;
        TargetRows rows{m_input, "layer"};
        if (stated(config, "field")) {
            rows.keep_values(config.text("field"), config.list("values"), m_notes);
        }
        if (stated(config, "place_field")) {
            rows.keep_values(config.text("place_field"), places, m_notes);
        }
        if (stated(config, "year_field")) {
            rows.keep_years(config.text("year_field"), m_target.years);
        }
        rows.note_open(m_notes);
        return rows;
    }

    [[nodiscard]] std::optional<TargetPlace> area_of(const std::vector<std::string>& places) const {
        if (!stated(m_input.config, "within")) {
            return std::nullopt;
        }
        TargetRows rows{m_input, "within"};
        if (stated(m_input.config, "within_field")) {
            rows.keep_values(m_input.config.text("within_field"), places, m_notes);
        }
        rows.note_open(m_notes);
        return std::optional<TargetPlace>{std::in_place, m_input, "within", rows};
    }

    [[nodiscard]] TargetSum total(const TargetRows& rows, const std::optional<TargetPlace>& place,
                                  std::size_t sum) const {
        TargetSum total;
        total.why_none = place && rows.no_data().en.empty() ? place->why_none() : rows.no_data();
        return total.why_none.en.empty()
                   ? summed({m_input, "layer", rows, place ? &*place : nullptr, m_notes},
                            m_target.sums[sum])
                   : total;
    }

    [[nodiscard]] static TargetSum summed(const TargetInput& what, const std::string& sum) {
        return sum == sum_of_area     ? sum_of_areas(what)
               : sum == sum_of_length ? sum_of_lengths(what)
                                      : sum_of_values(what, sum);
    }

    /// Nothing for a target that is no ratio.
    [[nodiscard]] std::optional<TargetSum> denominator() const {
        const plan::RuleConfig& config = m_input.config;
        TargetSum below;
        if (m_target.below) {
            below.known = m_target.below->number;
            below.most = below.known;
            return below;
        }
        if (!stated(config, "over")) {
            return std::nullopt;
        }
        TargetRows rows{m_input, "over"};
        if (stated(config, "over_field")) {
            rows.keep_values(config.text("over_field"), config.list("over_values"), m_notes);
        }
        if (stated(config, "over_year_field")) {
            rows.keep_years(config.text("over_year_field"), m_target.years);
        }
        rows.note_open(m_notes);
        below.why_none = rows.no_data();
        return below.why_none.en.empty()
                   ? summed({m_input, "over", rows, nullptr, m_notes}, over_sum())
                   : below;
    }

    [[nodiscard]] std::vector<int> years_without(const TargetRows& rows) const {
        std::vector<int> years;
        const int last =
            std::min(m_target.years.last, year_of_plan(m_input.plan).value_or(m_target.years.last));
        for (int year = m_target.years.first; stated(m_input.config, "year_field") && year <= last;
             ++year) {
            if (!rows.years_there().contains(year)) {
                years.push_back(year);
            }
        }
        return years;
    }

    /// A sum, or the ratio of two, in the unit of the comparison.
    [[nodiscard]] double scaled(double above, double below, std::size_t sum) const {
        if (std::isinf(above) || std::isinf(below)) {
            return std::isinf(above) ? TargetSum::unbounded : 0.0;
        }
        return ratio_in(above, below, m_target.scales[sum], m_target.limit());
    }

    [[nodiscard]] TargetReading judged(std::size_t sum, const TargetSum& above,
                                       const std::optional<TargetSum>& denominator) const {
        TargetReading reading;
        const TargetSum one{.known = 1.0, .most = 1.0};
        const TargetSum& below = denominator ? *denominator : one;
        reading.why = above.why_none.en.empty() ? below.why_none : above.why_none;
        if (reading.why.en.empty() && below.known == 0.0) {
            reading.why = {"the denominator is 0", "分母为 0"};
        }
        if (!reading.why.en.empty()) {
            return reading;
        }
        const double value = scaled(above.known, below.known, sum);
        const double lowest = scaled(above.known, below.most, sum);
        const double highest = scaled(above.most, below.known, sum);
        reading.value = value;
        add_sigma(above, below, reading);
        const double doubt = m_input.plan.coverage_factor * reading.sigma.value_or(0.0);
        const Outcome at_lowest = review::outcome_of(m_target.margin(lowest), doubt);
        const Outcome at_highest = review::outcome_of(m_target.margin(highest), doubt);
        reading.outcome = at_lowest == at_highest ? at_lowest : Outcome::undecided;
        if (at_lowest != at_highest) {
            reading.why = {"features of which a value or the geometry is not known could change "
                           "the outcome",
                           "取值或图形不明的要素可能改变结论"};
        } else if (reading.outcome == Outcome::undecided) {
            reading.why = {"the planned value lies within the uncertainty of the sum",
                           "与目标值之差在核算值不确定度以内"};
        }
        compare_methods(above, denominator.has_value(), reading);
        if (reading.outcome == Outcome::fail && may_be_reached_yet()) {
            reading.outcome = Outcome::undecided;
            reading.why = {
                fmt::format("not reached yet; the period runs until {}", m_target.period.last),
                fmt::format("目前尚未达到；规划期至 {} 年，尚未届满", m_target.period.last)};
        }
        return reading;
    }

    /// Before the end of its period a value that must be reached is not missed.
    [[nodiscard]] bool may_be_reached_yet() const {
        const std::optional<int> year = year_in(m_input.plan.date);
        return year && *year <= m_target.period.last && m_input.config.text("bound") == "at_least";
    }

    void add_sigma(const TargetSum& above, const TargetSum& below, TargetReading& reading) const {
        double per_metre = 0.0; // squares, relative
        double variance = 0.0;
        bool all_stated = true;
        bool any = false;
        for (const TargetSum* const one : {&above, &below}) {
            if (!one->per_metre || !(one->known > 0.0)) {
                continue;
            }
            any = true;
            const double relative = *one->per_metre / one->known;
            per_metre += relative * relative;
            all_stated = all_stated && one->accuracy;
            const double stated = relative * one->accuracy.value_or(Metres{}).value();
            variance += stated * stated;
        }
        if (any && all_stated) {
            reading.sigma = *reading.value * std::sqrt(variance);
            return;
        }
        const double spread = m_input.plan.coverage_factor * *reading.value * std::sqrt(per_metre);
        if (any && spread > 0.0) {
            reading.break_even = Metres{std::abs(m_target.margin(*reading.value)) / spread};
        }
    }

    void compare_methods(const TargetSum& above, bool is_ratio, TargetReading& reading) const {
        if (is_ratio || !m_input.plan.basis.empty() || !above.planar || !above.ellipsoidal) {
            return;
        }
        if ((m_target.margin(*above.planar) >= 0.0) !=
            (m_target.margin(*above.ellipsoidal) >= 0.0)) {
            reading.outcome = Outcome::undecided;
            reading.planar_and_ellipsoidal = {*above.planar, *above.ellipsoidal};
            reading.why = {"planar and ellipsoidal area lie on different sides of the planned "
                           "value, and no basis for the method is given",
                           "平面面积与椭球面积分居目标值两侧，且未说明采用口径的依据"};
        }
    }

    const review::RuleInput& m_input;
    const TargetConfig& m_target;
    TargetNotes& m_notes;
};

} // namespace

TargetReadings target_readings(const review::RuleInput& input, const TargetConfig& target,
                               TargetNotes& notes) {
    return Readings{input, target, notes}.read();
}

} // namespace parkplan::rules
