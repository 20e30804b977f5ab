// SPDX-License-Identifier: MIT
#pragma once

#include "core/catalogue.hpp"
#include "plan/rule_info.hpp"

#include <string_view>

namespace parkplan::rules {

/// A parameter that a plan must state.
[[nodiscard]] constexpr plan::ParamInfo required_param(std::string_view name, plan::ParamType type,
                                                       BiView help) {
    return {.name = name, .type = type, .required = true, .fallback = {}, .help = help};
}

/// A parameter that a plan may state; without a fallback it is absent unless stated.
[[nodiscard]] constexpr plan::ParamInfo optional_param(std::string_view name, plan::ParamType type,
                                                       BiView help,
                                                       std::string_view fallback = {}) {
    return {.name = name, .type = type, .required = false, .fallback = fallback, .help = help};
}

/// The same parameter, a list in which a value may stand more than once.
[[nodiscard]] constexpr plan::ParamInfo with_repeats(plan::ParamInfo param) {
    param.repeats = true;
    return param;
}

/// A layer whose geometries the rule looks at.
[[nodiscard]] constexpr plan::ParamInfo polygon_layer(std::string_view name, BiView help) {
    plan::ParamInfo param = required_param(name, plan::ParamType::layer, help);
    param.geometry = true;
    return param;
}

/// The same where the plan need not name one.
[[nodiscard]] constexpr plan::ParamInfo optional_polygon_layer(std::string_view name, BiView help) {
    plan::ParamInfo param = polygon_layer(name, help);
    param.required = false;
    return param;
}

/// A layer whose points and lines count as well as its polygons.
[[nodiscard]] constexpr plan::ParamInfo geometry_layer(std::string_view name, BiView help) {
    plan::ParamInfo param = polygon_layer(name, help);
    param.paths = true;
    return param;
}

/// The layer of a rule that looks at attributes only.
inline constexpr plan::ParamInfo attribute_layer = required_param(
    "layer", plan::ParamType::layer, {"layer whose attributes are checked", "待检查的图层"});

} // namespace parkplan::rules
