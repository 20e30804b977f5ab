// SPDX-License-Identifier: MIT
#pragma once

#include "core/units.hpp"

#include <string>

namespace parkplan::review {

/// An area in m² for a message: 2 decimals, 6 below 0.1 m², where 2 would hide the figure.
[[nodiscard]] std::string area_text(SquareMetres area);
/// A length in m for a message: 3 decimals, 9 below 0.01 m.
[[nodiscard]] std::string length_text(Metres length);
/// Any other number for people: 6 decimals at most, without zeros at their end; as many as a number
/// needs that 6 would print as 0, and all digits from 1e15 on.
[[nodiscard]] std::string number_text(double number);
/// The same with as many decimals more as tell it from `beside`, which is printed in the same way:
/// what differs never looks equal.
[[nodiscard]] std::string number_text(double number, double beside);

} // namespace parkplan::review
