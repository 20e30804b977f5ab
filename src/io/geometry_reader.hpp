// SPDX-License-Identifier: MIT
#pragma once

#include "geo/polygon_column.hpp"
#include "io/read_geometry.hpp"
#include "layer/table.hpp"

#include <ogr_geometry.h>

#include <cstddef>
#include <string>
#include <vector>

namespace parkplan::io {

/// x of the source's coordinates is east, or north (then they are swapped).
enum class AxisOrder : unsigned char { east_first, north_first };

/// Turns OGR geometries into entries of a table's polygons, or of its points and lines. Closing
/// points are dropped; rings, parts and directions stay as they are; parts and holes without points
/// disappear. Curves are cut into segments of 0.1 degrees of arc (a chord area error of 5e-7 of the
/// segment's sector). Beside polygons, points and lines are dropped.
class GeometryReader {
public:
    explicit GeometryReader(AxisOrder order) : m_order(order) {}

    /// Adds exactly one feature to `table.polygons`, and its points and lines to `table.paths`
    /// where it has no polygon. `geometry` may be null.
    [[nodiscard]] ReadGeometry read(const OGRGeometry* geometry, layer::Table& table);

private:
    void collect(const OGRGeometry& geometry, ReadGeometry& result);
    void add_ring(const OGRLinearRing& ring, geo::PolygonColumn& column,
                  ReadGeometry& result) const;
    void add_polygon(const OGRPolygon& polygon, geo::PolygonColumn& column,
                     ReadGeometry& result) const;
    void collect_path(const OGRGeometry& geometry);
    void add_paths(std::size_t row, geo::PathColumn& paths) const;
    [[nodiscard]] geo::Point point_of(double x, double y) const noexcept {
        return m_order == AxisOrder::east_first ? geo::Point{x, y} : geo::Point{y, x};
    }

    AxisOrder m_order;
    std::vector<const OGRPolygon*> m_polygons{}; ///< of the feature at hand
    std::vector<std::vector<geo::Point>> m_paths{};
    bool m_paths_whole = true; ///< all that is no polygon is in m_paths
};

/// "MultiPolygon", "Polygon Z" …; "Geometry" when a source does not say.
[[nodiscard]] std::string type_name(OGRwkbGeometryType type);

} // namespace parkplan::io
