// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/catalogue.hpp"
#include "core/language.hpp"
#include "json/value.hpp"
#include "report/check_result.hpp"
#include "report/findings_text.hpp"
#include "review/rule.hpp"

#include <span>
#include <string>
#include <vector>

namespace parkplan::report {

/// Tables that are printed and filed as one (review::ResultTable::joined), or one that is not.
struct JoinedTable {
    review::ResultTable table{};                     ///< the first, with the rows of all
    std::vector<const review::ResultTable*> parts{}; ///< in plan order
};

/// In the order of the first of each. Throws Error{internal} for rows that are not whole.
[[nodiscard]] PARKPLAN_API std::vector<JoinedTable>
joined_tables(std::span<const review::ResultTable> tables);

/// What the mark '*' of a column says.
inline constexpr BiView levelled_note{
    "* levelled: rounded so that the areas add up exactly to their total; for reading only, "
    "verdicts compare what was measured",
    "* 已平差：取位后各项面积之和与合计完全一致，仅供阅读；结论均按量算值判定"};

/// Where the tables of a run are written in the results folder: "data/tables/<rule>-<name>.csv",
/// or "data/tables/<name>.csv" for joined ones, in the order of `tables`, no two the same whatever
/// the plan calls its rules.
[[nodiscard]] PARKPLAN_API std::vector<std::string>
table_files(std::span<const JoinedTable> tables);

/// A table for a spreadsheet: a line with the ids of the columns ("…_levelled" where the numbers
/// were levelled), then a line per row; UTF-8, line feeds. What is not known is an empty field.
[[nodiscard]] PARKPLAN_API std::string table_csv(const review::ResultTable& table,
                                                 Language language);

/// The tables of a run for people, under a heading of their own; those with a file of their own by
/// its name. Empty when there are none. What is not known is "-".
[[nodiscard]] std::string result_tables_text(const CheckResult& result, const TextStyle& style);

/// A table with the name of its file.
struct FiledTable {
    const review::ResultTable* table = nullptr;
    std::string file{};
};
[[nodiscard]] std::vector<FiledTable> filed_tables(std::span<const review::ResultTable> tables);

/// {"rule","name","title","group","file","joined","columns":[…],"rows":[[…]],"note","clause"};
/// numbers in full, null for what is not known. Tables that are joined elsewhere are one each here,
/// with the same file.
[[nodiscard]] json::Value json_of(const FiledTable& table);

} // namespace parkplan::report
