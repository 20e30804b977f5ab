// SPDX-License-Identifier: MIT
#include "core/number.hpp"
#include "report/findings_text.hpp"
#include "report/overlap_words.hpp"
#include "report/source_text.hpp"
#include "report/table.hpp"
#include "report/topology.hpp"
#include "report/topology_words.hpp"
#include "report/words.hpp"
#include "review/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::report {
namespace {

using review::area_text;
using review::length_text;

/// Entries of a list that are shown, the largest first; the rest is counted.
constexpr std::size_t most_listed = 20;

/// "33 681 452.714698": all digits of an exact area, in groups.
std::string exact_text(ExactArea area) {
    std::string text = format_exact(area);
    constexpr std::size_t group = 3;
    const std::size_t first_digit = text.starts_with('-') ? 1 : 0;
    for (std::size_t at = text.find('.'); at > first_digit + group;) {
        at -= group;
        text.insert(at, 1, ' ');
    }
    return text;
}

/// Makes the parts of the report of one result.
class Report {
public:
    Report(const TopologyResult& result, Language language, Colour colour)
        : m_result(result), m_style{language, colour, CoordinateKind::projected} {}

    [[nodiscard]] std::string head() const {
        std::string text =
            layer_lines(m_result.layer, say("layer", "图层"), m_result.method, m_style.language);
        if (m_result.within) {
            text += layer_lines(*m_result.within, say("within", "范围"), m_result.method,
                                m_style.language);
        }
        text += labelled_text({{std::string{say("plane", "工作平面")},
                                plane_text(m_result.plane, m_style.language)}});
        return text;
    }

    /// What was found by kind, and what was only counted.
    [[nodiscard]] std::string found() const {
        const TopologySummary& summary = m_result.summary;
        std::vector<Cells> rows;
        const auto add = [&](std::string_view en, std::string_view zh, CountedArea counted) {
            rows.push_back({std::string{say(en, zh)}, fmt::format("{}", counted.count),
                            exact_text(counted.area)});
        };
        const auto add_some = [&](std::string_view en, std::string_view zh, CountedArea counted) {
            if (counted.count > 0) {
                add(en, zh, counted);
            }
        };
        const auto add_pairs = [&](std::string_view en, std::string_view zh, std::size_t pairs) {
            rows.push_back({std::string{say(en, zh)}, fmt::format("{}", pairs), {}});
        };
        rows.push_back({std::string{say("features with invalid geometry", "图形无效的要素")},
                        invalid_count(),
                        {}});
        add("overlaps", "重叠",
            {m_result.overlaps.size(), summary.overlap_pairs - summary.small_overlaps.area});
        add_some("  slivers among them", "  其中狭长重叠", summary.sliver_overlaps);
        add("gaps", "空隙", {m_result.gaps.size(), summary.gap_area - summary.small_gaps.area});
        add_some("  slivers among them", "  其中狭长空隙", summary.sliver_gaps);
        if (m_result.within) {
            add("outside the outline", "超出范围线",
                {m_result.outside.size(), summary.outside - summary.small_outside.area});
        }
        add_pairs("pairs with unmatched vertices", "公共边节点不一致（对）",
                  m_result.unmatched.size());
        add_pairs("pairs that nearly meet", "边界接近但未重合（对）", m_result.near_misses.size());
        add_some("overlaps below the tolerances, not listed", "低于容差的重叠，不列出",
                 summary.small_overlaps);
        add_some("gaps below the tolerances, not listed", "低于容差的空隙，不列出",
                 summary.small_gaps);
        add_some("parts outside below the tolerances, not listed", "低于容差的超出部分，不列出",
                 summary.small_outside);
        add_some("overlaps that rounding explains, not listed", "坐标舍入造成的重叠，不列出",
                 summary.rounding_overlaps);
        add_some("gaps that rounding explains, not listed", "坐标舍入造成的空隙，不列出",
                 summary.rounding_gaps);
        add_some("open space, wider than --max-gap-width", "宽于 --max-gap-width 的开敞空间",
                 summary.open_space);
        const std::array<Column, 3> columns{
            {{text_of("Found", "检查结果"), Align::left},
             {std::string{say("count", "数量")}, Align::right},
             {fmt::format("{} m²", title_of(m_result.method).in(m_style.language)), Align::right}}};
        return "\n" + table_text(columns, rows);
    }

