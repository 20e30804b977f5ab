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

constexpr int usual_decimals = 6;
constexpr int most_decimals = 20;

std::string trimmed(double number, int decimals) {
    constexpr double large = 1e15;
    if (!(std::abs(number) < large)) {
        return format_shortest(number);
    }
    std::string text;
    append_trimmed(text, number, decimals);
    return text;
}

} // namespace

std::string area_text(SquareMetres area) {
    return figure_text(area.value(), 0.1, 2, 6);
}

std::string length_text(Metres length) {
    return figure_text(length.value(), 0.01, 3, 9);
}

std::string number_text(double number) {
    return number_text(number, number == 0.0 ? number : 0.0);
}

std::string number_text(double number, double beside) {
    for (int decimals = usual_decimals; decimals <= most_decimals; ++decimals) {
        std::string text = trimmed(number, decimals);
        if (number == beside || text != trimmed(beside, decimals)) {
            return text;
        }
    }
    return format_shortest(number);
}

} // namespace parkplan::review
