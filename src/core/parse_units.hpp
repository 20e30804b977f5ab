// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/units.hpp"

#include <string_view>

namespace parkplan {

/// Reads a length with its unit: "5cm", "0.5 m", "2km", "3ft". Units mm cm dm m km ft and the
/// Chinese 毫米 厘米 分米 米 公里 千米. A bare number is an error, except 0; so
/// is a negative one. The decimal is moved before it is rounded: "1.1cm" is exactly 0.011.
/// Throws Error{usage} naming the text and the units that are known.
[[nodiscard]] PARKPLAN_API Metres parse_length(std::string_view text);

/// Reads an area with its unit: "2km2", "500 m2", "30亩", "1.5ha". Units mm2 cm2 m2 ha km2 mu
/// (also mm² cm² m² km² ㎡ ㎢ 平方毫米 平方厘米 平方米 公顷 平方公里 平方千米 亩; 1 亩 = 2000/3
/// m²). A bare number is an error, except 0; so is a negative one. Throws Error{usage} naming the
/// text and the units that are known.
[[nodiscard]] PARKPLAN_API SquareMetres parse_area(std::string_view text);

} // namespace parkplan
