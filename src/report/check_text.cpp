// SPDX-License-Identifier: MIT
#include "core/number.hpp"
#include "report/check_report.hpp"
#include "report/result_tables.hpp"
#include "report/source_text.hpp"
#include "report/table.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::report {
namespace {

using review::Outcome;

std::string accuracy_text(std::optional<Metres> accuracy, Language language) {
    return accuracy ? format_length(*accuracy)
                    : std::string{pick(language, "not stated", "未声明")};
}

std::string plan_head(const plan::Plan& plan, Language language) {
    LabelledLines lines;
    const auto add = [&](std::string_view en, std::string_view zh, std::string text) {
        lines.emplace_back(std::string{pick(language, en, zh)}, std::move(text));
    };
    add("plan", "方案", plan.name.in(language));
    add("file", "文件", plan.file.filename().string());
    if (!plan.date.empty()) {
        add("date", "日期", plan.date);
    }
    add("crs", "坐标系", crs_text(plan.working_crs, language));
    const std::string basis =
        plan.basis.empty() ? std::string{pick(language, "no basis given", "未说明依据")}
                           : fmt::format("{}{}", pick(language, "basis: ", "依据："), plan.basis);
    add("method", "面积口径",
        fmt::format("{}{}{}", title_of(plan.method).in(language), pick(language, "; ", "；"),
                    basis));
    add("accuracy", "点位精度", accuracy_text(plan.point_accuracy, language));
    add("k", "k", format_shortest(plan.coverage_factor));
    return labelled_text(lines);
}

const review::LayerLedger* ledger_of(const review::Review& review, const std::string& id) {
    const auto found = std::ranges::find(review.layers, id, &review::LayerLedger::layer);
    return found == review.layers.end() ? nullptr : &*found;
}

Cells input_cells(const CheckResult& result, const plan::LayerConfig& config, Language language) {
    const auto source = result.sources.find(config.id);
    const bool known = source != result.sources.end();
    const review::LayerLedger* ledger = ledger_of(result.review, config.id);
    Cells cells{config.id, config.title.in(language), config.provided ? config.path : "-",
                known && source->second.info.crs ? source->second.info.crs->label() : "-",
                known && !source->second.info.spatial
                    ? "-"
                    : accuracy_text(config.point_accuracy ? config.point_accuracy
                                                          : result.plan.point_accuracy,
                                    language)};
    if (ledger == nullptr) {
        cells.insert(cells.end(),
                     {std::string{config.provided ? pick(language, "not read", "未读取")
                                                  : pick(language, "not provided", "未提供")},
                      "-", "-", "-"});
        return cells;
    }
    const std::optional<ExactArea>& area = ledger->areas.at(index_of(result.plan.method));
    cells.push_back(fmt::format("{}", ledger->features));
    cells.push_back(fmt::format("{}", ledger->measured));
    cells.push_back(fmt::format("{}", ledger->excluded));
    cells.push_back(area ? format_grouped(area->value().value(), 2) : "-");
    return cells;
}

/// "  clusters  approval 国函〔2012〕168号, version 3, as of 2020-12-31" for layers that say so.
std::string editions_text(const plan::Plan& plan, Language language) {
    std::string text;
    for (const plan::LayerConfig& config : plan.layers) {
        const plan::Edition& edition = config.edition;
        const char* separator = "  ";
        const auto add = [&](std::string_view en, std::string_view zh, const std::string& value) {
            if (!value.empty()) {
                text += separator;
                text += fmt::format("{}{}", pick(language, en, zh), value);
                separator = language == Language::chinese ? "，" : ", ";
            }
        };
        if (!edition.empty()) {
            text += fmt::format("  {}", config.id);
            add("approval ", "批复文号 ", edition.approval);
            add("version ", "版本 ", edition.version);
            add("as of ", "基准日 ", edition.as_of);
            text += '\n';
        }
    }
    return text;
}

std::string inputs_text(const CheckResult& result, const TextStyle& style) {
    const Language language = style.language;
    std::vector<Cells> rows;
    for (const plan::LayerConfig& config : result.plan.layers) {
        rows.push_back(input_cells(result, config, language));
    }
    const std::array<Column, 9> columns{
        {{std::string{pick(language, "layer", "图层")}, Align::left},
         {std::string{pick(language, "title", "名称")}, Align::left},
         {std::string{pick(language, "file", "文件")}, Align::left},
         {std::string{pick(language, "crs", "坐标系")}, Align::left},
         {std::string{pick(language, "accuracy", "点位精度")}, Align::left},
         {std::string{pick(language, "features", "要素")}, Align::right},
         {std::string{pick(language, "measured", "已量算")}, Align::right},
         {std::string{pick(language, "excluded", "未量算")}, Align::right},
         {std::string{pick(language, "area m²", "面积 m²")}, Align::right}}};
    return fmt::format("\n{}\n{}{}", heading(pick(language, "Inputs", "数据"), style.colour),
                       table_text(columns, rows, 2), editions_text(result.plan, language));
}

std::string documents_text(const plan::Plan& plan, const TextStyle& style) {
    if (plan.sources.empty()) {
        return {};
    }
    const Language language = style.language;
    std::string text =
        fmt::format("\n{}\n", heading(pick(language, "Documents", "依据文件"), style.colour));
    for (const plan::Source& source : plan.sources) {
        plan::Citation citation;
        citation.document = source.title;
        citation.status = source.status;
        text += fmt::format("  {}  {}", source.id, citation_text(citation));
        text += source.period.empty() ? "" : fmt::format("  {}", source.period);
        text += '\n';
        if (!source.note.empty()) {
            text += fmt::format("      {}\n", source.note);
        }
        if (!source.superseded_by.empty()) {
            text += fmt::format("      {}{}\n", pick(language, "superseded by: ", "后续文件："),
                                source.superseded_by);
        }
    }
    return text;
}

std::string errors_text(const CheckResult& result, const TextStyle& style) {
    std::string text;
    for (const review::RunError& error : result.review.errors) {
        if (text.empty()) {
            text =
                fmt::format("\n{}\n", heading(pick(style.language, "Could not be done", "未能完成"),
                                              style.colour));
        }
        text += fmt::format(
            "  {}\n", painted(error.error.describe(style.language), Level::error, style.colour));
        if (!error.error.hint().en.empty()) {
            text += fmt::format("      {}\n", error.error.hint().in(style.language));
        }
    }
    return text;
}

std::string note_line(const OutputNote& note, Language language) {
    std::string line = fmt::format("{}{}", note.file, pick(language, ": ", "："));
    line += note.code.empty() ? "" : note.code + " ";
    line += note.message.in(language);
    if (note.code == "PP-0702") {
        line += fmt::format(" ({})", fmt::join(note.details, ", "));
    }
    return line;
}

/// What was cut or left out line by line; new names of Shapefile fields as a count.
std::string notes_text(const CheckResult& result, const TextStyle& style) {
    std::string text;
    std::size_t renamed = 0;
    for (const OutputNote& note : result.notes) {
        if (note.code == "PP-0701") {
            ++renamed;
        } else {
            text += fmt::format("  {}\n", note_line(note, style.language));
        }
    }
    if (renamed > 0) {
        text += style.language == Language::chinese
                    ? fmt::format("  Shapefile 中改名的字段：{}，见 data/shp/fields.txt\n", renamed)
                    : fmt::format("  fields with other names in the Shapefiles: {}, see "
                                  "data/shp/fields.txt\n",
                                  renamed);
    }
    if (text.empty()) {
        return text;
    }
    return fmt::format("\n{}\n{}", heading(pick(style.language, "Files", "成果文件"), style.colour),
                       text);
}

/// Verdicts that count, without those that only report.
std::size_t count(std::span<const review::Verdict> verdicts, Outcome outcome) {
    return static_cast<std::size_t>(
        std::ranges::count_if(verdicts, [outcome](const review::Verdict& verdict) {
            return verdict.outcome == outcome && !reported_only(verdict) && verdict.group.empty() &&
                   verdict.waived.empty();
        }));
}

/// "10 pass, 3 fail, 0 undecided, 2 reported only, 0 not checked".
std::string outcomes_text(std::span<const review::Verdict> verdicts, Language language) {
    std::string text;
    const auto add = [&](BiView title, std::size_t number) {
        text += text.empty() ? "" : pick(language, ", ", "，");
        text += language == Language::chinese ? fmt::format("{} {}", title.in(language), number)
                                              : fmt::format("{} {}", number, title.in(language));
    };
    for (const Outcome outcome : {Outcome::pass, Outcome::fail, Outcome::undecided}) {
        add(title_of(outcome), count(verdicts, outcome));
    }
    const auto reported = std::ranges::count_if(verdicts, [](const review::Verdict& verdict) {
        return reported_only(verdict) && verdict.group.empty();
    });
    if (reported > 0) {
        add(reported_title, static_cast<std::size_t>(reported));
    }
    add(title_of(Outcome::not_checked), count(verdicts, Outcome::not_checked));
    return text;
}

/// "; waived: 1 finding, 2 verdicts", or nothing.
std::string waived_counts(const review::Review& review, Language language) {
    const auto is_waived = [](const auto& one) { return !one.waived.empty(); };
    const auto findings = std::ranges::count_if(review.findings, is_waived);
    const auto verdicts = std::ranges::count_if(review.verdicts, is_waived);
    if (findings + verdicts == 0) {
        return {};
    }
    if (language == Language::chinese) {
        return fmt::format("；豁免：意见 {}，结论 {}", findings, verdicts);
    }
    return fmt::format("; waived: {} finding{}, {} verdict{}", findings, findings == 1 ? "" : "s",
                       verdicts, verdicts == 1 ? "" : "s");
}

/// One line: levels of the findings that count, outcomes, whether all could be done.
std::string summary_text(const CheckResult& result, Language language) {
    const review::Review& review = result.review;
    std::string text = levels_text(count_levels(review.findings), language);
    text += pick(language, "; verdicts: ", "；结论：");
    text += outcomes_text(review.verdicts, language);
    text += waived_counts(review, language);
    if (!review.complete) {
        text += pick(language, "; incomplete", "；未全部完成");
    }
    return text + "\n";
}

} // namespace

std::string check_text(const CheckResult& result, Language language, Colour colour) {
    const TextStyle style{language, colour,
                          result.plan.working_crs.kind() == crs::CrsKind::geographic
                              ? CoordinateKind::geographic
                              : CoordinateKind::projected,
                          true};
    std::string text;
    if (language == Language::english) {
        text += fmt::format("{}\n", heading(disclaimer.en, colour));
    }
    text += fmt::format("{}\n\n", heading(disclaimer.zh, colour));
    text += plan_head(result.plan, language);
    text += inputs_text(result, style);
    text += documents_text(result.plan, style);
    if (!result.review.verdicts.empty()) {
        text += fmt::format("\n{}\n", heading(pick(language, "Verdicts", "结论"), colour));
        text += verdicts_text(result, style);
    }
    text += result_tables_text(result, style);
    text += grouped_findings_text(result, style);
    text += waivers_text(result, style);
    text += baseline_text(result, style);
    text += errors_text(result, style);
    text += notes_text(result, style);
    text += "\n";
    return text + summary_text(result, language);
}

} // namespace parkplan::report
