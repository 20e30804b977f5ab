// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace parkplan {

enum class Language : std::uint8_t { english, chinese };

/// A text for people in both languages.
struct BiText {
    std::string en{};
    std::string zh{};

    [[nodiscard]] const std::string& in(Language language) const noexcept {
        return language == Language::chinese ? zh : en;
    }
    friend bool operator==(const BiText&, const BiText&) = default;
};

} // namespace parkplan
