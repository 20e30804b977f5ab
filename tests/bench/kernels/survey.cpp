// SPDX-License-Identifier: MIT
#include "bench/kernels/parcels.hpp"
#include "crs/crs.hpp"
#include "measure/survey_strips.hpp"

namespace parkplan::bench {
namespace {

void survey_on_strips(benchmark::State& state) {
    const measure::SurveyStrips strips{crs::Ellipsoid{}};
    over_parcels(state, [&](const geo::MultiPolygonView& feature) {
        benchmark::DoNotOptimize(strips.area(feature, 117.0));
    });
}
BENCHMARK(survey_on_strips);

void survey_literally(benchmark::State& state) {
    const measure::SurveyArea survey{crs::Ellipsoid{}};
    over_parcels(state, [&](const geo::MultiPolygonView& feature) {
        benchmark::DoNotOptimize(survey.area(feature, 117.0));
    });
}
BENCHMARK(survey_literally);

} // namespace
} // namespace parkplan::bench
