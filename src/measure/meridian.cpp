// SPDX-License-Identifier: MIT
#include "measure/meridian.hpp"

namespace parkplan::measure {

MeridianSeries meridian_series(const crs::Ellipsoid& ellipsoid) noexcept {
    const double f = ellipsoid.flattening();
    const double n = f / (2.0 - f);
    const double n2 = n * n;
    const double n3 = n2 * n;
    const double n4 = n2 * n2;
    return {ellipsoid.a / (1.0 + n) * (1.0 + n2 / 4.0 + n4 / 64.0),
            {3.0 / 2.0 * n - 27.0 / 32.0 * n3, 21.0 / 16.0 * n2 - 55.0 / 32.0 * n4,
             151.0 / 96.0 * n3, 1097.0 / 512.0 * n4}};
}

} // namespace parkplan::measure
