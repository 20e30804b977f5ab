// SPDX-License-Identifier: MIT
#include "core/exact_area.hpp"
#include "core/number.hpp"

#include <benchmark/benchmark.h>

#include <cstddef>
#include <string>

namespace parkplan::bench {
namespace {

/// Areas of parcels, one after the other.
class Numbers {
public:
    double next() noexcept { return m_value += 0.0371; }

private:
    double m_value = 30000.123456;
};

void append_trimmed(benchmark::State& state) {
    constexpr std::size_t room = 65536;
    Numbers numbers;
    std::string text;
    for ([[maybe_unused]] auto step : state) {
        parkplan::append_trimmed(text, numbers.next(), 6);
        if (text.size() > room) {
            text.clear();
        }
    }
}
BENCHMARK(append_trimmed);

void exact_area(benchmark::State& state) {
    Numbers numbers;
    ExactArea sum;
    for ([[maybe_unused]] auto step : state) {
        sum += ExactArea{SquareMetres{numbers.next()}};
    }
    benchmark::DoNotOptimize(sum);
}
BENCHMARK(exact_area);

} // namespace
} // namespace parkplan::bench
