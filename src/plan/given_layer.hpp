// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "plan/plan.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace parkplan::plan {

/// A layer that the user names beside the plan file: it stands in place of the path and the layer
/// name that the file states, or of `provided = false`.
struct GivenLayer {
    std::string id{};
    std::string path{}; ///< relative to the current folder; "|layername=x" may follow
};

/// read_plan with some layers given; Error{usage} for one that the plan does not have, or whose
/// file is not there.
[[nodiscard]] PARKPLAN_API Plan read_plan_with(const std::filesystem::path& file,
                                               std::span<const RuleInfo* const> rules,
                                               std::span<const GivenLayer> given);

/// `written`, the path of a layer as it is said in the folder `from`, as a plan in the folder `to`
/// must say it. Absolute paths and connections stay.
[[nodiscard]] PARKPLAN_API std::string path_seen_from(const std::string& written,
                                                      const std::filesystem::path& from,
                                                      const std::filesystem::path& to);

/// A layer's path in its parts.
struct PathParts {
    std::string path{};
    std::string layer{}; ///< empty: the only one of the file
};

/// Parts a path as a user writes it, relative to the current folder. Throws Error{usage} when the
/// file is not there.
[[nodiscard]] PARKPLAN_API PathParts split_layer_path(const std::string& written);

} // namespace parkplan::plan
