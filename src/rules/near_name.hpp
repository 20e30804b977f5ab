// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace parkplan::rules {

/// The nearest of the listed names as a slip of the pen (parkplan::nearest). What all of them end
/// in, and the value too, tells none from another and is left out: 组团 in 运河组团.
[[nodiscard]] std::optional<std::string> nearest_name(std::string_view value,
                                                      std::span<const std::string> listed);

/// The listed name that is probably meant: the nearest as a slip of the pen (nearest_name),
/// else the only one that contains the value or stands in it, as 运河 and 通州运河. The shorter has
/// two characters at least, and a third of the longer. Digits alone are codes: none is part of
/// another. Nothing where several names would do.
[[nodiscard]] std::optional<std::string> near_name(std::string_view value,
                                                   std::span<const std::string> listed);

} // namespace parkplan::rules
