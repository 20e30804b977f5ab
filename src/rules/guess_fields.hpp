// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/language.hpp"
#include "plan/plan_template.hpp"
#include "rules/layer_sample.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::rules {

/// A field that could play a role of a built-in plan.
struct FieldGuess {
    std::string field{};
    std::string target{}; ///< of a reference: the role that it names in the other layer
    int score = 0;        ///< higher is likelier; of the name, and of the values
    BiText why{};
};

/// Which field plays a role: one; several that are equally good; or none.
struct RoleGuess {
    std::string layer{};
    std::string role{};
    bool stated = false; ///< by the user: then the field, or nothing where there is none
    std::vector<FieldGuess> best{};

    [[nodiscard]] bool ambiguous() const noexcept { return best.size() > 1; }
};

/// "LAYER.ROLE" -> field; an empty field says that the layer has none.
using StatedFields = std::map<std::string, std::string>;

/// Layers that are there, by id.
using Samples = std::map<std::string, const LayerSample*>;

/// How telling the name of a field is for a role.
enum class NameLikeness : unsigned char {
    none,
    usual, ///< a name that fields of any layer have
    like,  ///< begins or ends as a name that means just this
    just,  ///< means just this
};
[[nodiscard]] NameLikeness likeness_of(const plan::TemplateRole& role, std::string_view field);

/// The roles of the layers of a built-in plan that are there, in the order of the plan; by names
/// in Chinese, pinyin and English, and by what the values are. Depends on nothing but its
/// arguments.
[[nodiscard]] PARKPLAN_API std::vector<RoleGuess>
guess_fields(const plan::PlanTemplate& plan, const Samples& samples, const StatedFields& stated);

/// Which classifications of land the codes of a layer may follow, by names as plans say them: one
/// when that is clear.
struct SchemeGuess {
    std::vector<std::string> possible{};
    BiText why{};
};

/// By what the layer says of itself, by the form of the codes, and by the names of the classes.
/// `class_field` may be empty.
[[nodiscard]] PARKPLAN_API SchemeGuess guess_scheme(const LayerSample& sample,
                                                    const std::string& code_field,
                                                    const std::string& class_field);

} // namespace parkplan::rules
