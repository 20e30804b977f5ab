// SPDX-License-Identifier: MIT
#pragma once

#include "core/units.hpp"
#include "overlay/land_taken.hpp"
#include "review/finding.hpp"
#include "review/rule.hpp"
#include "rules/landuse.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace parkplan::rules {

/// Land of a reading, when land of unknown class may belong to it.
struct JudgedLand {
    SquareMetres known{};
    SquareMetres unknown{};
    /// Standard uncertainty per metre of point accuracy: of what is known, and of both together.
    std::optional<Metres> sigma{};
    std::optional<Metres> sigma_with_unknown{};
};

/// The outcome for land that must reach a limit: known land alone must reach it, or both together
/// stay below it, either beyond what the points leave uncertain; else it is open. Without an
/// accuracy the values decide.
[[nodiscard]] review::Outcome judge_land(const JudgedLand& land, SquareMetres limit,
                                         std::optional<Metres> accuracy, double coverage_factor);

/// The point accuracy from which on the outcome would be open; nothing where it is already.
[[nodiscard]] std::optional<Metres> break_even(const JudgedLand& land, SquareMetres limit,
                                               double coverage_factor);

/// The accuracy of land that parcels take of areas: the coarser of both, nothing where one is not
/// stated.
[[nodiscard]] std::optional<Metres> accuracy_of_land(const review::LoadedLayer& areas,
                                                     const review::LoadedLayer& parcels);

/// What lands_taken is asked for the land of readings and of unknown class, and what its answers
/// mean.
class LandChoices {
public:
    /// `masks` are those of LandClasses, which must outlive this; the uncertainty of the readings
    /// in `sigma` (bits) is asked for.
    LandChoices(std::span<const std::uint32_t> masks, std::uint32_t sigma) noexcept
        : m_masks(masks), m_sigma(sigma) {}

    /// Valid as long as this.
    [[nodiscard]] overlay::RowChoices choices() const noexcept;
    [[nodiscard]] static JudgedLand land_of(const overlay::LandTaken& taken, Reading reading);
    /// What is taken of an area of which nothing is left.
    [[nodiscard]] static overlay::LandTaken nothing_taken();

private:
    std::span<const std::uint32_t> m_masks;
    std::uint32_t m_sigma;
};

} // namespace parkplan::rules
