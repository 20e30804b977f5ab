// SPDX-License-Identifier: MIT
#include "geo/solid.hpp"

#include "core/fail.hpp"
#include "geo/canonical.hpp"
#include "geo/engine.hpp"

#include <geos_c.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

namespace parkplan::geo {

using detail::answer;
using detail::borrow;
using detail::check;
using detail::context;
using detail::count;
using detail::engine;
using detail::engine_failed;
using detail::own;

namespace {

/// Hands geometries over to a constructor of the engine, which owns them from the call on, also
/// when it fails.
std::vector<GEOSGeometry*> released(std::vector<detail::GeosPtr>& geometries) {
    std::vector<GEOSGeometry*> raw;
    raw.reserve(geometries.size());
    for (detail::GeosPtr& geometry : geometries) {
        raw.push_back(geometry.release());
    }
    return raw;
}

detail::GeosPtr make_ring(RingView ring) {
    std::vector<double> xy;
    xy.reserve((ring.size() + 1) * 2);
    for (const Point& p : ring.points()) {
        xy.push_back(p.x);
        xy.push_back(p.y);
    }
    if (!ring.empty()) {
        xy.push_back(ring[0].x);
        xy.push_back(ring[0].y);
    }
    GEOSCoordSequence* sequence = GEOSCoordSeq_copyFromBuffer_r(
        engine(), xy.data(), static_cast<unsigned>(xy.size() / 2), 0, 0);
    if (sequence == nullptr) {
        engine_failed("ring");
    }
    return own(GEOSGeom_createLinearRing_r(engine(), sequence), "ring");
}

detail::GeosPtr make_polygon(const PolygonView& polygon) {
    if (polygon.rings() == 0) {
        return own(GEOSGeom_createEmptyPolygon_r(engine()), "polygon");
    }
    std::vector<detail::GeosPtr> holes;
    holes.reserve(polygon.rings() - 1);
    for (std::size_t r = 1; r < polygon.rings(); ++r) {
        holes.push_back(make_ring(polygon.ring(r)));
    }
    detail::GeosPtr shell = make_ring(polygon.shell());
    std::vector<GEOSGeometry*> raw = released(holes);
    return own(GEOSGeom_createPolygon_r(engine(), shell.release(), raw.data(),
                                        static_cast<unsigned>(raw.size())),
               "polygon");
}

detail::GeosPtr collect(std::vector<detail::GeosPtr>& polygons) {
    std::vector<GEOSGeometry*> raw = released(polygons);
    return own(GEOSGeom_createCollection_r(engine(), GEOS_MULTIPOLYGON, raw.data(),
                                           static_cast<unsigned>(raw.size())),
               "multipolygon");
}

detail::GeosPtr make_multipolygon(const MultiPolygonView& area) {
    std::vector<detail::GeosPtr> polygons;
    polygons.reserve(area.size());
    for (std::size_t p = 0; p < area.size(); ++p) {
        polygons.push_back(make_polygon(area[p]));
    }
    return collect(polygons);
}

bool is_empty(const GEOSGeometry* geometry) {
    return answer(GEOSisEmpty_r(engine(), geometry), "emptiness test");
}

bool is_valid(const GEOSGeometry* geometry) {
    return answer(GEOSisValid_r(engine(), geometry), "validity check");
}

std::string invalid_because(const GEOSGeometry* geometry) {
    char* reason = GEOSisValidReason_r(engine(), geometry);
    std::string text = reason == nullptr ? context().take_message() : reason;
    GEOSFree_r(engine(), reason);
    return text;
}

double area_of(const GEOSGeometry* geometry) {
    double result = 0.0;
    check(GEOSArea_r(engine(), geometry, &result), "area");
    return result;
}

detail::GeosPtr rebuilt(const GEOSGeometry* geometry) {
    const auto destroy = [](GEOSMakeValidParams* params) {
        GEOSMakeValidParams_destroy_r(engine(), params);
    };
    const std::unique_ptr<GEOSMakeValidParams, decltype(destroy)> params{
        GEOSMakeValidParams_create_r(engine()), destroy};
    if (params == nullptr) {
        engine_failed("rebuilding");
    }
    check(GEOSMakeValidParams_setMethod_r(engine(), params.get(), GEOS_MAKE_VALID_STRUCTURE),
          "rebuilding");
    check(GEOSMakeValidParams_setKeepCollapsed_r(engine(), params.get(), 0), "rebuilding");
    return own(GEOSMakeValidWithParams_r(engine(), geometry, params.get()), "rebuilding");
}

/// Copies the polygons out of whatever an overlay returned; lines and points are left behind.
void gather_polygons(const GEOSGeometry* geometry, std::vector<detail::GeosPtr>& polygons) {
    switch (count(GEOSGeomTypeId_r(engine(), geometry), "geometry type")) {
    case GEOS_POLYGON:
        if (!is_empty(geometry)) {
            polygons.push_back(own(GEOSGeom_clone_r(engine(), geometry), "copy"));
        }
        return;
    case GEOS_MULTIPOLYGON:
    case GEOS_GEOMETRYCOLLECTION: {
        const int parts = count(GEOSGetNumGeometries_r(engine(), geometry), "number of parts");
        for (int i = 0; i < parts; ++i) {
            gather_polygons(borrow(GEOSGetGeometryN_r(engine(), geometry, i), "part"), polygons);
        }
        return;
    }
    default:
        return;
    }
}

/// Overlays refuse collections as input, so every Solid holds polygons only.
detail::GeosPtr only_polygons(detail::GeosPtr geometry) {
    const int type = count(GEOSGeomTypeId_r(engine(), geometry.get()), "geometry type");
    if (type == GEOS_POLYGON || type == GEOS_MULTIPOLYGON) {
        return geometry;
    }
    std::vector<detail::GeosPtr> polygons;
    gather_polygons(geometry.get(), polygons);
    return collect(polygons);
}

template <typename Visit>
void for_each_polygon(const GEOSGeometry* area, const Visit& visit) {
    const int parts = count(GEOSGetNumGeometries_r(engine(), area), "number of parts");
    for (int i = 0; i < parts; ++i) {
        const GEOSGeometry* part = borrow(GEOSGetGeometryN_r(engine(), area, i), "part");
        if (!is_empty(part)) {
            visit(part);
        }
    }
}

/// Calls visit(ring) for the shell, then for the holes.
template <typename Visit>
void for_each_ring(const GEOSGeometry* polygon, const Visit& visit) {
    visit(borrow(GEOSGetExteriorRing_r(engine(), polygon), "shell"));
    const int holes = count(GEOSGetNumInteriorRings_r(engine(), polygon), "number of holes");
    for (int h = 0; h < holes; ++h) {
        visit(borrow(GEOSGetInteriorRingN_r(engine(), polygon, h), "hole"));
    }
}

Box extent(const GEOSGeometry* geometry) {
    Box box;
    check(GEOSGeom_getExtent_r(engine(), geometry, &box.min.x, &box.min.y, &box.max.x, &box.max.y),
          "extent");
    return box;
}

using Points = std::vector<Point>;

/// The vertices of an engine ring in canonical order, without the closing one.
Points canonical_points(const GEOSGeometry* ring) {
    const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(engine(), ring);
    if (sequence == nullptr) {
        engine_failed("coordinates");
    }
    unsigned size = 0;
    check(GEOSCoordSeq_getSize_r(engine(), sequence, &size), "number of vertices");
    if (size == 0) {
        return {};
    }
    std::vector<double> xy(std::size_t{size} * 2);
    check(GEOSCoordSeq_copyToBuffer_r(engine(), sequence, xy.data(), 0, 0), "coordinates");
    Points stored(size - 1);
    for (std::size_t i = 0; i < stored.size(); ++i) {
        stored[i] = {xy[2 * i], xy[2 * i + 1]};
    }
    const CanonicalRing canonical{RingView{stored}};
    Points points(stored.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        points[i] = canonical[i];
    }
    return points;
}

/// Shell counter-clockwise, holes clockwise and sorted, each from its smallest vertex.
std::vector<Points> canonical_rings(const GEOSGeometry* polygon) {
    std::vector<Points> rings;
    for_each_ring(polygon,
                  [&rings](const GEOSGeometry* ring) { rings.push_back(canonical_points(ring)); });
    for (std::size_t r = 1; r < rings.size(); ++r) {
        if (!rings[r].empty()) {
            std::reverse(rings[r].begin() + 1, rings[r].end());
        }
    }
    std::sort(rings.begin() + 1, rings.end());
    return rings;
}

} // namespace

void detail::DestroyGeos::operator()(GEOSGeom_t* geometry) const noexcept {
    GEOSGeom_destroy_r(engine(), geometry);
}

Solid::Solid()
    : Solid(own(GEOSGeom_createEmptyCollection_r(engine(), GEOS_MULTIPOLYGON), "area")) {}

Solid::Solid(detail::GeosPtr geometry) : m_geometry(only_polygons(std::move(geometry))) {
    // The engine (3.11) fills the envelope of everything lazily and without a lock; ask for all of
    // them now, before threads share the area: of the whole (which may be empty), of its polygons
    // and of their rings.
    static_cast<void>(own(GEOSEnvelope_r(engine(), m_geometry.get()), "envelope"));
    for_each_polygon(m_geometry.get(), [this](const GEOSGeometry* polygon) {
        m_box.add(extent(polygon));
        for_each_ring(polygon, [](const GEOSGeometry* ring) { static_cast<void>(extent(ring)); });
    });
}

Solid::Solid(const MultiPolygonView& area) : Solid(make_multipolygon(area)) {
    if (!is_valid(m_geometry.get())) {
        fail(ErrorKind::geometry, "not a valid area: {}", invalid_because(m_geometry.get()));
    }
}

bool Solid::empty() const {
    return is_empty(m_geometry.get());
}

double Solid::area() const {
    return area_of(m_geometry.get());
}

double Solid::perimeter() const {
    double result = 0.0;
    check(GEOSLength_r(engine(), m_geometry.get(), &result), "perimeter");
    return result;
}

MultiPolygon Solid::polygons() const {
    std::vector<std::vector<Points>> polygons;
    for_each_polygon(m_geometry.get(), [&polygons](const GEOSGeometry* polygon) {
        polygons.push_back(canonical_rings(polygon));
    });
    std::sort(polygons.begin(), polygons.end());
    PolygonColumn column;
    for (const std::vector<Points>& rings : polygons) {
        for (const Points& ring : rings) {
            for (const Point& p : ring) {
                column.add_point(p);
            }
            column.end_ring();
        }
        column.end_polygon();
    }
    column.end_feature();
    return MultiPolygon{std::move(column)};
}

Solid intersection(const Solid& a, const Solid& b) {
    return Solid{
        own(GEOSIntersection_r(engine(), a.m_geometry.get(), b.m_geometry.get()), "intersection")};
}

Solid difference(const Solid& a, const Solid& b) {
    return Solid{
        own(GEOSDifference_r(engine(), a.m_geometry.get(), b.m_geometry.get()), "difference")};
}

Solid unite(std::span<const Solid* const> areas) {
    std::vector<detail::GeosPtr> polygons;
    for (const Solid* area : areas) {
        gather_polygons(area->m_geometry.get(), polygons);
    }
    const detail::GeosPtr all = collect(polygons);
    return Solid{own(GEOSUnaryUnion_r(engine(), all.get()), "union")};
}

Solid solid_of(const MultiPolygonView& area) {
    detail::GeosPtr as_it_is = make_multipolygon(area);
    if (is_valid(as_it_is.get())) {
        return Solid{std::move(as_it_is)};
    }
    const std::string reason = invalid_because(as_it_is.get());
    Solid solid{rebuilt(as_it_is.get())};
    const double wanted = planar_area(area);
    const double found = solid.area();
    constexpr double relative = 1e-9; // the accuracy owed to areas
    constexpr double absolute = 1e-6;
    if (!(std::abs(found - wanted) <= relative * wanted + absolute)) {
        fail(ErrorKind::geometry,
             "not a valid area: {}; rebuilt, it has an area of {} instead of {}", reason, found,
             wanted);
    }
    return solid;
}

bool interiors_meet(const Solid& a, const Solid& b) {
    return a.m_box.meets(b.m_box) && answer(GEOSRelatePattern_r(engine(), a.m_geometry.get(),
                                                                b.m_geometry.get(), "T********"),
                                            "relate");
}

bool equal(const Solid& a, const Solid& b) {
    return answer(GEOSEquals_r(engine(), a.m_geometry.get(), b.m_geometry.get()), "comparison");
}

bool covers(const Solid& a, const Solid& b) {
    return b.empty() ||
           answer(GEOSCovers_r(engine(), a.m_geometry.get(), b.m_geometry.get()), "covering test");
}

std::string engine_version() {
    std::string text = GEOSversion(); // "3.11.1-CAPI-1.17.1"
    return text.substr(0, text.find('-'));
}

} // namespace parkplan::geo
