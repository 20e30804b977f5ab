// SPDX-License-Identifier: MIT
#pragma once

#include "crs/crs.hpp"
#include "io/geometry_reader.hpp"

#include <ogrsf_frmts.h>

#include <optional>

namespace parkplan::io {

/// The CRS that a source states; nothing when it states none, or only an "undefined" plane.
/// Throws Error{crs} for systems that parkplan cannot use.
[[nodiscard]] std::optional<crs::Crs> stated_crs(const OGRSpatialReference* reference);

/// Which way the coordinates that GDAL delivers run.
[[nodiscard]] AxisOrder axis_order(const OGRSpatialReference* reference);

/// WKT 2:2019 of a reference.
[[nodiscard]] std::string wkt_of(const OGRSpatialReference& reference);

} // namespace parkplan::io
