// SPDX-License-Identifier: MIT
#include "core/number.hpp"
#include "core/text.hpp"
#include "report/papers.hpp"
#include "report/words.hpp"
#include "report/wrap_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::report {
namespace {

using io::CellLook;
using io::SheetCell;

/// Widths are in digits of the font, as a spreadsheet counts them; a page of A4 holds about as many
/// in the size of the tables.
constexpr double portrait_width = 98.0;
constexpr double landscape_width = 156.0;
constexpr double narrowest_text = 12.0; ///< to which a column of texts may shrink
constexpr double general_number = 12.0; ///< as wide as a spreadsheet shows one without a format
constexpr double beside_text = 3.5;     ///< frame and margins of a cell

constexpr double title_height = 30.0;
constexpr double line_height = 15.0;
constexpr double remark_height = 13.2;
constexpr double row_margin = 3.0;
constexpr double remark_size = 0.9; ///< of the size of the tables
/// A row of a sheet is at most 409 points high: what is longer goes on in a row below.
constexpr std::size_t most_lines = 24;

/// Rows of a paper on one sheet: a longer one goes on on another.
constexpr std::size_t most_rows = 1'000'000;

std::string shown(const PaperCell& cell, int decimals) {
    if (const auto* number = std::get_if<double>(&cell)) {
        return format_grouped(*number, decimals);
    }
    const auto* text = std::get_if<std::string>(&cell);
    return text != nullptr ? *text : "—";
}

std::size_t widest_line(std::string_view text) {
    std::size_t widest = 0;
    while (true) {
        const std::size_t end = text.find('\n');
        widest = std::max(widest, display_width(text.substr(0, end)));
        if (end == std::string_view::npos) {
            return widest;
        }
        text.remove_prefix(end + 1);
    }
}

/// A column as wide as what stands in it, long texts wrapped; its head in two lines.
double natural_width(const Paper& paper, std::size_t column) {
    const PaperColumn& info = paper.columns[column];
    const auto head = std::ceil(static_cast<double>(display_width(info.title)) / 2.0) + 1.0;
    double widest = 0.0;
    for (const PaperRow& row : paper.rows) {
        const PaperCell& cell = row.cells[column];
        const auto width = static_cast<double>(widest_line(shown(cell, info.decimals)));
        const bool number = std::holds_alternative<double>(cell);
        const double most = !number ? info.widest : info.decimals < 0 ? general_number : width;
        widest = std::max(widest, std::min(width, most));
    }
    return std::max({info.narrowest, head + beside_text, widest + beside_text});
}

/// Columns of texts give way where all together are wider than the page.
void shrink(std::vector<double>& widths, const Paper& paper, double most) {
    double total = std::accumulate(widths.begin(), widths.end(), 0.0);
    double to_give = 0.0;
    const auto spare = [&](std::size_t i) {
        return paper.columns[i].numbers
                   ? 0.0
                   : std::max(0.0,
                              widths[i] - std::max(narrowest_text, paper.columns[i].narrowest));
    };
    for (std::size_t i = 0; i < widths.size(); ++i) {
        to_give += spare(i);
    }
    if (total <= most || to_give <= 0.0) {
        return;
    }
    const double share = std::min(1.0, (total - most) / to_give);
    for (std::size_t i = 0; i < widths.size(); ++i) {
        widths[i] -= share * spare(i);
    }
}

/// A table that is much narrower than the page is made as wide.
void widen(std::vector<double>& widths, double least) {
    const double total = std::accumulate(widths.begin(), widths.end(), 0.0);
    for (double& width : widths) {
        width *= std::max(1.0, least / total);
    }
}

/// Lays out one paper.
class Layout {
public:
    Layout(const Papers& papers, const Paper& paper, Language language)
        : m_papers(papers), m_paper(paper), m_language(language) {
        for (std::size_t i = 0; i < paper.columns.size(); ++i) {
            m_widths.push_back(natural_width(paper, i));
        }
        const double total = std::accumulate(m_widths.begin(), m_widths.end(), 0.0);
        m_landscape = total > portrait_width;
        shrink(m_widths, paper, landscape_width);
        widen(m_widths, m_landscape ? landscape_width : portrait_width);
        m_total = std::accumulate(m_widths.begin(), m_widths.end(), 0.0);
    }

    /// The rows from `first`, at most `most` of them.
    [[nodiscard]] io::Sheet sheet(std::size_t first, std::size_t most) {
        m_sheet = {.name = m_paper.name,
                   .widths = m_widths,
                   .rows = {},
                   .head_row = 0,
                   .landscape = m_landscape,
                   .footer = fmt::format("{} {}", m_paper.number, m_paper.name),
                   .pages = std::string{
                       pick(m_language, "Page {page} of {pages}", "第 {page} 页 共 {pages} 页")}};
        add_top();
        add_head();
        const std::size_t last = std::min(m_paper.rows.size(), first + std::min(most, most_rows));
        for (std::size_t row = first; row < last; ++row) {
            add_row(m_paper.rows[row]);
        }
        if (m_paper.rows.empty()) {
            add_across(CellLook::body, std::string{pick(m_language, "no rows", "没有记录")});
        }
        add_bottom();
        return std::move(m_sheet);
    }

private:
    [[nodiscard]] std::uint16_t columns() const noexcept {
        return static_cast<std::uint16_t>(m_paper.columns.size());
    }

    void add(std::vector<SheetCell> cells, double height) {
        m_sheet.rows.push_back({std::move(cells), height});
    }

