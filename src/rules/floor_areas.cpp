// SPDX-License-Identifier: MIT
#include "rules/floor_areas.hpp"

#include "core/fail.hpp"
#include "core/told.hpp"
#include "rules/results.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>

namespace parkplan::rules {
namespace {

constexpr std::string_view ratio_param = "floor_area_ratio";
constexpr std::string_view floor_param = "floor_area";

} // namespace

std::optional<double> FloorArea::ratio() const {
    return land > ExactArea{} ? std::optional{floor.value() / land.value().value()} : std::nullopt;
}

FloorAreas::FloorAreas(const review::RuleInput& input, const measure::Measurer& measurer)
    : m_input(input), m_land(input.layer("landuse")),
      m_is_ratio(rules::stated(input.config, ratio_param)) {
    const std::string_view param = m_is_ratio ? ratio_param : floor_param;
    if (!rules::stated(input.config, param)) {
        return;
    }
    m_column = &input.column("landuse", input.config.text(param));
    if (m_column->type() == layer::FieldType::text) {
        refuse(input, param,
               told("field '{}' holds text; a field with numbers is needed",
                    input.config.text(param)));
    }
    m_areas.resize(m_land.layer.size());
    m_densities.resize(m_land.layer.size());
    for (std::size_t row = 0; row < m_land.layer.size(); ++row) {
        look_at(row, measurer);
    }
}

void FloorAreas::check(const plan::RuleConfig& config) {
    if (rules::stated(config, ratio_param) && rules::stated(config, floor_param)) {
        fail(ErrorKind::plan, "'{}' and '{}' are both given; one of them is enough", ratio_param,
             floor_param);
    }
}

void FloorAreas::look_at(std::size_t row, const measure::Measurer& measurer) {
    const std::optional<double> number = m_column->as_number(row);
    const auto value = number ? ExactNumber::of(*number) : std::nullopt;
    if (number && (!value || *value < ExactNumber{})) {
        m_unusable.push_back(row);
    }
    if (!m_land.usable(row)) {
        return;
    }
    m_areas[row] = ExactArea{measurer.piece_area(m_land.layer.table().polygons[row])};
    const ExactArea of = m_is_ratio ? ExactArea{SquareMetres{1.0}} : m_areas[row];
    if (value && *value >= ExactNumber{} && of > ExactArea{}) {
        m_densities[row] = Density{*value, of};
    }
}

/// What all parcels of a face that state a value agree on.
std::optional<FloorAreas::Density>
FloorAreas::density_of(const std::vector<std::uint32_t>& rows) const {
    std::optional<Density> found;
    for (const std::uint32_t row : rows) {
        if (found && m_densities[row] && *found != *m_densities[row]) {
            return std::nullopt;
        }
        found = m_densities[row] ? m_densities[row] : found;
    }
    return found;
}

FloorArea FloorAreas::of(const ZoneLand& land, const overlay::LandFaces& faces) const {
    FloorArea result;
    std::map<std::uint32_t, ExactArea> inside; // by parcel that states a value
    for (const LandPiece& piece : land.pieces) {
        const std::vector<std::uint32_t>& rows = faces.rows[piece.face];
        if (const auto density = density_of(rows)) {
            result.floor += density->floor.share(piece.area, density->land);
            result.land += piece.area;
        } else {
            result.without += piece.area;
        }
        for (const std::uint32_t row : rows) {
            if (m_densities[row]) {
                inside[row] += piece.area;
            }
        }
    }
    for (const auto& [row, area] : inside) {
        constexpr double share = 1e-9;
        constexpr double slack_m2 = 1e-4;
        const double whole = m_areas[row].value().value();
        ++result.parcels;
        result.cut += area.value().value() < whole - share * whole - slack_m2 ? 1U : 0U;
    }
    return result;
}

std::vector<review::Finding> FloorAreas::findings() const {
    if (m_unusable.empty()) {
        return {};
    }
    const std::string& field = m_input.config.text(m_is_ratio ? ratio_param : floor_param);
    const double first = m_column->as_number(m_unusable.front()).value();
    return {m_input.finding("PP-0460", m_input.subject("landuse", m_unusable.front()),
                            {{"count", same(count_text(m_unusable.size()))},
                             {"field", field_title(m_input.layer_config("landuse"), field)},
                             {"value", same(number_text(first))}})};
}

} // namespace parkplan::rules
