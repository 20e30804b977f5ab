// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"

#include <string_view>

namespace parkplan::cli {

/// What CLI11 says of a command line that it refuses, with the Chinese of the texts that happen.
[[nodiscard]] BiText refusal_text(std::string_view english);

} // namespace parkplan::cli
