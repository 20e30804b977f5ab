// SPDX-License-Identifier: MIT
#include "bench/kernels/parcels.hpp"
#include "io/wkb.hpp"
#include "io/wkb_bytes.hpp"

#include <cstdint>

namespace parkplan::bench {
namespace {

void well_known_binary(benchmark::State& state) {
    const geo::PolygonColumn column = parcels(1);
    const auto points = column.points();
    test::WkbBytes wkb;
    wkb.head(test::wkb_polygon, 1).word(static_cast<std::uint32_t>(points.size() + 1));
    for (const geo::Point& p : points) {
        wkb.numbers({p.x, p.y});
    }
    wkb.numbers({points[0].x, points[0].y});
    io::WkbReader reader;
    geo::PolygonColumn read;
    over_parcels(state, [&](const geo::MultiPolygonView&) {
        read.clear();
        benchmark::DoNotOptimize(reader.read(wkb.bytes(), read));
    });
}
BENCHMARK(well_known_binary);

} // namespace
} // namespace parkplan::bench
