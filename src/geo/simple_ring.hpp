// SPDX-License-Identifier: MIT
#pragma once

#include "geo/polygon_column.hpp"

namespace parkplan::geo::detail {

/// Quick answer for the many: true only when the ring is short and surely has no defect as the
/// only ring of a feature. False says nothing. Allocates nothing.
[[nodiscard]] bool is_plain(RingView shell) noexcept;

} // namespace parkplan::geo::detail
