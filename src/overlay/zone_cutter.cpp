// SPDX-License-Identifier: MIT
#include "overlay/zone_cutter.hpp"

#include "core/error.hpp"
#include "geo/canonical.hpp"
#include "geo/common_area.hpp"
#include "geo/edge_index.hpp"
#include "geo/moments.hpp"
#include "geo/solid.hpp"
#include "overlay/common_areas.hpp"
#include "overlay/layer_solids.hpp"
#include "overlay/rounding.hpp"
#include "overlay/zone_grid.hpp"
#include "overlay/zone_outline.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>

namespace parkplan::overlay {
namespace {

struct FaceEdges {
    std::vector<geo::EdgeIndex> edges{};
    std::vector<double> perimeters{};
};

FaceEdges edges_of(const ZoneFaces& faces, TaskPool& tasks) {
    FaceEdges result;
    result.edges.resize(faces.polygons.size());
    result.perimeters.resize(faces.polygons.size());
    tasks.for_each(result.edges.size(), [&](std::size_t face) {
        result.edges[face].assign(faces.polygons[face]);
        result.perimeters[face] = geo::perimeter(faces.polygons[face]);
    });
    return result;
}

void clear(FeatureCut& cut) noexcept {
    cut.parts.clear();
    cut.outside = {};
    cut.rounding_parts = 0;
    cut.rounding_area = {};
    cut.residual = {};
    cut.redone = false;
}

SquareMetres residual_of(SquareMetres area, const FeatureCut& cut) noexcept {
    double left = area.value();
    for (const FacePart& part : cut.parts) {
        left -= part.area.value();
    }
    return SquareMetres{left - cut.outside.value() - cut.rounding_area.value()};
}

} // namespace

bool FeatureCut::closes() const noexcept {
    return std::abs(residual.value()) <= bound.value();
}

struct ZoneCutter::Impl {
    Impl(const ZoneFaces& all_faces, const measure::Measurer& the_measurer, TaskPool& tasks)
        : faces(all_faces), measurer(the_measurer), face_edges(edges_of(faces, tasks)),
          outline(outline_of(face_edges.edges)), grid(face_edges.edges, outline) {}

    const ZoneFaces& faces;
    const measure::Measurer& measurer;
    FaceEdges face_edges;
    geo::EdgeIndex outline;
    ZoneGrid grid;
};

/// Goes over features of one thread.
struct ZoneCutter::Session::Workshop {
    /// What is known of the feature at hand.
    struct Feature {
        const geo::MultiPolygonView& polygons;
        SquareMetres area;
        double planar = 0.0;
        double perimeter = 0.0;
    };

    const Impl& impl;
    ZoneGrid::Look look{};
    geo::EdgeIndex edges{};
    geo::CommonAreaMeter meter{};

    explicit Workshop(const Impl& the_impl) : impl(the_impl) {}

