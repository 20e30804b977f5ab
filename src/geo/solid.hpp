// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "geo/point.hpp"
#include "geo/polygon_column.hpp"
#include "geo/shape.hpp"

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

struct GEOSGeom_t;

namespace parkplan::geo {

namespace detail {
struct DestroyGeos {
    void operator()(GEOSGeom_t* geometry) const noexcept;
};
using GeosPtr = std::unique_ptr<GEOSGeom_t, DestroyGeos>;
} // namespace detail

/// A polygonal area in the engine's form: valid, immutable, readable from many threads (each
/// thread has its own engine context; the lazily cached envelope is asked for on construction).
/// The producer of overlay geometry and the robust second opinion, never the way to a number
/// that a kernel of ours gives.
class PARKPLAN_API Solid {
public:
    Solid(); ///< the empty area
    /// Throws Error{geometry} with the engine's reason when the rings do not form a valid area.
    explicit Solid(const MultiPolygonView& area);

    [[nodiscard]] bool empty() const;
    /// Planar area and length of the boundary, in units of the coordinates.
    [[nodiscard]] double area() const;
    [[nodiscard]] double perimeter() const;
    [[nodiscard]] const Box& box() const noexcept { return m_box; }
    /// The polygons; lines and points that an overlay left behind are dropped (they have no area).
    /// Canonical: shells counter-clockwise from their smallest vertex, polygons sorted, so that
    /// the engine's traversal order never shows.
    [[nodiscard]] MultiPolygon polygons() const;

    friend PARKPLAN_API Solid intersection(const Solid& a, const Solid& b);
    friend PARKPLAN_API Solid difference(const Solid& a, const Solid& b);
    friend PARKPLAN_API Solid unite(std::span<const Solid* const> areas);
    friend PARKPLAN_API bool interiors_meet(const Solid& a, const Solid& b);
    friend PARKPLAN_API bool equal(const Solid& a, const Solid& b);
    friend PARKPLAN_API bool covers(const Solid& a, const Solid& b);
    friend PARKPLAN_API Solid solid_of(const MultiPolygonView& area);
    friend MultiPolygon faces_between(std::vector<std::pair<Point, Point>> segments);

private:
    explicit Solid(detail::GeosPtr geometry);

    detail::GeosPtr m_geometry;
    Box m_box;
};

/// The Solid of a feature that can be measured (see measurable in geo/validity.hpp), also where the
/// engine's rules are stricter than ours: spikes, rings that touch themselves, edges shared by hole
/// and shell or by parts. Goes up these rungs:
///  1. as it is;
///  2. rebuilt by the engine from its rings (GEOSMakeValidWithParams, structure method, collapsed
///     parts dropped), accepted only when the area is that of planar_area within
///     1e-9·area + 1e-6 (squared units of the coordinates).
/// Throws Error{geometry} when both fail; so a feature that cannot be measured is not bent into one
/// that can. Feature by feature the point sets are the same but for lines and points.
[[nodiscard]] PARKPLAN_API Solid solid_of(const MultiPolygonView& area);

/// Overlays at full floating precision (OverlayNG). Throw Error{geometry} with the engine's text.
[[nodiscard]] PARKPLAN_API Solid intersection(const Solid& a, const Solid& b);
[[nodiscard]] PARKPLAN_API Solid difference(const Solid& a, const Solid& b);
/// Union of any number of areas.
[[nodiscard]] PARKPLAN_API Solid unite(std::span<const Solid* const> areas);

/// True when the two areas share more than boundary.
[[nodiscard]] PARKPLAN_API bool interiors_meet(const Solid& a, const Solid& b);
/// True when the two areas are the same set of points.
[[nodiscard]] PARKPLAN_API bool equal(const Solid& a, const Solid& b);
/// True when no point of `b` lies outside `a`.
[[nodiscard]] PARKPLAN_API bool covers(const Solid& a, const Solid& b);

/// Version of the engine, e.g. "3.11.1".
[[nodiscard]] PARKPLAN_API std::string engine_version();

} // namespace parkplan::geo
