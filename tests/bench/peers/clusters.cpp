// SPDX-License-Identifier: MIT
// A few clusters against all parcels the plain way: validity and pairs of the clusters by GEOS,
// their parcels by OGR's spatial filter, prepared clusters, and an intersection where one is cut.
#include "layer.hpp"
#include "program.hpp"

#include <stdexcept>

using namespace parkplan::bench;

namespace {

void check_validity(const Geos& geos, const Features& clusters) {
    for (std::size_t i = 0; i < clusters.keys.size(); ++i) {
        if (!Geos::answer(GEOSisValid_r(geos.handle(), clusters.geometries[i].get()))) {
            throw std::runtime_error(fmt::format("cluster '{}' is not valid", clusters.keys[i]));
        }
    }
}

void add_pairs(const Geos& geos, const Features& clusters, Csv& out) {
    for (std::size_t a = 0; a < clusters.keys.size(); ++a) {
        for (std::size_t b = a + 1; b < clusters.keys.size(); ++b) {
            const double area =
                geos.overlap_area(clusters.geometries[a].get(), clusters.geometries[b].get());
            if (area > 0) {
                out.add({clusters.keys[a], clusters.keys[b], area});
            }
        }
    }
}

void add_parcels(const Geos& geos, const Features& clusters, std::size_t i, Layer& parcels,
                 Csv& out) {
    const auto& cluster = clusters.geometries[i];
    double low_x = 0;
    double low_y = 0;
    double high_x = 0;
    double high_y = 0;
    GEOSGeom_getExtent_r(geos.handle(), cluster.get(), &low_x, &low_y, &high_x, &high_y);
    parcels.ogr().SetSpatialFilterRect(low_x, low_y, high_x, high_y);
    const auto prepared = geos.prepared(cluster);
    while (const auto feature = parcels.next()) {
        const auto parcel = geos.converted(*feature->GetGeometryRef());
        const bool is_inside =
            Geos::answer(GEOSPreparedContains_r(geos.handle(), prepared.get(), parcel.get()));
        if (!is_inside &&
            !Geos::answer(GEOSPreparedIntersects_r(geos.handle(), prepared.get(), parcel.get()))) {
            continue;
        }
        const double area =
            is_inside ? geos.area(parcel.get()) : geos.overlap_area(parcel.get(), cluster.get());
        if (area > 0) {
            out.add({clusters.keys[i], parcels.key(*feature), area});
        }
    }
}

} // namespace

int main(int argc, char** argv) {
    return run(argc, argv, 4, "CLUSTERS PARCELS PAIRS OUT",
               [](const std::vector<std::string>& arguments) {
                   const Geos geos;
                   const auto clusters = read_all(geos, arguments[0], "name");
                   check_validity(geos, clusters);
                   Csv pairs{arguments[2], "a,b,area_m2"};
                   add_pairs(geos, clusters, pairs);
                   Layer parcels{arguments[1], "pid"};
                   Csv out{arguments[3], "cluster,pid,area_m2"};
                   for (std::size_t i = 0; i < clusters.keys.size(); ++i) {
                       add_parcels(geos, clusters, i, parcels, out);
                   }
                   return out.answer();
               });
}
