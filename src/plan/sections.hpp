// SPDX-License-Identifier: MIT
#pragma once

#include "plan/given_layer.hpp"
#include "plan/plan.hpp"
#include "plan/toml_document.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace parkplan::plan {

/// Where a layer is to be read from.
struct LayerPath {
    std::filesystem::path file{};
    std::string layer{}; ///< from "|layername=x", else empty
};

/// Resolves a layer's path as written against the folder of the plan. Plain paths must exist;
/// "PG:…" and other names with a driver's prefix stay as written; the archive in "/vsizip/…" is
/// taken relative to the plan, too. Throws Error{usage} that says what is wrong.
[[nodiscard]] LayerPath resolve_layer_path(const std::string& written,
                                           const std::filesystem::path& folder);

/// Reads [layers], with the paths of `given` in place of their own. Throws Error{plan}, and
/// Error{usage} for what is wrong with a given path.
[[nodiscard]] std::vector<LayerConfig> read_layers(const TomlEntry& entry,
                                                   const std::filesystem::path& file,
                                                   std::span<const GivenLayer> given);

/// Reads [readings]; `plan` holds what [measure] says. Throws Error{plan}.
[[nodiscard]] Readings read_readings(const TomlEntry& entry, const Plan& plan);

/// What the rules of a plan may refer to.
struct RuleContext {
    std::string file{};
    std::span<const RuleInfo* const> kinds{};
    std::span<const LayerConfig> layers{};
    std::span<const Source> sources{};
};

/// Reads [[rules]]. Throws Error{plan}.
[[nodiscard]] std::vector<RuleConfig> read_rules(const TomlEntry& entry,
                                                 const RuleContext& context);

/// Reads [[waivers]]. Throws Error{plan}.
[[nodiscard]] std::vector<Waiver> read_waivers(const TomlEntry& entry, const std::string& file,
                                               std::span<const RuleConfig> rules);

} // namespace parkplan::plan
