// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace parkplan::report {

/// Where a code can come from, as tools/code_origins.py reads it from the sources at build time.
struct CodeOrigin {
    std::string_view code{};
    std::string_view rules{}; ///< kinds, with blanks between
    std::string_view verbs{}; ///< with blanks between; empty when `any_verb`
    bool any_verb = false;    ///< found when a layer is read or measured, whatever the verb
};

/// The origin of a code of the catalogue; empty for a code that no source names.
[[nodiscard]] CodeOrigin origin_of(std::string_view code) noexcept;

} // namespace parkplan::report
