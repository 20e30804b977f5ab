// SPDX-License-Identifier: MIT
#include "review/figures.hpp"

#include "core/number.hpp"

#include <cmath>

namespace parkplan::review {

std::string area_text(SquareMetres area) {
    constexpr double small_m2 = 0.1;
    return format_fixed(area.value(), std::abs(area.value()) < small_m2 ? 6 : 2);
}

std::string length_text(Metres length) {
    constexpr double small_m = 0.01;
    return format_fixed(length.value(), std::abs(length.value()) < small_m ? 9 : 3);
}

} // namespace parkplan::review
