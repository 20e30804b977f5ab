// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"

#include <cstddef>
#include <exception>
#include <string_view>

namespace parkplan {

/// What Progress::report throws to stop the work that it is told of. Nothing more is written, and
/// it reaches whoever asked for the work.
class PARKPLAN_API Cancelled final : public std::exception {
public:
    [[nodiscard]] const char* what() const noexcept override { return "the work was cancelled"; }
};

/// Told by long work how far it is. Calls may come from any one thread at a time.
class PARKPLAN_API Progress {
public:
    Progress() = default;
    virtual ~Progress() = default;
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    Progress(Progress&&) = delete;
    Progress& operator=(Progress&&) = delete;

    /// `done` of `total` steps of `stage`; total 0 means unknown. May throw Cancelled.
    virtual void report(std::string_view stage, std::size_t done, std::size_t total) = 0;
};

} // namespace parkplan
