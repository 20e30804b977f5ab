// SPDX-License-Identifier: MIT
#include "bench/kernels/parcels.hpp"
#include "geo/common_area.hpp"
#include "geo/edge_index.hpp"
#include "geo/shape.hpp"
#include "geo/solid.hpp"

namespace parkplan::bench {
namespace {

/// The same parcel some metres farther to the east.
geo::MultiPolygon neighbour_of(const geo::MultiPolygonView& feature, double metres = 1.5) {
    test::Ring ring;
    for (const geo::Point& p : feature.points()) {
        ring.push_back({p.x + metres, p.y});
    }
    return test::lone(ring);
}

void edge_index(benchmark::State& state) {
    geo::EdgeIndex edges;
    over_parcels(state, [&](const geo::MultiPolygonView& feature) {
        edges.assign(feature);
        benchmark::DoNotOptimize(edges);
    });
}
BENCHMARK(edge_index);

/// Per vertex of one of the two.
void common_area_of_indexes(benchmark::State& state) {
    const geo::PolygonColumn column = parcels(1);
    const geo::MultiPolygon neighbour = neighbour_of(column[0]);
    const geo::EdgeIndex others{neighbour.view()};
    const geo::EdgeIndex edges{column[0]};
    geo::CommonAreaMeter meter;
    over_parcels(state, [&](const geo::MultiPolygonView&) {
        benchmark::DoNotOptimize(meter(edges, others));
    });
}
BENCHMARK(common_area_of_indexes);

void common_area(benchmark::State& state) {
    const geo::PolygonColumn column = parcels(1);
    const geo::MultiPolygon neighbour = neighbour_of(column[0]);
    geo::CommonAreaMeter meter;
    over_parcels(state, [&](const geo::MultiPolygonView&) {
        benchmark::DoNotOptimize(meter(column[0], neighbour.view()));
    });
}
BENCHMARK(common_area);

/// What the engine takes for the area of the same intersection, by making it.
void engine_intersection(benchmark::State& state) {
    const geo::PolygonColumn column = parcels(1);
    const geo::Solid other{neighbour_of(column[0]).view()};
    const geo::Solid solid{column[0]};
    over_parcels(state, [&](const geo::MultiPolygonView&) {
        benchmark::DoNotOptimize(geo::intersection(solid, other).area());
    });
}
BENCHMARK(engine_intersection);

} // namespace
} // namespace parkplan::bench
