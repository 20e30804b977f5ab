// SPDX-License-Identifier: MIT
#include "io/workbook_check.hpp"

#include "core/fail.hpp"
#include "core/told.hpp"
#include "io/gdal.hpp"

#include <cpl_vsi.h>
#include <fmt/format.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace parkplan::io {
namespace {

struct CloseFile {
    void operator()(VSILFILE* file) const noexcept { VSIFCloseL(file); }
};

/// What a sheet holds.
struct Counts {
    std::size_t rows = 0;
    std::size_t cells = 0;
    friend bool operator==(const Counts&, const Counts&) = default;
};

Counts counts_of(const Sheet& sheet) {
    Counts counts{sheet.rows.size(), 0};
    for (const SheetRow& row : sheet.rows) {
        for (const SheetCell& cell : row.cells) {
            counts.cells += cell.span;
        }
    }
    return counts;
}

std::size_t count(std::string_view text, std::string_view tag) {
    std::size_t number = 0;
    for (std::size_t at = text.find(tag); at != std::string_view::npos;
         at = text.find(tag, at + tag.size())) {
        ++number;
    }
    return number;
}

/// Counts the tags of a file inside the workbook.
Counts counts_in(const std::string& name) {
    constexpr std::size_t block_size = 1U << 20U;
    constexpr std::string_view row_tag = "<row ";
    constexpr std::string_view cell_tag = "<c ";
    const std::unique_ptr<VSILFILE, CloseFile> file{VSIFOpenL(name.c_str(), "rb")};
    Counts counts;
    std::string text;
    std::string block(block_size, '\0');
    while (file != nullptr) {
        const std::size_t read = VSIFReadL(block.data(), 1, block.size(), file.get());
        text.append(block, 0, read);
        const bool end = read < block.size();
        // A tag may go on in the next block: up to the last '<' all is whole.
        const std::size_t whole = end ? text.size() : text.rfind('<');
        if (whole == std::string::npos) {
            continue;
        }
        counts.rows += count(std::string_view{text}.substr(0, whole), row_tag);
        counts.cells += count(std::string_view{text}.substr(0, whole), cell_tag);
        text.erase(0, whole);
        if (end) {
            break;
        }
    }
    return counts;
}

} // namespace

void check_written(const std::filesystem::path& file, const Workbook& workbook) {
    const ErrorLog log;
    for (std::size_t i = 0; i < workbook.sheets.size(); ++i) {
        const Counts wanted = counts_of(workbook.sheets[i]);
        const Counts got = counts_in(
            fmt::format("/vsizip/{{{}}}/xl/worksheets/sheet{}.xml", file.string(), i + 1));
        if (got != wanted) {
            fail(ErrorKind::output, "'{}' was written, but reads back differently: {}",
                 file.string(),
                 told("sheet '{}' has {} rows with {} cells instead of {} with {}",
                      workbook.sheets[i].name, got.rows, got.cells, wanted.rows, wanted.cells));
        }
    }
}

} // namespace parkplan::io
