// SPDX-License-Identifier: MIT
#pragma once

#include "geo/shape.hpp"
#include "overlay/topology.hpp"

namespace parkplan::rules {

/// What the strips of a near miss take up together, but for the corners between boundaries that
/// part at an angle: they are no gaps. Throws Error{geometry}.
[[nodiscard]] geo::MultiPolygon strips_of(const overlay::NearMiss& miss);

} // namespace parkplan::rules
