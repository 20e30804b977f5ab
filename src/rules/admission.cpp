// SPDX-License-Identifier: MIT
#include "core/number.hpp"
#include "core/told.hpp"
#include "geo/shape.hpp"
#include "review/judge.hpp"
#include "rules/admission_limits.hpp"
#include "rules/admission_sums.hpp"
#include "rules/cell_number.hpp"
#include "rules/judged_area.hpp"
#include "rules/makers.hpp"
#include "rules/params.hpp"
#include "rules/ratio_unit.hpp"
#include "rules/results.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using plan::ParamType;
using review::Outcome;

constexpr std::array params{
    required_param("layer", ParamType::layer,
                   {"layer or table of the projects", "项目图层（或属性表）"}),
    required_param("indicator", ParamType::text,
                   {"name of the indicator, e.g. '投资强度'", "指标名称，如“投资强度”"}),
    required_param("numerator", ParamType::field,
                   {"field with what is divided, e.g. the investment", "分子字段，如投资额"}),
    required_param("numerator_unit", ParamType::text,
                   {"its unit, e.g. '万元'", "分子的单位，如“万元”"}),
    optional_param("denominator", ParamType::field,
                   {"field with what it is divided by; without it the measured area of the project",
                    "分母字段；不给出时为项目图形的量算面积"}),
    optional_param("denominator_unit", ParamType::text,
                   {"unit of 'denominator', e.g. '亩' or '人'", "分母的单位，如“亩”或“人”"}),
    required_param("unit", ParamType::text,
                   {"unit of the indicator and of 'limit', e.g. '万元/亩', '亿元/km2', '%'",
                    "指标及下限的单位，如“万元/亩”“亿元/km2”“%”"}),
    optional_param("limit", ParamType::number,
                   {"smallest value that passes, itself included; this, 'values' or both",
                    "指标下限（含本数）；至少给出“limit”与“values”之一"}),
    optional_param("cluster", ParamType::field,
                   {"field with the project's cluster", "项目所属组团字段"}),
    optional_param("values", ParamType::layer,
                   {"table with values by cluster, which come before 'limit'",
                    "各组团准入标准值表，优先于“limit”"}),
    optional_param("values_cluster", ParamType::field,
                   {"field of 'values' with the cluster", "“values”中的组团字段"}),
    optional_param("values_value", ParamType::field,
                   {"field of 'values' with the value", "“values”中的标准值字段"}),
    optional_param("values_indicator", ParamType::field,
                   {"field of 'values' with the indicator; without it all rows are this one's",
                    "“values”中的指标名称字段；不给出时各行均为本指标"}),
    optional_param("values_unit", ParamType::field,
                   {"field of 'values' with the unit; without it 'unit'",
                    "“values”中的单位字段；不给出时用“unit”"}),
};

constexpr plan::RuleInfo rule_info{
    .kind = "admission",
    .summary = {"an indicator of each project reaches the value set for admission",
                "各项目的准入指标达到标准值"},
    .why =
        {"Plans ask for admission standards for industrial land: investment per area, output per "
         "area and per person, share of research spending. They give no values; those of the plan "
         "file hold, by cluster where a table gives them. Units are converted without rounding. "
         "Where the measured area is the denominator, its uncertainty is that of the indicator.",
         "规划要求制定产业项目用地准入标准：项目投资强度、地均产出、人均产出、研发经费投入强度等。"
         "规划未给出数值，以方案文件及各组团标准值表所列为准。单位换算不取整。"
         "以量算面积为分母时，面积的不确定度计入指标。"},
    .params = params,
    .level = Level::error,
};

std::string amount(double value, const std::string& unit) {
    return fmt::format("{} {}", number_text(value), unit);
}

/// One project, as far as it is known.
struct Project {
    std::optional<double> above{};
    std::optional<double> below{};
    std::optional<double> sigma{}; ///< of `below`, where it is a measured area
    BiText why_not{};
};

/// One run of the rule.
class Admission {
public:
    explicit Admission(const review::RuleInput& input)
        : m_input(input), m_loaded(input.layer("layer")), m_units(units_of(input.config)),
          m_limits(input, m_units.unit), m_sums(m_units) {
        if (m_units.by_area && m_loaded.layer.is_plain_table()) {
            refuse(input, "layer",
                   told("'{}' is a table without geometries; 'denominator' is needed",
                        input.config.text("layer")));
        }
    }

