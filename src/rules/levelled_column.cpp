// SPDX-License-Identifier: MIT
#include "rules/levelled_column.hpp"

#include "core/told.hpp"
#include "review/param_error.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>

namespace parkplan::rules {
namespace {

constexpr std::int64_t most_decimals = 4;

} // namespace

void check_decimals(const plan::RuleConfig& config) {
    const std::int64_t decimals = config.integer("decimals");
    if (decimals < 0 || decimals > most_decimals) {
        throw review::ParamError{
            "decimals", told("'decimals' is {}; 0 to {} is needed", decimals, most_decimals)};
    }
}

AreaStep table_step(const plan::RuleConfig& config) {
    return {AreaUnit::hectare, static_cast<int>(config.integer("decimals"))};
}

LevelledColumn levelled_column(std::span<const ExactArea> areas, std::span<const std::string> keys,
                               ExactArea control, const AreaStep& step) {
    const LevelledAreas levelled = level_areas(areas, keys, control, step);
    LevelledColumn column{{}, step.in_unit(levelled.total)};
    for (const std::int64_t steps : levelled.steps) {
        column.values.push_back(step.in_unit(steps));
    }
    return column;
}

review::TableCell percent_cell(ExactArea area, ExactArea whole) {
    constexpr double percent = 100.0;
    if (whole == ExactArea{}) {
        return {};
    }
    return percent * (area.value().value() / whole.value().value());
}

void add_rounding(std::span<ExactArea> areas, std::span<const std::string> keys,
                  ExactArea rounding) {
    std::size_t largest = 0;
    for (std::size_t i = 1; i < areas.size(); ++i) {
        if (areas[i] > areas[largest] || (areas[i] == areas[largest] && keys[i] < keys[largest])) {
            largest = i;
        }
    }
    if (!areas.empty()) {
        areas[largest] += rounding;
    }
}

} // namespace parkplan::rules
