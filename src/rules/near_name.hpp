// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

/// The names by which something is kept.
template <typename Map>
[[nodiscard]] std::vector<std::string> names_of(const Map& by_name) {
    std::vector<std::string> names;
    names.reserve(by_name.size());
    for (const auto& [name, what] : by_name) {
        names.push_back(name);
    }
    return names;
}

/// Proposals for names that a list does not have. Each name is looked for once; among so many names
/// that the search would take long there are no proposals at all, whatever the order.
class NearNames {
public:
    using Search = std::optional<std::string> (*)(std::string_view, std::span<const std::string>);

    /// `unlisted`: how many names will be looked for, at most.
    NearNames(std::vector<std::string> listed, std::size_t unlisted, Search search = near_name)
        : m_listed(std::move(listed)), m_search(search),
          m_few(m_listed.empty() || unlisted <= most_pairs / m_listed.size()) {}

    [[nodiscard]] const std::vector<std::string>& listed() const noexcept { return m_listed; }
    [[nodiscard]] const std::optional<std::string>& of(const std::string& name);

private:
    static constexpr std::size_t most_pairs = 1'000'000;

    std::vector<std::string> m_listed;
    Search m_search;
    bool m_few;
    std::map<std::string, std::optional<std::string>, std::less<>> m_found{};
};

} // namespace parkplan::rules
