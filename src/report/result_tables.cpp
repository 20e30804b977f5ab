// SPDX-License-Identifier: MIT
#include "report/result_tables.hpp"

#include "core/fail.hpp"
#include "core/number.hpp"
#include "core/text.hpp"
#include "report/csv_text.hpp"
#include "report/file_stem.hpp"
#include "report/json_parts.hpp"
#include "report/paint.hpp"
#include "report/table.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <set>
#include <utility>
#include <variant>

namespace parkplan::report {
namespace {

using review::ResultTable;
using review::TableCell;
using review::TableColumn;

/// More rows of one table than this are counted, not printed: the rest is in its file.
constexpr std::size_t most_rows = 200;

/// The number of a cell; nothing for texts, and for what is no number at all.
const double* number_in(const TableCell& cell) noexcept {
    const auto* number = std::get_if<double>(&cell);
    return number != nullptr && std::isfinite(*number) ? number : nullptr;
}

const std::string* text_in(const TableCell& cell, Language language) noexcept {
    if (const auto* text = std::get_if<std::string>(&cell)) {
        return text;
    }
    const auto* text = std::get_if<BiText>(&cell);
    return text != nullptr ? &text->in(language) : nullptr;
}

void require_whole_rows(const ResultTable& table) {
    for (const auto& row : table.rows) {
        if (row.size() != table.columns.size()) {
            fail(ErrorKind::internal, "a row of table '{}' of rule '{}' has {} cells, not {}",
                 table.name, table.rule, row.size(), table.columns.size());
        }
    }
}

/// "area ha*": levelled. A bar says its own unit.
std::string title_for_people(const TableColumn& column, Language language) {
    std::string title = column.title.in(language);
    if (!column.unit.empty() && !column.bar) {
        title += fmt::format("{}{}", title.empty() ? "" : " ", unit_text(column.unit));
    }
    if (column.levelled) {
        title += '*';
    }
    return title;
}

/// A share in % with a bar: "[########----]  68.6 %", one above 100 full: "[###########+] 112.3 %".
std::string bar_text(double share, int decimals) {
    constexpr int length = 12;
    constexpr double whole = 100.0;
    constexpr std::size_t width = 5; // of "100.0"
    const int filled = static_cast<int>(length * std::clamp(share / whole, 0.0, 1.0));
    std::string bar(static_cast<std::size_t>(filled), '#');
    bar.resize(length, '-');
    if (share > whole) {
        bar.back() = '+';
    }
    return fmt::format("[{}] {} %", bar, pad_left(format_fixed(share, decimals), width));
}

std::string cell_for_people(const TableCell& cell, const TableColumn& column, Language language) {
    if (const double* number = number_in(cell)) {
        if (column.bar) {
            return bar_text(*number, column.decimals);
        }
        return format_grouped(*number, column.decimals);
    }
    const std::string* text = text_in(cell, language);
    return text == nullptr || text->empty() ? "-" : *text;
}

/// Columns of numbers stand on the right, and those with a unit where all are unknown; bars on the
/// left.
Align align_of(const ResultTable& table, std::size_t column) {
    if (table.columns[column].bar) {
        return Align::left;
    }
    const bool has_number = std::ranges::any_of(
        table.rows, [column](const auto& row) { return number_in(row[column]) != nullptr; });
    return has_number || !table.columns[column].unit.empty() ? Align::right : Align::left;
}

/// Where a table stands as a whole: its file, or what makes one.
std::string where_text(const std::string& file, Language language) {
    if (file.empty()) {
        return std::string{pick(language, ", written to a file with -o DIR",
                                "，给出 -o 输出成果文件夹时写入单独文件")};
    }
    return language == Language::chinese ? fmt::format("，见 {}", file)
                                         : fmt::format(", see {}", file);
}

/// The rows that are printed.
std::string rows_text(const ResultTable& table, const std::string& file, Language language) {
    std::vector<Column> columns;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        columns.push_back({title_for_people(table.columns[i], language), align_of(table, i)});
    }
    std::vector<Cells> rows;
    for (std::size_t i = 0; i < std::min(table.rows.size(), most_rows); ++i) {
        Cells& cells = rows.emplace_back();
        for (std::size_t j = 0; j < table.columns.size(); ++j) {
            cells.push_back(cell_for_people(table.rows[i][j], table.columns[j], language));
        }
    }
    std::string text = table_text(columns, rows, 6);
    if (table.rows.size() > most_rows) {
        const std::size_t more = table.rows.size() - most_rows;
        text += language == Language::chinese
                    ? fmt::format("      另有 {} 行{}\n", more, where_text(file, language))
                    : fmt::format("      {} more{}\n", more, where_text(file, language));
    }
    return text;
}

std::string group_text(const std::string& group, Language language) {
    return group.empty()
               ? std::string{}
               : fmt::format("{}{}{}", pick(language, " (not counted: ", "（不计入结论："), group,
                             pick(language, ")", "）"));
}

/// The documents and notes of the tables that are printed as one, each once. The rows of several
/// say the place in the document themselves.
std::vector<std::string> lines_about(std::span<const ResultTable* const> tables,
                                     Language language) {
    std::vector<std::string> lines;
    const auto add = [&lines](std::string line) {
        if (!line.empty() && std::ranges::find(lines, line) == lines.end()) {
            lines.push_back(std::move(line));
        }
    };
    for (const ResultTable* const table : tables) {
        plan::Citation clause = table->clause;
        clause.place = table->joined ? std::string{} : clause.place;
        add(citation_text(clause));
    }
    for (const ResultTable* const table : tables) {
        add(table->note.in(language));
    }
    return lines;
}

/// "  balance  Land-use balance", document and note, rows.
std::string text_of(const JoinedTable& joined, const std::string& file, const TextStyle& style) {
    const Language language = style.language;
    const ResultTable& table = joined.table;
    std::string text =
        fmt::format("  {}  {}{}", heading(table.joined ? table.name : table.rule, style.colour),
                    table.title.in(language), group_text(table.group, language));
    if (table.own_file && file.empty()) {
        return text + where_text(file, language) + "\n";
    }
    if (table.own_file) {
        return text + (language == Language::chinese
                           ? fmt::format("：见成果文件夹中的 {}\n", file)
                           : fmt::format(": see {} in the results folder\n", file));
    }
    text += '\n';
    for (const std::string& line : lines_about(joined.parts, language)) {
        text += fmt::format("      {}\n", line);
    }
    if (table.rows.empty()) {
        return text + fmt::format("      {}\n", pick(language, "no rows", "没有记录"));
    }
    return text + rows_text(table, file, language);
}

bool has_levelled_numbers(const ResultTable& table) {
    return !table.own_file &&
           std::ranges::any_of(table.columns, [](const TableColumn& one) { return one.levelled; });
}

json::Value json_of_cell(const TableCell& cell) {
    if (const double* number = number_in(cell)) {
        return *number;
    }
    if (const auto* text = std::get_if<BiText>(&cell)) {
        return json_of(*text);
    }
    const std::string* text = text_in(cell, Language::english);
    return text != nullptr ? json::Value{*text} : json::Value{};
}

bool belong_together(const ResultTable& a, const ResultTable& b) {
    return a.joined && b.joined && a.name == b.name && a.group == b.group && a.title == b.title &&
           a.columns == b.columns && a.own_file == b.own_file;
}

} // namespace

