// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "io/vector_file.hpp"
#include "report/check_result.hpp"

#include <cstddef>
#include <vector>

namespace parkplan::report {

/// The layers of a result as they are written, in the working CRS: every loaded layer of the plan
/// with its attributes, areas and outcome, then the places of all findings, one layer per kind of
/// geometry that occurs. Names are unique whatever the input calls its layers and fields.
[[nodiscard]] PARKPLAN_API std::vector<io::OutLayer> data_layers(const CheckResult& result);

/// A measured layer: `index` counts review.loaded.
[[nodiscard]] io::OutLayer measured_layer(const CheckResult& result, std::size_t index);
/// The findings with a place of that kind; no rows when there are none.
[[nodiscard]] io::OutLayer findings_layer(const CheckResult& result, io::OutGeometry geometry);

} // namespace parkplan::report
