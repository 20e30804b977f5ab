// SPDX-License-Identifier: MIT
#include "geo/faces.hpp"

#include "geo/engine.hpp"
#include "geo/solid.hpp"

#include <geos_c.h>

#include <algorithm>
#include <array>

namespace parkplan::geo {

using detail::engine;
using detail::own;

namespace {

detail::GeosPtr line_of(const std::pair<Point, Point>& segment) {
    const std::array<double, 4> xy{segment.first.x, segment.first.y, segment.second.x,
                                   segment.second.y};
    GEOSCoordSequence* sequence = GEOSCoordSeq_copyFromBuffer_r(engine(), xy.data(), 2, 0, 0);
    if (sequence == nullptr) {
        detail::engine_failed("line");
    }
    return own(GEOSGeom_createLineString_r(engine(), sequence), "line");
}

} // namespace

MultiPolygon faces_between(std::vector<std::pair<Point, Point>> segments) {
    for (auto& [a, b] : segments) {
        if (b < a) {
            std::swap(a, b);
        }
    }
    std::ranges::sort(segments);
    segments.erase(std::unique(segments.begin(), segments.end()), segments.end());
    std::vector<GEOSGeometry*> lines;
    lines.reserve(segments.size());
    for (const auto& segment : segments) {
        lines.push_back(line_of(segment).release());
    }
    const detail::GeosPtr all =
        own(GEOSGeom_createCollection_r(engine(), GEOS_MULTILINESTRING, lines.data(),
                                        static_cast<unsigned>(lines.size())),
            "lines");
    const detail::GeosPtr noded = own(GEOSUnaryUnion_r(engine(), all.get()), "noding");
    const GEOSGeometry* input = noded.get();
    return Solid{own(GEOSPolygonize_r(engine(), &input, 1), "polygonizing")}.polygons();
}

} // namespace parkplan::geo
