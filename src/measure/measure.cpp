// SPDX-License-Identifier: MIT
#include "measure/measure.hpp"

#include "core/error.hpp"
#include "core/fail.hpp"
#include "crs/transform.hpp"
#include "geo/canonical.hpp"
#include "measure/contour_area.hpp"
#include "measure/ellipsoidal_area.hpp"
#include "measure/geodesic_area.hpp"
#include "measure/moment_area.hpp"
#include "measure/survey_area.hpp"
#include "measure/uncertainty.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <mutex>
#include <numbers>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::measure {
namespace {

/// About 18 times the surface of the earth; also what exact sums can hold.
constexpr double largest_area_m2 = 9e15;
/// Farther than this from the central meridian the series hand over to the exact inverse.
constexpr double series_limit_deg = 2.0;

/// What one thread needs for one feature at a time: transformations are not shared, and the
/// buffers keep their memory.
struct Workshop {
    std::optional<crs::Transform> to_plane{};
    std::optional<crs::Transform> to_geographic{};
    std::optional<crs::Transform> plane_to_geographic{};
    geo::PolygonColumn plane{};
    geo::PolygonColumn geographic{};
};

constexpr BiView no_extent{"the layer has no plausible extent to choose a Gauss-Krüger zone by",
                           "图层没有可用于选择高斯-克吕格投影带的范围"};

bool finite(const geo::MultiPolygonView& feature) {
    const auto points = feature.points();
    return std::all_of(points.begin(), points.end(), [](const geo::Point& p) {
        return std::isfinite(p.x) && std::isfinite(p.y);
    });
}

SquareMetres in_square_metres(double area, double metres_per_unit) {
    return SquareMetres{area * metres_per_unit * metres_per_unit};
}

} // namespace

struct Measurer::Impl {
    crs::Crs crs;
    MeasureOptions options;
    std::optional<crs::WorkingPlane> plane{};
    std::optional<crs::Crs> plane_crs{};      ///< false easting 500 000, no zone prefix
    std::optional<crs::Crs> plane_base{};     ///< the geographic system that the plane stands on
    std::optional<crs::Crs> geographic_crs{}; ///< that of the layer
    std::optional<EllipsoidalDensity> density{};
    std::optional<SurveyArea> survey{};

    mutable std::mutex mutex{};
    mutable std::vector<std::unique_ptr<Workshop>> idle{};

    Impl(crs::Crs layer_crs, const geo::Box& extent, MeasureOptions wanted);

    void choose_plane(const geo::Box& extent);
    [[nodiscard]] double zone_longitude(const geo::Box& extent) const;
    [[nodiscard]] std::unique_ptr<Workshop> take() const;
    void give_back(std::unique_ptr<Workshop> workshop) const;
    [[nodiscard]] bool wants(AreaMethod method) const { return options.methods[index_of(method)]; }
    [[nodiscard]] geo::MultiPolygonView in_plane(Workshop& workshop,
                                                 const geo::MultiPolygonView& feature) const;
    [[nodiscard]] bool beyond_series(const geo::Box& box, double false_easting) const;
    [[nodiscard]] SquareMetres ellipsoidal(Workshop& workshop,
                                           const geo::MultiPolygonView& in_plane) const;
    void measure_areas(Workshop& workshop, const geo::MultiPolygonView& feature,
                       FeatureMeasures& out) const;
    void measure_shape(const geo::MultiPolygonView& in_plane, FeatureMeasures& out) const;

    /// Runs `work` with a workshop of its own.
    template <typename Work>
    auto with_workshop(const Work& work) const {
        auto workshop = take();
        struct Return {
            const Impl& impl;
            std::unique_ptr<Workshop>& workshop;
            ~Return() { impl.give_back(std::move(workshop)); }
            Return(const Return&) = delete;
            Return& operator=(const Return&) = delete;
            Return(Return&&) = delete;
            Return& operator=(Return&&) = delete;
            Return(const Impl& i, std::unique_ptr<Workshop>& w) : impl(i), workshop(w) {}
        } const guard{*this, workshop};
        return work(*workshop);
    }
};

