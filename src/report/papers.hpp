// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/language.hpp"
#include "io/workbook.hpp"
#include "report/check_result.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::report {

struct PaperColumn {
    std::string title{}; ///< with its unit: "面积（公顷）*"
    int decimals = 2;    ///< of its numbers, below 0: as many as they have
    bool numbers = false;
    double narrowest = 6.0; ///< on a sheet, in digits
    double widest = 46.0;   ///< its texts are wrapped beyond it
};

/// A number, rounded as it is shown, a text, or nothing where a figure could not be had. An empty
/// text is a blank to be filled in.
using PaperCell = std::variant<std::monostate, double, std::string>;

struct PaperRow {
    std::vector<PaperCell> cells{}; ///< as many as there are columns
    bool total = false;
};

enum class PaperForm : std::uint8_t {
    table,
    list, ///< long texts: in plain text a block of lines for each row, not a table
};

/// A table that a reviewer hands in, in one language.
struct Paper {
    std::string name{};     ///< "用地平衡表"
    std::string number{};   ///< "表 1"
    std::string subtitle{}; ///< the rule's own title of the table, where it is another
    std::string units{};    ///< "单位：公顷、%", or empty
    PaperForm form = PaperForm::table;
    std::vector<PaperColumn> columns{};
    std::vector<PaperRow> rows{};
    std::vector<std::string> notes{}; ///< footnotes, clause, data, method
};

/// The papers of a run, with what stands on each of them.
struct Papers {
    std::string plan{};
    std::string disclaimer{};
    std::string date{}; ///< of the results, or empty
    std::vector<Paper> papers{};
    /// Below each: 编制单位, 计算人, 复核人, 日期. An empty value is to be filled in by hand.
    std::vector<std::pair<std::string, std::string>> signatures{};
};

/// Land balance sheets, cluster areas, the summary by park, targets: the tables of those names that
/// the rules gave, in that order, then the list of findings. None when the run has neither.
[[nodiscard]] PARKPLAN_API Papers papers_of(const CheckResult& result, Language language);

/// The list of findings, the gravest first, those that do not count behind, then those of the
/// baseline that are gone.
[[nodiscard]] Paper findings_paper(const CheckResult& result, Language language);

/// "组团（版本 3，基准日 2020-12-31）": a layer that a paper was made from.
[[nodiscard]] std::string layer_with_edition(const plan::LayerConfig& layer, Language language);

/// A sheet for each paper, laid out for A4.
[[nodiscard]] PARKPLAN_API io::Workbook workbook_of(const Papers& papers, Language language);

/// The papers one below the other as plain text.
[[nodiscard]] PARKPLAN_API std::string papers_text(const Papers& papers, Language language);

} // namespace parkplan::report
