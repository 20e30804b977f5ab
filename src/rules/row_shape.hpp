// SPDX-License-Identifier: MIT
#pragma once

#include "geo/path_column.hpp"
#include "geo/shape.hpp"
#include "layer/table.hpp"

#include <cstddef>

namespace parkplan::rules {

/// What a finding about a whole feature draws: its polygons, else its lines, else its points.
[[nodiscard]] geo::Shape shape_of(const layer::Table& table, std::size_t row);

/// True when one of the paths is a line.
[[nodiscard]] bool has_lines(const geo::PathsView& paths) noexcept;

} // namespace parkplan::rules