std::vector<JoinedTable> joined_tables(std::span<const ResultTable> tables) {
    std::vector<JoinedTable> all;
    for (const ResultTable& table : tables) {
        require_whole_rows(table);
        const auto first = std::ranges::find_if(
            all, [&table](const JoinedTable& one) { return belong_together(one.table, table); });
        if (first == all.end()) {
            all.push_back({table, {&table}});
            continue;
        }
        first->table.rows.insert(first->table.rows.end(), table.rows.begin(), table.rows.end());
        first->parts.push_back(&table);
    }
    return all;
}

std::vector<std::string> table_files(std::span<const JoinedTable> tables) {
    std::set<std::string> taken; // in lower case: some file systems tell no cases apart
    std::vector<std::string> files;
    files.reserve(tables.size());
    for (const JoinedTable& one : tables) {
        const ResultTable& table = one.table;
        const std::string stem =
            file_stem(table.joined ? table.name : fmt::format("{}-{}", table.rule, table.name));
        std::string name = stem;
        for (std::size_t number = 2; !taken.insert(lower_case(name)).second; ++number) {
            name = fmt::format("{}_{}", stem, number);
        }
        files.push_back(fmt::format("data/tables/{}.csv", name));
    }
    return files;
}

std::string table_csv(const ResultTable& table, Language language) {
    require_whole_rows(table);
    std::string text;
    const char* separator = "";
    for (const TableColumn& column : table.columns) {
        text += separator;
        append_csv_text(text, column.levelled ? column.id + "_levelled" : column.id);
        separator = ",";
    }
    text += '\n';
    for (const auto& row : table.rows) {
        separator = "";
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += separator;
            if (const double* number = number_in(row[i])) {
                if (table.columns[i].decimals < 0) {
                    text += format_shortest(*number);
                } else {
                    append_fixed(text, *number, table.columns[i].decimals);
                }
            } else if (const std::string* cell = text_in(row[i], language)) {
                append_csv_text(text, *cell);
            }
            separator = ",";
        }
        text += '\n';
    }
    return text;
}

