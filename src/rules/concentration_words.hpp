// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
#include "core/units.hpp"
#include "overlay/concentration.hpp"

#include <optional>
#include <string>

namespace parkplan::rules {

/// "350.000 m", and "0 m" for what touches.
[[nodiscard]] std::string gap_words(Metres gap);

/// What was measured, in one line: parts, the largest, the gap at which a limit is reached.
[[nodiscard]] BiText summary_of(const overlay::Concentration& found,
                                std::optional<SquareMetres> limit);

/// The same with the curve, where that has more than its beginning.
[[nodiscard]] BiText with_curve(BiText summary, const overlay::Concentration& found);

} // namespace parkplan::rules
