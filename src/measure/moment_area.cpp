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

std::optional<SquareMetres> moment_area(const EllipsoidalDensity& density,
                                        const geo::Moments& moments, geo::Point origin) noexcept {
    if (!(moments.a > 0.0)) {
        return SquareMetres{};
    }
    const geo::Point to_centroid{moments.mx / moments.a, moments.my / moments.a};
    const auto d = density.near(origin.x + to_centroid.x, origin.y + to_centroid.y);
    if (!d) {
        return std::nullopt;
    }
    const geo::Moments central = geo::moved(moments, -to_centroid.x, -to_centroid.y);
    return SquareMetres{
        moments.a + ((d->g - 1.0) * moments.a +
                     (0.5 * (d->gxx * central.mxx + d->gyy * central.myy) + d->gxy * central.mxy))};
}

} // namespace parkplan::measure
