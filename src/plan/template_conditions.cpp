// SPDX-License-Identifier: MIT
#include "plan/template_conditions.hpp"

#include "core/fail.hpp"

#include <fmt/format.h>

#include <cstddef>

namespace parkplan::plan {
namespace {

/// "2022", "2022-06", "2022年".
bool starts_with_a_year(std::string_view text) {
    constexpr std::size_t digits = 4;
    const std::string_view year = text.substr(0, digits);
    return year.size() == digits &&
           year.find_first_not_of("0123456789") == std::string_view::npos &&
           (text.size() == digits || text[digits] < '0' || text[digits] > '9');
}

} // namespace

Dotted dotted(std::string_view text) {
    const std::size_t dot = text.find('.');
    return {std::string{text.substr(0, dot)},
            dot == std::string_view::npos ? std::string{} : std::string{text.substr(dot + 1)}};
}

std::optional<BiText> Conditions::why_not(std::string_view condition,
                                          WhenAbsent when_absent) const {
    const std::size_t bound = condition.find("<=");
    const std::string_view subject = condition.substr(0, bound);
    const Dotted parts = dotted(subject);
    if (!m_choices.layers.contains(parts.layer)) {
        return when_absent == WhenAbsent::holds ? std::nullopt : std::optional{absent(parts)};
    }
    if (const TemplateSetting* const setting = m_plan.find_setting(subject)) {
        return not_stated(*setting, bound == std::string_view::npos ? std::string_view{}
                                                                    : condition.substr(bound + 2));
    }
    const TemplateRole* const role = m_plan.find_role(parts.layer, parts.name);
    if (!parts.name.empty() && role == nullptr) {
        fail(ErrorKind::internal, "built-in plan '{}': unknown condition '{}'", m_plan.name,
             condition);
    }
    return role == nullptr || is_mapped(parts.layer, *role)
               ? std::nullopt
               : std::optional{no_field(parts.layer, *role)};
}

std::optional<BiText> Conditions::never_stated(std::string_view condition) const {
    const TemplateSetting* const setting =
        m_plan.find_setting(condition.substr(0, condition.find("<=")));
    if (setting == nullptr || m_choices.layers.contains(setting->layer)) {
        return std::nullopt;
    }
    const BiText& title = m_plan.find_layer(setting->layer)->title;
    return BiText{fmt::format("layer '{}' was not provided when the plan was made", title.en),
                  fmt::format("编制方案时“{}”未提供", title.zh)};
}

BiText Conditions::absent(const Dotted& parts) {
    return {fmt::format("layer '{}' is not given", parts.layer),
            fmt::format("未给出图层“{}”", parts.layer)};
}

std::optional<BiText> Conditions::not_stated(const TemplateSetting& setting,
                                             std::string_view year) const {
    const auto stated = m_choices.settings.find(setting.name);
    if (stated == m_choices.settings.end()) {
        return BiText{fmt::format("'{}' is not stated ({})", setting.name, setting.title.en),
                      fmt::format("未说明“{}”（{}）", setting.name, setting.title.zh)};
    }
    if (!year.empty() && !starts_with_a_year(stated->second)) {
        fail(ErrorKind::usage, "'{}' is '{}'; a year or a date such as 2020-12-31 is needed",
             setting.name, stated->second);
    }
    if (!year.empty() && stated->second.substr(0, year.size()) > year) {
        return BiText{fmt::format("'{}' is {}, after {}", setting.name, stated->second, year),
                      fmt::format("“{}”为{}，晚于{}年", setting.name, stated->second, year)};
    }
    return std::nullopt;
}

bool Conditions::is_mapped(const std::string& layer, const TemplateRole& role) const {
    const auto& fields = m_choices.layers.at(layer).fields;
    const auto chosen = fields.find(role.role);
    if (chosen == fields.end() || role.refers_to.empty()) {
        return chosen != fields.end();
    }
    const auto other = m_choices.layers.find(dotted(role.refers_to.front()).layer);
    return other == m_choices.layers.end() || other->second.fields.contains(chosen->second.target);
}

BiText Conditions::no_field(const std::string& layer, const TemplateRole& role) {
    return {fmt::format("no field is taken for '{}.{}' ({})", layer, role.role, role.title.en),
            fmt::format("“{}.{}”（{}）未对应到字段", layer, role.role, role.title.zh)};
}

} // namespace parkplan::plan
