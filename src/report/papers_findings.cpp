// SPDX-License-Identifier: MIT
#include "core/catalogue.hpp"
#include "core/number.hpp"
#include "report/check_report.hpp"
#include "report/findings_text.hpp"
#include "report/papers.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace parkplan::report {
namespace {

/// Role of the field that names who is responsible for a feature.
constexpr std::string_view responsible_role = "responsible";

struct ListColumn {
    BiView title{};
    double narrowest = 0.0;
    double widest = 0.0;
};
constexpr std::array list_columns{
    ListColumn{{"No.", "编号"}, 6.0, 10.0},
    ListColumn{{"Level", "级别"}, 7.0, 10.0},
    ListColumn{{"Code, rule", "编码、规则"}, 11.0, 20.0},
    ListColumn{{"Place", "位置"}, 20.0, 34.0},
    ListColumn{{"What was found", "问题描述"}, 24.0, 46.0},
    ListColumn{{"Area", "面积"}, 12.0, 20.0},
    ListColumn{{"Clause", "依据"}, 18.0, 30.0},
    ListColumn{{"Proposal", "整改建议"}, 18.0, 30.0},
    ListColumn{{"Responsible", "责任单位"}, 12.0, 20.0},
    ListColumn{{"Status", "状态"}, 10.0, 14.0},
};
/// More hints than that would hide what is to be mended.
constexpr std::ptrdiff_t most_hints = 100;
constexpr std::size_t number_column = 0;
constexpr std::size_t area_column = 5;

PaperCell text_or_none(std::string text) {
    return text.empty() ? PaperCell{} : PaperCell{std::move(text)};
}

/// Makes the rows of the list.
class FindingRows {
public:
    FindingRows(const CheckResult& result, Language language, Paper& paper)
        : m_result(result), m_language(language), m_paper(paper) {}

    /// Found in this run.
    void add(const review::Finding& finding) {
        add(finding, status_of(finding), place_of(finding), responsible_of(finding));
    }
    /// Found in the run of the baseline, and gone: its rows are not those of this run.
    void add_gone(const review::Finding& finding, std::string_view status) {
        add(finding, std::string{status}, subjects_of(finding), {});
    }

private:
    void add(const review::Finding& finding, std::string status, std::string place,
             std::string responsible) {
        const auto number = static_cast<double>(m_paper.rows.size() + 1);
        std::string message = finding.message.in(m_language);
        if (finding.change == review::Change::changed) {
            message += change_text(finding, m_language);
        }
        const bool has_area = finding.unit == "m2" && finding.measured;
        m_paper.rows.push_back(
            {{number, std::string{title_of(finding.level).in(m_language)}, code_of(finding),
              text_or_none(std::move(place)), text_or_none(std::move(message)),
              has_area ? PaperCell{round_half_away(*finding.measured, 2)} : PaperCell{},
              text_or_none(citation_text(finding.clause)), measure_for(finding),
              std::move(responsible), std::move(status)},
             false});
    }

    [[nodiscard]] static std::string code_of(const review::Finding& finding) {
        return finding.rule.empty() ? finding.code
                                    : fmt::format("{}\n{}", finding.code, finding.rule);
    }

    /// What is proposed, else how findings of that code are mended; nothing for hints.
    [[nodiscard]] PaperCell measure_for(const review::Finding& finding) const {
        std::string text = proposal_text(finding, m_language);
        const CatalogueEntry* const entry = find_catalogue_entry(finding.code);
        if (text.empty() && finding.level != Level::info && entry != nullptr) {
            text = entry->mend.in(m_language);
        }
        return text_or_none(std::move(text));
    }

