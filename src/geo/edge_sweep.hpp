// SPDX-License-Identifier: MIT
#pragma once

#include "geo/boundary.hpp"

#include <cstdint>
#include <vector>

namespace parkplan::geo::detail {

/// Edges such that the others do not meet each other, but for neighbours in their common vertex:
/// none for clean features, and at most twice as many as any such set must have. Ascending.
///
/// The sweep of M. I. Shamos and D. Hoey, "Geometric intersection problems", FOCS 1976, with exact
/// predicates; when two neighbours in the status meet, both are taken out and the sweep goes on.
/// So the edges in the status never meet up to the sweep line, their order stays right, and no
/// computed point is ever needed. O(n log n), whatever the shape.
[[nodiscard]] std::vector<std::uint32_t> edges_that_meet(const Boundary& boundary);

} // namespace parkplan::geo::detail
