// SPDX-License-Identifier: MIT
#include "rules/judged_land.hpp"

#include "review/judge.hpp"
#include "rules/land_classes.hpp"

#include <algorithm>
#include <cstddef>

namespace parkplan::rules {
namespace {

using review::Outcome;

/// After the choices of LandClasses one for each reading: land that is known not to count in it.
constexpr std::size_t all_choices = choice_count + reading_count;
constexpr std::uint32_t unknown_bit = 1U << reading_count;
constexpr std::uint32_t reading_bits = unknown_bit - 1;

std::size_t index_of(Reading reading) noexcept {
    return static_cast<std::size_t>(reading);
}

double doubt(std::optional<Metres> per_metre, std::optional<Metres> accuracy, double k) noexcept {
    return per_metre && accuracy ? k * accuracy->value() * per_metre->value() : 0.0;
}

} // namespace

Outcome judge_land(const JudgedLand& land, SquareMetres limit, std::optional<Metres> accuracy,
                   double coverage_factor) {
    const auto outcome = [&](SquareMetres area, std::optional<Metres> per_metre) {
        return review::outcome_of((area - limit).value(),
                                  doubt(per_metre, accuracy, coverage_factor));
    };
    if (outcome(land.known, land.sigma) == Outcome::pass) {
        return Outcome::pass;
    }
    return outcome(land.known + land.unknown, land.sigma_with_unknown) == Outcome::fail
               ? Outcome::fail
               : Outcome::undecided;
}

std::optional<Metres> break_even(const JudgedLand& land, SquareMetres limit,
                                 double coverage_factor) {
    const Outcome outcome = judge_land(land, limit, std::nullopt, coverage_factor);
    const bool passes = outcome == Outcome::pass;
    const std::optional<Metres> sigma = passes ? land.sigma : land.sigma_with_unknown;
    const SquareMetres margin = passes ? land.known - limit : limit - land.known - land.unknown;
    if (outcome == Outcome::undecided || !sigma || !(sigma->value() * coverage_factor > 0.0)) {
        return std::nullopt;
    }
    return Metres{margin.value() / (coverage_factor * sigma->value())};
}

std::optional<Metres> accuracy_of_land(const review::LoadedLayer& areas,
                                       const review::LoadedLayer& parcels) {
    const std::optional<Metres> a = areas.measurer->options().point_accuracy;
    const std::optional<Metres> b = parcels.measurer->options().point_accuracy;
    return a && b ? std::max(a, b) : std::nullopt;
}

LandChoices::LandChoices(std::span<const std::uint32_t> masks, std::uint32_t sigma)
    : m_masks(masks.begin(), masks.end()), m_sigma(sigma) {
    for (std::uint32_t& mask : m_masks) {
        const bool known = (mask & unknown_bit) == 0;
        mask |= known ? (~mask & reading_bits) << choice_count : 0U;
    }
}

overlay::RowChoices LandChoices::choices() const noexcept {
    return {.masks = m_masks,
            .count = all_choices,
            .sigma = m_sigma,
            .sigma_over = m_sigma << choice_count,
            .share = 1.0};
}

JudgedLand LandChoices::land_of(const overlay::LandTaken& taken, Reading reading) {
    JudgedLand land;
    land.known = taken.by_choice[index_of(reading)];
    land.unknown = taken.by_choice[reading_count] + (taken.whole - taken.area);
    if (!taken.sigma.empty()) {
        land.sigma = taken.sigma[index_of(reading)];
        land.sigma_with_unknown = land.unknown > SquareMetres{}
                                      ? taken.sigma_over[choice_count + index_of(reading)]
                                      : land.sigma;
    }
    return land;
}

overlay::LandTaken LandChoices::nothing_taken() {
    overlay::LandTaken taken;
    taken.by_choice.resize(all_choices);
    taken.sigma.assign(all_choices, Metres{});
    taken.sigma_over.assign(all_choices, Metres{});
    return taken;
}

} // namespace parkplan::rules
