// SPDX-License-Identifier: MIT
#pragma once

#include "io/out_layer.hpp"
#include "io/vector_file.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace parkplan::io {

/// What a written file may differ in from what was to be written.
struct ReadBack {
    std::string driver{};              ///< that must read it
    std::vector<std::string> fields{}; ///< names in the file, in field order
    TextLimit limit = TextLimit::none;
    double coordinates = 0.0;     ///< largest difference of a coordinate
    double reals = 0.0;           ///< largest difference of a real value
    bool rings_unordered = false; ///< a reader may sort rings and turn them (Shapefile)
    bool empty_is_null = false;   ///< empty texts and blanks at the ends are not kept (Shapefile)
};

/// Opens `file` and compares layer, row count, fields, CRS, values and geometry with `layer`.
/// Throws Error{output} that names the first difference.
void check_written(const std::filesystem::path& file, const OutLayer& layer,
                   const ReadBack& allowed);

} // namespace parkplan::io
