// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "geo/point.hpp"
#include "layer/range_source.hpp"

#include <cstddef>
#include <span>

namespace parkplan::layer {

/// A layer with a spatial index: the rows near some places are read without the others. Its pieces
/// are those of what find() found: without it, there are none.
class PARKPLAN_API WindowSource : public RangeSource {
public:
    /// Finds all rows whose boxes meet one of `windows` (boundary included; in the coordinates of
    /// the source), and perhaps some that only nearly do; says how many. Every other row has a box
    /// that meets none. One thread, and none that reads. Throws Error{input}.
    [[nodiscard]] virtual std::size_t find(std::span<const geo::Box> windows) = 0;
};

} // namespace parkplan::layer
