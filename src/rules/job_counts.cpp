// SPDX-License-Identifier: MIT
#include "rules/job_counts.hpp"

#include "core/fail.hpp"
#include "geo/box_index.hpp"
#include "geo/edge_index.hpp"
#include "overlay/common_areas.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace parkplan::rules {
namespace {

/// The place of an employer that is one point.
std::optional<geo::Point> point_of(const layer::Layer& layer, std::size_t row) {
    const geo::PathsView paths = layer.table().paths.of(row);
    return paths.size() == 1 && paths[0].size() == 1 ? std::optional{paths[0].front()}
                                                     : std::nullopt;
}

} // namespace

JobCounts::JobCounts(const review::RuleInput& input, const Surroundings& zones,
                     const measure::Measurer& measurer)
    : m_input(input), m_zones(zones) {
    if (rules::stated(input.config, "jobs")) {
        m_own = &input.column("layer", input.config.text("jobs"));
        read(*m_own);
    } else if (rules::stated(input.config, "jobs_layer")) {
        m_field = &input.column("jobs_layer", input.config.text("jobs_field"));
        read(*m_field);
        m_jobs.resize(zones.layer().size());
        add_points(zones);
        add_polygons(zones, measurer);
    }
}

void JobCounts::check(const plan::RuleConfig& config) {
    if (rules::stated(config, "jobs") && rules::stated(config, "jobs_layer")) {
        fail(ErrorKind::plan, "'{}' and '{}' are both given; one of them is enough", "jobs",
             "jobs_layer");
    }
    if (rules::stated(config, "jobs_layer") != rules::stated(config, "jobs_field")) {
        fail(ErrorKind::plan, "'{}' and '{}' belong together", "jobs_layer", "jobs_field");
    }
}

void JobCounts::read(const layer::AttributeColumn& column) {
    const std::size_t rows = m_input.layer(m_own != nullptr ? "layer" : "jobs_layer").layer.size();
    for (std::size_t row = 0; row < rows; ++row) {
        const CellNumber cell = number_at(column, row);
        m_numbers.push_back(cell.value ? ExactNumber::of(*cell.value) : std::nullopt);
        if (!m_numbers.back()) {
            m_without.push_back(row);
        }
    }
}

void JobCounts::add(std::size_t zone, std::size_t row, const std::optional<ExactNumber>& number) {
    if (number) {
        m_jobs[zone].known = m_jobs[zone].known.value_or(ExactNumber{}) + *number;
    } else {
        m_jobs[zone].missing += m_numbers[row] ? 0U : 1U;
    }
}

void JobCounts::add_points(const Surroundings& zones) {
    const review::LoadedLayer& loaded = m_input.layer("jobs_layer");
    std::vector<std::size_t> rows;
    std::vector<geo::Box> points;
    for (std::size_t row = 0; row < loaded.layer.size(); ++row) {
        if (const auto point = point_of(loaded.layer, row)) {
            rows.push_back(row);
            points.push_back({*point, *point});
        } else if (!loaded.usable(row)) {
            m_nowhere.push_back(row);
        }
    }
    const geo::BoxIndex index{points};
    for (std::size_t zone = 0; zone < m_jobs.size(); ++zone) {
        if (zones.side().usable[zone] == 0) {
            continue;
        }
        const geo::EdgeIndex edges{zones.layer().table().polygons[zone]};
        for (const std::uint32_t near : index.query(edges.box())) {
            if (edges.covers(points[near].min) > 0) {
                add(zone, rows[near], m_numbers[rows[near]]);
            }
        }
    }
}

void JobCounts::add_polygons(const Surroundings& zones, const measure::Measurer& measurer) {
    const review::LoadedLayer& loaded = m_input.layer("jobs_layer");
    const std::vector<std::uint8_t> usable = loaded.usable_rows();
    const overlay::PairAreas common =
        overlay::common_areas(zones.side(), {loaded.layer, usable}, measurer, m_input.tasks);
    for (const overlay::PairArea& pair : common.pairs) {
        std::optional<ExactNumber> number = m_numbers[pair.b];
        const bool inside = pair.relation == overlay::Relation::b_inside_a ||
                            pair.relation == overlay::Relation::identical;
        if (number && !inside) {
            const ExactArea whole{measurer.piece_area(loaded.layer.table().polygons[pair.b])};
            number =
                whole > ExactArea{} ? number->share(ExactArea{pair.area}, whole) : ExactNumber{};
        }
        add(pair.a, pair.b, number);
    }
}

Jobs JobCounts::of(std::size_t distance, std::optional<std::size_t> feature) const {
    if (m_field != nullptr) {
        const auto zone = m_zones.zone(distance, feature);
        if (!zone) {
            return {};
        }
        const Jobs& jobs = m_jobs[*zone];
        return jobs.known || jobs.missing > 0 ? jobs : Jobs{ExactNumber{}, 0}; // no employer
    }
    if (m_own == nullptr || distance > 0) {
        return {};
    }
    if (feature) {
        return {m_numbers[*feature], m_numbers[*feature] ? 0U : 1U};
    }
    Jobs all{std::nullopt, m_without.size()};
    for (const std::optional<ExactNumber>& number : m_numbers) {
        if (number) {
            all.known = all.known.value_or(ExactNumber{}) + *number;
        }
    }
    return all;
}

std::vector<review::Finding> JobCounts::findings() const {
    std::vector<review::Finding> all;
    const std::string_view layer = m_own != nullptr ? "layer" : "jobs_layer";
    const auto add = [&](std::string_view code, const std::vector<std::size_t>& rows) {
        if (rows.empty()) {
            return;
        }
        all.push_back(m_input.finding(
            code, m_input.subject(layer, rows.front()),
            {{"count", same(count_text(rows.size()))},
             {"layer", m_input.layer_title(layer)},
             {"field",
              field_title(m_input.layer_config(layer),
                          m_input.config.text(m_own != nullptr ? "jobs" : "jobs_field"))}}));
    };
    if (stated()) {
        add("PP-0480", m_without);
        add("PP-0481", m_nowhere);
    }
    return all;
}

} // namespace parkplan::rules
