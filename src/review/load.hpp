// SPDX-License-Identifier: MIT
#pragma once

#include "core/tasks.hpp"
#include "plan/plan.hpp"
#include "review/runner.hpp"

namespace parkplan::review {

/// Reads a layer of the plan and brings it into the working CRS; nothing is measured yet. Throws
/// Error with the layer's id: input, crs.
[[nodiscard]] LoadedLayer load_layer(const plan::Plan& plan, const plan::LayerConfig& config,
                                     const LayerReader& reader);

/// Measures all rows in parallel, with the layer's point accuracy or the plan's.
void measure_layer(LoadedLayer& loaded, const plan::Plan& plan, const plan::LayerConfig& config,
                   measure::Validity validity, TaskPool& tasks);

} // namespace parkplan::review
