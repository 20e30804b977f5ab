// SPDX-License-Identifier: MIT
#pragma once

#include "core/units.hpp"
#include "geo/moments.hpp"
#include "geo/point.hpp"
#include "measure/ellipsoidal_area.hpp"

#include <optional>

namespace parkplan::measure {

/// ∫ dA/k² of a piece of which only the moments are known: the density 1/k² as a Taylor series to
/// the second order about the centroid. What is left out grows with the cube of the size: below
/// 1e-9 of the area for pieces whose radius of gyration is at most `largest_gyration_m`.
inline constexpr double largest_gyration_m = 8000.0;

/// Distance from the centroid, root mean square over the piece, in metres; 0 without area.
[[nodiscard]] double gyration_m(const geo::Moments& moments) noexcept;

/// `moments` about `origin`; x from the central meridian, y from the equator, metres. None where
/// EllipsoidalDensity::near gives no density.
[[nodiscard]] std::optional<SquareMetres> moment_area(const EllipsoidalDensity& density,
                                                      const geo::Moments& moments,
                                                      geo::Point origin) noexcept;

} // namespace parkplan::measure
