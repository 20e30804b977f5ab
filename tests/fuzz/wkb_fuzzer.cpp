// SPDX-License-Identifier: MIT
// Reads arbitrary bytes as a GeoPackage geometry blob, and as well-known binary. What is decoded
// must be what OGR makes of it, bit for bit; what is not must leave the column as it was.
#include "geo/polygon_column.hpp"
#include "io/gdal.hpp"
#include "io/geometry_reader.hpp"
#include "io/wkb.hpp"
#include "layer/table.hpp"

#include <ogr_geometry.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <span>
#include <vector>

namespace {

using namespace parkplan;

void demand(bool held) {
    if (!held) {
        std::abort();
    }
}

/// Ends of rings, polygons, and every bit of every point.
std::vector<std::uint64_t> bits_of(const geo::PolygonColumn& column) {
    std::vector<std::uint64_t> bits;
    for (std::size_t p = 0; p < column[0].size(); ++p) {
        bits.push_back(column[0][p].rings());
        for (std::size_t r = 0; r < column[0][p].rings(); ++r) {
            const auto points = column[0][p].ring(r).points();
            bits.push_back(points.size());
            for (const geo::Point& point : points) {
                bits.push_back(std::bit_cast<std::uint64_t>(point.x));
                bits.push_back(std::bit_cast<std::uint64_t>(point.y));
            }
        }
    }
    return bits;
}

void compare(std::span<const std::byte> wkb) {
    io::WkbReader reader;
    geo::PolygonColumn column;
    const std::optional<io::ReadGeometry> read = reader.read(wkb, column);
    if (!read) {
        demand(column.size() == 0 && column.points().empty());
        return;
    }
    const io::ErrorLog quiet;
    OGRGeometry* made = nullptr;
    demand(OGRGeometryFactory::createFromWkb(wkb.data(), nullptr, &made, wkb.size()) ==
           OGRERR_NONE);
    const OGRGeometryUniquePtr geometry{made};
    layer::Table expected{layer::Schema{}};
    io::GeometryReader ogr{io::AxisOrder::east_first};
    const io::ReadGeometry other = ogr.read(geometry.get(), expected);
    demand(read->state == other.state && read->z_or_m == other.z_or_m &&
           read->unclosed == other.unclosed && read->curves == other.curves &&
           read->members_dropped == other.members_dropped && read->detail == other.detail);
    demand(column.size() == 1 && bits_of(column) == bits_of(expected.polygons));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span<const std::byte> bytes = std::as_bytes(std::span{data, size});
    compare(bytes);
    if (const auto blob = io::gpkg_blob(bytes)) {
        demand(blob->geometry.size() < size);
        compare(blob->geometry);
    }
    return 0;
}
