// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"

#include <string_view>

namespace parkplan::layer {

/// False for a text of which too much was lost in reading to know what it says: characters that
/// could not be read (U+FFFD) stand in it elsewhere than at its end, where a source cut the last.
[[nodiscard]] PARKPLAN_API bool is_readable(std::string_view text) noexcept;

} // namespace parkplan::layer
