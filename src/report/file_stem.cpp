// SPDX-License-Identifier: MIT
#include "report/file_stem.hpp"

#include <algorithm>

namespace parkplan::report {

std::string file_stem(std::string_view name) {
    std::string stem{name};
    std::ranges::replace_if(
        stem,
        [](char c) {
            return static_cast<unsigned char>(c) < 0x20 ||
                   std::string_view{"/\\:*?\"<>|"}.find(c) != std::string_view::npos;
        },
        '_');
    return stem.empty() || stem.front() == '.' ? "_" + stem : stem;
}

} // namespace parkplan::report
