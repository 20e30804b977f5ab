// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string_view>

namespace parkplan::io {

/// Writes a whole file, over an existing one. Throws Error{output} with the system's reason.
void write_bytes(const std::filesystem::path& file, std::string_view bytes);

} // namespace parkplan::io
