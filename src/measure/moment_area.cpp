// SPDX-License-Identifier: MIT
#include "measure/moment_area.hpp"

#include <algorithm>
#include <cmath>

namespace parkplan::measure {

double gyration_m(const geo::Moments& moments) noexcept {
    if (!(moments.a > 0.0)) {
        return 0.0;
    }
    const geo::Moments central =
        geo::moved(moments, -moments.mx / moments.a, -moments.my / moments.a);
    return std::sqrt(std::max(0.0, (central.mxx + central.myy) / moments.a));
}

SquareMetres moment_area(const EllipsoidalDensity& density, const geo::Moments& moments,
                         geo::Point origin) noexcept {
    if (!(moments.a > 0.0)) {
        return SquareMetres{};
    }
    const geo::Point to_centroid{moments.mx / moments.a, moments.my / moments.a};
    const geo::Moments central = geo::moved(moments, -to_centroid.x, -to_centroid.y);
    const geo::Point at{origin.x + to_centroid.x, origin.y + to_centroid.y};
    // The density bends by 1e-14 per m² and hardly more anywhere: differences over kilometres lose
    // nothing, and shorter ones would lose digits.
    constexpr double step = 2000.0;
    const auto value = [&](double dx, double dy) { return density.density(at.x + dx, at.y + dy); };
    const double middle = value(0.0, 0.0);
    const double xx = (value(step, 0.0) - 2.0 * middle + value(-step, 0.0)) / (step * step);
    const double yy = (value(0.0, step) - 2.0 * middle + value(0.0, -step)) / (step * step);
    const double xy =
        (value(step, step) - value(step, -step) - value(-step, step) + value(-step, -step)) /
        (4.0 * step * step);
    return SquareMetres{middle * moments.a + xx / 2.0 * central.mxx + xy * central.mxy +
                        yy / 2.0 * central.myy};
}

} // namespace parkplan::measure
