// SPDX-License-Identifier: MIT
#pragma once

#include "geo/shape.hpp"

#include <string_view>

namespace parkplan::test {

/// A multipolygon from WKT: wkt("POLYGON((0 0, 4 0, 4 3, 0 3, 0 0))").
[[nodiscard]] inline geo::MultiPolygon wkt(std::string_view text) {
    return geo::polygon_from_wkt(text);
}

} // namespace parkplan::test
