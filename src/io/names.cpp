// SPDX-License-Identifier: MIT
#include "io/names.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::io {
namespace {

bool is_short(char c) noexcept {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

} // namespace

UniqueNames::UniqueNames(const std::vector<std::string>& taken) {
    for (const std::string& name : taken) {
        m_taken.insert(lower_case(name));
    }
}

std::string UniqueNames::operator()(std::string_view wanted) {
    std::string name{wanted};
    for (int number = 2; !m_taken.insert(lower_case(name)).second; ++number) {
        name = fmt::format("{}_{}", wanted, number);
    }
    return name;
}

bool ShortNames::take(std::string_view name) {
    return !name.empty() && name.size() <= most_bytes && std::ranges::all_of(name, is_short) &&
           m_taken.insert(lower_case(name)).second;
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
    for (int number = 2; !take(name); ++number) {
        const std::string suffix = fmt::format("_{}", number);
        name = fmt::format("{}{}", base.substr(0, most_bytes - suffix.size()), suffix);
    }
    return name;
}

} // namespace parkplan::io
