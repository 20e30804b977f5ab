// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"

#include <cstddef>
#include <string_view>

namespace parkplan {

/// Told by long work how far it is. Calls may come from any one thread at a time.
class PARKPLAN_API Progress {
public:
    Progress() = default;
    virtual ~Progress() = default;
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    Progress(Progress&&) = delete;
    Progress& operator=(Progress&&) = delete;

    /// `done` of `total` steps of `stage`; total 0 means unknown.
    virtual void report(std::string_view stage, std::size_t done, std::size_t total) = 0;
};

} // namespace parkplan
