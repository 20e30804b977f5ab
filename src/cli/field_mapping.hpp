// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.hpp"
#include "core/language.hpp"
#include "layer/layer.hpp"
#include "plan/given_layer.hpp"
#include "plan/plan_template.hpp"
#include "rules/guess_fields.hpp"
#include "rules/layer_sample.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::cli {

/// A layer that a built-in plan is filled with: where it is, and what was seen of it.
struct SampledLayer {
    plan::PathParts path{};
    layer::SourceInfo info{};
    rules::LayerSample sample{};
};

/// What is stated about a layer that its source does not say; empty: nothing.
struct StatedSource {
    std::string crs{};
    std::string encoding{}; ///< of its texts
};

/// Opens a layer and reads its first rows. Throws what opening throws.
[[nodiscard]] SampledLayer sample_layer(const plan::PathParts& path, const StatedSource& stated);

/// That the names of a layer's fields cannot be read, and what to do; nothing when all can. `id` is
/// what the plan calls the layer.
[[nodiscard]] std::optional<BiText> unreadable_names(const layer::Schema& schema,
                                                     std::string_view id);

/// What the settings of a plan say so about a layer: "clusters.crs", "clusters.encoding".
[[nodiscard]] StatedSource stated_source(const plan::PlanChoices& choices, std::string_view id);

/// The text that stands for a coordinate system in a plan file.
[[nodiscard]] std::string crs_text(const crs::Crs& crs);

/// A built-in plan with what was found out, or stated, about its layers.
struct Mapping {
    plan::PlanTemplate plan{};
    std::map<std::string, SampledLayer> layers{}; ///< by id
    std::vector<rules::RoleGuess> roles{};        ///< of the layers that are there
    std::optional<rules::SchemeGuess> scheme{};   ///< of the classes of land
    std::string scheme_setting{};                 ///< its name: "landuse.scheme"
    bool method_stated = false;
    plan::PlanChoices choices{};
};

/// Guesses the fields, and the scheme of the codes unless it is stated, and takes what is clear
/// into the choices, with paths as they are seen from `folder`.
void map_fields(Mapping& mapping, const rules::StatedFields& stated,
                const std::filesystem::path& folder);

/// The mapping as people confirm it.
[[nodiscard]] std::string
mapping_text(const Mapping& mapping, const std::vector<plan::LeftOut>& left_out, Language language);

/// Throws Error{usage} that lists what is ambiguous and what is missing, with the options that
/// settle it.
void require_clear(const Mapping& mapping);

/// True when something was chosen for the user.
[[nodiscard]] bool anything_guessed(const Mapping& mapping);

/// Asks on a terminal; without one, or when the answer is no, throws Error{usage} that says how to
/// go on. `file` is where the plan is to be written; empty: nowhere.
void confirm_mapping(const Console& console, Language language, std::string_view file);

} // namespace parkplan::cli
