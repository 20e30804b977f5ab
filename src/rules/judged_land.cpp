// SPDX-License-Identifier: MIT
#include "rules/judged_land.hpp"

#include "review/judge.hpp"
#include "rules/land_classes.hpp"

#include <algorithm>
#include <cstddef>

namespace parkplan::rules {
namespace {

using review::Outcome;

/// After the choices of LandClasses two for each reading: land that may count in it, and land that
/// is known not to.
constexpr std::size_t first_open = choice_count;
constexpr std::size_t first_other = first_open + reading_count;
constexpr std::size_t all_choices = first_other + reading_count;
constexpr std::uint32_t unknown_bit = 1U << reading_count;
constexpr std::uint32_t reading_bits = unknown_bit - 1;

/// Of parcels that lie one upon the other the one that counts in a reading decides, then the one
/// whose class is not known.
std::uint32_t choices_of_face(std::uint32_t bits) noexcept {
    const std::uint32_t uncounted = ~bits & reading_bits;
    const bool unknown = (bits & unknown_bit) != 0;
    return bits | uncounted << (unknown ? first_open : first_other);
}

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

overlay::RowChoices LandChoices::choices() const noexcept {
    return {.masks = m_masks,
            .count = all_choices,
            .sigma = m_sigma,
            .sigma_over = m_sigma << first_other,
            .share = 1.0,
            .of_face = choices_of_face};
}

JudgedLand LandChoices::land_of(const overlay::LandTaken& taken, Reading reading) {
    JudgedLand land;
    land.known = taken.by_choice[index_of(reading)];
    land.unknown = taken.by_choice[first_open + index_of(reading)] + (taken.whole - taken.area);
    if (!taken.sigma.empty()) {
        land.sigma = taken.sigma[index_of(reading)];
        land.sigma_with_unknown = land.unknown > SquareMetres{}
                                      ? taken.sigma_over[first_other + index_of(reading)]
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
