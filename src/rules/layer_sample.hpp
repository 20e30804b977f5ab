// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "layer/layer.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace parkplan::rules {

/// The attributes of the first rows of a layer, to guess by what its fields mean.
struct LayerSample {
    layer::Schema schema{};
    std::vector<layer::AttributeColumn> columns{}; ///< in schema order
    std::size_t rows = 0;
    std::size_t polygons = 0; ///< rows that have one
    bool whole = true;        ///< no row was left unread
};

/// Reads up to a few ten thousand rows.
[[nodiscard]] PARKPLAN_API LayerSample sample_of(layer::BatchSource& source);

/// What the values of one field look like. Blanks around values do not count; a blank value, and
/// one that could not be read, is empty.
struct FieldFigures {
    std::size_t filled = 0;         ///< rows that have a value
    std::set<std::string> values{}; ///< each once
    std::size_t wide = 0;           ///< values with letters beyond ASCII
    double mean_bytes = 0.0;        ///< of a value
};
[[nodiscard]] FieldFigures figures_of(const LayerSample& sample, std::size_t field);

} // namespace parkplan::rules
