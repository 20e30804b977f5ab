// SPDX-License-Identifier: MIT
#include "bench/kernels/parcels.hpp"
#include "crs/crs.hpp"
#include "geo/canonical.hpp"
#include "measure/measure.hpp"
#include "measure/plane_figures.hpp"

namespace parkplan::bench {
namespace {

void canonical_ring(benchmark::State& state) {
    over_parcels(state, [](const geo::MultiPolygonView& feature) {
        benchmark::DoNotOptimize(geo::planar_area(feature));
    });
}
BENCHMARK(canonical_ring);

void plane_figures(benchmark::State& state) {
    const measure::EllipsoidalDensity density{crs::Ellipsoid{}};
    const measure::Ground ground{{1.0, {500000.0, 0.0}}, &density};
    measure::RingWalker walker;
    over_parcels(state, [&](const geo::MultiPolygonView& feature) {
        benchmark::DoNotOptimize(
            measure::plane_figures(walker, feature, ground, measure::Length::left_out));
    });
}
BENCHMARK(plane_figures);

void density_edge_by_edge(benchmark::State& state) {
    const measure::EllipsoidalDensity density{crs::Ellipsoid{}};
    over_parcels(state, [&](const geo::MultiPolygonView& feature) {
        benchmark::DoNotOptimize(density.ring_area(feature[0].shell(), 500000.0));
    });
}
BENCHMARK(density_edge_by_edge);

/// Planar, ellipsoidal and geodesic area as `measure --assume-valid` takes them.
void three_areas(benchmark::State& state) {
    measure::MeasureOptions options;
    options.methods = {true, true, false, true};
    options.shape = options.sigma = false;
    options.validity = measure::Validity::assumed;
    const measure::Measurer measurer{crs::Crs::parse("EPSG:4548"), {}, options};
    auto session = measurer.session();
    measure::FeatureMeasures out;
    over_parcels(state, [&](const geo::MultiPolygonView& feature) {
        session.measure(feature, out);
        benchmark::DoNotOptimize(out);
    });
}
BENCHMARK(three_areas);

} // namespace
} // namespace parkplan::bench
