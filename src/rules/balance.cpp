// SPDX-License-Identifier: MIT
#include "core/fail.hpp"
#include "core/number.hpp"
#include "core/told.hpp"
#include "review/param_error.hpp"
#include "rules/area_readings.hpp"
#include "rules/balance_judge.hpp"
#include "rules/change_classes.hpp"
#include "rules/change_sheet.hpp"
#include "rules/construction_change.hpp"
#include "rules/land_inside.hpp"
#include "rules/levelled_column.hpp"
#include "rules/makers.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using plan::ParamType;
using review::TableCell;

constexpr std::array params{
    polygon_layer("before", {"layer of the land as it was", "前期用地图层"}),
    required_param("code_before", ParamType::field,
                   {"field of 'before' with the class", "“before”中的地类编码字段"}),
    optional_param("class_name_before", ParamType::field,
                   {"field of 'before' with the class name", "“before”中的地类名称字段"}),
    polygon_layer("after", {"layer of the land as it is, or as planned", "后期用地图层"}),
    required_param("code_after", ParamType::field,
                   {"field of 'after' with the class", "“after”中的地类编码字段"}),
    optional_param("class_name_after", ParamType::field,
                   {"field of 'after' with the class name", "“after”中的地类名称字段"}),
    optional_param("scheme", ParamType::text,
                   {"classification of the codes, as of rule 'cluster'; without it every text is a "
                    "class",
                    "编码所用分类，同规则“cluster”；不给出时各不同取值自成一类"}),
    optional_param("scheme_after", ParamType::text,
                   {"classification of 'code_after' where it is another one",
                    "“code_after”所用分类，与前者不同时给出"}),
    optional_param("construction", ParamType::text_list,
                   {"codes of construction land (建设用地), with 'scheme' subclasses included "
                    "(gb50137-2011: all classes but E)",
                    "建设用地的编码，给出“scheme”时含下级地类（GB 50137：E 以外各类）"}),
    optional_param("construction_after", ParamType::text_list,
                   {"the same of 'after' where its classes are others",
                    "“after”中建设用地的编码，与前者不同时给出"}),
    optional_polygon_layer("zones", {"layer of the zones that the land is balanced in; without it "
                                     "all land of both layers",
                                     "统计范围图层；不给出时为两图层所覆盖的全部土地"}),
    optional_param("per", ParamType::text,
                   {"'zone': a balance for each feature of 'zones', or 'whole': one for all",
                    "zone：“zones”每个要素分别平衡；whole：合为一体"},
                   "zone"),
    optional_param("net_at_most", ParamType::area,
                   {"largest net increase (净增) of construction land that passes, itself "
                    "included, e.g. '0m2'",
                    "建设用地净增面积上限（含本数），如“0m2”"}),
    optional_param("reduce_by", ParamType::area,
                   {"smallest net reduction (减量) that passes, itself included; in place of "
                    "'net_at_most'",
                    "建设用地净减面积下限（含本数），代替“net_at_most”"}),
    optional_param(
        "ratio_at_least", ParamType::number,
        {"smallest ratio of construction land lost to gained (减/增) that passes, itself "
         "included, e.g. 1.2",
         "减量与增量之比（减/增）的下限（含本数），如 1.2"}),
    decimals_param,
};

constexpr plan::RuleInfo rule_info{
    .kind = "balance",
    .summary = {"construction land does not grow, or shrinks by as much as is asked, between two "
                "layers of land",
                "两期用地之间建设用地净增不超过上限、减增比不低于下限（减量、增减挂钩）"},
    .why =
        {"Plans ask that construction land be reduced (减量发展), and that what is newly built on "
         "be made up for by land taken out of construction (增减挂钩). The land of both layers is "
         "compared place by place, each place counted once: what became of every class stands in "
         "a matrix that closes both ways, land of one layer only in lines of its own. Land of "
         "unknown class and land that a layer does not cover is taken for neither: where it "
         "could turn the outcome, the verdict is open. Without a limit or a ratio nothing is "
         "decided.",
         "减量发展要求压减建设用地，增减挂钩要求新增建设用地与减少的建设用地相平衡。两期用地"
         "逐处比较，每处土地只计一次；各地类的去向列为转移矩阵，行、列合计均闭合，仅一期有"
         "图斑覆盖的土地单列。地类不明或未覆盖的土地既不计为建设用地，也不计为非建设用地，足以"
         "影响结论时不作结论。未给出上限或比值时只报告，不作判定。"},
    .params = params,
    .level = Level::error,
};

