// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
#include "core/level.hpp"
#include "crs/transform.hpp"
#include "layer/layer.hpp"
#include "plan/plan.hpp"
#include "review/runner.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace parkplan::report {

/// Where a layer of the plan came from, before it was brought into the working CRS.
struct LayerSource {
    layer::SourceInfo info{};
    std::optional<crs::TransformInfo> to_working{};
};

/// What writing the results had to change or leave out.
struct OutputNote {
    std::string code{}; ///< "PP-0701", or empty
    Level level = Level::info;
    std::string file{}; ///< relative to the results folder
    BiText message{};
    std::vector<std::string> details{}; ///< new name of a field, keys of cut rows
};

/// A run of `check`: what the reports are made of.
struct CheckResult {
    plan::Plan plan{};
    bool plan_is_file = true; ///< false: built in, and filled by the command line
    review::Review review{};
    std::map<std::string, LayerSource> sources{}; ///< by id of the layer in the plan
    std::vector<OutputNote> notes{};
    bool has_folder = false; ///< the results are written to a folder, tables to files of their own
};

} // namespace parkplan::report
