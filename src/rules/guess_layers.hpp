// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "plan/plan_template.hpp"
#include "rules/layer_sample.hpp"

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace parkplan::rules {

/// A layer that was found, and what of it can be looked at.
struct FoundLayer {
    std::string file_name{};  ///< without folder and ending
    std::string layer_name{}; ///< in the source
    LayerSample sample{};
};

/// The layers of a built-in plan that found layers can be.
struct LayerGuesses {
    std::map<std::string, std::size_t> chosen{};             ///< id -> position among the found
    std::map<std::string, std::vector<std::size_t>> equal{}; ///< id -> equally good ones: none
    std::map<std::string, BiText> why{};                     ///< of the chosen, by id
    std::map<std::size_t, std::vector<std::string>> torn{}; ///< equally like several: taken by none
    std::map<std::size_t, std::string> beaten{}; ///< what else was like a layer: by another
};

/// By the names of layers and files, and by their fields; where a name says nothing, by fields
/// whose names tell alone. Every found layer is taken once, the likeliest first.
[[nodiscard]] PARKPLAN_API LayerGuesses guess_layers(const plan::PlanTemplate& plan,
                                                     std::span<const FoundLayer> found);

} // namespace parkplan::rules
