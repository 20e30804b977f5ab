// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/language.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::plan {

/// What the values of a role's field look like, for guessing the field.
enum class RoleContent : std::uint8_t {
    key,        ///< unique, never empty
    name,       ///< texts that tell the features apart
    reference,  ///< values of a role of another layer
    code,       ///< codes of a classification of land
    class_name, ///< names of its classes
    other,      ///< anything: only the field's name tells
};

/// A field that the rules of a built-in plan ask of a layer.
struct TemplateRole {
    std::string role{};
    BiText title{};
    RoleContent content = RoleContent::other;
    bool required = false;
    std::vector<std::string> refers_to{}; ///< "parks.name": of a reference, the likeliest first
    std::vector<std::string> names{};     ///< names of fields that mean just this
    std::vector<std::string> general{};   ///< names of fields that may mean this
};

/// A layer that a built-in plan knows.
struct TemplateLayer {
    std::string id{};
    BiText title{};
    bool required = false;
    std::vector<std::string> words{}; ///< of the names of such files and layers
    std::vector<TemplateRole> roles{};
};

/// Something that a built-in plan asks the user, besides files and fields.
struct TemplateSetting {
    std::string name{};  ///< "landuse.basis"
    std::string layer{}; ///< asked only when this layer is given
    BiText title{};
    bool required = false;
    bool list = false; ///< of texts, separated by commas
    std::vector<std::string> choices{};
};

/// A built-in plan before anything is filled in.
struct PARKPLAN_API PlanTemplate {
    std::string name{};
    BiText title{};
    std::string main{};   ///< the layer whose coordinate system the plan works in
    std::string method{}; ///< of record, unless the user states another
    std::string basis{};  ///< of that method
    std::vector<TemplateLayer> layers{};
    std::vector<TemplateSetting> settings{};
    std::string body{};

    [[nodiscard]] const TemplateLayer* find_layer(std::string_view id) const noexcept;
    [[nodiscard]] const TemplateRole* find_role(std::string_view layer,
                                                std::string_view role) const noexcept;
    [[nodiscard]] const TemplateSetting* find_setting(std::string_view setting) const noexcept;
    [[nodiscard]] std::vector<std::string> layer_ids() const;
    [[nodiscard]] std::vector<std::string> setting_names() const;
};

/// Names of the built-in plans, sorted.
[[nodiscard]] PARKPLAN_API std::vector<std::string> template_names();

/// The built-in plan of that name; Error{usage} with the known names for another.
[[nodiscard]] PARKPLAN_API PlanTemplate built_in_template(std::string_view name);

/// Reads the text of a template. Throws Error{internal}: templates are our own.
[[nodiscard]] PARKPLAN_API PlanTemplate read_template(std::string_view name, std::string_view text);

/// A role's field, as it was chosen.
struct ChosenField {
    std::string field{};
    std::string target{}; ///< of a reference: the role that it names, "name"
    BiText why{};         ///< becomes a comment
};

/// A layer that is given.
struct ChosenLayer {
    std::string path{};     ///< as the plan file shall say it
    std::string layer{};    ///< name in the source; empty: the only one
    std::string crs{};      ///< to be stated in the plan; empty: the source says it
    std::string encoding{}; ///< of its texts, stated; empty: as the source says
    std::map<std::string, ChosenField> fields{}; ///< by role
};

/// What a template is filled with.
struct PlanChoices {
    std::string crs{};
    BiText crs_why{};
    std::string method{};
    std::string basis{};                                ///< empty: none stated
    std::string point_accuracy{};                       ///< empty: not stated
    std::string date{};                                 ///< ISO; empty: none
    std::map<std::string, ChosenLayer> layers{};        ///< by id
    std::map<std::string, std::string> settings{};      ///< by name
    std::map<std::string, BiText, std::less<>> notes{}; ///< by id of a layer: a comment on it
};

/// What cannot be used, and why: of a template a rule that stays in the plan with `not_checked`.
struct LeftOut {
    std::string rule{};
    BiText why{};
};

/// A plan file, with its rules that are not checked for want of something other than a layer.
struct FilledPlan {
    std::string text{};
    std::vector<LeftOut> left_out{};
};

/// Writes a plan file: commented in both languages, it reads back with read_plan. Layers that are
/// not among the choices get `provided = false`.
[[nodiscard]] PARKPLAN_API FilledPlan fill_template(const PlanTemplate& plan,
                                                    const PlanChoices& choices);

} // namespace parkplan::plan
