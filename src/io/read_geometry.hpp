// SPDX-License-Identifier: MIT
#pragma once

#include "layer/table.hpp"

#include <string>

namespace parkplan::io {

/// Why a polygon is unreadable whose hole lies in nothing.
inline constexpr const char* hole_without_shell = "a polygon has a hole but no shell";

/// What was met in the geometry of one feature.
struct ReadGeometry {
    layer::GeometryState state = layer::GeometryState::null;
    bool z_or_m = false;          ///< had heights or measures, which are dropped
    bool curves = false;          ///< curves became segments
    bool members_dropped = false; ///< a collection held other things than polygons
    bool unclosed = false;        ///< a ring did not end where it starts
    std::string detail{};         ///< type for not_polygon, reason for unreadable
};

} // namespace parkplan::io
