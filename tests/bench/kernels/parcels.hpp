// SPDX-License-Identifier: MIT
#pragma once

#include "geo/polygon_column.hpp"
#include "support/random_polygons.hpp"

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstddef>
#include <cstdint>

namespace parkplan::bench {

/// Irregular parcels of 22 vertices on the 0.1 mm grid, about 60 m wide, scattered over Beijing in
/// EPSG:4548; half of them clockwise.
[[nodiscard]] inline geo::PolygonColumn parcels(std::size_t count) {
    constexpr double grid = 1e4;
    test::Random random{1};
    geo::PolygonColumn column;
    for (std::size_t i = 0; i < count; ++i) {
        const double x = random.between(364000.0, 542500.0);
        const double y = random.between(4362800.0, 4551600.0);
        test::Ring ring;
        for (int k = 0; k < 22; ++k) {
            const double angle = 0.2856 * k + random.between(-0.1, 0.1);
            const double radius = 30.0 * random.between(0.85, 1.15);
            ring.push_back({std::round((x + radius * std::cos(angle)) * grid) / grid,
                            std::round((y + radius * std::sin(angle)) * grid) / grid});
        }
        column.add_feature(test::lone(i % 2 == 0 ? ring : test::reversed(ring)).view());
    }
    return column;
}

/// Runs `kernel` on feature after feature, and tells the time for each vertex.
template <typename Kernel>
void over_parcels(benchmark::State& state, const Kernel& kernel) {
    const geo::PolygonColumn column = parcels(4096);
    std::size_t feature = 0;
    for ([[maybe_unused]] auto step : state) {
        kernel(column[feature]);
        feature = (feature + 1) % column.size();
    }
    constexpr double vertices = 22.0;
    state.counters["s/vertex"] = benchmark::Counter(
        vertices, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

} // namespace parkplan::bench
