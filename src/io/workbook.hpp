// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace parkplan::io {

/// What a cell is, which gives its look.
enum class CellLook : std::uint8_t {
    title,    ///< large, in the middle
    subtitle, ///< in the middle
    remark,   ///< small, no frame
    head,     ///< head of a column: framed, in the middle
    body,     ///< framed
    total,    ///< the same of a row that sums up
};

/// A cell that takes `span` columns. A text is written as a text, whatever it starts with, and
/// wrapped; it stands on the left, a number on the right.
struct SheetCell {
    std::variant<std::monostate, double, std::string> value{};
    CellLook look = CellLook::body;
    std::uint16_t span = 1;
    int decimals = 2;      ///< of a number as it is shown, below 0: as many as it has
    bool on_right = false; ///< of a text
};

struct SheetRow {
    std::vector<SheetCell> cells{}; ///< side by side from the first column
    double height = 0.0;            ///< in points; 0: as the program that opens it does
};

/// A sheet for A4, as many pages long as it takes and one page wide.
struct Sheet {
    std::string name{};
    std::vector<double> widths{}; ///< of the columns, in digits of the font of a new workbook
    std::vector<SheetRow> rows{};
    std::size_t head_row = 0; ///< repeated on every page
    bool landscape = false;
    std::string footer{}; ///< on the left of the foot of each page
    std::string pages{};  ///< in its middle: "{page}" and "{pages}" are numbers of the page
};

struct Workbook {
    std::string title{};
    std::string author{};
    std::string date{}; ///< ISO date; stated as the day of its making. Empty: a fixed one
    std::string font{};
    std::vector<Sheet> sheets{};
};

/// Rows that a sheet can hold.
inline constexpr std::size_t most_sheet_rows = 1'048'576;
/// Characters that a cell can hold.
inline constexpr std::size_t most_cell_characters = 32'767;

/// The names as a workbook takes them: 31 characters at most, none of : \ / ? * [ ], no two the
/// same but for case.
[[nodiscard]] PARKPLAN_API std::vector<std::string>
sheet_names(const std::vector<std::string>& wanted);

/// Writes an XLSX file and counts what is in it. The same workbook gives the same bytes at any
/// time. Throws Error{output} when the file cannot be written, and for a sheet or text that is
/// larger than the format allows.
PARKPLAN_API void write_workbook(const std::filesystem::path& file, const Workbook& workbook);

} // namespace parkplan::io
