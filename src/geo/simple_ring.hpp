// SPDX-License-Identifier: MIT
#pragma once

#include "geo/polygon_column.hpp"

namespace parkplan::geo::detail {

/// Quick answer for the many: true only when the polygon is short and surely has no defect as the
/// only one of a feature: its rings are simple, do not meet, and the holes lie apart inside the
/// shell. False says nothing. Allocates nothing.
[[nodiscard]] bool is_plain(const PolygonView& polygon) noexcept;

} // namespace parkplan::geo::detail
