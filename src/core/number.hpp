// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/exact_area.hpp"
#include "core/units.hpp"

#include <string>
#include <string_view>

namespace parkplan {

/// Decimals with half-away-from-zero rounding (四舍五入), independent of the locale. Rounded is
/// the shortest decimal that reads back as `value`, i.e. what a person sees: 1.005 gives "1.01".
/// Never prints "-0.00"; a value that is not finite prints "nan", "inf" or "-inf". `decimals` is
/// 0 to 1000, else Error{internal}.
[[nodiscard]] PARKPLAN_API std::string format_fixed(double value, int decimals);

/// Appends what format_fixed gives, without allocating where the text has room.
PARKPLAN_API void append_fixed(std::string& text, double value, int decimals);

/// The same without zeros at the end of the fraction: "12.5", "3".
PARKPLAN_API void append_trimmed(std::string& text, double value, int decimals);

/// The double nearest to format_fixed(value, decimals).
[[nodiscard]] PARKPLAN_API double round_half_away(double value, int decimals);

/// Shortest decimal that reads back as the same number, with exponent where that is shorter
/// ("1e+22"); '.' whatever the locale, "0" for either zero.
[[nodiscard]] PARKPLAN_API std::string format_shortest(double value);

/// All digits of an exact area in m² with 6 decimals, e.g. "1999829.397712".
[[nodiscard]] PARKPLAN_API std::string format_exact(ExactArea area);

/// "1 999 829.39": format_fixed with thin groups of three for people (ASCII space). With decimals
/// below 0 all digits that tell the number from its neighbours, without an exponent from 1e-6 on
/// and below 1e21.
[[nodiscard]] PARKPLAN_API std::string format_grouped(double value, int decimals);

enum class AreaUnit : unsigned char { square_metre, hectare, square_kilometre, mu };

/// `area` in `unit` with the usual decimals: m² 2, ha 4, km² 4 and 亩 4 (× 3/2000), without the
/// unit's name. Converted in decimal digits, so a tie in m² is a tie in every unit.
[[nodiscard]] PARKPLAN_API std::string format_area(SquareMetres area, AreaUnit unit);
/// The number alone, rounded as doubles are.
[[nodiscard]] PARKPLAN_API double in_unit(SquareMetres area, AreaUnit unit) noexcept;

/// A length as people state one: "5 cm", "7.5 cm", "0.5 m", "50 m"; centimetres below 0.5 m.
[[nodiscard]] PARKPLAN_API std::string format_length(Metres length);

/// Reads a whole text as a finite decimal number, '.' only, no blanks; throws Error{usage} naming
/// the text.
[[nodiscard]] PARKPLAN_API double parse_number(std::string_view text);

} // namespace parkplan
