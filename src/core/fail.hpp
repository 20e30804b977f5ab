// SPDX-License-Identifier: MIT
#pragma once

#include "core/error.hpp"

#include <fmt/format.h>

#include <utility>

namespace parkplan {

/// Throws Error{kind} with a formatted message. For our own sources only; not installed.
template <typename... Args>
[[noreturn]] void fail(ErrorKind kind, fmt::format_string<Args...> text, Args&&... args) {
    throw Error{kind, fmt::format(text, std::forward<Args>(args)...)};
}

} // namespace parkplan
