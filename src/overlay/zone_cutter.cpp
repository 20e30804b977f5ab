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
#include "overlay/window_edges.hpp"
#include "overlay/zone_grid.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>

namespace parkplan::overlay {
namespace {

void clear(FeatureCut& cut) noexcept {
    cut.parts.clear();
    cut.outside = {};
    cut.rounding_parts = 0;
    cut.rounding_area = {};
    cut.residual = {};
    cut.first_residual = {};
    cut.redone = false;
}

void close(SquareMetres area, FeatureCut& cut) noexcept {
    double left = area.value();
    for (const FacePart& part : cut.parts) {
        left -= part.area.value();
    }
    cut.residual = SquareMetres{left - cut.outside.value() - cut.rounding_area.value()};
}

} // namespace

bool FeatureCut::closes() const noexcept {
    return std::abs(residual.value()) <= bound.value();
}

struct ZoneCutter::Impl {
    Impl(const ZoneFaces& all_faces, const measure::Measurer& the_measurer)
        : faces(all_faces), measurer(the_measurer), grid(faces.edges, faces.outline) {
        for (std::size_t face = 0; face < faces.polygons.size(); ++face) {
            perimeters.push_back(geo::perimeter(faces.polygons[face]));
        }
    }

    const ZoneFaces& faces;
    const measure::Measurer& measurer;
    std::vector<double> perimeters{}; ///< by face
    ZoneGrid grid;
};

namespace {

/// What is known of the feature at hand.
struct Feature {
    const geo::MultiPolygonView& polygons;
    geo::Box box;
    SquareMetres area;
    double planar = 0.0;
    double perimeter = 0.0;

    /// True when rounding explains what of the feature is not in a part of that planar area.
    [[nodiscard]] bool is_all_of(double part, double noise) const {
        return std::abs(planar - part) <= rounding_area_of(box, perimeter) + noise;
    }
};

void add_rounding_part(SquareMetres area, FeatureCut& out) {
    ++out.rounding_parts;
    out.rounding_area += area;
}

} // namespace

/// Goes over features of one thread.
struct ZoneCutter::Session::Workshop {
    const Impl& impl;
    ZoneGrid::Look look{};
    std::vector<geo::SlabEdge> edges{}; ///< of the feature, sorted, without vertical ones
    geo::EdgeIndex index{};             ///< of the feature, where the grid does not help
    WindowEdges window_edges{};
    geo::CommonAreaMeter meter{};

    explicit Workshop(const Impl& the_impl) : impl(the_impl) {}

