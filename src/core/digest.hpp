// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace parkplan {

/// SHA-256 in lower-case hexadecimal (64 characters).
[[nodiscard]] PARKPLAN_API std::string sha256(std::string_view bytes);

/// SHA-256 over several files, in the given order, as one stream of
/// `name NUL size NUL bytes` (name without folder). Throws Error{input} for a file that cannot be
/// read.
[[nodiscard]] PARKPLAN_API std::string
sha256_of_files(std::span<const std::filesystem::path> files);

} // namespace parkplan