Measurer::Impl::Impl(crs::Crs layer_crs, const geo::Box& extent, MeasureOptions wanted)
    : crs(std::move(layer_crs)), options(std::move(wanted)) {
    if (crs.kind() == crs::CrsKind::local) {
        return;
    }
    choose_plane(extent);
    if (!plane) {
        return;
    }
    geographic_crs = crs::geographic_base(crs);
    density.emplace(plane->ellipsoid);
    survey.emplace(plane->ellipsoid);
    give_back(take()); // a transformation that is refused is refused here, not feature by feature
}

void Measurer::Impl::choose_plane(const geo::Box& extent) {
    if (options.plane) {
        require_plane(*options.plane);
        const auto& tm = options.plane->transverse_mercator();
        plane = crs::working_plane_for(*options.plane, tm->central_meridian_deg);
        plane->own = crs::same(crs, *options.plane);
        plane_base = crs::geographic_base(*options.plane);
        plane_crs = crs::crs_of(*plane, *plane_base);
        return;
    }
    const double longitude = zone_longitude(extent);
    if (!std::isfinite(longitude)) {
        return; // an empty layer: nothing will be measured
    }
    plane = crs::working_plane_for(crs, longitude);
    plane_base = crs::geographic_base(crs);
    plane_crs = crs::crs_of(*plane, *plane_base);
}

/// Longitude by which the zone is chosen: the central meridian of a Gauss-Krüger plane itself,
/// else that of the extent's centre; without a usable extent the meridian of another transverse
/// Mercator plane, else NaN.
double Measurer::Impl::zone_longitude(const geo::Box& extent) const {
    const auto& tm = crs.transverse_mercator();
    const bool gauss_krueger = tm && tm->scale == 1.0 && tm->origin_latitude_deg == 0.0;
    const double otherwise = tm ? tm->central_meridian_deg : std::nan("");
    if (gauss_krueger || extent.empty() || !crs::plausible(crs, extent.min) ||
        !crs::plausible(crs, extent.max)) {
        return otherwise;
    }
    try {
        geo::Point point = extent.centre();
        crs::Transform{crs, crs::geographic_base(crs)}.apply(std::span{&point, 1});
        return point.x;
    } catch (const Error&) { // the centre has no place on the earth: its features will say so
        return otherwise;
    }
}

