// SPDX-License-Identifier: MIT
#include "core/tasks.hpp"
#include "crs/crs.hpp"
#include "measure/measure.hpp"
#include "overlay/change_balance.hpp"
#include "support/layers.hpp"
#include "support/random_polygons.hpp"

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace parkplan::bench {
namespace {

constexpr double extent = 12000.0; ///< of a net, metres
constexpr int edge_points = 5;     ///< vertices of a mesh along one side

/// A net of `side` × `side` meshes that share all their edges. Every 13th vertex lies `moved`
/// metres off its place.
layer::Layer net(int side, double moved) {
    const double spacing = extent / (side * edge_points);
    const auto place = [&](int i, int j) {
        const int k = i * 7919 + j * 104729;
        const double wobble = 0.0001 * (k % 20011 - 10005) + (k % 13 == 0 ? moved : 0.0);
        return geo::Point{450000.0 + i * spacing + wobble, 4420000.0 + j * spacing - wobble};
    };
    test::LayerBuilder builder{"net", "EPSG:4548"};
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
        builder.add(test::lone(ring));
    }
    return builder.build();
}

/// Two layers of land in classes, in zones where there are any.
void balance_of(benchmark::State& state, const layer::Layer& before, const layer::Layer& after,
                const layer::Layer* zones) {
    const auto classes = [](std::size_t count, std::uint32_t step) {
        std::vector<std::uint32_t> all(count);
        for (std::size_t row = 0; row < count; ++row) {
            all[row] = static_cast<std::uint32_t>(row * step % 23);
        }
        return all;
    };
    const std::vector<std::uint8_t> usable(before.size(), 1);
    const std::vector<std::uint8_t> usable_after(after.size(), 1);
    const std::vector<std::uint8_t> usable_zones(zones == nullptr ? 0 : zones->size(), 1);
    const std::vector<std::uint32_t> was = classes(before.size(), 5);
    const std::vector<std::uint32_t> is = classes(after.size(), 7);
    const measure::Measurer measurer{before.crs(), before.box(), {}};
    std::optional<overlay::Side> side;
    if (zones != nullptr) {
        side.emplace(overlay::Side{*zones, usable_zones});
    }
    TaskPool tasks{2};
    for ([[maybe_unused]] auto step : state) {
        benchmark::DoNotOptimize(overlay::change_balance(
            {{before, usable}, was}, {{after, usable_after}, is}, side, measurer, tasks));
    }
}

constexpr int parcels = 316; ///< along a side: 99 856

void balance_of_versions(benchmark::State& state) {
    balance_of(state, net(parcels, 0.0), net(parcels, 0.5), nullptr);
}
BENCHMARK(balance_of_versions)->Unit(benchmark::kMillisecond);

void balance_in_zones(benchmark::State& state) {
    const layer::Layer zones = net(4, 0.0);
    balance_of(state, net(parcels, 0.0), net(parcels, 0.5), &zones);
}
BENCHMARK(balance_in_zones)->Unit(benchmark::kMillisecond);

/// No parcel of one layer is one of the other.
void balance_of_strangers(benchmark::State& state) {
    constexpr int others = 300;
    balance_of(state, net(parcels, 0.0), net(others, 0.5), nullptr);
}
BENCHMARK(balance_of_strangers)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace parkplan::bench
