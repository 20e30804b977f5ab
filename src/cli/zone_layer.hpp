// SPDX-License-Identifier: MIT
#pragma once

#include "cli/overlay_layer.hpp"
#include "core/tasks.hpp"
#include "measure/measure.hpp"
#include "overlay/zone_faces.hpp"

#include <vector>

namespace parkplan::cli {

/// Zones ready to be tabulated by.
struct ZoneLayer {
    OverlayLayer zones; ///< its findings tell of overlaps and of zones left out, too
    overlay::ZoneFaces faces{};
};

/// Brings the zones into `plane`, judges, measures and resolves them. Throws what
/// overlay::resolve_zones throws.
[[nodiscard]] ZoneLayer prepare_zones(WholeLayer whole, const crs::Crs& plane,
                                      const measure::Measurer& measurer, TaskPool& tasks);

} // namespace parkplan::cli
