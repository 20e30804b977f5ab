// SPDX-License-Identifier: MIT
#include "report/measure_fields.hpp"

#include "core/error.hpp"
#include "core/number.hpp"
#include "core/text.hpp"
#include "core/told.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::report {
namespace {

using enum MeasureField;

constexpr std::array<MeasureFieldInfo, 14> fields{{
    {area_planar_m2,
     "area_planar_m2",
     {"planar m²", "平面面积 m²"},
     2,
     6,
     true,
     true,
     {"planar area", "平面面积"}},
    {area_ellipsoidal_m2,
     "area_ellipsoidal_m2",
     {"ellipsoidal m²", "椭球面积 m²"},
     2,
     6,
     true,
     true,
     {"ellipsoidal area", "椭球面积"}},
    {area_survey_m2,
     "area_survey_m2",
     {"survey m²", "图斑椭球面积 m²"},
     2,
     2,
     true,
     true,
     {"survey area, rounded to 0.01 m²", "图斑椭球面积，取位 0.01 m²"}},
    {area_geodesic_m2,
     "area_geodesic_m2",
     {"geodesic m²", "测地线面积 m²"},
     2,
     6,
     true,
     true,
     {"geodesic area", "测地线面积"}},
    {survey_minus_ellipsoidal_m2,
     "survey_minus_ellipsoidal_m2",
     {"survey−ell. m²", "图斑−椭球 m²"},
     4,
     6,
     true,
     false,
     {"survey area minus ellipsoidal area", "图斑椭球面积减椭球面积"}},
    {sigma_m2,
     "sigma_m2",
     {"sigma m²", "中误差 m²"},
     2,
     6,
     true,
     true,
     {"standard uncertainty of the area, needs --point-accuracy",
      "面积中误差，须给出 --point-accuracy"}},
    {sigma_per_metre_m,
     "sigma_per_metre_m",
     {"sigma per m", "每米中误差 m"},
     2,
     6,
     false,
     false,
     {"standard uncertainty of the area for each metre of point accuracy",
      "点位中误差每 1 m 对应的面积中误差"}},
    {perimeter_m,
     "perimeter_m",
     {"perimeter m", "周长 m"},
     2,
     6,
     true,
     true,
     {"length of all rings in the working plane", "工作平面上所有边界环的长度"}},
    {compactness,
     "compactness",
     {"compactness", "紧凑度"},
     3,
     6,
     true,
     true,
     {"4πA/P² in the working plane, 1 is a circle", "工作平面上的 4πA/P²，圆为 1"}},
    {parts, "parts", {"parts", "部件"}, 0, 0, true, true, {"number of parts", "部件数"}},
    {holes, "holes", {"holes", "孔洞"}, 0, 0, true, true, {"number of holes", "孔洞数"}},
    {area_ha,
     "area_ha",
     {"ha", "公顷"},
     4,
     10,
     false,
     false,
     {"ellipsoidal area in hectares", "椭球面积，公顷"}},
    {area_km2,
     "area_km2",
     {"km²", "平方公里"},
     4,
     12,
     false,
     false,
     {"ellipsoidal area in km²", "椭球面积，平方公里"}},
    {area_mu,
     "area_mu",
     {"mu", "亩"},
     4,
     9,
     false,
     false,
     {"ellipsoidal area in mu (亩, 2000/3 m²)", "椭球面积，亩（2000/3 m²）"}},
}};

std::optional<double> area_in(const measure::FeatureMeasures& measures, AreaMethod record,
                              AreaUnit unit) {
    const std::optional<SquareMetres> area = measures.area(record);
    return area ? std::optional{in_unit(*area, unit)} : std::nullopt;
}

template <typename Quantity>
std::optional<double> number(const std::optional<Quantity>& quantity) {
    return quantity ? std::optional{quantity->value()} : std::nullopt;
}

std::optional<double> survey_difference(const measure::FeatureMeasures& measures) {
    const auto survey = measures.area(AreaMethod::survey);
    const auto ellipsoidal = measures.area(AreaMethod::ellipsoidal);
    if (!survey || !ellipsoidal) {
        return std::nullopt;
    }
    return survey->value() - ellipsoidal->value();
}

} // namespace

std::span<const MeasureFieldInfo> measure_fields() noexcept {
    return fields;
}

const MeasureFieldInfo& info_of(MeasureField field) noexcept {
    return fields[static_cast<std::size_t>(field)];
}

