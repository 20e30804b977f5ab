// SPDX-License-Identifier: MIT
#include "cli/left_out.hpp"

#include "core/number.hpp"

#include <cmath>
#include <utility>

namespace parkplan::cli {

std::optional<Envelope> envelope_of(const geo::MultiPolygonView& feature) {
    geo::Box box;
    for (const geo::Point& point : feature.points()) {
        if (std::isfinite(point.x) && std::isfinite(point.y)) {
            box.add(point);
        }
    }
    if (box.empty()) {
        return std::nullopt;
    }
    constexpr int decimals = 3;
    Envelope envelope;
    envelope.values = {{"x_min", same(format_fixed(box.min.x, decimals))},
                       {"x_max", same(format_fixed(box.max.x, decimals))},
                       {"y_min", same(format_fixed(box.min.y, decimals))},
                       {"y_max", same(format_fixed(box.max.y, decimals))}};
    geo::PolygonColumn column;
    for (const geo::Point corner :
         {box.min, geo::Point{box.max.x, box.min.y}, box.max, geo::Point{box.min.x, box.max.y}}) {
        column.add_point(corner);
    }
    column.end_ring();
    column.end_polygon();
    column.end_feature();
    envelope.place = geo::MultiPolygon{std::move(column)};
    return envelope;
}

} // namespace parkplan::cli
