// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace parkplan {

/// How much a finding matters. Ordered: info < warning < error.
enum class Level : std::uint8_t { info, warning, error };

[[nodiscard]] constexpr std::string_view name_of(Level level) noexcept {
    switch (level) {
    case Level::info:
        return "info";
    case Level::warning:
        return "warning";
    case Level::error:
        break;
    }
    return "error";
}

} // namespace parkplan
