// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/tasks.hpp"
#include "geo/edge_index.hpp"
#include "geo/polygon_column.hpp"
#include "measure/measure.hpp"
#include "overlay/overlap.hpp"
#include "overlay/side.hpp"

#include <cstdint>
#include <vector>

namespace parkplan::overlay {

/// Zones cut into faces that do not overlap: what is measured against. A zone that overlaps no
/// other is one face, as it stands; zones that overlap are cut by the engine, one face for each set
/// of zones that occurs.
struct ZoneFaces {
    geo::PolygonColumn polygons{};                   ///< a feature per face
    std::vector<std::vector<std::uint32_t>> zones{}; ///< rows of the zones that a face is in
    std::vector<Overlap> overlaps{};                 ///< of zones, sorted by a, b
    std::vector<geo::EdgeIndex> edges{};             ///< of each face
    /// The edges that faces do not share: the boundary of their union. Where neighbours have other
    /// vertices on their common border the edges of both stay.
    geo::EdgeIndex outline{};
};

/// Faces of the usable zones, sorted by their sets of zones. Overlaps no wider than rounding
/// explains are none (overlap.hpp). The order of the rows, ring starts, directions and threads
/// change no face. `zones` has the coordinate system of `measurer`. Throws Error{geometry} naming
/// the zones that the engine refused.
[[nodiscard]] PARKPLAN_API ZoneFaces resolve_zones(const Side& zones,
                                                   const measure::Measurer& measurer,
                                                   TaskPool& tasks);

} // namespace parkplan::overlay