    /// One text across the sheet, in as many rows as it takes.
    void add_across(CellLook look, const std::string& text) {
        const bool remark = look == CellLook::remark;
        const double width = m_total / (remark ? remark_size : 1.0) - beside_text;
        const std::vector<std::string> lines = wrapped(text, static_cast<std::size_t>(width));
        const double height = remark ? remark_height : line_height;
        for (std::size_t at = 0; at < lines.size(); at += most_lines) {
            const std::size_t count = std::min(most_lines, lines.size() - at);
            add({{lines.size() == count ? text : joined(lines, at, count), look, columns()}},
                static_cast<double>(count) * height + row_margin);
        }
    }

    /// Some of the lines as one text again; the sheet breaks it itself.
    [[nodiscard]] static std::string joined(const std::vector<std::string>& lines, std::size_t at,
                                            std::size_t count) {
        std::string text;
        for (std::size_t i = at; i < std::min(lines.size(), at + count); ++i) {
            text += text.empty() ? "" : "\n";
            text += lines[i];
        }
        return text;
    }

    void add_top() {
        add({{m_paper.name, CellLook::title, columns()}}, title_height);
        if (!m_paper.subtitle.empty()) {
            add_across(CellLook::subtitle, m_paper.subtitle);
        }
        add_across(CellLook::subtitle, m_papers.plan);
        add_across(CellLook::subtitle, m_papers.disclaimer);
        const auto left = static_cast<std::uint16_t>(columns() / 2);
        if (left == 0) {
            add_across(CellLook::remark, fmt::format("{}  {}", m_paper.number, m_paper.units));
            return;
        }
        add({{m_paper.number, CellLook::remark, left},
             {m_paper.units, CellLook::remark, static_cast<std::uint16_t>(columns() - left), 0,
              true}},
            remark_height + row_margin);
    }

    void add_head() {
        m_sheet.head_row = m_sheet.rows.size();
        std::vector<SheetCell> cells;
        std::size_t lines = 1;
        for (std::size_t i = 0; i < m_paper.columns.size(); ++i) {
            const std::string& title = m_paper.columns[i].title;
            lines = std::max(lines, wrapped(title, capacity(i)).size());
            cells.push_back({title, CellLook::head});
        }
        add(std::move(cells), static_cast<double>(lines) * line_height + 2 * row_margin);
    }

    /// Display columns that a line of a column holds.
    [[nodiscard]] std::size_t capacity(std::size_t column) const {
        return static_cast<std::size_t>(std::max(2.0, m_widths[column] - beside_text + 0.5));
    }

    void add_row(const PaperRow& row) {
        const CellLook look = row.total ? CellLook::total : CellLook::body;
        std::vector<std::vector<std::string>> lines;
        std::size_t most = 1;
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const auto* text = std::get_if<std::string>(&row.cells[i]);
            lines.push_back(text != nullptr ? wrapped(*text, capacity(i))
                                            : std::vector<std::string>{});
            most = std::max(most, lines.back().size());
        }
        for (std::size_t at = 0; at < most; at += most_lines) {
            std::vector<SheetCell> cells;
            for (std::size_t i = 0; i < row.cells.size(); ++i) {
                cells.push_back(cell_of(row.cells[i], lines[i], at, i));
                cells.back().look = look;
            }
            add(std::move(cells),
                static_cast<double>(std::min(most_lines, most - at)) * line_height + row_margin);
        }
    }

    /// The part of a cell that stands in the row that starts with its line `at`.
    [[nodiscard]] SheetCell cell_of(const PaperCell& cell, const std::vector<std::string>& lines,
                                    std::size_t at, std::size_t column) const {
        const auto* text = std::get_if<std::string>(&cell);
        if (text != nullptr) {
            return {lines.size() <= most_lines ? (at == 0 ? *text : std::string{})
                                               : joined(lines, at, most_lines)};
        }
        if (at > 0) {
            return {};
        }
        const auto* number = std::get_if<double>(&cell);
        if (number == nullptr) {
            return {std::string{"—"}, CellLook::body, 1, 0, m_paper.columns[column].numbers};
        }
        return {*number, CellLook::body, 1, m_paper.columns[column].decimals};
    }

    void add_bottom() {
        for (const std::string& note : m_paper.notes) {
            add_across(CellLook::remark, note);
        }
        add({{std::string{}, CellLook::remark, columns()}}, remark_height);
        std::string text;
        for (const auto& [label, value] : m_papers.signatures) {
            text += text.empty() ? "" : pick(m_language, "    ", "　　");
            text += fmt::format("{}{}{}", label, pick(m_language, ": ", "："),
                                value.empty() ? "________________" : value);
        }
        add_across(CellLook::remark, text);
    }

    const Papers& m_papers;
    const Paper& m_paper;
    Language m_language;
    std::vector<double> m_widths{};
    double m_total = 0.0;
    bool m_landscape = false;
    io::Sheet m_sheet{};
};

} // namespace

io::Workbook workbook_of(const Papers& papers, Language language) {
    io::Workbook workbook;
    workbook.title = papers.plan;
    workbook.author = papers.signatures.empty() ? std::string{} : papers.signatures.front().second;
    workbook.date = papers.date;
    workbook.font = pick(language, "Arial", "宋体");
    for (const Paper& paper : papers.papers) {
        Layout layout{papers, paper, language};
        std::size_t row = 0;
        do {
            workbook.sheets.push_back(layout.sheet(row, most_rows));
            row += most_rows;
        } while (row < paper.rows.size());
    }
    return workbook;
}

} // namespace parkplan::report
