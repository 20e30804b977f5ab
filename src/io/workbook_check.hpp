// SPDX-License-Identifier: MIT
#pragma once

#include "io/workbook.hpp"

#include <filesystem>

namespace parkplan::io {

/// Opens a written workbook again and counts the rows and cells of its sheets: libxlsxwriter does
/// not notice when its temporary files are cut short by a full disk. Throws Error{output}.
void check_written(const std::filesystem::path& file, const Workbook& workbook);

} // namespace parkplan::io
