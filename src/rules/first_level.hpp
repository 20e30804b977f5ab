// SPDX-License-Identifier: MIT
#pragma once

#include "core/catalogue.hpp"
#include "rules/landuse.hpp"

#include <string_view>

namespace parkplan::rules {

/// The class of the first level (大类, of the surveys 一级类) that a code of the scheme belongs to:
/// "07" of "070101", "05" of "05H1", "M" of "M1".
[[nodiscard]] std::string_view first_level(LandUseScheme scheme, std::string_view code) noexcept;

/// What people call such a class; empty where it is not known here.
[[nodiscard]] BiView first_level_title(LandUseScheme scheme, std::string_view first) noexcept;

} // namespace parkplan::rules