    /// Sums that close to the last digit.
    [[nodiscard]] std::string balance() const {
        const TopologySummary& summary = m_result.summary;
        std::vector<Cells> rows;
        const auto add = [&](std::string_view sign, std::string_view en, std::string_view zh,
                             ExactArea area) {
            rows.push_back({std::string{sign}, std::string{say(en, zh)}, exact_text(area)});
        };
        add("", "sum of the features", "各要素合计", summary.sum_area);
        add("-", "counted more than once", "重复计算", summary.overlap_excess);
        add("=", "land covered", "实际覆盖", summary.union_area);
        if (m_result.within) {
            const ExactArea outside = summary.outside - summary.outside_excess;
            const ExactArea reached = summary.union_area - outside + summary.gap_area +
                                      summary.rounding_gaps.area + summary.open_space.area;
            add("-", "land outside the outline", "超出范围线", outside);
            add("+", "gaps, those not listed too", "空隙（含未列出的）",
                summary.gap_area + summary.rounding_gaps.area);
            add("+", "open space", "开敞空间", summary.open_space.area);
            add("+", "residual", "残差", summary.outline_area - reached);
            add("=", "outline", "范围线内面积", summary.outline_area);
        } else {
            add("+", "gaps, those not listed too", "空隙（含未列出的）",
                summary.gap_area + summary.rounding_gaps.area);
            add("=", "land with its gaps", "覆盖及空隙合计",
                summary.union_area + summary.gap_area + summary.rounding_gaps.area);
        }
        const std::array<Column, 3> columns{
            {{"", Align::left},
             {text_of("Balance", "面积平衡"), Align::left},
             {fmt::format("{} m²", title_of(m_result.method).in(m_style.language)), Align::right}}};
        return "\n" + table_text(columns, rows);
    }

    [[nodiscard]] std::string overlaps() const {
        const std::array<Column, 7> columns{{{"A", Align::left},
                                             {"", Align::left},
                                             {"B", Align::left},
                                             {"m²", Align::right},
                                             {std::string{say("width m", "宽度 m")}, Align::right},
                                             {std::string{say("at", "位置")}, Align::left},
                                             {"", Align::left}}};
        return list(
            {"Overlaps", "重叠"}, m_result.overlaps, columns,
            [](const FoundOverlap& overlap) { return overlap.area.value(); },
            [&](const FoundOverlap& overlap) {
                std::string marks{overlap.sliver ? say("sliver", "狭长") : ""};
                if (overlap.multiple) {
                    marks += marks.empty() ? "" : say(", ", "、");
                    marks += say("multiple", "多重");
                }
                return Cells{overlap.a.key,
                             std::string{title_of(overlap.relation).in(m_style.language)},
                             overlap.b.key,
                             area_text(overlap.area),
                             length_text(overlap.width),
                             at(overlap.place),
                             std::move(marks)};
            });
    }

    [[nodiscard]] std::string gaps() const {
        const std::array<Column, 6> columns{{{std::string{say("beside", "相邻")}, Align::left},
                                             {"", Align::left},
                                             {"m²", Align::right},
                                             {std::string{say("width m", "宽度 m")}, Align::right},
                                             {std::string{say("at", "位置")}, Align::left},
                                             {"", Align::left}}};
        return list(
            {"Gaps", "空隙"}, m_result.gaps, columns,
            [](const FoundGap& gap) { return gap.area.value(); },
            [&](const FoundGap& gap) {
                return Cells{
                    neighbours(gap),     std::string{title_of(gap.kind).in(m_style.language)},
                    area_text(gap.area), length_text(gap.width),
                    at(gap.place),       std::string{gap.sliver ? say("sliver", "狭长") : ""}};
            });
    }

    [[nodiscard]] std::string outside() const {
        const std::array<Column, 5> columns{{{std::string{say("feature", "要素")}, Align::left},
                                             {"m²", Align::right},
                                             {std::string{say("width m", "宽度 m")}, Align::right},
                                             {std::string{say("at", "位置")}, Align::left},
                                             {"", Align::left}}};
        return list(
            {"Outside the outline", "超出范围线"}, m_result.outside, columns,
            [](const FoundOutside& part) { return part.area.value(); },
            [&](const FoundOutside& part) {
                return Cells{part.feature.key, area_text(part.area), length_text(part.width),
                             at(part.place), std::string{part.sliver ? say("sliver", "狭长") : ""}};
            });
    }

    [[nodiscard]] std::string unmatched() const {
        const std::array<Column, 5> columns{{{"A", Align::left},
                                             {"B", Align::left},
                                             {std::string{say("vertices", "节点")}, Align::right},
                                             {std::string{say("off by m", "偏离 m")}, Align::right},
                                             {std::string{say("at", "位置")}, Align::left}}};
        return list(
            {"Unmatched vertices", "公共边节点不一致"}, m_result.unmatched, columns,
            [](const FoundVertices& pair) { return pair.farthest.value(); },
            [&](const FoundVertices& pair) {
                return Cells{pair.a.key, pair.b.key, fmt::format("{}", pair.points.points.size()),
                             length_text(pair.farthest), at(pair.points)};
            });
    }

    [[nodiscard]] std::string near_misses() const {
        const std::array<Column, 4> columns{{{"A", Align::left},
                                             {"B", Align::left},
                                             {std::string{say("apart m", "间距 m")}, Align::right},
                                             {std::string{say("at", "位置")}, Align::left}}};
        return list(
            {"Edges that nearly meet", "边界接近但未重合"}, m_result.near_misses, columns,
            [](const FoundNearMiss& miss) { return miss.farthest.value(); },
            [&](const FoundNearMiss& miss) {
                return Cells{miss.a.key, miss.b.key, length_text(miss.farthest), at(miss.lines)};
            });
    }

