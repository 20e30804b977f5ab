// SPDX-License-Identifier: MIT
#include "measure/measure.hpp"

#include "core/error.hpp"
#include "core/fail.hpp"
#include "geo/canonical.hpp"
#include "measure/measurer_impl.hpp"
#include "measure/moment_area.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace parkplan::measure {
namespace {

constexpr BiView no_extent{"the layer has no plausible extent to choose a Gauss-Krüger zone by",
                           "图层没有可用于选择高斯-克吕格投影带的范围"};

bool finite(const geo::MultiPolygonView& feature) noexcept {
    double nothing = 0.0; // stays zero unless a coordinate is NaN or infinite
    for (const geo::Point& p : feature.points()) {
        nothing += (p.x - p.x) + (p.y - p.y);
    }
    return nothing == 0.0;
}

/// Back to nothing measured, with the memory kept.
void forget(FeatureMeasures& measures) noexcept {
    measures.areas = {};
    measures.sigma.reset();
    measures.sigma_per_metre.reset();
    measures.perimeter.reset();
    measures.compactness.reset();
    measures.parts = 0;
    measures.holes = 0;
    measures.exact_inverse = false;
    measures.survey_off = false;
    measures.failure.clear();
    measures.defects.clear();
}

} // namespace

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
    : m_impl(std::make_unique<const Impl>(crs, extent, std::move(options))) {
    const AreaMethod pieces = m_impl->options.pieces;
    if (pieces != AreaMethod::planar && pieces != AreaMethod::ellipsoidal) {
        fail(ErrorKind::internal, "the {} is no method for pieces", title_of(pieces).en);
    }
    if (const BiText why = unavailable(pieces); pieces == AreaMethod::planar && !why.en.empty()) {
        fail(ErrorKind::crs, "there is no planar area: {}", why);
    }
}
Measurer::~Measurer() = default;
Measurer::Measurer(Measurer&&) noexcept = default;
Measurer& Measurer::operator=(Measurer&&) noexcept = default;

Measurer::Session::Session(const Impl& impl) : m_impl(&impl), m_workshop(impl.take()) {}
Measurer::Session::Session(Session&&) noexcept = default;
Measurer::Session::~Session() {
    if (m_workshop) {
        m_impl->give_back(std::move(m_workshop));
    }
}

Measurer::Session Measurer::session() const {
    return Session{*m_impl};
}

void Measurer::Session::measure(const geo::MultiPolygonView& feature, FeatureMeasures& out) {
    forget(out);
    for (std::size_t p = 0; p < feature.size(); ++p) {
        ++out.parts;
        out.holes += static_cast<std::uint32_t>(feature[p].rings()) - 1;
    }
    if (m_impl->options.validity == Validity::checked) {
        out.defects = geo::find_defects(feature);
    } else if (!finite(feature)) {
        out.failure = "a coordinate is not a finite number";
    }
    if (!m_impl->planes.working && m_impl->planes.layer.kind() != crs::CrsKind::local) {
        out.failure = no_extent.en;
    }
    if (feature.empty() || !out.measured()) {
        return;
    }
    try {
        m_impl->measure_areas(*m_workshop, feature, out);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::crs) {
            throw;
        }
        FeatureMeasures failed;
        failed.parts = out.parts;
        failed.holes = out.holes;
        failed.defects = std::move(out.defects);
        failed.failure = error.what();
        out = std::move(failed);
    }
}

FeatureMeasures Measurer::operator()(const geo::MultiPolygonView& feature) const {
    FeatureMeasures out;
    session().measure(feature, out);
    return out;
}

SquareMetres Measurer::Session::piece_area(const geo::MultiPolygonView& piece) {
    if (piece.empty()) {
        return SquareMetres{};
    }
    if (m_impl->piece_method() == AreaMethod::planar) {
        const double unit = m_impl->planes.layer.metres_per_unit();
        return SquareMetres{geo::planar_area(piece) * unit * unit};
    }
    return m_impl->ellipsoidal(*m_workshop, piece,
                               m_impl->figures_in_plane(*m_workshop, piece, Length::left_out));
}

SquareMetres Measurer::piece_area(const geo::MultiPolygonView& piece) const {
    return session().piece_area(piece);
}

std::optional<SquareMetres> Measurer::piece_area(const geo::Moments& moments,
                                                 geo::Point origin) const {
    const double unit = m_impl->planes.layer.metres_per_unit();
    if (piece_method() == AreaMethod::planar) {
        return SquareMetres{std::max(moments.a, 0.0) * unit * unit};
    }
    if (!m_impl->planes.working->own || unit != 1.0 || gyration_m(moments) > largest_gyration_m) {
        return std::nullopt;
    }
    const geo::Point at = m_impl->layer_frame->in_metres(origin);
    if (beyond_series({at, at}, m_impl->density->semi_major_axis())) {
        return std::nullopt;
    }
    return moment_area(*m_impl->density, moments, at);
}

Metres Measurer::Session::piece_perimeter(const geo::MultiPolygonView& piece) {
    if (piece.empty()) {
        return Metres{};
    }
    return Metres{m_impl->figures_in_plane(*m_workshop, piece, Length::wanted).perimeter};
}

geo::MultiPolygonView Measurer::Session::in_metres(const geo::MultiPolygonView& piece) {
    return m_impl->in_plane(*m_workshop, piece);
}

Metres Measurer::piece_perimeter(const geo::MultiPolygonView& piece) const {
    return session().piece_perimeter(piece);
}

AreaMethod Measurer::piece_method() const noexcept {
    return m_impl->piece_method();
}

const std::optional<crs::WorkingPlane>& Measurer::plane() const noexcept {
    return m_impl->planes.working;
}

BiText Measurer::unavailable(AreaMethod method) const {
    if (method == AreaMethod::planar) {
        if (m_impl->planes.layer.kind() == crs::CrsKind::geographic) {
            return {"the coordinates are degrees, not a plane", "坐标为经纬度，不是平面坐标"};
        }
        if (m_impl->planes.layer.web_mercator()) {
            return {"Web Mercator areas mean nothing (70 % too large at Beijing)",
                    "Web 墨卡托平面面积没有意义（北京约大 70%）"};
        }
        return {};
    }
    if (!m_impl->planes.working && m_impl->planes.layer.kind() != crs::CrsKind::local) {
        return {std::string{no_extent.en}, std::string{no_extent.zh}};
    }
    if (!m_impl->planes.working) {
        return {"a local plane has no place on the earth", "本地坐标没有椭球位置"};
    }
    return {};
}

crs::TransformInfo Measurer::transformation() const {
    const Session session{*m_impl};
    const auto& to_plane = session.m_workshop->to_plane;
    return to_plane ? to_plane->info() : crs::TransformInfo{"identity", 0.0};
}

const MeasureOptions& Measurer::options() const noexcept {
    return m_impl->options;
}

} // namespace parkplan::measure
