// SPDX-License-Identifier: MIT
#include "core/levelling.hpp"

#include "core/fail.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace parkplan {
namespace {

constexpr int most_decimals = 4;

std::int64_t power_of_ten(int exponent) noexcept {
    std::int64_t power = 1;
    for (int i = 0; i < exponent; ++i) {
        power *= 10;
    }
    return power;
}

/// numerator / denominator, halves away from zero; the denominator is above 0.
std::int64_t rounded_quotient(Int128 numerator, Int128 denominator) noexcept {
    const Int128 magnitude = numerator < 0 ? -numerator : numerator;
    const Int128 quotient = (magnitude + denominator / 2) / denominator;
    return static_cast<std::int64_t>(numerator < 0 ? -quotient : quotient);
}

void require_sound(std::span<const ExactArea> areas, std::span<const std::string> keys,
                   ExactArea control) {
    const ExactArea largest{SquareMetres{1e14}}; // so that products stay below 2^127
    const auto wrong = [&](ExactArea area) { return area < ExactArea{} || area > largest; };
    if (areas.size() != keys.size() || wrong(control) || std::ranges::any_of(areas, wrong)) {
        fail(ErrorKind::internal,
             "{} areas, {} keys and a control total of {} m² cannot be levelled; as many keys as "
             "areas, and areas from 0 to {} m² are needed",
             areas.size(), keys.size(), format_exact(control), format_exact(largest));
    }
}

/// The areas from the largest to the smallest, equal ones by key.
std::vector<std::size_t> largest_first(std::span<const ExactArea> areas,
                                       std::span<const std::string> keys) {
    std::vector<std::size_t> order(areas.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
        return areas[a] != areas[b] ? areas[a] > areas[b] : keys[a] < keys[b];
    });
    return order;
}

/// Shares out what is missing (or too much) in proportion to the areas; gives back what is left.
std::int64_t share_out(std::span<const ExactArea> areas, ExactArea sum, std::int64_t missing,
                       std::vector<std::int64_t>& steps) {
    std::int64_t left = missing;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        const std::int64_t share =
            rounded_quotient(areas[i].micro_square_metres() * missing, sum.micro_square_metres());
        const std::int64_t given = std::max(share, -steps[i]);
        steps[i] += given;
        left -= given;
    }
    return left;
}

} // namespace

ExactArea AreaStep::area() const {
    std::int64_t square_metres = 0;
    switch (unit) {
    case AreaUnit::square_metre:
        square_metres = 1;
        break;
    case AreaUnit::hectare:
        square_metres = 10'000;
        break;
    case AreaUnit::square_kilometre:
        square_metres = 1'000'000;
        break;
    case AreaUnit::mu:
        break;
    }
    if (square_metres == 0 || decimals < 0 || decimals > most_decimals) {
        fail(ErrorKind::internal,
             "areas cannot be levelled to {} decimals of unit {}; m², ha or km² with 0 to {} "
             "decimals is needed",
             decimals, static_cast<int>(unit), most_decimals);
    }
    // A power of ten, or a hundredth of one at least: exact as a double.
    return ExactArea{SquareMetres{static_cast<double>(square_metres) /
                                  static_cast<double>(power_of_ten(decimals))}};
}

double AreaStep::in_unit(std::int64_t steps) const {
    return static_cast<double>(steps) / static_cast<double>(power_of_ten(decimals));
}

LevelledAreas level_areas(std::span<const ExactArea> areas, std::span<const std::string> keys,
                          ExactArea control, const AreaStep& step) {
    require_sound(areas, keys, control);
    const Int128 unit = step.area().micro_square_metres();
    LevelledAreas result;
    result.total = rounded_quotient(control.micro_square_metres(), unit);
    ExactArea sum;
    std::int64_t left = result.total;
    for (const ExactArea area : areas) {
        result.steps.push_back(rounded_quotient(area.micro_square_metres(), unit));
        left -= result.steps.back();
        sum += area;
    }
    if (sum == ExactArea{}) {
        if (left != 0) {
            fail(ErrorKind::internal, "a control total of {} m² has no area to be given to",
                 format_exact(control));
        }
        return result;
    }
    left = share_out(areas, sum, left, result.steps);
    const std::vector<std::size_t> order = largest_first(areas, keys);
    while (left != 0) {
        for (const std::size_t i : order) {
            const std::int64_t one = left > 0 ? 1 : left < 0 ? -1 : 0;
            if (areas[i] > ExactArea{} && result.steps[i] + one >= 0) {
                result.steps[i] += one;
                left -= one;
            }
        }
    }
    return result;
}

} // namespace parkplan
