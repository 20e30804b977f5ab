// SPDX-License-Identifier: MIT
#include "measure/measurer_impl.hpp"

#include "core/area_method.hpp"
#include "core/catalogue.hpp"
#include "core/fail.hpp"
#include "geo/canonical.hpp"
#include "measure/contour_area.hpp"
#include "measure/geodesic_area.hpp"
#include "measure/uncertainty.hpp"

#include <cmath>
#include <memory>
#include <mutex>
#include <numbers>
#include <optional>
#include <span>
#include <utility>

namespace parkplan::measure {
namespace {

/// About 18 times the surface of the earth; also what exact sums can hold.
constexpr double largest_area_m2 = 9e15;
/// Of working-plane coordinates.
constexpr double false_easting_m = 500000.0;
constexpr PlaneFrame working_frame{1.0, {false_easting_m, 0.0}};

SquareMetres in_square_metres(double area, double metres_per_unit) {
    return SquareMetres{area * metres_per_unit * metres_per_unit};
}

void set_area(FeatureMeasures& out, AreaMethod method, SquareMetres value) {
    if (!(std::abs(value.value()) < largest_area_m2)) {
        fail(ErrorKind::crs, "the {} is beyond any area on the earth", owned(title_of(method)));
    }
    out.areas[index_of(method)] = value;
}

} // namespace

Measurer::Impl::Impl(const crs::Crs& crs, const geo::Box& extent, MeasureOptions wanted)
    : planes(choose_planes(crs, extent, wanted.plane)), options(std::move(wanted)) {
    if (!planes.working) {
        return;
    }
    density.emplace(planes.working->ellipsoid);
    if (wants(AreaMethod::survey)) {
        survey.emplace(planes.working->ellipsoid);
    }
    layer_frame = frame_of(crs);
    if (layer_frame) {
        layer_density.emplace(crs.ellipsoid());
    }
    give_back(take()); // a transformation that is refused is refused here, not feature by feature
}

std::unique_ptr<Measurer::Impl::Workshop> Measurer::Impl::take() const {
    {
        const std::scoped_lock lock{mutex};
        if (!idle.empty()) {
            auto workshop = std::move(idle.back());
            idle.pop_back();
            return workshop;
        }
    }
    auto workshop = std::make_unique<Workshop>();
    if (planes.working) {
        if (!planes.working->own) {
            workshop->to_plane.emplace(planes.layer, *planes.working_crs);
        }
        if (!layer_frame) { // else few features will need it
            workshop->to_geographic.emplace(planes.layer, *planes.geographic);
        }
    }
    return workshop;
}

void Measurer::Impl::give_back(std::unique_ptr<Workshop> workshop) const {
    const std::scoped_lock lock{mutex};
    idle.push_back(std::move(workshop));
}

/// The feature in working-plane metres, false easting 500 000 without a zone prefix.
geo::MultiPolygonView Measurer::Impl::in_plane(Workshop& workshop,
                                               const geo::MultiPolygonView& feature) const {
    const bool own = planes.working && planes.working->own;
    if (own && *layer_frame == working_frame) {
        return feature;
    }
    workshop.plane.clear();
    workshop.plane.add_feature(feature);
    const std::span<geo::Point> points = workshop.plane.mutable_points();
    if (workshop.to_plane) {
        workshop.to_plane->apply(points);
    } else if (own) {
        for (geo::Point& point : points) {
            point = layer_frame->in_metres(point);
            point.x += working_frame.false_origin.x;
        }
    } else {
        const double unit = planes.layer.metres_per_unit();
        for (geo::Point& point : points) {
            point = {point.x * unit, point.y * unit};
        }
    }
    return workshop.plane[0];
}

/// What one walk in the working plane tells.
PlaneFigures Measurer::Impl::figures_in_plane(Workshop& workshop,
                                              const geo::MultiPolygonView& feature,
                                              Length length) const {
    if (!planes.working) {
        const PlaneFrame local{planes.layer.metres_per_unit(), {}};
        return plane_figures(workshop.walker, feature, {local, nullptr}, length);
    }
    if (planes.working->own) {
        return plane_figures(workshop.walker, feature, {*layer_frame, &*density}, length);
    }
    return plane_figures(workshop.walker, in_plane(workshop, feature), {working_frame, &*density},
                         length);
}

SquareMetres Measurer::Impl::ellipsoidal(Workshop& workshop, const geo::MultiPolygonView& feature,
                                         const PlaneFigures& figures) const {
    if (figures.beyond_series) {
        if (!workshop.plane_to_geographic) {
            workshop.plane_to_geographic.emplace(working_crs_of(planes), *planes.working_base);
        }
        return contour_area(in_plane(workshop, feature), planes.working->ellipsoid,
                            *workshop.plane_to_geographic);
    }
    return figures.on_ellipsoid ? SquareMetres{figures.on_ellipsoid->straight}
                                : density->area(in_plane(workshop, feature), false_easting_m);
}

/// By the geodesic routines, whatever the system.
SquareMetres Measurer::Impl::geodesic(Workshop& workshop,
                                      const geo::MultiPolygonView& feature) const {
    if (!workshop.to_geographic) {
        workshop.to_geographic.emplace(planes.layer, *planes.geographic);
    }
    workshop.geographic.clear();
    workshop.geographic.add_feature(feature);
    workshop.to_geographic->apply(workshop.geographic.mutable_points());
    return geodesic_area(workshop.geographic[0], planes.layer.ellipsoid());
}

void Measurer::Impl::measure_areas(Workshop& workshop, const geo::MultiPolygonView& feature,
                                   FeatureMeasures& out) const {
    const crs::Crs& crs = planes.layer;
    const bool own = planes.working && planes.working->own;
    const Length length =
        options.shape || wants(AreaMethod::survey) ? Length::wanted : Length::left_out;
    std::optional<PlaneFigures> layer; // in the layer's own transverse Mercator plane
    if (own && (wants_plane() || wants(AreaMethod::geodesic))) {
        layer = figures_in_plane(workshop, feature, length);
    } else if (layer_frame && wants(AreaMethod::geodesic)) {
        layer = plane_figures(workshop.walker, feature, {*layer_frame, &*layer_density},
                              Length::left_out);
    }
    if (wants(AreaMethod::planar) && crs.kind() != crs::CrsKind::geographic &&
        !crs.web_mercator()) {
        set_area(out, AreaMethod::planar,
                 own && layer && crs.metres_per_unit() == 1.0
                     ? SquareMetres{layer->planar}
                     : in_square_metres(geo::planar_area(feature), crs.metres_per_unit()));
    }
    if (wants(AreaMethod::geodesic) && planes.working) {
        const bool from_plane = layer && layer->on_ellipsoid && !layer->beyond_series;
        set_area(out, AreaMethod::geodesic,
                 from_plane ? SquareMetres{layer->on_ellipsoid->geodesic}
                            : geodesic(workshop, feature));
    }
    if (own && layer) {
        measure_in_plane(workshop, feature, *layer, out);
    } else if (wants_plane()) {
        measure_in_plane(workshop, feature, figures_in_plane(workshop, feature, length), out);
    }
}

void Measurer::Impl::measure_in_plane(Workshop& workshop, const geo::MultiPolygonView& feature,
                                      const PlaneFigures& figures, FeatureMeasures& out) const {
    measure_shape(figures, out);
    if (options.sigma && std::isfinite(figures.planar)) {
        out.sigma_per_metre = sigma_per_metre(in_plane(workshop, feature));
        if (options.point_accuracy) {
            out.sigma =
                SquareMetres{options.point_accuracy->value() * out.sigma_per_metre->value()};
        }
    }
    out.exact_inverse = figures.beyond_series;
    if (!planes.working || !(wants(AreaMethod::ellipsoidal) || wants(AreaMethod::survey))) {
        return;
    }
    const SquareMetres ellipsoidal_area = ellipsoidal(workshop, feature, figures);
    set_area(out, AreaMethod::ellipsoidal, ellipsoidal_area);
    if (wants(AreaMethod::survey)) {
        const SquareMetres survey_area =
            survey->area(in_plane(workshop, feature), planes.working->central_meridian_deg);
        set_area(out, AreaMethod::survey, survey_area);
        const SquareMetres difference = survey_area - ellipsoidal_area;
        out.survey_off = !(std::abs(difference.value()) <= out.survey_bound().value());
    }
    if (!wants(AreaMethod::ellipsoidal)) {
        out.areas[index_of(AreaMethod::ellipsoidal)].reset();
    }
}

void Measurer::Impl::measure_shape(const PlaneFigures& figures, FeatureMeasures& out) const {
    const double length = figures.perimeter;
    if (!std::isfinite(figures.planar) || !std::isfinite(length)) {
        return;
    }
    if (options.shape || wants(AreaMethod::survey)) {
        out.perimeter = Metres{length};
    }
    if (options.shape && length > 0.0) {
        out.compactness = 4.0 * std::numbers::pi * figures.planar / (length * length);
    }
}

} // namespace parkplan::measure
