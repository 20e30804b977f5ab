// SPDX-License-Identifier: MIT
#include "core/number.hpp"
#include "report/findings_text.hpp"
#include "report/overlap_words.hpp"
#include "report/source_text.hpp"
#include "report/table.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::report {
namespace {

std::string share_text(double share) {
    constexpr double percent = 100.0;
    return fmt::format("{} %", format_fixed(share * percent, 4));
}

std::string pairs_text(const OverlapsResult& result, const TextStyle& style) {
    const Language language = style.language;
    std::vector<Cells> rows;
    rows.reserve(result.pairs.size());
    for (const OverlapPair& pair : result.pairs) {
        rows.push_back({pair.a, std::string{title_of(pair.relation).in(language)}, pair.b,
                        format_fixed(pair.area.value(), 2), share_text(pair.of_a),
                        share_text(pair.of_b)});
    }
    const std::array<Column, 6> columns{
        {{"A", Align::left},
         {"", Align::left},
         {"B", Align::left},
         {fmt::format("{} m²", title_of(result.method).in(language)), Align::right},
         {std::string{pick(language, "of A", "占 A")}, Align::right},
         {std::string{pick(language, "of B", "占 B")}, Align::right}}};
    return rows.empty() ? std::string{pick(language, "no overlap\n", "没有重叠\n")}
                        : table_text(columns, rows);
}

std::string left_out_line(const UncountedPairs& left_out, BiView why, Language language) {
    if (left_out.pairs == 0) {
        return {};
    }
    const std::string area = format_fixed(left_out.area.value().value(), 6);
    return language == Language::chinese
               ? fmt::format("未列出 {} 对（{}），合计 {} m²\n", left_out.pairs, why.zh, area)
               : fmt::format("{} pairs not listed ({}), together {} m²\n", left_out.pairs, why.en,
                             area);
}

std::string findings_of(const OverlapLayer& layer, std::string_view letter,
                        const TextStyle& style) {
    if (layer.findings.empty()) {
        return {};
    }
    std::string text = fmt::format(
        "\n{}{}\n", heading(pick(style.language, "Findings on ", "检查意见："), style.colour),
        letter);
    for (const review::Finding& finding : layer.findings) {
        text += finding_text(finding, style, 2);
    }
    return text;
}

} // namespace

BiView title_of(PairRelation relation) noexcept {
    constexpr std::array<BiView, 4> titles{
        {{"crosses", "相交"}, {"inside", "位于"}, {"covers", "包含"}, {"equals", "重合"}}};
    return titles.at(static_cast<std::size_t>(relation));
}

std::string layer_lines(const OverlapLayer& layer, std::string_view label, AreaMethod method,
                        Language language) {
    LabelledLines lines;
    lines.emplace_back(std::string{label}, fmt::format("{} ({}, {})", layer.info.path,
                                                       layer.info.name, layer.info.driver));
    lines.emplace_back("", layer.info.crs ? crs_text(*layer.info.crs, language) : "-");
    std::string counts =
        language == Language::chinese
            ? fmt::format("共 {} 个要素，未参与 {} 个", layer.features, layer.excluded)
            : fmt::format("{}, {} left out", features_text(layer.features, language),
                          layer.excluded);
    if (layer.away > 0) {
        counts += language == Language::chinese
                      ? fmt::format("，距另一图层较远未查看 {} 个，其余", layer.away)
                      : fmt::format(", {} too far away to be looked at; the others: ", layer.away);
    } else {
        counts += pick(language, ", ", "，");
    }
    lines.emplace_back("", fmt::format("{}{} {} m²", counts, title_of(method).in(language),
                                       format_grouped(layer.area.value().value(), 2)));
    return labelled_text(lines);
}

std::string overlaps_text(const OverlapsResult& result, Language language, Colour colour) {
    const TextStyle style{language, colour, CoordinateKind::projected};
    std::string text = layer_lines(result.a, "A", result.method, language);
    text += layer_lines(result.b, "B", result.method, language);
    text += labelled_text(
        {{std::string{pick(language, "plane", "工作平面")}, plane_text(result.plane, language)}});
    text += "\n";
    text += pairs_text(result, style);
    text += "\n";
    text += language == Language::chinese
                ? fmt::format("重叠 {} 对，{}合计 {} m²\n", result.pairs.size(),
                              title_of(result.method).zh,
                              format_grouped(result.area.value().value(), 2))
                : fmt::format("{} pairs, {} together {} m²\n", result.pairs.size(),
                              title_of(result.method).en,
                              format_grouped(result.area.value().value(), 2));
    text += left_out_line(result.below_min_area, {"below --min-area", "小于 --min-area"}, language);
    text += left_out_line(result.rounding,
                          {"no wider than rounding explains", "宽度在坐标舍入误差以内"}, language);
    text += findings_of(result.a, "A", style);
    text += findings_of(result.b, "B", style);
    return text;
}

} // namespace parkplan::report
