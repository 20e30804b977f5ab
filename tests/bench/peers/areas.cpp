// SPDX-License-Identifier: MIT
// Planar areas the plain way: OGR's feature loop and OGR's own area, or GEOS'.
#include "layer.hpp"
#include "program.hpp"

#include <string_view>

using namespace parkplan::bench;

int main(int argc, char** argv) {
    return run(argc, argv, 3, "ogr|geos PARCELS OUT",
               [](const std::vector<std::string>& arguments) {
                   const bool by_geos = arguments[0] == "geos";
                   const Geos geos;
                   Layer parcels{arguments[1], "pid"};
                   Csv out{arguments[2], "pid,area_m2"};
                   while (const auto feature = parcels.next()) {
                       const auto& geometry = *feature->GetGeometryRef();
                       const double area = by_geos ? geos.area(geos.converted(geometry).get())
                                                   : geometry.toSurface()->get_Area();
                       out.add({parcels.key(*feature), "", area});
                   }
                   return out.answer();
               });
}
