// SPDX-License-Identifier: MIT
#pragma once

#include "plan/rule_info.hpp"

#include <array>

namespace parkplan::plan::test {

inline constexpr std::array area_params{
    ParamInfo{.name = "layer",
              .type = ParamType::layer,
              .required = true,
              .fallback{},
              .help = {"layer to be checked", "被检查的图层"}},
    ParamInfo{.name = "limit",
              .type = ParamType::area,
              .required = true,
              .fallback{},
              .help = {"smallest area that passes", "最小面积"}},
};

/// A parameter of every type, each optional one with and without a fallback.
inline constexpr std::array every_param{
    ParamInfo{.name = "layer",
              .type = ParamType::layer,
              .required = true,
              .fallback{},
              .help = {"layer to be checked", "被检查的图层"}},
    ParamInfo{.name = "by", .type = ParamType::layer, .required = false, .fallback{}, .help{}},
    ParamInfo{.name = "field", .type = ParamType::field, .required = false, .fallback{}, .help{}},
    ParamInfo{.name = "fields",
              .type = ParamType::fields,
              .required = false,
              .fallback = "name, key",
              .help{}},
    ParamInfo{
        .name = "min_area", .type = ParamType::area, .required = false, .fallback = "0m2", .help{}},
    ParamInfo{.name = "min_width",
              .type = ParamType::length,
              .required = false,
              .fallback = "5cm",
              .help{}},
    ParamInfo{
        .name = "count", .type = ParamType::integer, .required = false, .fallback = "31", .help{}},
    ParamInfo{
        .name = "separator", .type = ParamType::text, .required = false, .fallback{}, .help{}},
    ParamInfo{
        .name = "values", .type = ParamType::text_list, .required = false, .fallback{}, .help{}},
    ParamInfo{
        .name = "factor", .type = ParamType::number, .required = false, .fallback = "1.5", .help{}},
    ParamInfo{
        .name = "part", .type = ParamType::share, .required = false, .fallback = "80%", .help{}},
};

inline constexpr RuleInfo area_at_least{
    .kind = "area_at_least", .summary{}, .why{}, .params = area_params, .level = Level::error};
inline constexpr RuleInfo everything{
    .kind = "everything", .summary{}, .why{}, .params = every_param, .level = Level::warning};
inline constexpr std::array<const RuleInfo*, 2> sample_rules{&area_at_least, &everything};

} // namespace parkplan::plan::test
