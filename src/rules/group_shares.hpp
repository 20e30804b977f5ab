// SPDX-License-Identifier: MIT
#pragma once

#include "core/exact_area.hpp"
#include "core/language.hpp"
#include "overlay/land_taken.hpp"
#include "rules/land_classes.hpp"
#include "rules/land_groups.hpp"
#include "rules/land_inside.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::rules {

/// What an area's land is divided into: the groups, land of several of them, land not known.
inline constexpr std::size_t several_groups = land_groups.size();
inline constexpr std::size_t not_known = land_groups.size() + 1;
inline constexpr std::size_t share_count = land_groups.size() + 2;
using GroupShares = std::array<ExactArea, share_count>;

/// "industry" … "several", "unknown": for columns and for the order of equal areas.
[[nodiscard]] std::string_view id_of_share(std::size_t share);
[[nodiscard]] BiText title_of_share(std::size_t share);
[[nodiscard]] std::vector<std::string> share_keys();

/// The land of a zone by group; the shares add up to it exactly. `faces` are those that the land
/// was cut by, `classes` those of LandGroups::choices.
[[nodiscard]] GroupShares shares_of(const ZoneLand& land, const overlay::LandFaces& faces,
                                    const LandClasses& classes);

} // namespace parkplan::rules
