// SPDX-License-Identifier: MIT
#pragma once

#include "core/units.hpp"

#include <string>

namespace parkplan::review {

/// An area in m² for a message: 2 decimals, 6 below 0.1 m², where 2 would hide the figure.
[[nodiscard]] std::string area_text(SquareMetres area);
/// A length in m for a message: 3 decimals, 9 below 0.01 m.
[[nodiscard]] std::string length_text(Metres length);

} // namespace parkplan::review
