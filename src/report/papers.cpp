// SPDX-License-Identifier: MIT
#include "report/papers.hpp"

#include "core/catalogue.hpp"
#include "core/number.hpp"
#include "report/result_tables.hpp"
#include "report/source_text.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::report {
namespace {

using review::ResultTable;
using review::TableCell;
using review::TableColumn;

/// A paper is made of the tables that rules give under a name.
struct PaperName {
    std::string_view table;
    BiView title;
};
constexpr std::array paper_names{
    PaperName{"balance", {"Land balance sheet", "用地平衡表"}},
    PaperName{"area_sheet", {"Areas of the clusters, reviewed", "组团面积复核表"}},
    PaperName{"park_summary", {"Summary by park", "分园汇总表"}},
    PaperName{"targets", {"Targets and what is reached", "指标完成情况表"}},
};

struct UnitName {
    std::string_view unit;
    BiView title;
};
constexpr std::array unit_names{
    UnitName{"m2", {"m²", "平方米"}},     UnitName{"ha", {"ha", "公顷"}},
    UnitName{"km2", {"km²", "平方千米"}}, UnitName{"m", {"m", "米"}},
    UnitName{"km", {"km", "千米"}},       UnitName{"mu", {"mu", "亩"}},
};

std::string unit_in(std::string_view unit, Language language) {
    const auto* const found = std::ranges::find(unit_names, unit, &UnitName::unit);
    return std::string{found == unit_names.end() ? unit : found->title.in(language)};
}

/// "面积（公顷）*"
std::string title_of(const TableColumn& column, Language language) {
    std::string title = column.title.in(language);
    if (!column.unit.empty()) {
        title += fmt::format("{}{}{}", pick(language, " (", "（"), unit_in(column.unit, language),
                             pick(language, ")", "）"));
    }
    return title + (column.levelled ? "*" : "");
}

PaperCell cell_of(const TableCell& cell, int decimals, Language language) {
    if (const auto* number = std::get_if<double>(&cell)) {
        if (!std::isfinite(*number)) {
            return {};
        }
        return decimals < 0 ? *number : round_half_away(*number, decimals);
    }
    const auto* own = std::get_if<BiText>(&cell);
    const auto* text = own != nullptr ? &own->in(language) : std::get_if<std::string>(&cell);
    return text == nullptr || text->empty() ? PaperCell{} : PaperCell{*text};
}

/// A row that sums up says so in words of ours.
bool sums_up(const std::vector<TableCell>& row) {
    return std::ranges::any_of(row, [](const TableCell& cell) {
        const auto* text = std::get_if<BiText>(&cell);
        return text != nullptr && (text->zh.ends_with("合计") || text->zh.ends_with("总计") ||
                                   text->zh.ends_with("小计"));
    });
}

bool has_numbers(const ResultTable& table, std::size_t column) {
    return !table.columns[column].unit.empty() ||
           std::ranges::any_of(table.rows, [column](const std::vector<TableCell>& row) {
               return std::holds_alternative<double>(row[column]);
           });
}

/// The layers that the rules of the tables name, each once, in plan order.
std::string data_text(const plan::Plan& plan, std::span<const ResultTable* const> tables,
                      Language language) {
    std::vector<std::string> layers;
    for (const plan::LayerConfig& layer : plan.layers) {
        const bool named = std::ranges::any_of(tables, [&](const ResultTable* table) {
            const auto rule = std::ranges::find(plan.rules, table->rule, &plan::RuleConfig::id);
            return rule != plan.rules.end() &&
                   std::ranges::find(rule->layers, layer.id) != rule->layers.end();
        });
        if (named) {
            layers.push_back(layer_with_edition(layer, language));
        }
    }
    return fmt::format("{}", fmt::join(layers, pick(language, "; ", "；")));
}

std::string method_text(const plan::Plan& plan, Language language) {
    const std::string basis =
        plan.basis.empty() ? std::string{pick(language, "not given", "未说明")} : plan.basis;
    const std::string crs = crs_text(plan.working_crs, language);
    return language == Language::chinese
               ? fmt::format("判定采用面积口径：{}；坐标系：{}；依据：{}", title_of(plan.method).zh,
                             crs, basis)
               : fmt::format("Method of record of verdicts: {}; CRS: {}; basis: {}",
                             title_of(plan.method).en, crs, basis);
}

/// Makes the papers that are tables of rules.
class TablePapers {
public:
    TablePapers(const CheckResult& result, Language language)
        : m_result(result), m_language(language) {}

    [[nodiscard]] Paper of(const JoinedTable& joined, const PaperName& name) const {
        const ResultTable& table = joined.table;
        Paper paper;
        paper.name = name.title.in(m_language);
        if (paper.name.find(table.title.in(m_language)) == std::string::npos) {
            paper.subtitle = table.title.in(m_language);
        }
        add_columns(table, paper);
        add_rows(table, paper);
        add_notes(joined, paper);
        return paper;
    }

private:
    void add_columns(const ResultTable& table, Paper& paper) const {
        std::vector<std::string> units;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const TableColumn& column = table.columns[i];
            paper.columns.push_back({.title = title_of(column, m_language),
                                     .decimals = column.decimals,
                                     .numbers = has_numbers(table, i)});
            const std::string unit = unit_in(column.unit, m_language);
            if (!unit.empty() && std::ranges::find(units, unit) == units.end()) {
                units.push_back(unit);
            }
        }
        if (std::ranges::find(table.columns, "unit", &TableColumn::id) != table.columns.end()) {
            paper.units = pick(m_language, "Units: see the column", "单位：见“单位”一栏");
        } else if (!units.empty()) {
            paper.units = fmt::format("{}{}", pick(m_language, "Units: ", "单位："),
                                      fmt::join(units, pick(m_language, ", ", "、")));
        }
    }

