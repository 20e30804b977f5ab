// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
#include "crs/crs.hpp"
#include "crs/gauss_krueger.hpp"
#include "layer/layer.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::report {

/// "label  text" lines whose texts start in one column.
using LabelledLines = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] std::string labelled_text(const LabelledLines& lines);

/// Layer and CRS of a source, in one line each.
[[nodiscard]] LabelledLines source_labels(const layer::SourceInfo& info, Language language);

/// "EPSG:4548, CGCS2000 / 3-degree Gauss-Kruger CM 117E"; the local plane in words.
[[nodiscard]] std::string crs_text(const crs::Crs& crs, Language language);
[[nodiscard]] std::string plane_text(const std::optional<crs::WorkingPlane>& plane,
                                     Language language);

} // namespace parkplan::report
