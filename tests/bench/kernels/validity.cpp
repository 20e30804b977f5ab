// SPDX-License-Identifier: MIT
#include "geo/validity.hpp"

#include "bench/kernels/parcels.hpp"

namespace parkplan::bench {
namespace {

void find_defects(benchmark::State& state) {
    over_parcels(state, [](const geo::MultiPolygonView& feature) {
        benchmark::DoNotOptimize(geo::find_defects(feature));
    });
}
BENCHMARK(find_defects);

} // namespace
} // namespace parkplan::bench