    /// "已豁免（…）", "新增", "未变", "变化", "待处理", "供参考", and whether it counts.
    [[nodiscard]] std::string status_of(const review::Finding& finding) const {
        const bool chinese = m_language == Language::chinese;
        if (!finding.waived.empty()) {
            return chinese ? fmt::format("已豁免（{}）", finding.waived)
                           : fmt::format("waived ({})", finding.waived);
        }
        std::string_view change;
        switch (finding.change) {
        case review::Change::added:
            change = pick(m_language, "new", "新增");
            break;
        case review::Change::changed:
            change = finding.former && finding.former->worse
                         ? pick(m_language, "changed for the worse", "变化（加重）")
                         : pick(m_language, "changed", "变化");
            break;
        case review::Change::unchanged:
            change = pick(m_language, "unchanged", "未变");
            break;
        case review::Change::not_compared:
            change = finding.level == Level::info ? pick(m_language, "for information", "供参考")
                                                  : pick(m_language, "open", "待处理");
            break;
        }
        if (finding.group.empty()) {
            return std::string{change};
        }
        return chinese ? fmt::format("{}（{}，不计入结论）", change, finding.group)
                       : fmt::format("{} ({}, not counted)", change, finding.group);
    }

    [[nodiscard]] std::string title_of_layer(const review::Subject& subject) const {
        const plan::LayerConfig* const layer = m_result.plan.find_layer(subject.layer);
        return layer == nullptr ? subject.layer : layer->title.in(m_language);
    }

    [[nodiscard]] std::string subject_of(const review::Subject& subject) const {
        const std::string title = title_of_layer(subject);
        return subject.key.empty() ? title : fmt::format("{} {}", title, subject_text(subject));
    }

    [[nodiscard]] std::string subjects_of(const review::Finding& finding) const {
        std::string text = subject_of(finding.subject);
        if (finding.other) {
            text += '\n';
            text += subject_of(*finding.other);
        }
        return text;
    }

    [[nodiscard]] std::string place_of(const review::Finding& finding) const {
        std::string text = subjects_of(finding);
        geo::Box box = geo::box_of(finding.place);
        if (box.empty()) {
            box = box_of_feature(finding.subject);
        }
        if (!box.empty()) {
            text += '\n';
            text += coordinates_of(box.centre());
        }
        return text;
    }

    [[nodiscard]] std::string coordinates_of(geo::Point point) const {
        const bool geographic = m_result.plan.working_crs.kind() == crs::CrsKind::geographic;
        const int decimals = geographic ? 9 : 3;
        const std::string x = format_fixed(point.x, decimals);
        const std::string y = format_fixed(point.y, decimals);
        if (m_result.plan.working_crs.kind() == crs::CrsKind::local) {
            return fmt::format("x {}\ny {}", x, y);
        }
        if (geographic) {
            return m_language == Language::chinese ? fmt::format("经度 {}\n纬度 {}", x, y)
                                                   : fmt::format("lon {}\nlat {}", x, y);
        }
        return m_language == Language::chinese ? fmt::format("东坐标 {}\n北坐标 {}", x, y)
                                               : fmt::format("E {}\nN {}", x, y);
    }

    [[nodiscard]] const review::LoadedLayer* loaded(const review::Subject& subject) const {
        const auto& index = m_result.review.loaded_index;
        const auto found = std::ranges::find(index, subject.layer_index);
        if (found == index.end() || subject.key.empty()) {
            return nullptr;
        }
        const review::LoadedLayer& layer =
            m_result.review.loaded[static_cast<std::size_t>(found - index.begin())];
        return subject.row < layer.layer.size() ? &layer : nullptr;
    }

    [[nodiscard]] geo::Box box_of_feature(const review::Subject& subject) const {
        const review::LoadedLayer* const layer = loaded(subject);
        if (layer == nullptr) {
            return {};
        }
        const layer::Table& table = layer->layer.table();
        return table.states[subject.row] == layer::GeometryState::polygon
                   ? geo::box_of(table.polygons[subject.row])
                   : geo::Box{};
    }

    /// Who is responsible for the feature, where its layer has a field for it.
    [[nodiscard]] std::string responsible_for(const review::Subject& subject) const {
        const review::LoadedLayer* const layer = loaded(subject);
        if (layer == nullptr || subject.layer_index >= m_result.plan.layers.size()) {
            return {};
        }
        const auto& fields = m_result.plan.layers[subject.layer_index].fields;
        const auto role = fields.find(std::string{responsible_role});
        if (role == fields.end()) {
            return {};
        }
        const auto column = layer->layer.info().schema.find(role->second);
        return column ? layer->layer.table().columns[*column].as_text(subject.row).value_or("")
                      : std::string{};
    }

