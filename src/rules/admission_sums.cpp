// SPDX-License-Identifier: MIT
#include "rules/admission_sums.hpp"

#include "core/catalogue.hpp"
#include "core/error.hpp"
#include "core/fail.hpp"
#include "core/told.hpp"
#include "review/param_error.hpp"
#include "rules/results.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

constexpr std::string_view square_metre = "m2";

[[noreturn]] void refuse_unit(std::string_view param, const std::string& text) {
    throw review::ParamError{param, told("'{}' is '{}', which is no unit", param, text),
                             known_units()};
}

CountedUnit unit_in(const plan::RuleConfig& config, std::string_view param) {
    std::optional<CountedUnit> unit = counted_unit(config.text(param));
    if (!unit) {
        refuse_unit(param, config.text(param));
    }
    return *std::move(unit);
}

/// What sums are kept in: so small a part of 元, m² or one person that a number in `unit` makes a
/// whole number of them (亩: thirds of a m²), and the sum is that of the decimals in the fields.
CountedUnit grain_of(const CountedUnit& unit) {
    return {"", unit.dimension, {1, unit.size.denominator}};
}

std::optional<ExactNumber> in_grains(double value, const CountedUnit& unit) {
    return ExactNumber::of(value * static_cast<double>(unit.size.numerator));
}

double in_unit(ExactNumber sum, const CountedUnit& grain, const CountedUnit& unit) {
    return ratio_in(sum.value(), 1.0,
                    {unit.size.denominator, grain.size.denominator * unit.size.numerator}, 0.0);
}

std::vector<review::TableColumn> columns_of(const review::RuleInput& input,
                                            const AdmissionUnits& units,
                                            const std::string& below_unit) {
    const plan::LayerConfig& layer = input.layer_config("layer");
    const std::string& indicator = input.config.text("indicator");
    return {{.id = "cluster", .title = {"cluster", "组团"}},
            {.id = "projects", .title = {"projects", "项目数"}, .decimals = 0},
            {.id = "counted", .title = {"counted", "计入项目数"}, .decimals = 0},
            {.id = "numerator",
             .title = field_title(layer, input.config.text("numerator")),
             .unit = units.above.name},
            {.id = "denominator",
             .title = units.by_area ? method_title(input.plan.method)
                                    : field_title(layer, input.config.text("denominator")),
             .unit = below_unit},
            {.id = "ratio", .title = same(indicator), .unit = units.unit.name},
            {.id = "limit", .title = {"limit", "标准值"}, .unit = units.unit.name}};
}

} // namespace

AdmissionUnits units_of(const plan::RuleConfig& config) {
    AdmissionUnits units;
    units.above = counted_unit(config.text("numerator_unit")).value();
    units.by_area = !stated(config, "denominator");
    units.below =
        counted_unit(units.by_area ? square_metre : config.text("denominator_unit")).value();
    units.unit = ratio_unit(config.text("unit")).value();
    units.by = conversion(units.above, units.below, units.unit);
    return units;
}

void check_units(const plan::RuleConfig& config) {
    const bool by_field = stated(config, "denominator");
    if (by_field != stated(config, "denominator_unit")) {
        fail(ErrorKind::plan,
             "'denominator' and 'denominator_unit' belong together; '{}' is missing",
             by_field ? "denominator_unit" : "denominator");
    }
    const std::optional<RatioUnit> unit = ratio_unit(config.text("unit"));
    if (!unit) {
        refuse_unit("unit", config.text("unit"));
    }
    const CountedUnit above = unit_in(config, "numerator_unit");
    const CountedUnit below =
        by_field ? unit_in(config, "denominator_unit") : counted_unit(square_metre).value();
    if (!fits(*unit, above.dimension, below.dimension)) {
        throw review::ParamError{
            "unit", told("'unit' is '{}', which is no unit of {} / {}", unit->name, above.name,
                         by_field ? BiText{below.name, below.name} : told("measured area"))};
    }
}

void AdmissionSums::count(const std::optional<std::string>& cluster, std::optional<double> limit) {
    Sums& sums = m_sums[cluster.value_or(std::string{})];
    ++sums.projects;
    sums.limit = limit;
}

void AdmissionSums::add(const std::optional<std::string>& cluster, double above, double below) {
    const std::optional<ExactNumber> more_above = in_grains(above, m_units.above);
    const std::optional<ExactNumber> more_below = in_grains(below, m_units.below);
    if (more_above && more_below) {
        Sums& sums = m_sums[cluster.value_or(std::string{})];
        ++sums.counted;
        sums.above += *more_above;
        sums.below += *more_below;
    }
}

review::ResultTable AdmissionSums::table(const review::RuleInput& input) const {
    const std::string& indicator = input.config.text("indicator");
    // Measured areas in the unit that the indicator has them in.
    const CountedUnit& below =
        m_units.by_area && !m_units.unit.percent ? m_units.unit.below : m_units.below;
    review::ResultTable table =
        table_of(input, "admission_by_cluster",
                 {fmt::format("{} by cluster", indicator), fmt::format("各组团{}", indicator)});
    table.note = {
        "ratio of the sums over the projects that have both numbers, the lower one above 0",
        "比值为分子、分母均有数值且分母大于 0 的项目合计之比"};
    table.columns = columns_of(input, m_units, below.name);
    const CountedUnit grain_above = grain_of(m_units.above);
    const CountedUnit grain_below = grain_of(m_units.below);
    const Fraction by = conversion(grain_above, grain_below, m_units.unit);
    for (const auto& [cluster, sums] : m_sums) {
        std::vector<review::TableCell> cells(table.columns.size());
        if (!cluster.empty()) {
            cells[0] = cluster;
        }
        cells[1] = static_cast<double>(sums.projects);
        cells[2] = static_cast<double>(sums.counted);
        if (sums.counted > 0) {
            cells[3] = in_unit(sums.above, grain_above, m_units.above);
            cells[4] = in_unit(sums.below, grain_below, below);
        }
        if (sums.below > ExactNumber{}) {
            cells[5] =
                ratio_in(sums.above.value(), sums.below.value(), by, sums.limit.value_or(0.0));
        }
        if (sums.limit) {
            cells[6] = *sums.limit;
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

} // namespace parkplan::rules
