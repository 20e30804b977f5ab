// SPDX-License-Identifier: MIT
#pragma once

#include "core/level.hpp"
#include "review/finding.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace parkplan::report {

enum class Colour : std::uint8_t { off, on };

/// `text` in the colour of a level or an outcome when colour is on, in bold as a heading; else as
/// it is. Paint after padding: the escapes have no width.
[[nodiscard]] std::string painted(std::string_view text, Level level, Colour colour);
[[nodiscard]] std::string painted(std::string_view text, review::Outcome outcome, Colour colour);
[[nodiscard]] std::string heading(std::string_view text, Colour colour);

} // namespace parkplan::report
