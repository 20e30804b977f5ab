// SPDX-License-Identifier: MIT
#pragma once

#include "io/field_reader.hpp"
#include "io/gpkg_table.hpp"
#include "io/sqlite.hpp"
#include "layer/attribute_column.hpp"

#include <optional>

namespace parkplan::io {

/// Appends value `at` of the row at hand to `column`, as read_value does with an OGR feature.
/// Nothing for a date that is not written as GeoPackage asks: GDAL guesses, and warns.
[[nodiscard]] std::optional<ValueFate>
read_value(const Statement& row, int at, Conversion conversion, layer::AttributeColumn& column);

} // namespace parkplan::io
