// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/language.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>

namespace parkplan {
namespace detail {

/// What fmt is given of an argument: a text in two languages counts as one of them.
template <typename T>
using Shown =
    std::conditional_t<std::is_same_v<std::remove_cvref_t<T>, BiText>, const std::string&, T>;

template <typename T>
[[nodiscard]] auto& shown(T& value, Language language) noexcept {
    if constexpr (std::is_same_v<std::remove_const_t<T>, BiText>) {
        return value.in(language);
    } else {
        return value;
    }
}

[[nodiscard]] PARKPLAN_API BiText told(fmt::string_view text, fmt::format_args english,
                                       fmt::format_args chinese);

} // namespace detail

/// What errors and hints say, in both languages: `text`, with its arguments, and the Chinese that
/// core/errors_zh.toml has for `text`, with the same ones. An argument that is a BiText itself
/// stands in its own language. For our own sources only; not installed.
template <typename... Args>
[[nodiscard]] BiText told(fmt::format_string<detail::Shown<Args>...> text, Args&&... args) {
    return detail::told(text, fmt::make_format_args(detail::shown(args, Language::english)...),
                        fmt::make_format_args(detail::shown(args, Language::chinese)...));
}

/// A text that was not made here, such as that of another library, with its Chinese where
/// core/errors_zh.toml has it.
[[nodiscard]] PARKPLAN_API BiText foreign(std::string_view text);

/// Why the system refused.
[[nodiscard]] PARKPLAN_API BiText reason_of(const std::error_code& code);

} // namespace parkplan
