// SPDX-License-Identifier: MIT
#include "core/area_method.hpp"
#include "core/number.hpp"
#include "report/findings_text.hpp"
#include "report/measure_format.hpp"
#include "report/source_text.hpp"
#include "report/table.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace parkplan::report {
namespace {

constexpr std::array<AreaUnit, 4> units{AreaUnit::square_metre, AreaUnit::hectare,
                                        AreaUnit::square_kilometre, AreaUnit::mu};

/// A table for people; its columns are as wide as the first rows need.
class MeasureText final : public MeasureFormat {
public:
    MeasureText(Language language, Colour colour) : m_style{language, colour, {}} {}

    std::string head(const MeasureHead& head, std::span<const MeasuredRow> first) override {
        m_fields = head.fields;
        m_record = head.record;
        m_style.coordinates = head.info.crs && head.info.crs->kind() == crs::CrsKind::geographic
                                  ? CoordinateKind::geographic
                                  : CoordinateKind::projected;
        m_columns = {{std::string{pick(m_style.language, "key", "标识")}, Align::left}};
        for (const MeasureField field : m_fields) {
            m_columns.push_back(
                {std::string{info_of(field).title.in(m_style.language)}, Align::right});
        }
        std::vector<Cells> rows;
        rows.reserve(first.size());
        for (const MeasuredRow& row : first) {
            rows.push_back(cells(row));
        }
        m_widths = widths_of(m_columns, rows);
        return source_lines(head) + "\n" + heading(table_head(m_columns, m_widths), m_style.colour);
    }

    void append_rows(std::string& text, std::span<const MeasuredRow> rows,
                     bool /*is_first*/) const override {
        for (const MeasuredRow& row : rows) {
            text += table_line(m_columns, m_widths, cells(row));
        }
    }

    [[nodiscard]] std::string foot(const MeasureFoot& foot) const override {
        const Language language = m_style.language;
        std::string text = "\n" + totals(foot.total);
        if (!foot.findings.empty()) {
            text += "\n";
            text += heading(pick(language, "Findings", "检查意见"), m_style.colour);
            text += "\n";
            for (const review::Finding& finding : foot.findings) {
                text += finding_text(finding, m_style, 2);
            }
        }
        text += "\n";
        text += heading(pick(language, "Areas", "面积口径"), m_style.colour);
        text += "\n";
        text += area_legend(language);
        text += "\n";
        text += levels_text(count_levels(foot.findings), language);
        text += "\n";
        return text;
    }

    [[nodiscard]] std::string broken(const MeasureFoot& /*foot*/,
                                     const Error& /*error*/) const override {
        return std::string{pick(m_style.language, "\nincomplete: reading broke off here\n",
                                "\n不完整：读取在此中断\n")};
    }

private:
    [[nodiscard]] Cells cells(const MeasuredRow& row) const {
        Cells cells{row.known_as()};
        for (const MeasureField field : m_fields) {
            const std::optional<double> value = value_of(field, row.measures, m_record);
            cells.push_back(value ? format_fixed(*value, info_of(field).text_decimals) : "-");
        }
        return cells;
    }

    [[nodiscard]] std::string source_lines(const MeasureHead& head) const {
        const Language language = m_style.language;
        LabelledLines lines = source_labels(head.info, language);
        lines.push_back(
            {std::string{pick(language, "plane", "工作平面")}, plane_text(head.plane, language)});
        lines.push_back({std::string{pick(language, "accuracy", "点位精度")},
                         head.point_accuracy
                             ? format_length(*head.point_accuracy)
                             : std::string{pick(language, "not stated", "未声明")}});
        for (const AreaMethod method : all_area_methods) {
            const BiText& reason = head.unavailable.at(index_of(method));
            if (!reason.en.empty() && head.computed.at(index_of(method))) {
                lines.push_back({std::string{title_of(method).in(language)},
                                 fmt::format("- ({})", reason.in(language))});
            }
        }
        return labelled_text(lines);
    }

    [[nodiscard]] std::string totals(const MeasureTotal& total) const {
        const Language language = m_style.language;
        std::vector<Column> columns{{std::string{pick(language, "total", "合计")}, Align::left}};
        for (const char* unit : {"m²", "ha", "km²", "亩"}) {
            columns.push_back({unit, Align::right});
        }
        std::vector<Cells> rows;
        for (const AreaMethod method : all_area_methods) {
            const std::optional<ExactArea> area = total.area(method);
            if (!area) {
                continue;
            }
            Cells cells{std::string{title_of(method).in(language)}};
            for (const AreaUnit unit : units) {
                cells.push_back(format_area(area->value(), unit));
            }
            rows.push_back(std::move(cells));
        }
        const std::string counts =
            language == Language::chinese
                ? fmt::format("共 {} 个要素，量算 {} 个，未量算 {} 个\n", total.features,
                              total.measured, total.excluded())
                : fmt::format("{}: {} measured, {} excluded\n",
                              features_text(total.features, language), total.measured,
                              total.excluded());
        return rows.empty() ? counts : table_text(columns, rows) + counts;
    }

    TextStyle m_style;
    std::vector<MeasureField> m_fields{};
    AreaMethod m_record = AreaMethod::ellipsoidal;
    std::vector<Column> m_columns{};
    std::vector<std::size_t> m_widths{};
};

} // namespace

std::unique_ptr<MeasureFormat> make_measure_text(Language language, Colour colour) {
    return std::make_unique<MeasureText>(language, colour);
}

std::string area_legend(Language language) {
    std::string text;
    const Language other = language == Language::chinese ? Language::english : Language::chinese;
    for (const AreaMethod method : all_area_methods) {
        text +=
            fmt::format("  {} ({}){}{}\n      {}\n", title_of(method).in(language),
                        title_of(method).in(other), pick(language, "; elsewhere: ", "；其他软件："),
                        elsewhere(method).in(language), why_different(method).in(language));
    }
    return text;
}

} // namespace parkplan::report
