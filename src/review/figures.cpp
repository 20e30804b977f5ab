// SPDX-License-Identifier: MIT
#include "review/figures.hpp"

#include "core/number.hpp"

#include <cmath>

namespace parkplan::review {
namespace {

/// More decimals below `small`, but for nothing at all.
std::string figure_text(double value, double small, int decimals, int more_decimals) {
    const double size = std::abs(value);
    return format_fixed(value, size > 0.0 && size < small ? more_decimals : decimals);
}

} // namespace

std::string area_text(SquareMetres area) {
    return figure_text(area.value(), 0.1, 2, 6);
}

std::string length_text(Metres length) {
    return figure_text(length.value(), 0.01, 3, 9);
}

} // namespace parkplan::review
