// SPDX-License-Identifier: MIT
#pragma once

#include "geo/polygon_column.hpp"
#include "io/read_geometry.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace parkplan::io {

/// What stands behind the header of a GeoPackage geometry blob.
struct GpkgBlob {
    std::span<const std::byte> geometry{}; ///< well-known binary, unless it is extended
    bool extended = false;                 ///< of the extended binary format
};

/// Looks through the header (GeoPackage 1.3, 2.1.3.1.1); nothing when there is none. The envelope
/// and the empty flag say nothing that the geometry does not.
[[nodiscard]] std::optional<GpkgBlob> gpkg_blob(std::span<const std::byte> blob) noexcept;

/// Decodes well-known binary (ISO 19125 with the types of SQL/MM, and EWKB without SRID) straight
/// into a PolygonColumn: polygons, multipolygons, and collections of nothing else, in any byte
/// order; with the results of a GeometryReader. Everything else is left to that: curves, other
/// types, bytes that end too early. Bytes after the geometry are ignored. The bytes are looked
/// through before the first point is written, so nothing is ever half done. Keep one for many
/// geometries: after the first few it allocates nothing but what the column needs. One thread.
class WkbReader {
public:
    /// Adds exactly one feature to `column`, or returns nothing and leaves it as it was.
    [[nodiscard]] std::optional<ReadGeometry> read(std::span<const std::byte> wkb,
                                                   geo::PolygonColumn& column);

private:
    struct Ring {
        std::span<const std::byte> points{};
        std::uint16_t stride = 0; ///< bytes from point to point
        bool swapped = false;     ///< its byte order is not that of this machine
        bool shell = false;
    };
    class Survey;

    static void add_ring(const Ring& ring, geo::PolygonColumn& column, ReadGeometry& result);

    std::vector<Ring> m_rings{}; ///< with points, of the geometry at hand
};

} // namespace parkplan::io
