// SPDX-License-Identifier: MIT
#include "bench/kernels/parcels.hpp"
#include "core/tasks.hpp"
#include "crs/crs.hpp"
#include "geo/canonical.hpp"
#include "geo/moments.hpp"
#include "measure/measure.hpp"
#include "overlay/edge_matcher.hpp"
#include "overlay/zone_cutter.hpp"
#include "support/layers.hpp"

#include <vector>

namespace parkplan::bench {
namespace {

constexpr int side = 64;        ///< parcels along either axis
constexpr int edge_points = 5;  ///< vertices of a parcel along one side
constexpr double spacing = 8.0; ///< of the vertices, metres

/// A vertex of the coverage, a little off its place, on the 0.1 mm grid.
geo::Point place(int i, int j) {
    const auto wobble = [](int a, int b) {
        return 0.0001 * ((a * 7919 + b * 104729) % 20011 - 10005);
    };
    return {450000.0 + i * spacing + wobble(i, j), 4420000.0 + j * spacing + wobble(j, i)};
}

/// 4096 parcels that share all their edges but those around the coverage.
geo::PolygonColumn coverage() {
    geo::PolygonColumn column;
    for (int parcel = 0; parcel < side * side; ++parcel) {
        const int i = parcel % side * edge_points;
        const int j = parcel / side * edge_points;
        test::Ring ring;
        for (int k = 0; k < edge_points; ++k) {
            ring.push_back(place(i + k, j));
        }
        for (int k = 0; k < edge_points; ++k) {
            ring.push_back(place(i + edge_points, j + k));
        }
        for (int k = edge_points; k > 0; --k) {
            ring.push_back(place(i + k, j + edge_points));
        }
        for (int k = edge_points; k > 0; --k) {
            ring.push_back(place(i, j + k));
        }
        column.add_feature(test::lone(ring).view());
    }
    return column;
}

/// Counts a step for every vertex of the coverage.
void per_vertex(benchmark::State& state, const geo::PolygonColumn& column) {
    state.counters["s/vertex"] = benchmark::Counter(static_cast<double>(column.points().size()),
                                                    benchmark::Counter::kIsIterationInvariantRate |
                                                        benchmark::Counter::kInvert);
}

void match_edges(benchmark::State& state) {
    const geo::PolygonColumn column = coverage();
    overlay::detail::EdgeMatcher matcher;
    for ([[maybe_unused]] auto step : state) {
        benchmark::DoNotOptimize(matcher.match(column));
    }
    per_vertex(state, column);
}
BENCHMARK(match_edges);

/// Cut by two zones along a line through the middle: most parcels lie in one of them.
void cut_by_zones(benchmark::State& state) {
    const geo::PolygonColumn column = coverage();
    const layer::Layer zones = test::LayerBuilder{"zones", "EPSG:4548"}
                                   .add("POLYGON((449000 4419000,451313 4419000,451171 "
                                        "4424000,449000 4424000,449000 4419000))")
                                   .add("POLYGON((451313 4419000,454000 4419000,454000 "
                                        "4424000,451171 4424000,451313 4419000))")
                                   .build();
    measure::MeasureOptions options;
    options.methods = {false, true, false, false};
    const measure::Measurer measurer{zones.crs(), zones.box(), options};
    const std::vector<std::uint8_t> usable(zones.size(), 1);
    TaskPool tasks{1};
    const overlay::ZoneFaces faces = overlay::resolve_zones({zones, usable}, measurer, tasks);
    const overlay::ZoneCutter cutter{faces, measurer};
    auto session = cutter.session();
    overlay::FeatureCut cut;
    for ([[maybe_unused]] auto step : state) {
        for (std::size_t row = 0; row < column.size(); ++row) {
            session.cut(column[row], measurer.piece_area(column[row]), cut);
            benchmark::DoNotOptimize(cut);
        }
    }
    per_vertex(state, column);
}
BENCHMARK(cut_by_zones);

} // namespace
} // namespace parkplan::bench
