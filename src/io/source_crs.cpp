// SPDX-License-Identifier: MIT
#include "io/source_crs.hpp"

#include "core/fail.hpp"
#include "io/gdal.hpp"

#include <cpl_conv.h>
#include <ogr_spatialref.h>

#include <array>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::io {
namespace {

/// GeoPackage calls srs_id -1 and 0 (and GDAL 99999) undefined; a plane without a place on the
/// earth says no more.
bool is_undefined(const OGRSpatialReference& reference) {
    const char* name = reference.GetName();
    return reference.IsEmpty() || reference.IsLocal() != FALSE ||
           (name != nullptr && std::string_view{name}.starts_with("Undefined "));
}

enum class Runs : unsigned char { east_west, north_south, elsewhere };

Runs direction(const OGRSpatialReference& reference, int axis) {
    OGRAxisOrientation orientation = OAO_Other;
    if (reference.GetAxis(nullptr, axis, &orientation) == nullptr) {
        return Runs::elsewhere;
    }
    if (orientation == OAO_East || orientation == OAO_West) {
        return Runs::east_west;
    }
    return orientation == OAO_North || orientation == OAO_South ? Runs::north_south
                                                                : Runs::elsewhere;
}

} // namespace

std::string wkt_of(const OGRSpatialReference& reference) {
    constexpr std::array<const char*, 3> options{"FORMAT=WKT2_2019", "MULTILINE=NO", nullptr};
    char* text = nullptr;
    const OGRErr status = reference.exportToWkt(&text, options.data());
    std::string wkt = text == nullptr ? "" : text;
    CPLFree(text);
    if (status != OGRERR_NONE || wkt.empty()) {
        fail(ErrorKind::crs, "the coordinate system of the source cannot be understood");
    }
    return wkt;
}

std::optional<crs::Crs> stated_crs(const OGRSpatialReference* reference) {
    if (reference == nullptr || is_undefined(*reference)) {
        return std::nullopt;
    }
    return crs::Crs::parse(wkt_of(*reference));
}

AxisOrder axis_order(const OGRSpatialReference* reference) {
    if (reference == nullptr) {
        return AxisOrder::east_first;
    }
    // mapping[0] is the axis of the CRS (from 1) that GDAL delivers as x.
    const std::vector<int>& mapping = reference->GetDataAxisToSRSAxisMapping();
    if (mapping.size() < 2) {
        return AxisOrder::east_first;
    }
    const bool swapped = direction(*reference, std::abs(mapping[0]) - 1) == Runs::north_south &&
                         direction(*reference, std::abs(mapping[1]) - 1) == Runs::east_west;
    return swapped ? AxisOrder::north_first : AxisOrder::east_first;
}

} // namespace parkplan::io
