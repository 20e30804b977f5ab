// SPDX-License-Identifier: MIT
#include "core/number.hpp"
#include "io/names.hpp"
#include "report/check_data.hpp"
#include "report/measure_fields.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::report {
namespace {

using layer::FieldType;
using review::Outcome;

/// What the verdicts and findings say of one feature.
struct RowResult {
    std::optional<Outcome> worst{};
    std::vector<std::string> failed{}; ///< rules that did not pass
    std::int64_t findings = 0;         ///< as subject or as other side
};

/// not checked < pass < undecided < fail.
int gravity(Outcome outcome) noexcept {
    switch (outcome) {
    case Outcome::fail:
        return 3;
    case Outcome::undecided:
        return 2;
    case Outcome::pass:
        return 1;
    case Outcome::not_checked:
        break;
    }
    return 0;
}

bool about(const review::Subject& subject, std::uint32_t layer_index, std::size_t rows) noexcept {
    return subject.layer_index == layer_index && subject.fid.has_value() && subject.row < rows;
}

std::vector<RowResult> row_results(const CheckResult& result, std::uint32_t layer_index,
                                   std::size_t rows) {
    std::vector<RowResult> all(rows);
    for (const review::Verdict& verdict : result.review.verdicts) {
        if (!verdict.group.empty() || !about(verdict.subject, layer_index, rows)) {
            continue;
        }
        RowResult& row = all[verdict.subject.row];
        if (!row.worst || gravity(verdict.outcome) > gravity(*row.worst)) {
            row.worst = verdict.outcome;
        }
        if (verdict.outcome != Outcome::pass) {
            row.failed.push_back(verdict.rule);
        }
    }
    for (const review::Finding& finding : result.review.findings) {
        if (about(finding.subject, layer_index, rows)) {
            ++all[finding.subject.row].findings;
        }
        if (finding.other && about(*finding.other, layer_index, rows)) {
            ++all[finding.other->row].findings;
        }
    }
    return all;
}

struct OwnField {
    const char* name;
    const char* short_name;
    FieldType type;
    const char* alias_zh;
};

constexpr std::array<OwnField, 12> own_fields{{
    {"pp_key", "PP_KEY", FieldType::text, "标识"},
    {"pp_fid", "PP_FID", FieldType::integer, "原要素编号"},
    {"pp_outcome", "PP_OUTCOME", FieldType::text, "结论"},
    {"pp_outcome_zh", "PP_OUT_ZH", FieldType::text, "结论（中文）"},
    {"pp_rules", "PP_RULES", FieldType::text, "未通过的规则"},
    {"pp_findings", "PP_FIND", FieldType::integer, "检查意见数"},
    {"pp_area_planar_m2", "PP_A_PLAN", FieldType::real, "平面面积（平方米）"},
    {"pp_area_ellipsoidal_m2", "PP_A_ELL", FieldType::real, "椭球面积（平方米）"},
    {"pp_area_survey_m2", "PP_A_SURV", FieldType::real, "图斑椭球面积（平方米）"},
    {"pp_area_geodesic_m2", "PP_A_GEOD", FieldType::real, "测地线面积（平方米）"},
    {"pp_sigma_m2", "PP_SIGMA", FieldType::real, "面积中误差（平方米）"},
    {"pp_perimeter_m", "PP_PERIM", FieldType::real, "周长（米）"},
}};

std::vector<io::OutField> fields_of(const layer::Schema& schema) {
    io::UniqueNames names{{"fid", "geom"}};
    io::ShortNames short_names;
    std::vector<io::OutField> fields;
    for (const layer::Field& field : schema.fields()) {
        fields.push_back({names(field.name), short_names(field.name), field.type, {}});
    }
    for (const OwnField& field : own_fields) {
        fields.push_back(
            {names(field.name), short_names(field.short_name), field.type, field.alias_zh});
    }
    return fields;
}

io::OutValue value_at(const layer::AttributeColumn& column, std::size_t row) {
    if (column.is_null(row)) {
        return {};
    }
    switch (column.type()) {
    case FieldType::integer:
        return column.integer(row);
    case FieldType::real:
        return column.real(row);
    case FieldType::text:
        break;
    }
    return std::string{column.text(row)};
}

io::OutValue number(std::optional<double> value, int decimals) {
    if (!value) {
        return {};
    }
    return round_half_away(*value, decimals);
}

void add_own_values(std::vector<io::OutValue>& values, const layer::Layer& layer, std::size_t row,
                    const RowResult& result, const measure::FeatureMeasures& measures) {
    values.emplace_back(layer.key(row));
    values.emplace_back(layer.table().fids[row]);
    if (result.worst) {
        values.emplace_back(std::string{name_of(*result.worst)});
        values.emplace_back(std::string{title_of(*result.worst).zh});
    } else {
        values.resize(values.size() + 2);
    }
    values.emplace_back(fmt::format("{}", fmt::join(result.failed, ";")));
    values.emplace_back(result.findings);
    for (const MeasureField field :
         {MeasureField::area_planar_m2, MeasureField::area_ellipsoidal_m2,
          MeasureField::area_survey_m2, MeasureField::area_geodesic_m2, MeasureField::sigma_m2,
          MeasureField::perimeter_m}) {
        values.push_back(number(value_of(field, measures, AreaMethod::ellipsoidal),
                                info_of(field).data_decimals));
    }
}

} // namespace

io::OutLayer measured_layer(const CheckResult& result, std::size_t index) {
    const review::LoadedLayer& loaded = result.review.loaded[index];
    const std::uint32_t plan_index = result.review.loaded_index[index];
    const plan::LayerConfig& config = result.plan.layers[plan_index];
    const layer::Table& table = loaded.layer.table();
    io::OutLayer out{.name = config.id,
                     .title = config.title.zh,
                     .geometry = io::OutGeometry::polygon,
                     .crs = result.plan.working_crs,
                     .fields = fields_of(loaded.layer.info().schema),
                     .rows = {}};
    const std::vector<RowResult> results = row_results(result, plan_index, table.size());
    out.rows.reserve(table.size());
    for (std::size_t row = 0; row < table.size(); ++row) {
        io::OutRow& target = out.rows.emplace_back();
        target.values.reserve(out.fields.size());
        for (const layer::AttributeColumn& column : table.columns) {
            target.values.push_back(value_at(column, row));
        }
        add_own_values(target.values, loaded.layer, row, results[row], loaded.measures[row]);
        if (table.states[row] == layer::GeometryState::polygon) {
            target.shape = geo::MultiPolygon{table.polygons[row]};
        }
    }
    return out;
}

} // namespace parkplan::report
