// SPDX-License-Identifier: MIT
#include "measure/uncertainty.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace parkplan::measure {

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
        const geo::Point at = gradients[i].at;
        for (; i < gradients.size() && gradients[i].at == at; ++i) {
            slope = {slope.x + gradients[i].slope.x, slope.y + gradients[i].slope.y};
        }
        sum += slope.x * slope.x + slope.y * slope.y;
    }
    return Metres{std::sqrt(sum / 2.0)};
}

} // namespace parkplan::measure
