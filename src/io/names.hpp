// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::io {

/// Gives each name (compared without case) its own: "a", "A" becomes "a", "A_2". `taken` are in
/// use already.
class UniqueNames {
public:
    explicit UniqueNames(const std::vector<std::string>& taken);
    [[nodiscard]] std::string operator()(std::string_view wanted);

private:
    std::set<std::string> m_taken{};
};

/// Short names for Shapefile: at most 10 ASCII letters, digits and '_', unique without case; a
/// name that fits stays as it is.
class ShortNames {
public:
    static constexpr std::size_t most_bytes = 10;

    /// Takes a name as it is; false when it does not fit or is in use.
    [[nodiscard]] bool take(std::string_view name);
    [[nodiscard]] std::string operator()(std::string_view wanted);

private:
    std::set<std::string> m_taken{};
};

} // namespace parkplan::io
