// SPDX-License-Identifier: MIT
#include "io/workbook.hpp"

#include "core/catalogue.hpp"
#include "core/date.hpp"
#include "core/fail.hpp"
#include "core/number.hpp"
#include "core/platform.hpp"
#include "core/text.hpp"
#include "io/sheet_text.hpp"
#include "io/workbook_check.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>

namespace parkplan::io {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view forbidden_in_names{":\\/?*[]"};
constexpr std::size_t longest_name = 31;
constexpr std::uint8_t paper_a4 = 9;
constexpr double side_margin_inches = 0.5;
constexpr double top_margin_inches = 0.6;
constexpr double bottom_margin_inches = 0.75;

struct FreeWorkbook {
    void operator()(lxw_workbook* workbook) const noexcept { lxw_workbook_free(workbook); }
};
using Handle = std::unique_ptr<lxw_workbook, FreeWorkbook>;

/// Why the library failed, in the system's words where it has some.
[[noreturn]] void fail_to_write(const fs::path& file, lxw_error error, int code) {
    fail(ErrorKind::output, "'{}' cannot be written: {}", file.string(),
         code != 0 ? platform::reason_for(code, file) : same(lxw_strerror(error)));
}

/// Midnight of an ISO date. 0 would mean now to the library.
std::time_t time_of(const std::string& date) {
    constexpr std::string_view without_date = "1980-01-01";
    const std::string_view day = is_calendar_date(date) ? std::string_view{date} : without_date;
    const auto number = [day](std::size_t at, std::size_t length) {
        unsigned value = 0;
        std::from_chars(day.data() + at, day.data() + at + length, value);
        return value;
    };
    const std::chrono::year_month_day parts{std::chrono::year{static_cast<int>(number(0, 4))},
                                            std::chrono::month{number(5, 2)},
                                            std::chrono::day{number(8, 2)}};
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(
                             std::chrono::sys_days{parts}.time_since_epoch())
                             .count();
    return seconds == 0 ? 1 : static_cast<std::time_t>(seconds);
}

/// "#,##0.00", with a blank beside the frame: LibreOffice passes over the indent of some numbers.
std::string number_format(int decimals) {
    constexpr std::string_view blank = "_0";
    if (decimals < 0) {
        return fmt::format("General{}", blank);
    }
    constexpr int most_decimals = 30; // of a format of the spreadsheet
    const auto zeros = static_cast<std::size_t>(std::min(decimals, most_decimals));
    return fmt::format("#,##0{}{}{}", zeros > 0 ? "." : "", std::string(zeros, '0'), blank);
}

/// The formats of a workbook, made when they are first used.
class Formats {
public:
    Formats(lxw_workbook& workbook, std::string font)
        : m_workbook(workbook), m_font(std::move(font)) {}