std::unique_ptr<Workshop> Measurer::Impl::take() const {
    {
        const std::scoped_lock lock{mutex};
        if (!idle.empty()) {
            auto workshop = std::move(idle.back());
            idle.pop_back();
            return workshop;
        }
    }
    auto workshop = std::make_unique<Workshop>();
    if (plane) {
        if (!plane->own) {
            workshop->to_plane.emplace(crs, *plane_crs);
        }
        workshop->to_geographic.emplace(crs, *geographic_crs);
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
    workshop.plane.clear();
    workshop.plane.add_feature(feature);
    const std::span<geo::Point> points = workshop.plane.mutable_points();
    if (workshop.to_plane) {
        workshop.to_plane->apply(points);
    } else {
        const double unit = crs.metres_per_unit();
        const auto& tm = crs.transverse_mercator();
        const geo::Point shift =
            tm ? geo::Point{tm->false_easting_m - 500000.0, tm->false_northing_m} : geo::Point{};
        for (geo::Point& point : points) {
            point = {point.x * unit - shift.x, point.y * unit - shift.y};
        }
    }
    return workshop.plane[0];
}

bool Measurer::Impl::beyond_series(const geo::Box& box, double false_easting) const {
    const double x =
        std::max(std::abs(box.min.x - false_easting), std::abs(box.max.x - false_easting));
    // Longitude from the central meridian, on the sphere: good enough to choose a method by.
    const double radius = plane->ellipsoid.a;
    const double latitude = std::max(std::abs(box.min.y), std::abs(box.max.y)) / radius;
    const double limit = series_limit_deg * std::numbers::pi / 180.0;
    return std::tanh(x / radius) > std::sin(limit) * std::max(std::cos(latitude), 0.05);
}

SquareMetres Measurer::Impl::ellipsoidal(Workshop& workshop,
                                         const geo::MultiPolygonView& in_plane) const {
    if (!beyond_series(geo::box_of(in_plane), 500000.0)) {
        return density->area(in_plane, 500000.0);
    }
    if (!workshop.plane_to_geographic) {
        workshop.plane_to_geographic.emplace(*plane_crs, *plane_base);
    }
    return contour_area(in_plane, plane->ellipsoid, *workshop.plane_to_geographic);
}

void Measurer::Impl::measure_areas(Workshop& workshop, const geo::MultiPolygonView& feature,
                                   FeatureMeasures& out) const {
    const auto set = [&](AreaMethod method, SquareMetres value) {
        if (std::abs(value.value()) < largest_area_m2) {
            out.areas[index_of(method)] = value;
        } else {
            fail(ErrorKind::crs, "the {} is beyond any area on the earth", title_of(method).en);
        }
    };
    if (wants(AreaMethod::planar) && crs.kind() != crs::CrsKind::geographic &&
        !crs.web_mercator()) {
        set(AreaMethod::planar, in_square_metres(geo::planar_area(feature), crs.metres_per_unit()));
    }
    const geo::MultiPolygonView in_metres = in_plane(workshop, feature);
    measure_shape(in_metres, out);
    if (!plane) {
        return;
    }
    out.exact_inverse = beyond_series(geo::box_of(in_metres), 500000.0);
    if (wants(AreaMethod::ellipsoidal) || wants(AreaMethod::survey)) {
        const SquareMetres ellipsoidal_area = ellipsoidal(workshop, in_metres);
        set(AreaMethod::ellipsoidal, ellipsoidal_area);
        if (wants(AreaMethod::survey)) {
            const SquareMetres survey_area = survey->area(in_metres, plane->central_meridian_deg);
            set(AreaMethod::survey, survey_area);
            const SquareMetres difference = survey_area - ellipsoidal_area;
            out.survey_off = !(std::abs(difference.value()) <= out.survey_bound().value());
        }
        if (!wants(AreaMethod::ellipsoidal)) {
            out.areas[index_of(AreaMethod::ellipsoidal)].reset();
        }
    }
    if (wants(AreaMethod::geodesic)) {
        workshop.geographic.clear();
        workshop.geographic.add_feature(feature);
        workshop.to_geographic->apply(workshop.geographic.mutable_points());
        set(AreaMethod::geodesic, geodesic_area(workshop.geographic[0], crs.ellipsoid()));
    }
}

void Measurer::Impl::measure_shape(const geo::MultiPolygonView& in_plane,
                                   FeatureMeasures& out) const {
    const double area = geo::planar_area(in_plane);
    const double length = geo::perimeter(in_plane);
    if (!std::isfinite(area) || !std::isfinite(length)) {
        return;
    }
    out.perimeter = Metres{length};
    if (length > 0.0) {
        out.compactness = 4.0 * std::numbers::pi * area / (length * length);
    }
    out.sigma_per_metre = sigma_per_metre(in_plane);
    if (options.point_accuracy) {
        out.sigma = SquareMetres{options.point_accuracy->value() * out.sigma_per_metre->value()};
    }
}

void require_plane(const crs::Crs& crs) {
    const auto& tm = crs.transverse_mercator();
    if (!tm || tm->scale != 1.0 || tm->origin_latitude_deg != 0.0) {
        fail(ErrorKind::crs,
             "'{}' cannot be the working plane; right would be a Gauss-Krüger plane "
             "(transverse Mercator, scale 1) such as 'EPSG:4548'",
             crs.label());
    }
}

Measurer::Measurer(const crs::Crs& crs, const geo::Box& extent, MeasureOptions options)
    : m_impl(std::make_unique<const Impl>(crs, extent, std::move(options))) {}
Measurer::~Measurer() = default;
Measurer::Measurer(Measurer&&) noexcept = default;
Measurer& Measurer::operator=(Measurer&&) noexcept = default;

FeatureMeasures Measurer::operator()(const geo::MultiPolygonView& feature) const {
    FeatureMeasures out;
    for (std::size_t p = 0; p < feature.size(); ++p) {
        ++out.parts;
        out.holes += static_cast<std::uint32_t>(feature[p].rings()) - 1;
    }
    if (m_impl->options.validity == Validity::checked) {
        out.defects = geo::find_defects(feature);
    } else if (!finite(feature)) {
        out.failure = "a coordinate is not a finite number";
    }
    if (!m_impl->plane && m_impl->crs.kind() != crs::CrsKind::local) {
        out.failure = no_extent.en;
    }
    if (feature.empty() || !out.measured()) {
        return out;
    }
    try {
        m_impl->with_workshop(
            [&](Workshop& workshop) { m_impl->measure_areas(workshop, feature, out); });
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::crs) {
            throw;
        }
        FeatureMeasures failed;
        failed.parts = out.parts;
        failed.holes = out.holes;
        failed.defects = std::move(out.defects);
        failed.failure = error.what();
        return failed;
    }
    return out;
}

