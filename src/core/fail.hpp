// SPDX-License-Identifier: MIT
#pragma once

#include "core/error.hpp"
#include "core/told.hpp"

#include <fmt/format.h>

#include <utility>

namespace parkplan {

/// Throws Error{kind} with the text that told() makes. For our own sources only; not installed.
template <typename... Args>
[[noreturn]] void fail(ErrorKind kind, fmt::format_string<detail::Shown<Args>...> text,
                       Args&&... args) {
    throw Error{kind, told<Args...>(text, std::forward<Args>(args)...)};
}

} // namespace parkplan