    [[nodiscard]] std::string responsible_of(const review::Finding& finding) const {
        std::string text = responsible_for(finding.subject);
        const std::string other = finding.other ? responsible_for(*finding.other) : std::string{};
        if (!other.empty() && other != text) {
            text += text.empty() ? "" : pick(m_language, "; ", "；");
            text += other;
        }
        return text;
    }

    const CheckResult& m_result;
    Language m_language;
    Paper& m_paper;
};

/// The gravest first; those that do not count behind, waived ones last.
std::vector<const review::Finding*> in_order(const std::vector<review::Finding>& findings) {
    std::vector<const review::Finding*> all;
    all.reserve(findings.size());
    for (const review::Finding& finding : findings) {
        all.push_back(&finding);
    }
    std::ranges::stable_sort(all, {}, [](const review::Finding* finding) {
        return std::tuple{!finding->waived.empty(), !finding->group.empty(),
                          -static_cast<int>(finding->level)};
    });
    return all;
}

void add_gone(const review::Comparison& baseline, Language language, FindingRows& rows) {
    const auto add = [&](const std::vector<review::Finding>& findings, std::string_view status) {
        for (const review::Finding& finding : findings) {
            rows.add_gone(finding, status);
        }
    };
    add(baseline.fixed, pick(language, "fixed", "已消除"));
    for (const review::OtherLimit& limit : baseline.other_limits) {
        add(limit.findings, pick(language, "gone: the limit is another", "因限值改变不再成立"));
    }
    add(baseline.removed, pick(language, "no longer in the layer", "对象已不在图层中"));
    add(baseline.no_longer_checked, pick(language, "no longer checked", "本次未检查"));
}

/// Layers that anything was found in.
std::string layers_text(const CheckResult& result, Language language) {
    std::vector<std::string> texts;
    for (const plan::LayerConfig& layer : result.plan.layers) {
        const bool found =
            std::ranges::any_of(result.review.findings, [&layer](const review::Finding& finding) {
                return finding.subject.layer == layer.id;
            });
        if (found) {
            texts.push_back(layer_with_edition(layer, language));
        }
    }
    return fmt::format("{}", fmt::join(texts, pick(language, "; ", "；")));
}

} // namespace

Paper findings_paper(const CheckResult& result, Language language) {
    Paper paper;
    paper.name = pick(language, "List of findings", "问题清单");
    paper.form = PaperForm::list;
    paper.units = pick(language, "Units: m²", "单位：平方米");
    for (std::size_t i = 0; i < list_columns.size(); ++i) {
        PaperColumn column{.title = std::string{list_columns[i].title.in(language)},
                           .decimals = i == number_column ? 0 : 2,
                           .numbers = i == number_column || i == area_column,
                           .narrowest = list_columns[i].narrowest,
                           .widest = list_columns[i].widest};
        if (i == area_column) {
            column.title += pick(language, " (m²)", "（平方米）");
        }
        paper.columns.push_back(std::move(column));
    }
    FindingRows rows{result, language, paper};
    const std::vector<const review::Finding*> all = in_order(result.review.findings);
    const auto hints = std::ranges::count(all, Level::info, &review::Finding::level);
    for (const review::Finding* const finding : all) {
        if (finding->level != Level::info || hints <= most_hints) {
            rows.add(*finding);
        }
    }
    if (result.review.baseline) {
        add_gone(*result.review.baseline, language, rows);
    }
    paper.notes.emplace_back(
        pick(language,
             "Note: the area is that of what was found, where one was measured; the point lies in "
             "the middle of what was found, else of the feature",
             "注：面积为所发现问题的量算面积，未量算的记“—”；坐标为问题图形外接矩形的中心，问题无"
             "图形的为要素外接矩形的中心"));
    if (hints > most_hints) {
        paper.notes.push_back(
            language == Language::chinese
                ? fmt::format("另有 {} 条提示（供参考，不须整改）未列入本表，见复核报告", hints)
                : fmt::format("{} hints (for information) are not in this list, see the report",
                              hints));
    }
    if (const std::string layers = layers_text(result, language); !layers.empty()) {
        paper.notes.push_back(fmt::format("{}{}", pick(language, "Data: ", "数据："), layers));
    }
    return paper;
}

} // namespace parkplan::report
