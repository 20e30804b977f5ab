// SPDX-License-Identifier: MIT
#pragma once

#include "geo/boundary.hpp"
#include "geo/meetings.hpp"

#include <vector>

namespace parkplan::geo::detail {

/// Where the interior of a part falls apart: a part's rings and the points where they meet (a run
/// along each other counts as one point) form a graph, and each cycle in it cuts off a piece. The
/// rings that touch themselves count once per point. Parts with broken[polygon] are left out: the
/// graph says something only when the holes lie in the shell and apart from each other.
[[nodiscard]] std::vector<Passage> find_splits(const Boundary& boundary, const Meetings& meetings,
                                               const std::vector<bool>& broken);

} // namespace parkplan::geo::detail
