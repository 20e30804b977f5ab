// SPDX-License-Identifier: MIT
#include "rules/near_name.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace parkplan::rules {
namespace {

/// True for the first byte of a character in UTF-8.
bool starts_character(char byte) {
    constexpr unsigned char mask = 0xC0;
    constexpr unsigned char continuation = 0x80;
    return (static_cast<unsigned char>(byte) & mask) != continuation;
}

/// Code points of a UTF-8 text.
std::size_t length_of(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, starts_character));
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

/// What both texts end in, in whole characters.
std::string_view common_end(std::string_view a, std::string_view b) {
    std::size_t common = 0;
    for (std::size_t i = 1; i <= std::min(a.size(), b.size()); ++i) {
        const char byte = a[a.size() - i];
        if (byte != b[b.size() - i]) {
            break;
        }
        common = starts_character(byte) ? i : common;
    }
    return a.substr(a.size() - common);
}

/// What the value and all listed names end in; empty where that is the whole of one.
std::string_view shared_end(std::string_view value, std::span<const std::string> listed) {
    std::string_view end = value;
    for (const std::string& name : listed) {
        end = common_end(end, name);
    }
    const auto is_all = [end](std::string_view name) { return name.size() == end.size(); };
    return is_all(value) || std::ranges::any_of(listed, is_all) ? std::string_view{} : end;
}

/// The digits of a text, without zeros in front of each number; "|" for what is between them.
std::string numbers_in(std::string_view text) {
    std::string numbers;
    bool leading = true;
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        if (digit && !(leading && c == '0')) {
            numbers += c;
        } else if (!digit && !numbers.ends_with('|')) {
            numbers += '|';
        }
        leading = !digit || (leading && c == '0');
    }
    return numbers;
}

std::string without_digits(std::string_view text) {
    std::string rest{text};
    std::erase_if(rest, [](char c) { return c >= '0' && c <= '9'; });
    return rest;
}

/// True for two names that hardly ever differ by a slip of the pen: by 未 or 不, which turn the
/// meaning round, or by nothing but a number, which names another thing.
bool means_another(std::string_view a, std::string_view b) {
    constexpr std::array<std::string_view, 5> turns{"未", "不", "非", "无", "没"};
    const auto turned = [a, b](std::string_view turn) {
        return (a.find(turn) != std::string_view::npos) != (b.find(turn) != std::string_view::npos);
    };
    return std::ranges::any_of(turns, turned) ||
           (without_digits(a) == without_digits(b) && numbers_in(a) != numbers_in(b));
}

/// The nearest of the names, unless it is another one.
std::optional<std::string> nearest_slip(std::string_view value,
                                        std::span<const std::string> names) {
    std::optional<std::string> near = nearest(value, names);
    return near && means_another(value, *near) ? std::nullopt : near;
}

} // namespace

std::optional<std::string> nearest_name(std::string_view value,
                                        std::span<const std::string> listed) {
    const std::size_t end = listed.size() < 2 ? 0 : shared_end(value, listed).size();
    if (end == 0) {
        return nearest_slip(value, listed);
    }
    std::vector<std::string> stems;
    stems.reserve(listed.size());
    for (const std::string& name : listed) {
        stems.push_back(name.substr(0, name.size() - end));
    }
    std::optional<std::string> near = nearest_slip(value.substr(0, value.size() - end), stems);
    if (near) {
        *near += value.substr(value.size() - end);
    }
    return near;
}

std::optional<std::string> near_name(std::string_view value, std::span<const std::string> listed) {
    if (std::optional<std::string> near = nearest_name(value, listed)) {
        return near;
    }
    const auto holds = [value](const std::string& name) {
        return one_stands_in_the_other(value, name);
    };
    const auto found = std::ranges::find_if(listed, holds);
    if (found == listed.end() || std::any_of(found + 1, listed.end(), holds) ||
        means_another(value, *found)) {
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
