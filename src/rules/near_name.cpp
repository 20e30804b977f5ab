// SPDX-License-Identifier: MIT
#include "rules/near_name.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <cstddef>

namespace parkplan::rules {
namespace {

/// Code points of a UTF-8 text.
std::size_t length_of(std::string_view text) {
    constexpr unsigned char mask = 0xC0;
    constexpr unsigned char continuation = 0x80;
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & mask) != continuation; }));
}

bool only_digits(std::string_view text) {
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool one_stands_in_the_other(std::string_view a, std::string_view b) {
    const std::string_view shorter = a.size() < b.size() ? a : b;
    const std::string_view longer = a.size() < b.size() ? b : a;
    constexpr std::size_t least = 2;
    constexpr std::size_t most_times = 3;
    const std::size_t length = length_of(shorter);
    return length >= least && length * most_times >= length_of(longer) && !only_digits(shorter) &&
           longer.find(shorter) != std::string_view::npos;
}

} // namespace

std::optional<std::string> near_name(std::string_view value, std::span<const std::string> listed) {
    if (std::optional<std::string> near = nearest(value, listed)) {
        return near;
    }
    const auto holds = [value](const std::string& name) {
        return one_stands_in_the_other(value, name);
    };
    const auto found = std::ranges::find_if(listed, holds);
    if (found == listed.end() || std::any_of(found + 1, listed.end(), holds)) {
        return std::nullopt;
    }
    return *found;
}

const std::optional<std::string>& NearNames::of(const std::string& name) {
    const auto [found, is_new] = m_found.emplace(name, std::nullopt);
    if (is_new && m_few) {
        found->second = m_search(name, m_listed);
    }
    return found->second;
}

} // namespace parkplan::rules
