// SPDX-License-Identifier: MIT
#pragma once

#include "cli/options.hpp"
#include "cli/overlay_layer.hpp"
#include "core/progress.hpp"
#include "core/tasks.hpp"
#include "crs/crs.hpp"
#include "geo/point.hpp"

#include <span>

namespace parkplan::cli {

/// A layer as far as its features may meet some places: brought into `plane`, with the rows whose
/// boxes meet one of `near` (there, boundary included) and those that have no box; the others are
/// counted in `away`. By the spatial index of the file where that spares reading most of it, with
/// the same result. Of the fields only the key is read. Throws what reading throws, and Error{crs}
/// where the layer states no coordinate system or there is no accurate transformation.
[[nodiscard]] WholeLayer read_near(const LayerOptions& options, const crs::Crs& plane,
                                   std::span<const geo::Box> near, const OverlayRun& run);

} // namespace parkplan::cli