SquareMetres Measurer::piece_area(const geo::MultiPolygonView& piece) const {
    if (piece.empty()) {
        return SquareMetres{};
    }
    return m_impl->with_workshop([&](Workshop& workshop) {
        const geo::MultiPolygonView in_plane = m_impl->in_plane(workshop, piece);
        return m_impl->plane ? m_impl->ellipsoidal(workshop, in_plane)
                             : SquareMetres{geo::planar_area(in_plane)};
    });
}

std::optional<SquareMetres> Measurer::piece_area(const geo::Moments& moments,
                                                 geo::Point origin) const {
    const double unit = m_impl->crs.metres_per_unit();
    if (!m_impl->plane) {
        return in_square_metres(std::max(moments.a, 0.0), unit);
    }
    const auto& tm = m_impl->crs.transverse_mercator();
    if (!m_impl->plane->own || !tm || unit != 1.0 || gyration_m(moments) > largest_gyration_m) {
        return std::nullopt;
    }
    const geo::Point at{origin.x - tm->false_easting_m, origin.y - tm->false_northing_m};
    if (m_impl->beyond_series({{at.x, at.y}, {at.x, at.y}}, 0.0)) {
        return std::nullopt;
    }
    return moment_area(*m_impl->density, moments, at);
}

Metres Measurer::piece_perimeter(const geo::MultiPolygonView& piece) const {
    if (piece.empty()) {
        return Metres{};
    }
    return m_impl->with_workshop([&](Workshop& workshop) {
        return Metres{geo::perimeter(m_impl->in_plane(workshop, piece))};
    });
}

AreaMethod Measurer::piece_method() const noexcept {
    return m_impl->plane ? AreaMethod::ellipsoidal : AreaMethod::planar;
}

const std::optional<crs::WorkingPlane>& Measurer::plane() const noexcept {
    return m_impl->plane;
}

BiText Measurer::unavailable(AreaMethod method) const {
    if (method == AreaMethod::planar) {
        if (m_impl->crs.kind() == crs::CrsKind::geographic) {
            return {"the coordinates are degrees, not a plane", "坐标为经纬度，不是平面坐标"};
        }
        if (m_impl->crs.web_mercator()) {
            return {"Web Mercator areas mean nothing (70 % too large at Beijing)",
                    "Web 墨卡托平面面积没有意义（北京约大 70%）"};
        }
        return {};
    }
    if (!m_impl->plane && m_impl->crs.kind() != crs::CrsKind::local) {
        return {std::string{no_extent.en}, std::string{no_extent.zh}};
    }
    if (!m_impl->plane) {
        return {"a local plane has no place on the earth", "本地坐标没有椭球位置"};
    }
    return {};
}

crs::TransformInfo Measurer::transformation() const {
    return m_impl->with_workshop([](const Workshop& workshop) {
        return workshop.to_plane ? workshop.to_plane->info() : crs::TransformInfo{"identity", 0.0};
    });
}

const MeasureOptions& Measurer::options() const noexcept {
    return m_impl->options;
}

} // namespace parkplan::measure
