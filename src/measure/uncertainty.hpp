// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/units.hpp"
#include "geo/polygon_column.hpp"
#include "geo/vertex_gradients.hpp"

#include <vector>

namespace parkplan::measure {

/// Standard uncertainty of a planar area per metre of point accuracy m_p (standard deviation of a
/// vertex in position, m_p² = 2σ² for equal coordinates):
///   σ_S = m_p · sqrt( Σ D²(i−1, i+1) / 8 ),
/// D the distance between the two neighbours of vertex i (error propagation of the shoelace, with
/// independent vertices). Every stored vertex that is no exact duplicate of its predecessor
/// counts; the gradients of vertices at an identical coordinate within the feature are added
/// before squaring, because they are one measured point. Coordinates in metres.
[[nodiscard]] Metres sigma_per_metre(const geo::MultiPolygonView& feature);

/// The same of any sum of areas, by the gradients of all of them: m_p · sqrt( Σ|∂A/∂v|² / 2 ),
/// those at an identical coordinate added first, so that a boundary which two pieces share drops
/// out. Sorts the gradients; their order changes no bit. Coordinates in metres.
[[nodiscard]] PARKPLAN_API Metres sigma_per_metre(std::vector<geo::VertexGradient>& gradients);

} // namespace parkplan::measure
