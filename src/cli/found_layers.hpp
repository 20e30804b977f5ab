// SPDX-License-Identifier: MIT
#pragma once

#include "layer/layer.hpp"
#include "plan/given_layer.hpp"
#include "plan/plan_template.hpp"
#include "rules/guess_layers.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace parkplan::cli {

/// The layers of a folder. `found`, `titles`, `paths` and `infos` are parallel.
struct Folder {
    std::vector<rules::FoundLayer> found{};
    std::vector<std::string> titles{}; ///< "old/parks.gpkg (parks_示意)", as seen from the folder
    std::vector<plan::PathParts> paths{};
    std::vector<layer::SourceInfo> infos{};
    std::vector<plan::LeftOut> left_out{}; ///< what cannot be used, with the reason
};

/// Polygon layers with a coordinate system in `folder` and two levels of folders below it, sorted
/// by path. Hidden files and folders are not looked at. Throws Error{usage} when it is no folder or
/// holds no file of a known format.
[[nodiscard]] Folder layers_in(const std::filesystem::path& folder);

} // namespace parkplan::cli
