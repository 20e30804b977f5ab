// SPDX-License-Identifier: MIT
#include "measure/uncertainty.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace parkplan::measure {
namespace {

/// Terms that cancel leave nothing but their rounding.
double without_rounding(double sum, double terms) noexcept {
    constexpr double share = 1e-9;
    return std::abs(sum) <= share * terms ? 0.0 : sum;
}

} // namespace

Metres sigma_per_metre(const geo::MultiPolygonView& feature) {
    std::vector<geo::VertexGradient> gradients;
    gradients.reserve(feature.points().size());
    geo::append_gradients(feature, gradients);
    return sigma_per_metre(gradients);
}

Metres sigma_per_metre(std::vector<geo::VertexGradient>& gradients) {
    std::sort(gradients.begin(), gradients.end());
    double sum = 0.0;
    for (std::size_t i = 0; i < gradients.size();) {
        geo::Point slope{};
        geo::Point terms{};
        const geo::Point at = gradients[i].at;
        for (; i < gradients.size() && gradients[i].at == at; ++i) {
            const geo::Point& one = gradients[i].slope;
            slope = {slope.x + one.x, slope.y + one.y};
            terms = {terms.x + std::abs(one.x), terms.y + std::abs(one.y)};
        }
        slope = {without_rounding(slope.x, terms.x), without_rounding(slope.y, terms.y)};
        sum += slope.x * slope.x + slope.y * slope.y;
    }
    return Metres{std::sqrt(sum / 2.0)};
}

} // namespace parkplan::measure
