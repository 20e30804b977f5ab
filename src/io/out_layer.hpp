// SPDX-License-Identifier: MIT
#pragma once

#include "geo/point.hpp"
#include "io/vector_file.hpp"

#include <ogr_geometry.h>
#include <ogr_spatialref.h>

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::io {

/// Throws Error{internal} unless every row has a value of the right type for every field, every
/// shape is of the layer's kind, and field names are unique.
void check_layer(const OutLayer& layer);

/// How much text a format holds.
enum class TextLimit : unsigned char { none, dbf };

/// What a format will hold of a value.
struct StoredValue {
    OutValue value{};
    std::string_view notice{}; ///< code of the notice when it is not the whole value, else empty
};

/// Numbers that are not finite become null (PP-0111); with TextLimit::dbf texts are cut to 254
/// bytes at a character (PP-0702).
[[nodiscard]] StoredValue stored_value(const OutValue& value, TextLimit limit);

/// The same for `layer`, value by value in row order, for those that change.
[[nodiscard]] std::vector<WriteNotice> value_notices(const OutLayer& layer, TextLimit limit);

/// True when every shape of a point layer is a single point.
[[nodiscard]] bool has_single_points_only(const OutLayer& layer);

/// Direction in which shells are written; holes run the other way.
enum class Winding : unsigned char { as_stored, shells_clockwise, shells_counter_clockwise };

/// The points of a ring in a direction (same first vertex), not closed.
[[nodiscard]] std::vector<geo::Point> wound(geo::RingView ring, bool is_shell, Winding winding);

/// A shape as an OGR geometry; null for no geometry and for empty shapes. `single_point`: a Point
/// instead of a MultiPoint. Polygons and lines are always of the multi kind.
[[nodiscard]] OGRGeometryUniquePtr to_ogr(const geo::Shape& shape, bool single_point,
                                          Winding winding);

/// The GDAL reference of a CRS in traditional GIS order; empty for local. Throws Error{output}.
[[nodiscard]] OGRSpatialReference reference_of(const crs::Crs& crs);

/// Removes what was written of a file and its siblings unless keep() was called.
class PartialFile {
public:
    /// Throws Error{output} when `file` exists or its folder does not.
    explicit PartialFile(std::filesystem::path file);
    ~PartialFile();
    PartialFile(const PartialFile&) = delete;
    PartialFile& operator=(const PartialFile&) = delete;
    PartialFile(PartialFile&&) = delete;
    PartialFile& operator=(PartialFile&&) = delete;

    void keep() noexcept { m_keep = true; }

private:
    std::filesystem::path m_file;
    bool m_keep = false;
};

} // namespace parkplan::io
