// SPDX-License-Identifier: MIT
#pragma once

#include "core/catalogue.hpp"
#include "layer/layer.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace parkplan::test {

/// The notices of a layer as "row code message"; but that small drawings fit no plane.
inline std::vector<std::string> notices(const layer::Layer& layer) {
    std::vector<std::string> all;
    for (const auto& notice : layer.table().notices) {
        if (notice.code == "PP-0604") {
            continue;
        }
        all.push_back(fmt::format("{} {} {}", notice.row ? fmt::format("{}", *notice.row) : "-",
                                  notice.code, message_of(notice.code, notice.values).en));
    }
    return all;
}

} // namespace parkplan::test
