// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "geo/point.hpp"
#include "geo/shape.hpp"

#include <utility>
#include <vector>

namespace parkplan::geo {

/// The bounded faces that straight segments cut out of the plane, canonical: each a polygon, with
/// holes where others lie inside. Faces that touch at a point are apart. Made by the engine: the
/// segments are noded at full floating precision first. The order of the segments and of their ends
/// changes nothing. Throws Error{geometry}.
[[nodiscard]] PARKPLAN_API MultiPolygon
faces_between(std::vector<std::pair<Point, Point>> segments);

} // namespace parkplan::geo
