// SPDX-License-Identifier: MIT
#pragma once

#include "crs/crs.hpp"

#include <array>

namespace parkplan::measure {

/// The series that lead from a northing to the latitude on the meridian (footpoint latitude):
/// μ = y / radius, φ = μ + Σ c[j]·sin(2(j+1)μ). Helmert's series in the third flattening n to n⁴
/// (error below 1e-11 rad on the earth's ellipsoids); see Deakin & Hunter, Geometric Geodesy.
struct MeridianSeries {
    double radius = 0.0; ///< of the rectifying sphere, metres
    std::array<double, 4> c{};
};

[[nodiscard]] MeridianSeries meridian_series(const crs::Ellipsoid& ellipsoid) noexcept;

} // namespace parkplan::measure