    /// What reading and validity found.
    [[nodiscard]] std::string findings() const {
        std::string text = findings_of(m_result.layer);
        if (m_result.within) {
            text += findings_of(*m_result.within);
        }
        return text;
    }

    [[nodiscard]] std::string foot() const {
        return fmt::format("\n{}\n", levels_text(levels_of(m_result), m_style.language));
    }

private:
    [[nodiscard]] std::string_view say(std::string_view en, std::string_view zh) const noexcept {
        return pick(m_style.language, en, zh);
    }
    [[nodiscard]] std::string text_of(std::string_view en, std::string_view zh) const {
        return std::string{say(en, zh)};
    }
    /// Features with an error of validity.
    [[nodiscard]] std::string invalid_count() const {
        if (m_result.validity == measure::Validity::assumed) {
            return std::string{say("not checked", "未检查")};
        }
        std::set<std::uint32_t> rows;
        for (const review::Finding& finding : m_result.layer.findings) {
            if (finding.code.starts_with("PP-03") && finding.level == Level::error) {
                rows.insert(finding.subject.row);
            }
        }
        return fmt::format("{}", rows.size());
    }
    [[nodiscard]] std::string at(const geo::Shape& place) const {
        return place_text(place, m_style.coordinates);
    }

    [[nodiscard]] static std::string neighbours(const FoundGap& gap) {
        constexpr std::size_t most_named = 3;
        std::string text;
        for (std::size_t i = 0; i < std::min(gap.neighbours.size(), most_named); ++i) {
            text += i == 0 ? "" : ", ";
            text += gap.neighbours[i].key;
        }
        if (gap.neighbours.size() > most_named) {
            text += fmt::format(" +{}", gap.neighbours.size() - most_named);
        }
        return text.empty() ? "-" : text;
    }

    /// Title and table of the entries of which `size_of` is largest.
    template <typename Entry, typename SizeOf, typename CellsOf>
    [[nodiscard]] std::string list(BiView title, const std::vector<Entry>& entries,
                                   std::span<const Column> columns, const SizeOf& size_of,
                                   const CellsOf& cells_of) const {
        if (entries.empty()) {
            return {};
        }
        std::vector<std::size_t> order(entries.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        const std::size_t shown = std::min(entries.size(), most_listed);
        if (shown < entries.size()) {
            const auto middle = order.begin() + static_cast<std::ptrdiff_t>(shown);
            std::ranges::partial_sort(order, middle, std::ranges::less{}, [&](std::size_t i) {
                return std::pair{-size_of(entries[i]), i};
            });
            order.resize(shown);
        }
        std::vector<Cells> rows;
        rows.reserve(shown);
        for (const std::size_t i : order) {
            rows.push_back(cells_of(entries[i]));
        }
        return fmt::format("\n{}{}\n{}", heading(title.in(m_style.language), m_style.colour),
                           shown < entries.size() ? of_all(entries.size()) : std::string{},
                           table_text(columns, rows, 2));
    }

    [[nodiscard]] std::string of_all(std::size_t count) const {
        return m_style.language == Language::chinese
                   ? fmt::format("（最大的 {} 条，共 {} 条；--format csv 或 json 列出全部）",
                                 most_listed, count)
                   : fmt::format(", the {} largest of {}; --format csv or json lists all",
                                 most_listed, count);
    }

    [[nodiscard]] std::string findings_of(const OverlapLayer& layer) const {
        if (layer.findings.empty()) {
            return {};
        }
        std::string text =
            fmt::format("\n{}{}\n", heading(say("Findings on ", "检查意见："), m_style.colour),
                        layer.info.name);
        const std::size_t shown = std::min(layer.findings.size(), most_listed);
        for (std::size_t i = 0; i < shown; ++i) {
            text += finding_text(layer.findings[i], m_style, 2);
        }
        if (shown < layer.findings.size()) {
            const std::size_t more = layer.findings.size() - shown;
            text += m_style.language == Language::chinese
                        ? fmt::format("  另有 {} 条，--format json 列出全部\n", more)
                        : fmt::format("  {} more, --format json lists all\n", more);
        }
        return text;
    }

    const TopologyResult& m_result;
    TextStyle m_style;
};

} // namespace

std::string topology_text(const TopologyResult& result, Language language, Colour colour) {
    const Report report{result, language, colour};
    std::string text = report.head();
    text += report.found();
    text += report.balance();
    text += report.overlaps();
    text += report.gaps();
    text += report.outside();
    text += report.unmatched();
    text += report.near_misses();
    text += report.findings();
    return text + report.foot();
}

} // namespace parkplan::report
