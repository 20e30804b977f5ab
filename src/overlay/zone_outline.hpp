// SPDX-License-Identifier: MIT
#pragma once

#include "geo/edge_index.hpp"

#include <span>

namespace parkplan::overlay {

/// The edges of areas that are left when those that two areas share, point by point, are taken
/// out: together the boundary of the union of areas that do not overlap. Where neighbours have
/// other vertices on their common border both edges stay; what they enclose is counted as it lies.
[[nodiscard]] geo::EdgeIndex outline_of(std::span<const geo::EdgeIndex> areas);

} // namespace parkplan::overlay