    [[nodiscard]] review::RuleResult check() {
        for (std::size_t row = 0; row < m_loaded.layer.size(); ++row) {
            const std::optional<std::string> cluster = cluster_of(row);
            const AdmissionLimits::Limit limit = m_limits.of(cluster);
            const Project project = read(row);
            m_sums.count(cluster, limit.value);
            if (project.why_not.en.empty()) {
                m_sums.add(cluster, *project.above, *project.below);
            }
            if (!project.why_not.en.empty()) {
                add_not_checked(row, project.why_not, limit.value);
            } else if (!limit.value) {
                add_not_checked(row, limit.why, std::nullopt);
            } else {
                judge(row, project, *limit.value);
            }
        }
        for (review::Finding& finding : m_limits.findings()) {
            m_result.findings.push_back(std::move(finding));
        }
        m_result.tables.push_back(m_sums.table(m_input));
        return std::move(m_result);
    }

private:
    [[nodiscard]] std::optional<std::string> cluster_of(std::size_t row) const {
        return stated(m_input.config, "cluster")
                   ? value_of(m_input.column("layer", m_input.config.text("cluster")), row)
                   : std::nullopt;
    }

    void add_not_checked(std::size_t row, BiText why, std::optional<double> limit) {
        review::Verdict verdict =
            not_checked(m_input, m_input.subject("layer", row), std::move(why));
        verdict.limit = limit;
        verdict.unit = m_units.unit.name;
        m_result.verdicts.push_back(std::move(verdict));
    }

    /// The number in a field of the project; nothing where there is none, which `project` tells.
    [[nodiscard]] std::optional<double> number(std::size_t row, std::string_view param,
                                               Project& project) {
        const std::string& name = m_input.config.text(param);
        const BiText field = field_title(m_input.layer_config("layer"), name);
        const CellNumber cell = number_at(m_input.column("layer", name), row);
        if (!cell.value && !cell.missing()) {
            m_result.findings.push_back(
                no_number(m_input, m_input.subject("layer", row), field, cell));
        }
        if (!cell.value && project.why_not.en.empty()) {
            project.why_not = why_no_number(field, cell);
        }
        return cell.value;
    }

    [[nodiscard]] Project read(std::size_t row) {
        Project project;
        project.above = number(row, "numerator", project);
        if (!m_units.by_area) {
            project.below = number(row, "denominator", project);
        } else if (RecordArea area = area_of_record(m_input, m_loaded, row); area.value) {
            project.below = area.value->value();
            if (const auto& sigma = m_loaded.measures[row].sigma) {
                project.sigma = sigma->value();
            }
        } else if (project.why_not.en.empty()) {
            project.why_not = std::move(area.why);
        }
        if (project.below == 0.0 && project.why_not.en.empty()) {
            project.why_not = {"the denominator is 0", "分母为 0"};
        }
        return project;
    }

    void judge(std::size_t row, const Project& project, double limit) {
        const double value = ratio_in(*project.above, *project.below, m_units.by, limit);
        const double margin = value - limit;
        const double k = m_input.plan.coverage_factor;
        review::Verdict verdict = m_input.verdict(m_input.subject("layer", row));
        verdict.value = value;
        verdict.limit = limit;
        verdict.margin = margin;
        verdict.unit = m_units.unit.name;
        if (project.sigma) { // value = n / A, so its sigma is value · sigma_A / A
            verdict.sigma = value * *project.sigma / *project.below;
        }
        verdict.outcome = review::outcome_of(margin, k * verdict.sigma.value_or(0.0));
        if (m_units.by_area) {
            verdict.method = parkplan::name_of(m_input.plan.method);
            look_at_area(row, project, verdict);
        }
        if (verdict.outcome == Outcome::fail) {
            m_result.findings.push_back(fault("PP-0550", row, project, verdict));
        } else if (verdict.outcome == Outcome::undecided && verdict.note.en.empty()) {
            verdict.note = {"the limit lies within the uncertainty of the area",
                            "与标准值之差在面积不确定度以内"};
            m_result.findings.push_back(fault("PP-0555", row, project, verdict));
        }
        m_result.verdicts.push_back(std::move(verdict));
    }

