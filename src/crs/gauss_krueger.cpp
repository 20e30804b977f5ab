// SPDX-License-Identifier: MIT
#include "crs/gauss_krueger.hpp"

#include "core/fail.hpp"
#include "core/number.hpp"
#include "crs/proj_handles.hpp"

#include <fmt/format.h>
#include <proj.h>
#include <proj_experimental.h>

#include <cmath>
#include <numbers>
#include <string>

namespace parkplan::crs {

std::string WorkingPlane::describe() const {
    return fmt::format("Gauss-Krüger, central meridian {}°, {}",
                       format_shortest(central_meridian_deg), ellipsoid.name);
}

WorkingPlane working_plane_for(const Crs& crs, double centre_lon_deg) {
    if (crs.kind() == CrsKind::local) {
        fail(ErrorKind::crs, "a local plane has no Gauss-Krüger zone");
    }
    const auto& tm = crs.transverse_mercator();
    if (tm && tm->scale == 1.0 && tm->origin_latitude_deg == 0.0) {
        return {crs.ellipsoid(), tm->central_meridian_deg, true};
    }
    if (!std::isfinite(centre_lon_deg)) {
        fail(ErrorKind::crs, "the layer has no extent to choose a Gauss-Krüger zone by; state the "
                             "working plane with --working-crs");
    }
    const double meridian = 3.0 * std::round(centre_lon_deg / 3.0);
    return {crs.ellipsoid(), meridian > 180.0 ? meridian - 360.0 : meridian, false};
}

Crs crs_of(const WorkingPlane& plane, const Crs& base) {
    detail::Context& context = detail::thread_context();
    const detail::PjPtr source = detail::create(context, geographic_base(base).wkt());
    const double degree = std::numbers::pi / 180.0;
    const detail::PjPtr conversion{proj_create_conversion_transverse_mercator(
        context.get(), 0.0, plane.central_meridian_deg, 1.0, 500000.0, 0.0, "degree", degree,
        "metre", 1.0)};
    const detail::PjPtr axes{
        proj_create_cartesian_2D_cs(context.get(), PJ_CART2D_EASTING_NORTHING, "metre", 1.0)};
    const std::string name = plane.describe();
    const detail::PjPtr made{proj_create_projected_crs(context.get(), name.c_str(), source.get(),
                                                       conversion.get(), axes.get())};
    const char* wkt =
        made ? proj_as_wkt(context.get(), made.get(), PJ_WKT2_2019, nullptr) : nullptr;
    if (wkt == nullptr) {
        fail(ErrorKind::internal, "PROJ made no plane '{}': {}", name, context.take_message());
    }
    return Crs::parse(wkt);
}

Crs geographic_base(const Crs& crs) {
    if (crs.kind() == CrsKind::local) {
        fail(ErrorKind::crs, "a local plane has no place on the earth");
    }
    if (crs.kind() == CrsKind::geographic) {
        return crs;
    }
    detail::Context& context = detail::thread_context();
    const detail::PjPtr object = detail::create(context, crs.wkt());
    const detail::PjPtr base{proj_crs_get_geodetic_crs(context.get(), object.get())};
    const char* wkt =
        base ? proj_as_wkt(context.get(), base.get(), PJ_WKT2_2019, nullptr) : nullptr;
    if (wkt == nullptr) {
        fail(ErrorKind::crs, "'{}' has no geographic base", crs.label());
    }
    return Crs::parse(wkt);
}

} // namespace parkplan::crs
