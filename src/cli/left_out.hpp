// SPDX-License-Identifier: MIT
#pragma once

#include "core/catalogue.hpp"
#include "geo/point.hpp"
#include "geo/polygon_column.hpp"
#include "geo/shape.hpp"

#include <optional>

namespace parkplan::cli {

/// What PP-0240 says of a feature that takes no part in an overlay.
struct Envelope {
    MessageValues values{};
    geo::Shape place{}; ///< the box
};

/// None for a feature without finite coordinates.
[[nodiscard]] std::optional<Envelope> envelope_of(const geo::MultiPolygonView& feature);

} // namespace parkplan::cli