    /// What an area as denominator adds: methods that disagree leave the verdict open, and without
    /// a stated accuracy it is told from which one on the verdict would be.
    void look_at_area(std::size_t row, const Project& project, review::Verdict& verdict) {
        const measure::FeatureMeasures& measures = m_loaded.measures[row];
        const auto reaches = [&](SquareMetres area) {
            return ratio_in(*project.above, area.value(), m_units.by, *verdict.limit) >=
                   *verdict.limit;
        };
        const auto planar = measures.area(AreaMethod::planar);
        const auto ellipsoidal = measures.area(AreaMethod::ellipsoidal);
        if (m_input.plan.basis.empty() && planar && ellipsoidal &&
            reaches(*planar) != reaches(*ellipsoidal)) {
            verdict.outcome = Outcome::undecided;
            verdict.note = {
                "with planar and with ellipsoidal area the indicator lies on different "
                "sides of the limit, and no basis for the method is given",
                "按平面面积与按椭球面积计算的指标分居标准值两侧，且未说明采用口径的依据"};
            m_result.findings.push_back(methods_differ(row, project, *verdict.limit));
        }
        const double per_metre = measures.sigma_per_metre.value_or(Metres{}).value();
        const double k = m_input.plan.coverage_factor;
        const double change = k * *verdict.value * per_metre / *project.below;
        if (project.sigma || !(change > 0.0)) {
            return;
        }
        if (verdict.note.en.empty()) {
            verdict.note = {"point accuracy not stated, decided by value",
                            "精度未声明，不作临界判断"};
        }
        const double break_even = std::abs(*verdict.margin) / change;
        review::Finding finding = m_input.finding(
            "PP-0403", verdict.subject, {{"break_even", same(accuracy_text(break_even))}});
        finding.measured = break_even;
        finding.unit = "m";
        finding.place = geo::MultiPolygon{m_loaded.layer.table().polygons[row]};
        m_result.findings.push_back(std::move(finding));
    }

    /// In terms of the area at which the indicator is just the limit.
    [[nodiscard]] review::Finding methods_differ(std::size_t row, const Project& project,
                                                 double limit) const {
        const measure::FeatureMeasures& measures = m_loaded.measures[row];
        const SquareMetres at_limit{*project.above * static_cast<double>(m_units.by.numerator) /
                                    (limit * static_cast<double>(m_units.by.denominator))};
        const auto text = [](SquareMetres area) { return same(format_fixed(area.value(), 6)); };
        review::Finding finding =
            with_area(m_input.finding(
                          "PP-0404", m_input.subject("layer", row),
                          {{"planar_m2", text(measures.area(AreaMethod::planar).value())},
                           {"ellipsoidal_m2", text(measures.area(AreaMethod::ellipsoidal).value())},
                           {"limit_m2", text(at_limit)}}),
                      SquareMetres{*project.below}, at_limit);
        finding.place = geo::MultiPolygon{m_loaded.layer.table().polygons[row]};
        return finding;
    }

    [[nodiscard]] review::Finding fault(std::string_view code, std::size_t row,
                                        const Project& project,
                                        const review::Verdict& verdict) const {
        const double value = *verdict.value;
        const double limit = *verdict.limit;
        MessageValues values{
            {"indicator", same(m_input.config.text("indicator"))},
            {"value", same(fmt::format("{} {}", number_text(value, limit), m_units.unit.name))},
            {"limit", same(fmt::format("{} {}", number_text(limit, value), m_units.unit.name))}};
        if (verdict.outcome == Outcome::undecided) {
            values.emplace_back("sigma", same(number_text(verdict.sigma.value_or(0.0))));
            values.emplace_back("k", same(format_shortest(m_input.plan.coverage_factor)));
        } else {
            values.emplace_back("above", same(amount(*project.above, m_units.above.name)));
            values.emplace_back("below", same(amount(*project.below, m_units.below.name)));
        }
        review::Finding finding = m_input.finding(code, verdict.subject, values);
        finding.measured = value;
        finding.limit = limit;
        finding.unit = m_units.unit.name;
        if (m_loaded.usable(row)) {
            finding.place = geo::MultiPolygon{m_loaded.layer.table().polygons[row]};
        }
        return finding;
    }

    const review::RuleInput& m_input;
    const review::LoadedLayer& m_loaded;
    AdmissionUnits m_units;
    AdmissionLimits m_limits;
    AdmissionSums m_sums;
    review::RuleResult m_result{};
};

class AdmissionRule final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    void check_config(const plan::RuleConfig& config) const override {
        check_units(config);
        AdmissionLimits::check(config);
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        return Admission{input}.check();
    }
};

} // namespace

const review::Rule& admission() {
    return only<AdmissionRule>();
}

} // namespace parkplan::rules