    void add_rows(const ResultTable& table, Paper& paper) const {
        for (const std::vector<TableCell>& row : table.rows) {
            PaperRow& cells = paper.rows.emplace_back();
            cells.total = sums_up(row);
            for (std::size_t i = 0; i < row.size(); ++i) {
                cells.cells.push_back(cell_of(row[i], table.columns[i].decimals, m_language));
            }
        }
    }

    void add_notes(const JoinedTable& joined, Paper& paper) const {
        const ResultTable& table = joined.table;
        const auto add = [&](std::string_view en, std::string_view zh, const std::string& text) {
            if (!text.empty()) {
                paper.notes.push_back(fmt::format("{}{}", pick(m_language, en, zh), text));
            }
        };
        add("Note: ", "注：",
            of_all(joined, [&](const ResultTable& part) { return part.note.in(m_language); }));
        if (std::ranges::any_of(table.columns, &TableColumn::levelled)) {
            paper.notes.emplace_back(levelled_note.in(m_language));
        }
        const bool has_gap = std::ranges::any_of(paper.rows, [](const PaperRow& row) {
            return std::ranges::any_of(row.cells, [](const PaperCell& cell) {
                return std::holds_alternative<std::monostate>(cell);
            });
        });
        if (has_gap) {
            paper.notes.emplace_back(
                pick(m_language, "—: does not apply, or could not be had", "—：不适用或无法得出"));
        }
        if (!table.group.empty()) {
            add("Not counted: ", "不计入结论：", table.group);
        }
        add("Clause: ", "依据：",
            of_all(joined, [](const ResultTable& part) { return citation_text(part.clause); }));
        add("Rule: ", "规则：", of_all(joined, [](const ResultTable& part) { return part.rule; }));
        add("Data: ", "数据：", data_text(m_result.plan, joined.parts, m_language));
        paper.notes.push_back(method_text(m_result.plan, m_language));
    }

    /// What each of the joined tables says, what several say once.
    template <typename Text>
    [[nodiscard]] std::string of_all(const JoinedTable& joined, const Text& text) const {
        std::vector<std::string> texts;
        for (const ResultTable* const part : joined.parts) {
            std::string one = text(*part);
            if (!one.empty() && std::ranges::find(texts, one) == texts.end()) {
                texts.push_back(std::move(one));
            }
        }
        return fmt::format("{}", fmt::join(texts, pick(m_language, "; ", "；")));
    }

    const CheckResult& m_result;
    Language m_language;
};

std::vector<std::pair<std::string, std::string>> signatures_of(const plan::Plan& plan,
                                                               Language language) {
    const plan::Papers& given = plan.papers;
    std::vector<std::pair<std::string, std::string>> lines;
    const auto add = [&](std::string_view en, std::string_view zh, const std::string& value) {
        lines.emplace_back(pick(language, en, zh), value);
    };
    add("Made by", "编制单位", given.unit);
    add("Calculated by", "计算人", given.calculated_by);
    add("Checked by", "复核人", given.checked_by);
    add("Date", "日期", given.date.empty() ? plan.date : given.date);
    return lines;
}

bool has_gone_findings(const review::Review& review) {
    return review.baseline &&
           (!review.baseline->fixed.empty() || !review.baseline->other_limits.empty() ||
            !review.baseline->removed.empty() || !review.baseline->no_longer_checked.empty());
}

} // namespace

std::string layer_with_edition(const plan::LayerConfig& layer, Language language) {
    std::vector<std::string> more;
    const auto add = [&](std::string_view en, std::string_view zh, const std::string& value) {
        if (!value.empty()) {
            more.push_back(fmt::format("{}{}", pick(language, en, zh), value));
        }
    };
    add("approval ", "批复文号 ", layer.edition.approval);
    add("version ", "版本 ", layer.edition.version);
    add("as of ", "基准日 ", layer.edition.as_of);
    std::string title = layer.title.in(language);
    if (more.empty()) {
        return title;
    }
    return language == Language::chinese ? fmt::format("{}（{}）", title, fmt::join(more, "，"))
                                         : fmt::format("{} ({})", title, fmt::join(more, ", "));
}

Papers papers_of(const CheckResult& result, Language language) {
    Papers papers;
    papers.plan = result.plan.name.in(language);
    papers.disclaimer = disclaimer.in(language);
    papers.date = result.plan.date;
    papers.signatures = signatures_of(result.plan, language);
    const TablePapers maker{result, language};
    const std::vector<JoinedTable> tables = joined_tables(result.review.tables);
    for (const PaperName& name : paper_names) {
        for (const JoinedTable& joined : tables) {
            if (joined.table.name == name.table) {
                papers.papers.push_back(maker.of(joined, name));
            }
        }
    }
    if (!papers.papers.empty() || !result.review.findings.empty() ||
        has_gone_findings(result.review)) {
        papers.papers.push_back(findings_paper(result, language));
        papers.papers.back().notes.push_back(method_text(result.plan, language));
    }
    for (std::size_t i = 0; i < papers.papers.size(); ++i) {
        papers.papers[i].number = fmt::format("{}{}", pick(language, "Table ", "表 "), i + 1);
    }
    return papers;
}

} // namespace parkplan::report
