// SPDX-License-Identifier: MIT
#pragma once

#include "core/fail.hpp"
#include "geo/path_column.hpp"

#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>

namespace parkplan::test {

/// Adds the paths of a POINT, MULTIPOINT, LINESTRING or MULTILINESTRING as those of `row`; each is
/// moved by `origin`. For drawings in tests: points of a MULTIPOINT stand in brackets of their own.
inline void add_wkt(std::string_view wkt, std::size_t row, geo::PathColumn& column,
                    geo::Point origin = {}) {
    const std::size_t open = wkt.find('(');
    const std::string_view type = wkt.substr(0, open);
    if (type != "POINT" && type != "MULTIPOINT" && type != "LINESTRING" &&
        type != "MULTILINESTRING") {
        fail(ErrorKind::internal, "no drawing of points or lines: '{}'", wkt);
    }
    const std::string text{wkt.substr(open)};
    const char* at = text.c_str();
    bool path = false;
    while (*at != '\0') {
        char* end = nullptr;
        const double x = std::strtod(at, &end);
        if (end == at) { // a bracket, comma or blank
            if (*at == ')' && path) {
                column.end_path();
                path = false;
            }
            ++at;
            continue;
        }
        at = end;
        const double y = std::strtod(at, &end);
        at = end;
        column.add_point({x + origin.x, y + origin.y});
        path = true;
    }
    column.end_row(row);
}

/// A column that holds the drawing as row 0.
[[nodiscard]] inline geo::PathColumn paths(std::string_view wkt) {
    geo::PathColumn column;
    add_wkt(wkt, 0, column);
    return column;
}

} // namespace parkplan::test