/// One run of the rule.
class Run {
public:
    explicit Run(const review::RuleInput& input)
        : m_input(input), m_step(table_step(input.config)), m_classes(input),
          m_counts(ChangeClasses::counts(input.config)),
          m_zones(stated(input.config, "zones") ? &input.layer("zones") : nullptr),
          m_by_zone(m_zones != nullptr && input.config.text("per") == "zone"),
          m_measurer(piece_measurer(m_zones != nullptr ? *m_zones : input.layer("before"),
                                    input.plan.method)),
          m_judge(input, m_zones, *m_measurer) {}

    [[nodiscard]] review::RuleResult check() {
        m_result.findings = m_classes.findings();
        const std::vector<std::uint8_t> before = m_input.layer("before").usable_rows();
        const std::vector<std::uint8_t> after = m_input.layer("after").usable_rows();
        std::optional<overlay::Side> zones;
        if (m_zones != nullptr) {
            m_usable = m_zones->usable_rows();
            zones.emplace(overlay::Side{m_zones->layer, m_usable});
        }
        const overlay::ChangeBalance balance = overlay::change_balance(
            m_classes.classed(Moment::before, {m_input.layer("before").layer, before}),
            m_classes.classed(Moment::after, {m_input.layer("after").layer, after}), zones,
            *m_measurer, m_input.tasks);
        m_judge.find_sigma(balance, m_classes);
        start_tables();
        if (m_by_zone) {
            for (std::size_t row = 0; row < m_usable.size(); ++row) {
                add_zone(row, balance);
            }
        } else {
            add_whole(balance);
        }
        finish(balance);
        return std::move(m_result);
    }

private:
    /// A layer without a feature that can be used tells nothing of its land.
    [[nodiscard]] std::optional<BiText> nothing_known() const {
        for (const Moment moment : moments) {
            const review::LoadedLayer& loaded = m_input.layer(params_of(moment).layer);
            const std::size_t count = loaded.layer.size();
            if (unusable_parcels(loaded) == count) {
                const BiText title = m_input.layer_title(params_of(moment).layer);
                return BiText{fmt::format("no feature of '{}' can be used", title.en),
                              fmt::format("“{}”没有可用的要素", title.zh)};
            }
        }
        return std::nullopt;
    }

    void add_zone(std::size_t row, const overlay::ChangeBalance& balance) {
        const review::Subject subject = m_input.subject("zones", row);
        std::vector<TableCell> head{subject.key};
        if (m_has_names) {
            head.push_back(subject.name.empty() ? TableCell{} : TableCell{subject.name});
        }
        if (!balance.zones[row]) {
            add_unknown(subject, head, m_zones->why_unusable(row));
        } else if (auto why = nothing_known()) {
            add_unknown(subject, head, *std::move(why));
        } else {
            add_sheet(subject, head, *balance.zones[row], row);
        }
    }

    void add_whole(const overlay::ChangeBalance& balance) {
        const review::Subject subject = m_input.whole(m_zones != nullptr ? "zones" : "before");
        if (const auto lost = unusable_zone()) {
            const BiText why = m_zones->why_unusable(*lost);
            const std::string key = m_input.subject("zones", *lost).key;
            add_unknown(subject, {},
                        {fmt::format("feature '{}' cannot be used: {}", key, why.en),
                         fmt::format("要素“{}”无法使用：{}", key, why.zh)});
        } else if (auto why = nothing_known()) {
            add_unknown(subject, {}, *std::move(why));
        } else {
            add_sheet(subject, {}, balance.whole, std::nullopt);
        }
    }

    [[nodiscard]] std::optional<std::size_t> unusable_zone() const {
        for (std::size_t row = 0; row < m_usable.size(); ++row) {
            if (m_usable[row] == 0 &&
                m_zones->layer.table().states[row] != layer::GeometryState::not_polygon) {
                return row;
            }
        }
        return std::nullopt;
    }

    void add_unknown(const review::Subject& subject, std::vector<TableCell> head, BiText why) {
        if (m_counts) {
            head.resize(m_change.columns.size());
            m_change.rows.push_back(std::move(head));
        }
        m_result.verdicts.push_back(not_checked(m_input, subject, std::move(why)));
    }

    void add_sheet(const review::Subject& subject, const std::vector<TableCell>& head,
                   const overlay::ChangeMatrix& matrix, std::optional<std::size_t> zone) {
        const ChangeSheet sheet{matrix, m_classes, m_step};
        sheet.add_matrix(head, m_matrix.rows);
        sheet.add_classes(head, m_lines.rows);
        m_rounding += sheet.rounding();
        ++m_sheets;
        const ConstructionChange change{matrix, m_classes};
        if (m_counts) {
            change.add_cells(m_step, m_change.rows.emplace_back(head));
        }
        if (m_judge.judges()) {
            m_judge.judge({subject, zone, change}, m_result);
        } else {
            m_result.verdicts.push_back(
                only_told(m_input, subject, m_counts ? change.summary(m_step) : sheet.summary()));
        }
    }

