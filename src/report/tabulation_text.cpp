// SPDX-License-Identifier: MIT
#include "core/number.hpp"
#include "report/findings_text.hpp"
#include "report/source_text.hpp"
#include "report/table.hpp"
#include "report/tabulation.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <utility>

namespace parkplan::report {
namespace {

std::string area_text(ExactArea area) {
    return format_grouped(area.value().value(), 2);
}

std::string share_text(double share) {
    constexpr double percent = 100.0;
    return fmt::format("{} %", format_fixed(share * percent, 4));
}

std::string crs_line(const layer::SourceInfo& info, Language language) {
    return info.crs ? crs_text(*info.crs, language) : "-";
}

std::string count_line(std::uint64_t features, std::uint64_t excluded, ExactArea area,
                       const TextStyle& style, AreaMethod method) {
    return style.language == Language::chinese
               ? fmt::format("共 {} 个要素，未参与 {} 个，{} {} m²", features, excluded,
                             title_of(method).zh, area_text(area))
               : fmt::format("{}, {} left out, {} {} m²", features_text(features, style.language),
                             excluded, title_of(method).en, area_text(area));
}

std::string head_text(const TabulationResult& result, const TextStyle& style) {
    const TabulationHead& head = result.head;
    const Language language = style.language;
    LabelledLines lines;
    const auto source = [&](std::string_view label, const layer::SourceInfo& info) {
        lines.emplace_back(std::string{label},
                           fmt::format("{} ({}, {})", info.path, info.name, info.driver));
        lines.emplace_back("", crs_line(info, language));
    };
    source(pick(language, "layer", "图层"), head.layer);
    lines.emplace_back(
        "", count_line(result.features, result.excluded, result.sum, style, head.method));
    source(pick(language, "zones", "分区"), head.zones.info);
    lines.emplace_back("", count_line(head.zones.features, head.zones.excluded, head.zones.area,
                                      style, head.method));
    lines.emplace_back(std::string{pick(language, "plane", "工作平面")},
                       plane_text(head.plane, language));
    return labelled_text(lines);
}

std::vector<Column> columns_of(const TabulationHead& head, Language language) {
    std::vector<Column> columns{{std::string{pick(language, "zone", "分区")}, Align::left}};
    if (!head.class_field.empty()) {
        columns.push_back({head.class_field, Align::left});
    }
    columns.push_back({std::string{pick(language, "features", "要素数")}, Align::right});
    columns.push_back({fmt::format("{} m²", title_of(head.method).in(language)), Align::right});
    columns.push_back({std::string{pick(language, "of zone", "占分区")}, Align::right});
    columns.push_back({std::string{pick(language, "of layer", "占图层")}, Align::right});
    for (const std::string& field : head.sum_fields) {
        columns.push_back({field, Align::right});
    }
    return columns;
}

std::string table_of(const TabulationResult& result, const TextStyle& style) {
    const Language language = style.language;
    std::vector<Cells> lines;
    for (const auto* rows : {&result.rows, &result.outside}) {
        for (const TabulationRow& row : *rows) {
            const bool outside = rows == &result.outside;
            Cells cells{outside ? std::string{pick(language, "(outside)", "（区外）")} : row.zone};
            if (!result.head.class_field.empty()) {
                cells.push_back(row.name ? *row.name
                                : row.features == 0
                                    ? std::string{"-"} // nothing lies in the zone
                                    : std::string{pick(language, "(null)", "（空值）")});
            }
            cells.push_back(fmt::format("{}", row.features));
            cells.push_back(area_text(row.area));
            cells.push_back(outside ? "" : share_text(row.of_zone));
            cells.push_back(share_text(row.of_layer));
            for (const ExactNumber& sum : row.sums) {
                cells.push_back(sum.text());
            }
            lines.push_back(std::move(cells));
        }
    }
    return lines.empty()
               ? std::string{pick(language, "no area to tabulate\n", "没有可统计的面积\n")}
               : table_text(columns_of(result.head, language), lines);
}

/// The account that closes, of the area and of each field.
std::string account_text(const TabulationResult& result, const TextStyle& style) {
    const Language language = style.language;
    std::vector<Column> columns{{std::string{pick(language, "account", "平衡表")}, Align::left},
                                {"m²", Align::right}};
    const auto title = [&](std::string_view en, std::string_view zh) {
        return Cells{std::string{pick(language, en, zh)}};
    };
    std::vector<Cells> rows{
        title("zones together", "各分区合计"),
        title("+ outside", "+ 区外"),
        title("- counted more than once (zones overlap)", "- 重复计入（分区重叠）"),
        title("+ residual", "+ 残差"),
        title("= layer", "= 图层"),
        title("left out (not measured)", "未参与（未量算）"),
        title("values missing", "缺值个数")};
    const auto add = [&](std::size_t row, std::string text) {
        rows[row].push_back(std::move(text));
    };
    std::size_t row = 0;
    for (const ExactArea area :
         {result.zones_area, result.outside_area, result.multiple, result.residual, result.sum}) {
        add(row++, format_exact(area));
    }
    add(row++, "");
    add(row, "");
    for (const FieldAccount& field : result.fields) {
        columns.push_back({field.field, Align::right});
        row = 0;
        for (const ExactNumber number : {field.zones, field.outside, field.multiple, field.residual,
                                         field.sum, field.excluded}) {
            add(row++, number.text());
        }
        add(row, fmt::format("{}", field.missing));
    }
    if (result.fields.empty()) {
        rows.resize(5);
    }
    return table_text(columns, rows);
}

std::string counts_text(const TabulationResult& result, Language language) {
    std::string text = language == Language::chinese
                           ? fmt::format("跨界要素 {} 个", result.split)
                           : fmt::format("{} split between zones or the outside",
                                         features_text(result.split, language));
    text += '\n';
    if (result.redone > 0) {
        text += language == Language::chinese
                    ? fmt::format("{} 个要素改由多边形叠加重算\n", result.redone)
                    : fmt::format("{} measured again by polygons\n",
                                  features_text(result.redone, language));
    }
    if (result.rounding_parts > 0) {
        const std::string area = format_exact(result.rounding);
        text += language == Language::chinese
                    ? fmt::format("宽度在坐标舍入误差以内的部分 {} 处，合计 {} m²，已计入残差\n",
                                  result.rounding_parts, area)
                    : fmt::format("{} parts no wider than rounding explains, together {} m², in "
                                  "the residual\n",
                                  result.rounding_parts, area);
    }
    const std::string_view label =
        pick(language, "overlaps among the features themselves: ", "要素之间的重叠：");
    text += label;
    text += result.self_overlap ? fmt::format("{} m²\n", format_exact(*result.self_overlap))
                                : fmt::format("- ({})\n", no_self_overlap.in(language));
    return text;
}

std::string findings_of(std::span<const review::Finding> findings, BiView about,
                        const TextStyle& style) {
    if (findings.empty()) {
        return {};
    }
    std::string text = fmt::format("\n{}\n", heading(about.in(style.language), style.colour));
    for (const review::Finding& finding : findings) {
        text += finding_text(finding, style, 2);
    }
    return text;
}

} // namespace

std::string tabulation_text(const TabulationResult& result, Language language, Colour colour) {
    const TextStyle style{language, colour, CoordinateKind::projected};
    std::string text = head_text(result, style);
    text += '\n';
    text += table_of(result, style);
    text += '\n';
    text += account_text(result, style);
    text += '\n';
    text += counts_text(result, language);
    text += findings_of(result.findings, {"Findings on the layer", "图层检查意见"}, style);
    text +=
        findings_of(result.head.zones.findings, {"Findings on the zones", "分区检查意见"}, style);
    return text;
}

} // namespace parkplan::report
