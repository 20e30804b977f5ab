// SPDX-License-Identifier: MIT
#pragma once

#include "core/exact_area.hpp"
#include "plan/plan.hpp"
#include "rules/land_classes.hpp"
#include "rules/land_inside.hpp"

#include <array>
#include <string>
#include <vector>

namespace parkplan::rules {

/// The codes of 'housing'; where the plan says nothing and the codes follow one of the guides, 07.
[[nodiscard]] std::vector<std::string> housing_codes(const plan::RuleConfig& config);
/// The one choice of classes: housing.
[[nodiscard]] CodeChoices housing_choice(const plan::RuleConfig& config);
/// Throws Error{plan} where nothing says what housing is, or a code is none of the classification.
void check_housing_codes(const plan::RuleConfig& config);

/// Land of a zone by what it is known to be; the shares add up to the zone exactly.
struct HousingLand {
    /// Of housing; of other classes; not known: of no class, in parcels of housing and of another
    /// class one upon the other, or in no parcel.
    std::array<ExactArea, 3> shares{};
    ZoneLand housing{}; ///< the pieces of housing alone

    /// Names of the shares, that tell equal ones apart.
    [[nodiscard]] static const std::vector<std::string>& keys();
};
/// `classes` are those of housing_choice.
[[nodiscard]] HousingLand housing_land(const ZoneLand& land, const overlay::LandFaces& faces,
                                       const LandClasses& classes);

} // namespace parkplan::rules