    void take(Feature& feature);
    void cut_by_grid(const Feature& feature, FeatureCut& out);
    void cut_by_boxes(const Feature& feature, FeatureCut& out);
    void cut_by_engine(const Feature& feature, FeatureCut& out) const;
    void add_part(const Feature& feature, std::uint32_t face, const geo::CommonArea& common,
                  FeatureCut& out) const;
    void add_outside(const Feature& feature, const geo::CommonArea& covered, FeatureCut& out) const;
    [[nodiscard]] geo::MultiPolygon outside_of(const geo::MultiPolygonView& feature) const;
};

/// Sorts the feature's edges and adds up its planar figures, in an order that only they decide.
void ZoneCutter::Session::Workshop::take(Feature& feature) {
    edges.clear();
    append_edges(feature.polygons, edges);
    std::ranges::sort(edges, geo::before);
    const geo::Point origin = feature.box.min;
    for (const geo::SlabEdge& edge : edges) {
        const double width = edge.right.x - edge.left.x;
        const double height = edge.right.y - edge.left.y;
        feature.planar +=
            edge.sign * width * ((edge.left.y - origin.y) + (edge.right.y - origin.y)) / 2.0;
        feature.perimeter += std::sqrt(width * width + height * height);
    }
    std::erase_if(edges, [](const geo::SlabEdge& edge) { return edge.sign == 0.0; });
}

/// A feature inside of a face has the area that it has by itself.
void ZoneCutter::Session::Workshop::add_part(const Feature& feature, std::uint32_t face,
                                             const geo::CommonArea& common, FeatureCut& out) const {
    if (common.moments.a <= common.noise) {
        return;
    }
    SquareMetres area = feature.area;
    if (!feature.is_all_of(common.moments.a, common.noise)) {
        const auto measured = impl.measurer.piece_area(common.moments, common.origin);
        area = measured ? *measured
                        : impl.measurer.piece_area(
                              common_polygon(feature.polygons, impl.faces.polygons[face]).view());
    }
    const double shorter = std::min(feature.perimeter, impl.perimeters[face]);
    if (common.moments.a <= rounding_area_of(feature.box, shorter) + common.noise) {
        add_rounding_part(area, out);
    } else {
        out.parts.push_back({face, area});
    }
}

void ZoneCutter::Session::Workshop::add_outside(const Feature& feature,
                                                const geo::CommonArea& covered,
                                                FeatureCut& out) const {
    geo::Moments left = geo::moments(feature.polygons, covered.origin);
    left -= covered.moments;
    if (left.a <= rounding_area_of(feature.box, feature.perimeter) + covered.noise) {
        if (left.a > covered.noise) {
            add_rounding_part(SquareMetres{left.a}, out);
        }
        return;
    }
    if (feature.is_all_of(left.a, covered.noise)) {
        out.outside = feature.area;
    } else if (const auto area = impl.measurer.piece_area(left, covered.origin)) {
        out.outside = *area;
    } else {
        out.outside = impl.measurer.piece_area(outside_of(feature.polygons).view());
    }
}

/// With the edges near the feature, as the grid knows them.
void ZoneCutter::Session::Workshop::cut_by_grid(const Feature& feature, FeatureCut& out) {
    auto first = look.edges.begin();
    for (const std::uint32_t area : look.areas) {
        const auto last = std::find_if(first, look.edges.end(), [&](const ZoneGrid::EdgeRef& ref) {
            return ref.area != area;
        });
        const geo::CommonArea common = meter(
            edges, window_edges(impl.grid.edges_of(area), {first, last}, feature.box), feature.box);
        if (area == impl.grid.outline()) {
            add_outside(feature, common, out);
        } else {
            add_part(feature, area, common, out);
        }
        first = last;
    }
}

/// With all edges of every face whose box the feature meets.
void ZoneCutter::Session::Workshop::cut_by_boxes(const Feature& feature, FeatureCut& out) {
    index.assign(feature.polygons);
    for (const std::uint32_t face : impl.grid.areas_near(feature.box)) {
        const geo::Box& box = impl.faces.edges[face].box();
        if (index.may_meet(box)) {
            add_part(feature, face, meter(index, impl.faces.edges[face]), out);
        } else if (index.covers(box.min) > 0) { // no edge runs through its box: it lies inside
            out.parts.push_back({face, impl.measurer.piece_area(impl.faces.polygons[face])});
        }
    }
    add_outside(feature, meter(index, impl.faces.outline), out);
}

geo::MultiPolygon
ZoneCutter::Session::Workshop::outside_of(const geo::MultiPolygonView& feature) const {
    const std::vector<std::uint32_t> near = impl.grid.areas_near(geo::box_of(feature));
    std::vector<geo::Solid> solids;
    solids.reserve(near.size());
    for (const std::uint32_t face : near) {
        solids.push_back(geo::solid_of(canonical_area(impl.faces.polygons[face]).view()));
    }
    const geo::Solid subject = geo::solid_of(canonical_area(feature).view());
    return solids.empty() ? subject.polygons() : difference(subject, union_of(solids)).polygons();
}

/// The same by polygons.
void ZoneCutter::Session::Workshop::cut_by_engine(const Feature& feature, FeatureCut& out) const {
    const std::vector<std::uint32_t> near = impl.grid.areas_near(feature.box);
    out.parts.reserve(near.size());
    for (const std::uint32_t face : near) {
        const geo::MultiPolygon common =
            common_polygon(feature.polygons, impl.faces.polygons[face]);
        if (common.empty()) {
            continue;
        }
        const SquareMetres area = impl.measurer.piece_area(common.view());
        if (within_rounding(common.view())) {
            add_rounding_part(area, out);
        } else {
            out.parts.push_back({face, area});
        }
    }
    const geo::MultiPolygon left = outside_of(feature.polygons);
    if (!left.empty()) {
        const SquareMetres area = impl.measurer.piece_area(left.view());
        if (within_rounding(left.view())) {
            add_rounding_part(area, out);
        } else {
            out.outside = area;
        }
    }
    out.redone = true;
}

ZoneCutter::ZoneCutter(const ZoneFaces& faces, const measure::Measurer& measurer)
    : m_impl(std::make_unique<const Impl>(faces, measurer)) {}
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
    Workshop& workshop = *m_workshop;
    const ZoneGrid::Look& look = workshop.look;
    clear(out);
    out.bound = SquareMetres{relative * area.value() + absolute};
    Feature at_hand{feature, geo::box_of(feature), area};
    m_impl->grid.look_at(at_hand.box, workshop.look);
    if (look.alike) {
        if (look.area == ZoneGrid::outside) {
            out.outside = area;
        } else {
            out.parts.push_back({look.area, area});
        }
        return;
    }
    workshop.take(at_hand);
    if (!look.many) {
        workshop.cut_by_grid(at_hand, out);
        close(area, out);
        if (out.closes()) {
            return;
        }
        clear(out);
    }
    workshop.cut_by_boxes(at_hand, out);
    close(area, out);
    out.first_residual = out.residual;
    if (out.closes()) {
        return;
    }
    try {
        FeatureCut anew;
        anew.bound = out.bound;
        anew.first_residual = out.residual;
        workshop.cut_by_engine(at_hand, anew);
        close(area, anew);
        out = std::move(anew);
    } catch (const Error& error) { // the engine refuses the feature: the first figures stand
        if (error.kind() != ErrorKind::geometry) {
            throw;
        }
    }
}

} // namespace parkplan::overlay
