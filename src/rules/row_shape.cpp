// SPDX-License-Identifier: MIT
#include "rules/row_shape.hpp"

namespace parkplan::rules {

geo::Shape shape_of(const layer::Table& table, std::size_t row) {
    if (table.states[row] == layer::GeometryState::polygon) {
        return geo::MultiPolygon{table.polygons[row]};
    }
    geo::MultiLine lines;
    geo::MultiPoint points;
    const geo::PathsView paths = table.paths.of(row);
    for (std::size_t i = 0; i < paths.size(); ++i) {
        if (paths[i].size() > 1) {
            lines.lines.emplace_back(paths[i].begin(), paths[i].end());
        } else {
            points.points.push_back(paths[i].front());
        }
    }
    if (lines.lines.empty()) {
        return points;
    }
    return lines;
}

bool has_lines(const geo::PathsView& paths) noexcept {
    for (std::size_t i = 0; i < paths.size(); ++i) {
        if (paths[i].size() > 1) {
            return true;
        }
    }
    return false;
}

} // namespace parkplan::rules
