// SPDX-License-Identifier: MIT
#pragma once

#include "plan/plan_template.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parkplan::plan {

/// "LAYER.ROLE" or "LAYER.SETTING" in its parts.
struct Dotted {
    std::string layer{};
    std::string name{};
};

[[nodiscard]] Dotted dotted(std::string_view text);

/// What a condition says when its layer is not given: a rule that needs the layer is kept, so that
/// its verdict says so; a line about the layer is not.
enum class WhenAbsent : std::uint8_t { holds, fails };

/// Answers the conditions of a template: "landuse", "landuse.code", "landuse.basis",
/// "clusters.as_of<=2022". Refers to what it is made of.
class Conditions {
public:
    Conditions(const PlanTemplate& plan, const PlanChoices& choices)
        : m_plan(plan), m_choices(choices) {}

    /// Why the condition does not hold; nothing when it does. Throws Error{usage} for a year that
    /// is none, Error{internal} for a condition that the template does not know.
    [[nodiscard]] std::optional<BiText> why_not(std::string_view condition,
                                                WhenAbsent when_absent) const;

    /// Of a rule about a layer that is not given: why it must not be judged when the layer is
    /// supplied later, as the plan does not state what the rule asks about it.
    [[nodiscard]] std::optional<BiText> never_stated(std::string_view condition) const;

private:
    [[nodiscard]] static BiText absent(const Dotted& parts);
    [[nodiscard]] static BiText no_field(const std::string& layer, const TemplateRole& role);
    [[nodiscard]] std::optional<BiText> not_stated(const TemplateSetting& setting,
                                                   std::string_view year) const;
    /// True for a role with a field; that of a reference needs the role that it names.
    [[nodiscard]] bool is_mapped(const std::string& layer, const TemplateRole& role) const;

    const PlanTemplate& m_plan;
    const PlanChoices& m_choices;
};

} // namespace parkplan::plan
