// SPDX-License-Identifier: MIT
#pragma once

#include "geo/polygon_column.hpp"
#include "io/read_geometry.hpp"

#include <ogr_geometry.h>

#include <string>
#include <vector>

namespace parkplan::io {

/// x of the source's coordinates is east, or north (then they are swapped).
enum class AxisOrder : unsigned char { east_first, north_first };

/// Turns OGR geometries into entries of a PolygonColumn. Closing points are dropped; rings, parts
/// and directions stay as they are; parts and holes without points disappear. Curves are cut into
/// segments of 0.1 degrees of arc (a chord area error of 5e-7 of the segment's sector).
class GeometryReader {
public:
    explicit GeometryReader(AxisOrder order) : m_order(order) {}

    /// Adds exactly one feature to `column`. `geometry` may be null.
    [[nodiscard]] ReadGeometry read(const OGRGeometry* geometry, geo::PolygonColumn& column);

private:
    void collect(const OGRGeometry& geometry, ReadGeometry& result);
    void add_ring(const OGRLinearRing& ring, geo::PolygonColumn& column,
                  ReadGeometry& result) const;
    void add_polygon(const OGRPolygon& polygon, geo::PolygonColumn& column,
                     ReadGeometry& result) const;

    AxisOrder m_order;
    std::vector<const OGRPolygon*> m_polygons{}; ///< of the feature at hand
};

/// "MultiPolygon", "Polygon Z" …; "Geometry" when a source does not say.
[[nodiscard]] std::string type_name(OGRwkbGeometryType type);

} // namespace parkplan::io