    void cut_by_kernel(const Feature& feature, FeatureCut& out);
    void add_part(const Feature& feature, std::uint32_t face, FeatureCut& out);
    void measure_outside(const Feature& feature, FeatureCut& out);
    void cut_by_engine(const Feature& feature, FeatureCut& out) const;
    [[nodiscard]] std::vector<std::uint32_t> faces_near(const geo::Box& box) const;
    [[nodiscard]] geo::MultiPolygon outside_of(const geo::MultiPolygonView& feature) const;
    [[nodiscard]] bool whole(const Feature& feature, double planar, double noise) const {
        return feature.planar - planar <= rounding_area_of(edges.box(), feature.perimeter) + noise;
    }
};

/// A feature inside of a face has the area that it has by itself.
void ZoneCutter::Session::Workshop::add_part(const Feature& feature, std::uint32_t face,
                                             FeatureCut& out) {
    const geo::CommonArea common = meter(edges, impl.face_edges.edges[face]);
    if (common.moments.a <= common.noise) {
        return;
    }
    SquareMetres area = feature.area;
    if (!whole(feature, common.moments.a, common.noise)) {
        const auto measured = impl.measurer.piece_area(common.moments, common.origin);
        area = measured ? *measured
                        : impl.measurer.piece_area(
                              common_polygon(feature.polygons, impl.faces.polygons[face]).view());
    }
    const double shorter = std::min(feature.perimeter, impl.face_edges.perimeters[face]);
    if (common.moments.a <= rounding_area_of(edges.box(), shorter) + common.noise) {
        ++out.rounding_parts;
        out.rounding_area = out.rounding_area + area;
        return;
    }
    out.parts.push_back({face, area});
}

void ZoneCutter::Session::Workshop::measure_outside(const Feature& feature, FeatureCut& out) {
    const geo::CommonArea covered = meter(edges, impl.outline);
    geo::Moments left = geo::moments(feature.polygons, covered.origin);
    left -= covered.moments;
    const double rounding = rounding_area_of(edges.box(), feature.perimeter) + covered.noise;
    if (left.a <= rounding) {
        if (left.a > covered.noise) {
            ++out.rounding_parts;
            out.rounding_area = out.rounding_area + SquareMetres{left.a};
        }
        return;
    }
    if (whole(feature, left.a, covered.noise)) {
        out.outside = feature.area;
        return;
    }
    if (const auto area = impl.measurer.piece_area(left, covered.origin)) {
        out.outside = *area;
        return;
    }
    out.outside = impl.measurer.piece_area(outside_of(feature.polygons).view());
}

void ZoneCutter::Session::Workshop::cut_by_kernel(const Feature& feature, FeatureCut& out) {
    for (const std::uint32_t face : look.areas) {
        add_part(feature, face, out);
    }
    if (look.outline) {
        measure_outside(feature, out);
    }
}

std::vector<std::uint32_t> ZoneCutter::Session::Workshop::faces_near(const geo::Box& box) const {
    std::vector<std::uint32_t> faces;
    for (std::uint32_t face = 0; face < impl.face_edges.edges.size(); ++face) {
        if (impl.face_edges.edges[face].box().meets(box)) {
            faces.push_back(face);
        }
    }
    return faces;
}

geo::MultiPolygon
ZoneCutter::Session::Workshop::outside_of(const geo::MultiPolygonView& feature) const {
    std::vector<geo::Solid> solids;
    for (const std::uint32_t face : faces_near(geo::box_of(feature))) {
        solids.push_back(geo::solid_of(canonical_area(impl.faces.polygons[face]).view()));
    }
    std::ranges::sort(solids, comes_before);
    std::vector<const geo::Solid*> areas;
    for (const geo::Solid& solid : solids) {
        areas.push_back(&solid);
    }
    const geo::Solid subject = geo::solid_of(canonical_area(feature).view());
    return areas.empty() ? subject.polygons() : difference(subject, unite(areas)).polygons();
}

/// The same by polygons.
void ZoneCutter::Session::Workshop::cut_by_engine(const Feature& feature, FeatureCut& out) const {
    for (const std::uint32_t face : faces_near(geo::box_of(feature.polygons))) {
        const geo::MultiPolygon common =
            common_polygon(feature.polygons, impl.faces.polygons[face]);
        if (common.empty()) {
            continue;
        }
        const SquareMetres area = impl.measurer.piece_area(common.view());
        if (within_rounding(common.view())) {
            ++out.rounding_parts;
            out.rounding_area = out.rounding_area + area;
        } else {
            out.parts.push_back({face, area});
        }
    }
    const geo::MultiPolygon left = outside_of(feature.polygons);
    if (!left.empty()) {
        out.outside = impl.measurer.piece_area(left.view());
    }
    out.redone = true;
}

ZoneCutter::ZoneCutter(const ZoneFaces& faces, const measure::Measurer& measurer, TaskPool& tasks)
    : m_impl(std::make_unique<const Impl>(faces, measurer, tasks)) {}
ZoneCutter::~ZoneCutter() = default;
ZoneCutter::ZoneCutter(ZoneCutter&&) noexcept = default;
ZoneCutter& ZoneCutter::operator=(ZoneCutter&&) noexcept = default;

ZoneCutter::Session ZoneCutter::session() const {
    return Session{*m_impl};
}

const ZoneFaces& ZoneCutter::faces() const noexcept {
    return m_impl->faces;
}

ZoneCutter::Session::Session(const Impl& impl)
    : m_impl(&impl), m_workshop(std::make_unique<Workshop>(impl)) {}
ZoneCutter::Session::Session(Session&&) noexcept = default;
ZoneCutter::Session::~Session() = default;

void ZoneCutter::Session::cut(const geo::MultiPolygonView& feature, SquareMetres area,
                              FeatureCut& out) {
    constexpr double relative = 1e-9;
    constexpr double absolute = 1e-6;
    clear(out);
    out.bound = SquareMetres{relative * area.value() + absolute};
    m_impl->grid.look_at(geo::box_of(feature), m_workshop->look);
    const ZoneGrid::Look& look = m_workshop->look;
    if (look.alike) {
        if (look.area == ZoneGrid::outside) {
            out.outside = area;
        } else {
            out.parts.push_back({look.area, area});
        }
        return;
    }
    m_workshop->edges.assign(feature);
    const Workshop::Feature at_hand{feature, area, geo::planar_area(feature),
                                    geo::perimeter(feature)};
    m_workshop->cut_by_kernel(at_hand, out);
    out.residual = residual_of(area, out);
    if (out.closes()) {
        return;
    }
    try {
        FeatureCut anew;
        m_workshop->cut_by_engine(at_hand, anew);
        anew.bound = out.bound;
        anew.residual = residual_of(area, anew);
        out = std::move(anew);
    } catch (const Error& error) { // the engine refuses the feature: the first figures stand
        if (error.kind() != ErrorKind::geometry) {
            throw;
        }
    }
}

} // namespace parkplan::overlay