std::vector<MeasureField> parse_measure_fields(std::string_view text) {
    std::vector<std::string> known;
    known.reserve(fields.size());
    for (const MeasureFieldInfo& info : fields) {
        known.emplace_back(info.name);
    }
    std::vector<MeasureField> chosen;
    for (const std::string& name : split_list(text, ",")) {
        const auto* const found = std::ranges::find(fields, name, &MeasureFieldInfo::name);
        if (found == fields.end()) {
            throw Error{ErrorKind::usage,
                        told("--fields: unknown field '{}'", name),
                        {},
                        did_you_mean(name, known)};
        }
        if (std::ranges::find(chosen, found->field) != chosen.end()) {
            throw Error{ErrorKind::usage, told("--fields: field '{}' stands twice", name)};
        }
        chosen.push_back(found->field);
    }
    if (chosen.empty()) {
        throw Error{
            ErrorKind::usage, told("--fields: no field is named"), {}, did_you_mean("", known)};
    }
    return chosen;
}

std::vector<MeasureField> default_measure_fields(FieldSet set) {
    std::vector<MeasureField> chosen;
    for (const MeasureFieldInfo& info : fields) {
        if (set == FieldSet::data ? info.by_default : info.in_table) {
            chosen.push_back(info.field);
        }
    }
    return chosen;
}

std::array<bool, 4> methods_needed(std::span<const MeasureField> chosen,
                                   AreaMethod record) noexcept {
    std::array<bool, 4> needed{};
    const auto need = [&](AreaMethod method) { needed[index_of(method)] = true; };
    for (const MeasureField field : chosen) {
        switch (field) {
        case area_planar_m2:
            need(AreaMethod::planar);
            break;
        case survey_minus_ellipsoidal_m2:
            need(AreaMethod::survey);
            need(AreaMethod::ellipsoidal);
            break;
        case area_ellipsoidal_m2:
            need(AreaMethod::ellipsoidal);
            break;
        case area_survey_m2:
            need(AreaMethod::survey);
            break;
        case area_geodesic_m2:
            need(AreaMethod::geodesic);
            break;
        case area_ha:
        case area_km2:
        case area_mu:
            need(record);
            break;
        case sigma_m2:
        case sigma_per_metre_m:
        case perimeter_m:
        case compactness:
        case parts:
        case holes:
            break;
        }
    }
    return needed;
}

bool needs_shape(std::span<const MeasureField> chosen) noexcept {
    return std::ranges::any_of(
        chosen, [](MeasureField field) { return field == perimeter_m || field == compactness; });
}

bool needs_sigma(std::span<const MeasureField> chosen, bool accuracy_stated) noexcept {
    return std::ranges::any_of(chosen, [&](MeasureField field) {
        return field == sigma_per_metre_m || (field == sigma_m2 && accuracy_stated);
    });
}

std::optional<double> value_of(MeasureField field, const measure::FeatureMeasures& measures,
                               AreaMethod record) {
    switch (field) {
    case area_planar_m2:
        return number(measures.area(AreaMethod::planar));
    case area_ellipsoidal_m2:
        return number(measures.area(AreaMethod::ellipsoidal));
    case area_survey_m2:
        return number(measures.area(AreaMethod::survey));
    case area_geodesic_m2:
        return number(measures.area(AreaMethod::geodesic));
    case survey_minus_ellipsoidal_m2:
        return survey_difference(measures);
    case sigma_m2:
        return number(measures.sigma);
    case sigma_per_metre_m:
        return number(measures.sigma_per_metre);
    case perimeter_m:
        return number(measures.perimeter);
    case compactness:
        return measures.compactness;
    case parts:
        return measures.parts == 0 ? std::nullopt : std::optional<double>{measures.parts};
    case holes: // of a feature without a polygon: nothing to count
        return measures.parts == 0 ? std::nullopt : std::optional<double>{measures.holes};
    case area_ha:
        return area_in(measures, record, AreaUnit::hectare);
    case area_km2:
        return area_in(measures, record, AreaUnit::square_kilometre);
    case area_mu:
        break;
    }
    return area_in(measures, record, AreaUnit::mu);
}

bool append_data(std::string& text, MeasureField field, std::optional<double> value) {
    if (!value || !std::isfinite(*value)) {
        return false;
    }
    append_trimmed(text, *value, info_of(field).data_decimals);
    return true;
}

} // namespace parkplan::report
