// SPDX-License-Identifier: MIT
// Gaps inside a coverage the plain way: the holes of the union of everything.
#include "layer.hpp"
#include "program.hpp"

#include <algorithm>

using namespace parkplan::bench;

namespace {

Geos::Geometry union_of(const Geos& geos, std::vector<Geos::Geometry> shapes) {
    std::vector<GEOSGeometry*> parts;
    std::transform(shapes.begin(), shapes.end(), std::back_inserter(parts),
                   [](Geos::Geometry& shape) { return shape.release(); });
    const auto all = geos.own(GEOSGeom_createCollection_r(
        geos.handle(), GEOS_GEOMETRYCOLLECTION, parts.data(), static_cast<unsigned>(parts.size())));
    return geos.own(GEOSUnaryUnion_r(geos.handle(), all.get()));
}

double area_of_ring(const Geos& geos, const GEOSGeometry* ring) {
    auto* copy = GEOSGeom_clone_r(geos.handle(), ring);
    return geos.area(geos.own(GEOSGeom_createPolygon_r(geos.handle(), copy, nullptr, 0)).get());
}

/// The union leaves some rings that go to and fro.
void add_gap(Csv& out, double area) {
    if (area > 0.0) {
        out.add({fmt::format("{}", out.answer().rows + 1), "", area});
    }
}

} // namespace

int main(int argc, char** argv) {
    return run(argc, argv, 2, "PARCELS OUT", [](const std::vector<std::string>& arguments) {
        const Geos geos;
        const auto whole = union_of(geos, read_all(geos, arguments[0], "pid").geometries);
        Csv out{arguments[1], "gap,area_m2"};
        for (int k = 0; k < GEOSGetNumGeometries_r(geos.handle(), whole.get()); ++k) {
            const auto* part = GEOSGetGeometryN_r(geos.handle(), whole.get(), k);
            for (int i = 0; i < GEOSGetNumInteriorRings_r(geos.handle(), part); ++i) {
                add_gap(out, area_of_ring(geos, GEOSGetInteriorRingN_r(geos.handle(), part, i)));
            }
        }
        return out.answer();
    });
}
