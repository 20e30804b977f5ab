// SPDX-License-Identifier: MIT
#include "rules/target_config.hpp"

#include "core/catalogue.hpp"
#include "core/fail.hpp"
#include "core/told.hpp"
#include "review/param_error.hpp"
#include "rules/params.hpp"
#include "rules/stated.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <utility>

namespace parkplan::rules {
namespace {

using plan::ParamType;

constexpr plan::ParamInfo counted_layer() {
    plan::ParamInfo param =
        required_param("layer", ParamType::layer,
                       {"layer or table whose features are summed: polygons, lines or points",
                        "求和的图层或属性表：面、线或点"});
    param.paths = true;
    return param;
}

constexpr std::array params{
    counted_layer(),
    required_param("sum", ParamType::text_list,
                   {"what is summed: 'area', 'length' or a numeric field; several are readings of "
                    "a quantity that the document leaves open",
                    "求和内容：area（面积）、length（长度）或数值字段；文件未说明口径时可列多项，"
                    "逐项核算"}),
    optional_param(
        "sum_labels", ParamType::text_list,
        {"names of these readings, e.g. '用地', '建筑面积'", "各口径的名称，如“用地”“建筑面积”"}),
    optional_param(
        "sum_unit", ParamType::text,
        {"unit of the fields in 'sum', e.g. 'm2', '亿元'", "“sum”中字段的单位，如“m2”“亿元”"}),
    optional_param(
        "field", ParamType::field,
        {"field that chooses features; with 'values'", "用于选取要素的字段，与“values”同时给出"}),
    optional_param("values", ParamType::text_list,
                   {"values of 'field' that count", "“field”中计入的取值"}),
    optional_param(
        "place_field", ParamType::field,
        {"field with the place of a feature; with 'places'", "要素所在地字段，与“places”同时给出"}),
    optional_param("year_field", ParamType::field,
                   {"field with the year or date of a feature", "要素的年份或日期字段"}),
    optional_param("years", ParamType::text,
                   {"years that count, both included, e.g. '2021-2025'; without it 'period'",
                    "计入的年份（含首尾），如“2021-2025”；不给出时为“period”"}),
    optional_polygon_layer("within", {"polygon layer: only what lies inside it counts, by geometry",
                                      "范围图层：只计入图形位于其内的部分"}),
    optional_param("within_field", ParamType::field,
                   {"field of 'within' that 'places' are values of; without it all of 'within'",
                    "“within”中与“places”对应的字段；不给出时为全部范围"}),
    optional_param("places", ParamType::text_list,
                   {"places that the target is set for: values of 'place_field' or 'within_field'",
                    "指标所指范围：“place_field”或“within_field”的取值"}),
    optional_param("place_label", ParamType::text,
                   {"name of this reading of the place, e.g. '正文：西一区'",
                    "该范围口径的名称，如“正文：西一区”"}),
    optional_param("places_table", ParamType::text_list,
                   {"places by the table of the document, where it differs from its text: a second "
                    "reading",
                    "文件的指标表与正文所述范围不一致时，指标表所指范围；作为另一口径"}),
    optional_param("place_table_label", ParamType::text,
                   {"name of that reading, e.g. '指标表：西区'", "该口径的名称，如“指标表：西区”"}),
    optional_param(
        "over", ParamType::layer,
        {"layer or table of the denominator, for a target that is a ratio; 'within' and "
         "'place_field' do not narrow it, beside them 'over_field' is needed",
         "指标为比值时，分母的图层或属性表；“within”“place_field”不限定分母，与其同时给出"
         "时须以“over_field”选取分母的要素"}),
    optional_param("over_sum", ParamType::text,
                   {"what of 'over' is summed: 'area', without it, or a numeric field",
                    "“over”的求和内容：area（面积，默认）或数值字段"}),
    optional_param(
        "over_unit", ParamType::text,
        {"unit of the field in 'over_sum', e.g. '万人'", "“over_sum”中字段的单位，如“万人”"}),
    optional_param("over_field", ParamType::field,
                   {"field of 'over' that chooses features; with 'over_values'",
                    "“over”中用于选取要素的字段，与“over_values”同时给出"}),
    optional_param("over_values", ParamType::text_list,
                   {"values of 'over_field' that count", "“over_field”中计入的取值"}),
    optional_param("over_year_field", ParamType::field,
                   {"field of 'over' with the year or date", "“over”中的年份或日期字段"}),
    optional_param("over_value", ParamType::text,
                   {"a stated denominator instead of 'over', e.g. '17.63km2'",
                    "给定的分母数值，代替“over”，如“17.63km2”"}),
    required_param("planned", ParamType::text,
                   {"planned value with its unit, e.g. '680000m2', '5km', '550亿元/km2', '31'",
                    "规划目标值（含单位），如“680000m2”“5km”“550亿元/km2”“31”"}),
    optional_param("bound", ParamType::text,
                   {"'at_least' or 'at_most': whether the planned value must be reached or not be "
                    "exceeded",
                    "at_least（不低于）或 at_most（不超过）目标值"},
                   "at_least"),
    optional_param("baseline", ParamType::number,
                   {"value at the start, in the unit of 'planned'; shown only",
                    "基期值，单位同“planned”；仅列示"}),
    required_param("kind", ParamType::text,
                   {"how the document qualifies the target: 约束性 (binding), 预期性 (expected) or "
                    "未说明 (not stated)",
                    "指标属性：约束性、预期性或未说明"}),
    required_param("quantity", ParamType::text,
                   {"quantity as the document says: 用地, 建筑面积, 长度 …, or 未说明 (not stated)",
                    "文件所述计量内容：用地、建筑面积、长度等，或未说明"}),
    required_param("period", ParamType::text,
                   {"years of the plan that sets the target, e.g. '2021-2025'",
                    "指标所属规划期，如“2021-2025”"}),
    optional_param(
        "title", ParamType::text,
        {"name of the target in tables; without it the rule's id", "指标名称；不给出时用规则编号"}),
};

constexpr std::string_view not_stated = "未说明";

/// Two parameters that belong together.
void require_pair(const plan::RuleConfig& config, std::string_view one, std::string_view other) {
    if (stated(config, one) != stated(config, other)) {
        fail(ErrorKind::plan, "'{}' and '{}' belong together; '{}' is missing", one, other,
             stated(config, one) ? other : one);
    }
}

void require_beside(const plan::RuleConfig& config, std::string_view one, std::string_view other) {
    if (stated(config, one) && !stated(config, other)) {
        fail(ErrorKind::plan, "'{}' needs '{}' beside it", one, other);
    }
}

std::string text_or_empty(const plan::RuleConfig& config, std::string_view name) {
    return stated(config, name) ? config.text(name) : std::string{};
}

YearSpan years_of(const plan::RuleConfig& config, std::string_view name) {
    const auto span = year_span(config.text(name));
    if (!span) {
        throw review::ParamError{
            name, told("'{}' is '{}'; years such as '2021-2025' or '2025' are needed", name,
                       config.text(name))};
    }
    return *span;
}

PlannedValue value_of(const plan::RuleConfig& config, std::string_view name) {
    auto value = planned_value(config.text(name));
    if (!value) {
        throw review::ParamError{
            name, told("'{}' is '{}'; a number of 0 or more with its unit is needed, such as "
                       "'680000m2', '5km', '550亿元/km2'",
                       name, config.text(name))};
    }
    return *std::move(value);
}

void require_choice(const plan::RuleConfig& config, std::string_view name,
                    std::initializer_list<std::string_view> words) {
    if (std::ranges::find(words, config.text(name)) == words.end()) {
        throw review::ParamError{name,
                                 told("'{}' is '{}'; it is one of {}", name, config.text(name),
                                      fmt::format("{}", fmt::join(words, ", ")))};
    }
}

/// A place narrows the numerator alone: the denominator has a choice of its own, or there is none.
void check_places_of_ratio(const plan::RuleConfig& config) {
    if (!stated(config, "over")) {
        return;
    }
    if (stated(config, "places_table")) {
        throw review::ParamError{
            "places_table", told("'places_table' gives the sum a second place, and 'over' has only "
                                 "one denominator; write a rule for each place")};
    }
    for (const std::string_view param : {"within", "place_field"}) {
        if (stated(config, param) && !stated(config, "over_field")) {
            throw review::ParamError{
                param, told("'{}' narrows the sum to a place, and 'over' is not narrowed with it; "
                            "'over_field' and 'over_values' state the features of the denominator",
                            param)};
        }
    }
}

void check_choice_of_features(const plan::RuleConfig& config) {
    require_pair(config, "field", "values");
    require_pair(config, "over_field", "over_values");
    if (stated(config, "place_field") && stated(config, "within_field")) {
        fail(ErrorKind::plan, "'{}' and '{}' are both given; one of them is enough", "place_field",
             "within_field");
    }
    require_pair(config, stated(config, "within_field") ? "within_field" : "place_field", "places");
    require_beside(config, "within_field", "within");
    for (const std::string_view param : {"place_label", "places_table"}) {
        require_beside(config, param, "places");
    }
    require_beside(config, "place_table_label", "places_table");
    if (stated(config, "years") && !stated(config, "year_field") &&
        !stated(config, "over_year_field")) {
        fail(ErrorKind::plan, "'{}' needs '{}' beside it", "years", "year_field");
    }
    for (const std::string_view param :
         {"over_sum", "over_unit", "over_field", "over_year_field"}) {
        require_beside(config, param, "over");
    }
    check_places_of_ratio(config);
}

/// Unit in which a sum comes.
std::string unit_of_sum(const std::string& sum, const std::string& unit_of_field) {
    return sum == sum_of_area ? "m2" : sum == sum_of_length ? "m" : unit_of_field;
}

[[noreturn]] void refuse_units(const plan::RuleConfig& config, const std::string& sum,
                               const std::string& unit) {
    throw review::ParamError{
        "planned",
        told("'planned' is '{}', and '{}' comes in '{}': they do not fit; 'sum_unit' says the "
             "unit of fields",
             config.text("planned"), sum, unit),
        known_units()};
}

void scale_plain(const plan::RuleConfig& config, TargetConfig& target) {
    for (const std::string_view param : {"over", "over_value"}) {
        if (stated(config, param)) {
            throw review::ParamError{"planned",
                                     told("'planned' is '{}', which is no ratio, but '{}' is given",
                                          config.text("planned"), param),
                                     known_units()};
        }
    }
    for (const std::string& sum : target.sums) {
        const std::string unit = unit_of_sum(sum, text_or_empty(config, "sum_unit"));
        const auto scale = conversion(unit, target.planned);
        if (!scale) {
            refuse_units(config, sum, unit);
        }
        target.scales.push_back(*scale);
    }
}

void scale_ratio(const plan::RuleConfig& config, TargetConfig& target) {
    if (stated(config, "over") == stated(config, "over_value")) {
        fail(ErrorKind::plan, "one of '{}' and '{}' is needed, and not both", "over", "over_value");
    }
    const std::string sum_below =
        stated(config, "over_sum") ? config.text("over_sum") : std::string{sum_of_area};
    std::string unit_below = unit_of_sum(sum_below, text_or_empty(config, "over_unit"));
    if (stated(config, "over_value")) {
        target.below = value_of(config, "over_value");
        unit_below = target.below->unit;
    }
    const auto below = counted_unit(unit_below);
    for (const std::string& sum : target.sums) {
        const std::string unit = unit_of_sum(sum, text_or_empty(config, "sum_unit"));
        const auto above = counted_unit(unit);
        if (!above || !below || !fits(target.planned.ratio, above->dimension, below->dimension)) {
            refuse_units(config, sum, fmt::format("{} / {}", unit, unit_below));
        }
        target.scales.push_back(conversion(*above, *below, target.planned.ratio));
    }
}

TargetPlaces places_of(const plan::RuleConfig& config, std::string_view values,
                       std::string_view label, BiView title) {
    TargetPlaces places;
    places.values = config.list(values);
    if (stated(config, label)) {
        places.name = config.text(label);
        places.title = same(config.text(label));
        return places;
    }
    places.name = values;
    places.title = {fmt::format("{}: {}", title.en, fmt::join(places.values, ", ")),
                    fmt::format("{}：{}", title.zh, fmt::join(places.values, "、"))};
    return places;
}

void add_readings(const plan::RuleConfig& config, TargetConfig& target) {
    target.sums = config.list("sum");
    if (stated(config, "sum_labels")) {
        const std::vector<std::string>& labels = config.list("sum_labels");
        if (labels.size() != target.sums.size()) {
            throw review::ParamError{"sum_labels",
                                     told("'sum' has {} entries, 'sum_labels' has {}; one label "
                                          "for each is needed",
                                          target.sums.size(), labels.size())};
        }
        std::ranges::transform(labels, std::back_inserter(target.sum_titles), same);
    }
    target.sum_titles.resize(target.sums.size());
    if (stated(config, "places")) {
        target.places.push_back(places_of(config, "places", "place_label", {"text", "正文"}));
    } else {
        target.places.emplace_back();
    }
    if (stated(config, "places_table")) {
        target.places.push_back(
            places_of(config, "places_table", "place_table_label", {"table", "指标表"}));
    }
}

} // namespace

std::span<const plan::ParamInfo> target_params() noexcept {
    return params;
}

TargetConfig target_config(const plan::RuleConfig& config) {
    if (config.clause.empty()) {
        fail(ErrorKind::plan, "a target needs its source; 'clause' states it, such as clause = "
                              "{{ source = \"S0\", place = \"第三章 四\" }}");
    }
    require_choice(config, "bound", {"at_least", "at_most"});
    require_choice(config, "kind", {"约束性", "预期性", not_stated});
    check_choice_of_features(config);
    TargetConfig target;
    target.planned = value_of(config, "planned");
    target.period = years_of(config, "period");
    target.years = stated(config, "years") ? years_of(config, "years") : target.period;
    target.at_least = config.text("bound") == "at_least";
    target.binding = config.text("kind") == "约束性";
    add_readings(config, target);
    if (target.planned.kind == PlannedValue::Kind::ratio) {
        scale_ratio(config, target);
    } else {
        scale_plain(config, target);
    }
    return target;
}

} // namespace parkplan::rules
