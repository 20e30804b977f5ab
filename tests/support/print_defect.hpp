// SPDX-License-Identifier: MIT
#pragma once

#include "geo/validity.hpp"

#include <ostream>

namespace parkplan::geo {

/// Readable failures: kind, polygon, ring, index, place.
inline void PrintTo(const Defect& d, std::ostream* out) { // NOLINT: name given by GoogleTest
    *out << "{" << static_cast<int>(d.kind) << ", " << d.polygon << ", " << d.ring << ", "
         << d.index << ", {" << d.at.x << ", " << d.at.y << "}}";
}

} // namespace parkplan::geo
