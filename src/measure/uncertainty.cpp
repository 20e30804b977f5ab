// SPDX-License-Identifier: MIT
#include "measure/uncertainty.hpp"

#include "geo/canonical.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace parkplan::measure {
namespace {

/// A vertex and twice the gradient of the area by its position.
struct Gradient {
    geo::Point at;
    geo::Point slope;
    friend auto operator<=>(const Gradient&, const Gradient&) = default;
};

void add_ring(std::vector<Gradient>& gradients, geo::RingView view, double sign) {
    const geo::CanonicalRing ring{view};
    std::vector<geo::Point> distinct;
    distinct.reserve(ring.size());
    for (std::size_t i = 0; i < ring.size(); ++i) {
        if (distinct.empty() || distinct.back() != ring[i]) {
            distinct.push_back(ring[i]);
        }
    }
    while (distinct.size() > 1 && distinct.back() == distinct.front()) {
        distinct.pop_back();
    }
    const std::size_t n = distinct.size();
    for (std::size_t i = 0; i < n; ++i) {
        const geo::Point& before = distinct[i == 0 ? n - 1 : i - 1];
        const geo::Point& after = distinct[i + 1 == n ? 0 : i + 1];
        gradients.push_back(
            {distinct[i], {sign * (after.y - before.y), sign * (before.x - after.x)}});
    }
}

} // namespace

Metres sigma_per_metre(const geo::MultiPolygonView& feature) {
    std::vector<Gradient> gradients;
    gradients.reserve(feature.points().size());
    for (std::size_t p = 0; p < feature.size(); ++p) {
        const geo::PolygonView polygon = feature[p];
        for (std::size_t r = 0; r < polygon.rings(); ++r) {
            add_ring(gradients, polygon.ring(r), r == 0 ? 1.0 : -1.0);
        }
    }
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
    return Metres{std::sqrt(sum / 8.0)};
}

} // namespace parkplan::measure