    void start_tables() {
        for (std::size_t row = 0; m_by_zone && row < m_usable.size(); ++row) {
            m_has_names |= !m_input.subject("zones", row).name.empty();
        }
        m_change = table("change", {"Change of construction land", "建设用地增减"},
                         ConstructionChange::columns(m_step));
        m_lines = table("classes", {"Land by class, before and after", "各地类前后期面积"},
                        ChangeSheet::class_columns(m_step, m_classes));
        m_matrix = table("matrix", {"Land by class before and after, matrix", "用地转移矩阵"},
                         ChangeSheet::matrix_columns(m_step));
        m_change.note = change_note();
        m_lines.note = note();
        m_matrix.note = note();
    }

    [[nodiscard]] review::ResultTable table(std::string name, BiText title,
                                            std::vector<review::TableColumn> columns) const {
        review::ResultTable one = table_of(m_input, std::move(name), std::move(title));
        if (m_by_zone) {
            one.columns.push_back({.id = "zone", .title = {"zone", "范围"}});
        }
        if (m_has_names) {
            one.columns.push_back({.id = "zone_name", .title = {"name", "名称"}});
        }
        for (review::TableColumn& column : columns) {
            one.columns.push_back(std::move(column));
        }
        return one;
    }

    [[nodiscard]] BiText note() const {
        BiText text = method_title(m_measurer->piece_method());
        for (const Moment moment : moments) {
            const BiText title = m_input.layer_title(params_of(moment).layer);
            const bool is_before = moment == Moment::before;
            text.en += fmt::format("; {}: {}", is_before ? "before" : "after", title.en);
            text.zh += fmt::format("；{}：{}", is_before ? "前期" : "后期", title.zh);
            const std::size_t lost = unusable_parcels(m_input.layer(params_of(moment).layer));
            if (lost > 0) {
                text.en += fmt::format(" ({} features cannot be used)", lost);
                text.zh += fmt::format("（{} 个要素无法使用）", lost);
            }
        }
        text.en += "; each place counts once; not covered: land of no feature of that layer";
        text.zh += "；每处土地只计一次；无图斑覆盖指该期图层中没有要素";
        return text;
    }

    [[nodiscard]] BiText change_note() const {
        const BiText codes = m_classes.construction_title();
        const BiText text = note();
        return {
            fmt::format("construction land: {}; after = before + gained - lost + from unknown - "
                        "to unknown; {}",
                        codes.en, text.en),
            fmt::format("建设用地：{}；后期＝前期＋增－减＋由地类不明转入－转为地类不明；{}",
                        codes.zh, text.zh)};
    }

    void finish(const overlay::ChangeBalance& balance) {
        constexpr std::size_t most_printed = 60;
        m_matrix.own_file = m_matrix.rows.size() > most_printed;
        m_lines.own_file = m_lines.rows.size() > most_printed;
        const std::string& id = m_input.config.id;
        m_result.ledger.push_back({id, "closed_by_rounding_m2", m_rounding, m_sheets});
        m_result.ledger.push_back(
            {id, "land_within_rounding_m2", balance.rounding_area, balance.rounding_pairs});
        if (balance.open_faces > 0) {
            m_result.ledger.push_back({id, "faces_that_do_not_close", {}, balance.open_faces});
        }
        if (m_counts) {
            m_result.tables.push_back(std::move(m_change));
        }
        m_result.tables.push_back(std::move(m_lines));
        m_result.tables.push_back(std::move(m_matrix));
    }

    const review::RuleInput& m_input;
    AreaStep m_step;
    ChangeClasses m_classes;
    bool m_counts;                      ///< it is said what counts as construction land
    const review::LoadedLayer* m_zones; ///< none: all land of both layers
    bool m_by_zone;
    std::shared_ptr<const measure::Measurer> m_measurer;
    BalanceJudge m_judge;
    std::vector<std::uint8_t> m_usable{}; ///< rows of the zones
    bool m_has_names = false;
    review::ResultTable m_change{};
    review::ResultTable m_lines{};
    review::ResultTable m_matrix{};
    ExactArea m_rounding{};
    std::uint64_t m_sheets = 0;
    review::RuleResult m_result{};
};

class Balance final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    void check_config(const plan::RuleConfig& config) const override {
        ChangeClasses::check(config);
        BalanceJudge::check(config);
        check_decimals(config);
        const std::string& per = config.text("per");
        if (per != "zone" && per != "whole") {
            throw review::ParamError{"per", told("'per' is '{}'; it is 'zone' or 'whole'", per)};
        }
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        return Run{input}.check();
    }
};

} // namespace

const review::Rule& balance() {
    return only<Balance>();
}

} // namespace parkplan::rules
