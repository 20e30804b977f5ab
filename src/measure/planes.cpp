// SPDX-License-Identifier: MIT
#include "measure/planes.hpp"

#include "core/error.hpp"
#include "crs/transform.hpp"
#include "measure/measure.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <span>

namespace parkplan::measure {
namespace {

/// Farther than this from the central meridian the series hand over to the exact inverse.
constexpr double series_limit_deg = 2.0;

/// Longitude by which the zone is chosen: the central meridian of a Gauss-Krüger plane itself,
/// else that of the extent's centre; without a usable extent the meridian of another transverse
/// Mercator plane, else NaN.
double zone_longitude(const crs::Crs& layer, const geo::Box& extent) {
    const auto& tm = layer.transverse_mercator();
    const bool gauss_krueger = tm && tm->scale == 1.0 && tm->origin_latitude_deg == 0.0;
    const double otherwise = tm ? tm->central_meridian_deg : std::nan("");
    if (gauss_krueger || extent.empty() || !crs::plausible(layer, extent.min) ||
        !crs::plausible(layer, extent.max)) {
        return otherwise;
    }
    try {
        geo::Point point = extent.centre();
        crs::Transform{layer, crs::geographic_base(layer)}.apply(std::span{&point, 1});
        return point.x;
    } catch (const Error&) { // the centre has no place on the earth: its features will say so
        return otherwise;
    }
}

} // namespace

Planes choose_planes(const crs::Crs& layer, const geo::Box& extent,
                     const std::optional<crs::Crs>& wanted) {
    Planes planes{layer};
    if (layer.kind() == crs::CrsKind::local) {
        return planes;
    }
    planes.geographic = crs::geographic_base(layer);
    if (wanted) {
        require_plane(*wanted);
        const auto& tm = wanted->transverse_mercator();
        planes.working = crs::working_plane_for(*wanted, tm->central_meridian_deg);
        planes.working->own = crs::same(layer, *wanted);
        planes.working_base = crs::geographic_base(*wanted);
    } else {
        const double longitude = zone_longitude(layer, extent);
        if (!std::isfinite(longitude)) {
            return planes; // an empty layer: nothing will be measured
        }
        planes.working = crs::working_plane_for(layer, longitude);
        planes.working_base = planes.geographic;
    }
    if (!planes.working->own) {
        planes.working_crs = working_crs_of(planes);
    }
    return planes;
}

crs::Crs working_crs_of(const Planes& planes) {
    return planes.working_crs ? *planes.working_crs
                              : crs::crs_of(*planes.working, *planes.working_base);
}

std::optional<PlaneFrame> frame_of(const crs::Crs& layer) {
    const auto& tm = layer.transverse_mercator();
    if (!tm || tm->origin_latitude_deg != 0.0) {
        return std::nullopt;
    }
    return PlaneFrame{layer.metres_per_unit() / tm->scale,
                      {tm->false_easting_m / tm->scale, tm->false_northing_m / tm->scale}};
}

bool beyond_series(const geo::Box& box, double semi_major_axis_m) noexcept {
    const double x = std::max(std::abs(box.min.x), std::abs(box.max.x)) / semi_major_axis_m;
    // Longitude from the central meridian, on the sphere: good enough to choose a method by.
    const double latitude = std::max(std::abs(box.min.y), std::abs(box.max.y)) / semi_major_axis_m;
    const double sine = std::sin(series_limit_deg * std::numbers::pi / 180.0);
    if (x <= sine * (1.0 - latitude * latitude / 2.0)) {
        return false; // tanh x ≤ x and cos φ ≥ 1 − φ²/2: surely near, without asking them
    }
    return std::tanh(x) > sine * std::max(std::cos(latitude), 0.05);
}

} // namespace parkplan::measure
