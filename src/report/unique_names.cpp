// SPDX-License-Identifier: MIT
#include "report/check_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::report {
namespace {

/// ASCII letters in lower case; everything else stays.
std::string folded(std::string_view text) {
    std::string lower{text};
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lower;
}

bool take(std::vector<std::string>& taken, std::string_view name) {
    std::string key = folded(name);
    if (std::ranges::find(taken, key) != taken.end()) {
        return false;
    }
    taken.push_back(std::move(key));
    return true;
}

bool is_short(char c) noexcept {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

constexpr std::size_t most_bytes = 10;

} // namespace

std::string UniqueNames::operator()(std::string_view wanted) {
    std::string name{wanted};
    for (int number = 2; !take(m_taken, name); ++number) {
        name = fmt::format("{}_{}", wanted, number);
    }
    return name;
}

std::string ShortNames::operator()(std::string_view wanted) {
    std::string base;
    std::ranges::copy_if(wanted, std::back_inserter(base), is_short);
    // A name that lost all or nearly all of itself says nothing: number it instead.
    if (base.empty() || (base.size() < wanted.size() && base.size() < 3)) {
        base = "FIELD";
    }
    base.resize(std::min(base.size(), most_bytes));
    std::string name = base;
    for (int number = 2; !take(m_taken, name); ++number) {
        const std::string suffix = fmt::format("_{}", number);
        name = base.substr(0, most_bytes - suffix.size()) + suffix;
    }
    return name;
}

} // namespace parkplan::report