    lxw_format* of(const SheetCell& cell, bool number) {
        const auto key =
            std::tuple{cell.look, number, number || cell.on_right, number ? cell.decimals : 0};
        const auto found = m_formats.find(key);
        if (found != m_formats.end()) {
            return found->second;
        }
        lxw_format* format = workbook_add_format(&m_workbook);
        if (format == nullptr) {
            fail(ErrorKind::output, "no memory for the formats of a workbook");
        }
        set_look(*format, cell.look, number || cell.on_right);
        const bool framed = cell.look == CellLook::body || cell.look == CellLook::total;
        if (framed && !number) {
            format_set_indent(format, 1);
        }
        if (number) {
            format_set_num_format(format, number_format(cell.decimals).c_str());
        } else {
            format_set_text_wrap(format);
        }
        m_formats.emplace(key, format);
        return format;
    }

private:
    void set_look(lxw_format& format, CellLook look, bool on_right) const {
        constexpr double title_points = 16.0;
        constexpr double body_points = 10.0;
        constexpr double remark_points = 9.0;
        constexpr lxw_color_t head_colour = 0xE7EBF0;
        if (!m_font.empty()) {
            format_set_font_name(&format, m_font.c_str());
        }
        const bool framed =
            look == CellLook::head || look == CellLook::body || look == CellLook::total;
        format_set_font_size(&format, look == CellLook::title    ? title_points
                                      : look == CellLook::remark ? remark_points
                                                                 : body_points);
        format_set_align(&format, LXW_ALIGN_VERTICAL_CENTER);
        if (framed) {
            format_set_border(&format, LXW_BORDER_THIN);
        }
        if (look == CellLook::title || look == CellLook::head || look == CellLook::total) {
            format_set_bold(&format);
        }
        if (look == CellLook::head) {
            format_set_bg_color(&format, head_colour);
        }
        if (look == CellLook::title || look == CellLook::subtitle || look == CellLook::head) {
            format_set_align(&format, LXW_ALIGN_CENTER);
        } else {
            format_set_align(&format, on_right ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
        }
    }

    lxw_workbook& m_workbook;
    std::string m_font;
    std::map<std::tuple<CellLook, bool, bool, int>, lxw_format*> m_formats{};
};

/// "&L…&C…": codes of a foot of the page; what is text in it stays text.
std::string footer_of(const Sheet& sheet) {
    constexpr std::size_t most_characters = 200; // 255 with the codes
    const std::string left = first_characters(sheet.footer, most_characters / 2);
    std::string middle = footer_text(first_characters(sheet.pages, most_characters / 2));
    const auto put = [&middle](std::string_view name, std::string_view code) {
        if (const std::size_t at = middle.find(name); at != std::string::npos) {
            middle.replace(at, name.size(), code);
        }
    };
    put("{page}", "&P");
    put("{pages}", "&N");
    return fmt::format("&L&9{}&C&9{}", " " + footer_text(left), " " + middle);
}

/// Writes one sheet row by row.
class SheetWriter {
public:
    SheetWriter(const fs::path& file, lxw_worksheet& worksheet, Formats& formats)
        : m_file(file), m_worksheet(worksheet), m_formats(formats) {}

    void write(const Sheet& sheet) {
        set_up(sheet);
        for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
            write_row(static_cast<lxw_row_t>(row), sheet.rows[row]);
        }
    }

private:
    void must(lxw_error error) const {
        if (error != LXW_NO_ERROR) {
            fail_to_write(m_file, error, 0);
        }
    }

    void set_up(const Sheet& sheet) {
        worksheet_set_paper(&m_worksheet, paper_a4);
        if (sheet.landscape) {
            worksheet_set_landscape(&m_worksheet);
        } else {
            worksheet_set_portrait(&m_worksheet);
        }
        worksheet_set_margins(&m_worksheet, side_margin_inches, side_margin_inches,
                              top_margin_inches, bottom_margin_inches);
        worksheet_center_horizontally(&m_worksheet);
        worksheet_fit_to_pages(&m_worksheet, 1, 0);
        worksheet_gridlines(&m_worksheet, LXW_HIDE_ALL_GRIDLINES);
        const auto head = static_cast<lxw_row_t>(sheet.head_row);
        must(worksheet_repeat_rows(&m_worksheet, head, head));
        worksheet_freeze_panes(&m_worksheet, head + 1, 0);
        must(worksheet_set_footer(&m_worksheet, footer_of(sheet).c_str()));
        for (std::size_t column = 0; column < sheet.widths.size(); ++column) {
            const auto at = static_cast<lxw_col_t>(column);
            must(worksheet_set_column(&m_worksheet, at, at, sheet.widths[column], nullptr));
        }
    }

    void write_row(lxw_row_t at, const SheetRow& row) {
        if (row.height > 0.0) {
            must(worksheet_set_row(&m_worksheet, at, row.height, nullptr));
        }
        lxw_col_t column = 0;
        for (const SheetCell& cell : row.cells) {
            write_cell(at, column, cell);
            column = static_cast<lxw_col_t>(column + cell.span);
        }
    }