std::string result_tables_text(const CheckResult& result, const TextStyle& style) {
    const std::vector<JoinedTable> tables = joined_tables(result.review.tables);
    if (tables.empty()) {
        return {};
    }
    const std::vector<std::string> files = table_files(tables);
    std::string text =
        fmt::format("\n{}\n", heading(pick(style.language, "Tables", "附表"), style.colour));
    for (std::size_t i = 0; i < tables.size(); ++i) {
        text += text_of(tables[i], result.has_folder ? files[i] : std::string{}, style);
    }
    if (std::ranges::any_of(tables, has_levelled_numbers, &JoinedTable::table)) {
        text += fmt::format("  {}\n", levelled_note.in(style.language));
    }
    return text;
}

std::vector<FiledTable> filed_tables(std::span<const ResultTable> tables) {
    const std::vector<JoinedTable> joined = joined_tables(tables);
    const std::vector<std::string> files = table_files(joined);
    std::vector<FiledTable> all;
    all.reserve(tables.size());
    for (const ResultTable& table : tables) {
        for (std::size_t i = 0; i < joined.size(); ++i) {
            if (std::ranges::find(joined[i].parts, &table) != joined[i].parts.end()) {
                all.push_back({&table, files[i]});
            }
        }
    }
    return all;
}

json::Value json_of(const FiledTable& filed) {
    const ResultTable& table = *filed.table;
    require_whole_rows(table);
    json::Array columns;
    for (const TableColumn& column : table.columns) {
        columns.emplace_back(json::Object{{"id", column.id},
                                          {"title", json_of(column.title)},
                                          {"unit", column.unit},
                                          {"decimals", column.decimals},
                                          {"levelled", column.levelled},
                                          {"bar", column.bar}});
    }
    json::Array rows;
    for (const auto& row : table.rows) {
        json::Array cells;
        for (const TableCell& cell : row) {
            cells.push_back(json_of_cell(cell));
        }
        rows.emplace_back(std::move(cells));
    }
    return json::Object{{"rule", table.rule},
                        {"name", table.name},
                        {"title", json_of(table.title)},
                        {"group", table.group.empty() ? json::Value{} : json::Value{table.group}},
                        {"file", filed.file},
                        {"joined", table.joined},
                        {"columns", std::move(columns)},
                        {"rows", std::move(rows)},
                        {"note", table.note == BiText{} ? json::Value{} : json_of(table.note)},
                        {"clause", json_of(table.clause)}};
}

} // namespace parkplan::report
