// SPDX-License-Identifier: MIT
#include "core/number.hpp"
#include "report/papers.hpp"
#include "report/table.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::report {
namespace {

std::string shown(const PaperCell& cell, const PaperColumn& column) {
    if (const auto* number = std::get_if<double>(&cell)) {
        return format_grouped(*number, column.decimals);
    }
    const auto* text = std::get_if<std::string>(&cell);
    return text != nullptr ? *text : "—";
}

std::string table_of(const Paper& paper) {
    std::vector<Column> columns;
    for (const PaperColumn& column : paper.columns) {
        columns.push_back({column.title, column.numbers ? Align::right : Align::left});
    }
    std::vector<Cells> rows;
    for (const PaperRow& row : paper.rows) {
        Cells& cells = rows.emplace_back();
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            cells.push_back(shown(row.cells[i], paper.columns[i]));
        }
    }
    return table_text(columns, rows);
}

/// "编号：1", then the other columns below, a line each.
std::string list_of(const Paper& paper, std::string_view colon) {
    std::string text;
    for (const PaperRow& row : paper.rows) {
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const char* const indent = i == 0 ? "" : "    ";
            std::string value = shown(row.cells[i], paper.columns[i]);
            for (std::size_t at = value.find('\n'); at != std::string::npos;
                 at = value.find('\n', at)) {
                value.replace(at, 1, "  ");
            }
            const std::string line =
                fmt::format("{}{}{}{}", indent, paper.columns[i].title, colon, value);
            text += line.substr(0, line.find_last_not_of(' ') + 1);
            text += '\n';
        }
    }
    return text;
}

std::string text_of(const Papers& papers, const Paper& paper, Language language) {
    const std::string_view colon = pick(language, ": ", "：");
    std::string text = fmt::format("{}  {}\n", paper.number, paper.name);
    for (const std::string& line : {paper.subtitle, papers.plan, papers.disclaimer, paper.units}) {
        text += line.empty() ? "" : line + "\n";
    }
    text += '\n';
    if (paper.rows.empty()) {
        text += fmt::format("{}\n", pick(language, "no rows", "没有记录"));
    } else {
        text += paper.form == PaperForm::list ? list_of(paper, colon) : table_of(paper);
    }
    text += '\n';
    for (const std::string& note : paper.notes) {
        text += note + "\n";
    }
    std::string line;
    for (const auto& [label, value] : papers.signatures) {
        line += fmt::format("{}{}{}{}", line.empty() ? "" : "    ", label, colon,
                            value.empty() ? "________________" : value);
    }
    return text + line + "\n";
}

} // namespace

std::string papers_text(const Papers& papers, Language language) {
    std::string text;
    for (const Paper& paper : papers.papers) {
        text += text.empty() ? "" : "\n\n";
        text += text_of(papers, paper, language);
    }
    return text;
}

} // namespace parkplan::report