    void write_cell(lxw_row_t row, lxw_col_t column, const SheetCell& cell) {
        const auto* number = std::get_if<double>(&cell.value);
        const auto* text = std::get_if<std::string>(&cell.value);
        const bool is_number = number != nullptr && std::isfinite(*number);
        lxw_format* const format = m_formats.of(cell, is_number);
        if (cell.span > 1) {
            const auto last = static_cast<lxw_col_t>(column + cell.span - 1);
            must(worksheet_merge_range(&m_worksheet, row, column, row, last, "", format));
        }
        if (is_number) {
            must(worksheet_write_number(&m_worksheet, row, column, *number, format));
        } else if (text != nullptr && !text->empty()) {
            must(worksheet_write_string(&m_worksheet, row, column, sheet_text(*text).c_str(),
                                        format));
        } else if (cell.span == 1) {
            must(worksheet_write_blank(&m_worksheet, row, column, format));
        }
    }

    const fs::path& m_file;
    lxw_worksheet& m_worksheet;
    Formats& m_formats;
};

void check_size(const Sheet& sheet, const SheetCell& cell) {
    const auto* text = std::get_if<std::string>(&cell.value);
    if (text != nullptr && characters_in(sheet_text(*text)) > most_cell_characters) {
        fail(ErrorKind::output,
             "a text of sheet '{}' has more than {} characters, the most that a cell of a workbook "
             "holds: '{}…'",
             sheet.name, most_cell_characters, first_characters(*text, longest_name));
    }
}

void check_sizes(const Workbook& workbook) {
    for (const Sheet& sheet : workbook.sheets) {
        if (sheet.rows.size() > most_sheet_rows) {
            fail(ErrorKind::output,
                 "sheet '{}' has {} rows; a sheet of a workbook holds {} at most", sheet.name,
                 sheet.rows.size(), most_sheet_rows);
        }
        for (const SheetRow& row : sheet.rows) {
            for (const SheetCell& cell : row.cells) {
                check_size(sheet, cell);
            }
        }
    }
}

void set_properties(lxw_workbook& workbook, const Workbook& content) {
    std::string title = content.title;
    std::string author = content.author;
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.author = author.data();
    properties.created = time_of(content.date);
    workbook_set_properties(&workbook, &properties);
}

} // namespace

std::vector<std::string> sheet_names(const std::vector<std::string>& wanted) {
    std::set<std::string> taken{"history"}; // a name that spreadsheets keep for themselves
    std::vector<std::string> names;
    names.reserve(wanted.size());
    for (const std::string& one : wanted) {
        std::string stem = one.empty() ? "_" : sheet_text(one);
        std::ranges::replace_if(
            stem,
            [](char c) {
                return (c >= 0 && c < ' ') || forbidden_in_names.find(c) != std::string_view::npos;
            },
            '_');
        stem = first_characters(stem, longest_name);
        for (char* const end : {&stem.front(), &stem.back()}) {
            *end = *end == '\'' ? '_' : *end;
        }
        std::string name = stem;
        for (std::size_t number = 2; !taken.insert(lower_case(name)).second; ++number) {
            const std::string tail = fmt::format(" {}", number);
            name = first_characters(stem, longest_name - tail.size()) + tail;
        }
        names.push_back(name);
    }
    return names;
}

void write_workbook(const fs::path& file, const Workbook& workbook) {
    check_sizes(workbook);
    std::string folder = file.has_parent_path() ? file.parent_path().string() : std::string{"."};
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = folder.data();
    errno = 0;
    Handle handle{workbook_new_opt(file.c_str(), &options)};
    if (!handle) {
        fail_to_write(file, LXW_ERROR_MEMORY_MALLOC_FAILED, errno);
    }
    set_properties(*handle, workbook);
    Formats formats{*handle, workbook.font};
    std::vector<std::string> names;
    for (const Sheet& sheet : workbook.sheets) {
        names.push_back(sheet.name);
    }
    names = sheet_names(names);
    for (std::size_t i = 0; i < workbook.sheets.size(); ++i) {
        lxw_worksheet* const worksheet = workbook_add_worksheet(handle.get(), names[i].c_str());
        if (worksheet == nullptr) {
            fail_to_write(file, LXW_ERROR_CREATING_TMPFILE, errno);
        }
        SheetWriter{file, *worksheet, formats}.write(workbook.sheets[i]);
    }
    errno = 0;
    if (const lxw_error error = workbook_close(handle.release()); error != LXW_NO_ERROR) {
        fail_to_write(file, error, errno);
    }
    check_written(file, workbook);
}

} // namespace parkplan::io
