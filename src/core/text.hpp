// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/language.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan {

/// Columns that UTF-8 `text` takes on a terminal: CJK and full-width characters count 2,
/// combining marks 0. Broken bytes count 1 each.
[[nodiscard]] PARKPLAN_API std::size_t display_width(std::string_view text) noexcept;

/// Pads `text` with spaces on the right (or left) to `width` display columns.
[[nodiscard]] PARKPLAN_API std::string pad_right(std::string_view text, std::size_t width);
[[nodiscard]] PARKPLAN_API std::string pad_left(std::string_view text, std::size_t width);

/// Splits at every `separator`, trims blanks, drops empty pieces.
[[nodiscard]] PARKPLAN_API std::vector<std::string> split_list(std::string_view text,
                                                               std::string_view separator);

/// `text` without the blanks around it: ASCII white space, no-break space, ideographic space.
[[nodiscard]] PARKPLAN_API std::string_view trim(std::string_view text) noexcept;

/// ASCII letters in lower case; everything else stays.
[[nodiscard]] PARKPLAN_API std::string lower_case(std::string_view text);
/// True for texts that differ at most by the case of ASCII letters.
[[nodiscard]] PARKPLAN_API bool same_ignoring_case(std::string_view a, std::string_view b) noexcept;

/// The candidate nearest to `text` by edits over code points (insert, delete, replace, swap of
/// neighbours; ASCII letters without case), when it is near enough to be a slip of the pen: at most
/// a third of the length, at least 1, and something in common. The first of equals; else nothing.
[[nodiscard]] PARKPLAN_API std::optional<std::string>
nearest(std::string_view text, std::span<const std::string> candidates);

/// "did you mean 'x'? known: a, b, c" for hints; the first part only when something is near,
/// nothing at all when nothing is known.
[[nodiscard]] PARKPLAN_API BiText did_you_mean(std::string_view text,
                                               std::span<const std::string> known);

/// "a, b, c" and "a、b、c".
[[nodiscard]] PARKPLAN_API BiText list_of(std::span<const std::string> texts);

/// A source as it may be shown: the password of a database connection ("password=…",
/// "://user:…@") becomes "***".
[[nodiscard]] PARKPLAN_API std::string without_password(std::string_view source);

/// True when `text` is well-formed UTF-8.
[[nodiscard]] PARKPLAN_API bool is_utf8(std::string_view text) noexcept;

} // namespace parkplan
