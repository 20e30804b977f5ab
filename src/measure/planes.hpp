// SPDX-License-Identifier: MIT
#pragma once

#include "crs/crs.hpp"
#include "crs/gauss_krueger.hpp"
#include "geo/point.hpp"

#include <optional>

namespace parkplan::measure {

/// The planes and systems that the features of a layer are measured in.
struct Planes {
    crs::Crs layer;
    /// The working plane; none for a local plane, and for a layer without a place on the earth.
    std::optional<crs::WorkingPlane> working{};
    /// Of a working plane that is not the layer's own: false easting 500 000, no zone prefix. For
    /// one that is, working_crs_of makes it where it is needed: PROJ takes tens of milliseconds.
    std::optional<crs::Crs> working_crs{};
    std::optional<crs::Crs> working_base{}; ///< the geographic system that it stands on
    std::optional<crs::Crs> geographic{};   ///< that of the layer
};

/// `extent` is the box of the layer; `wanted` the plane that the user wants to work in. Throws
/// Error{crs} when that is none to work in.
[[nodiscard]] Planes choose_planes(const crs::Crs& layer, const geo::Box& extent,
                                   const std::optional<crs::Crs>& wanted);

[[nodiscard]] crs::Crs working_crs_of(const Planes& planes);

/// How coordinates become metres of a Gauss-Krüger plane with scale 1: p · scale − false origin.
struct PlaneFrame {
    double scale = 1.0;
    geo::Point false_origin{};

    [[nodiscard]] geo::Point in_metres(geo::Point p) const noexcept {
        return {p.x * scale - false_origin.x, p.y * scale - false_origin.y};
    }
    friend bool operator==(const PlaneFrame&, const PlaneFrame&) = default;
};

/// From a layer's own transverse Mercator plane, of any scale, to x = 0 on the central meridian;
/// none for other systems, and where the origin is not on the equator.
[[nodiscard]] std::optional<PlaneFrame> frame_of(const crs::Crs& layer);

/// True when a box (x from the central meridian) reaches farther than the series are good for: 2°
/// of longitude.
[[nodiscard]] bool beyond_series(const geo::Box& box, double semi_major_axis_m) noexcept;

} // namespace parkplan::measure
