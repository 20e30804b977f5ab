// SPDX-License-Identifier: MIT
#include "core/number.hpp"
#include "rules/floor_areas.hpp"
#include "rules/group_shares.hpp"
#include "rules/land_classes.hpp"
#include "rules/land_groups.hpp"
#include "rules/land_inside.hpp"
#include "rules/levelled_column.hpp"
#include "rules/makers.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
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
using review::ResultTable;
using review::TableCell;

constexpr std::array params{
    polygon_layer("layer", {"layer of the clusters", "组团图层"}),
    polygon_layer("landuse", {"layer of the land-use parcels", "用地图斑图层"}),
    required_param("code", ParamType::field,
                   {"field of 'landuse' with the class code", "“landuse”中的地类编码字段"}),
    optional_param("class_name", ParamType::field,
                   {"field of 'landuse' with the class name: codes that mean something else in "
                    "another scheme are told by it",
                    "“landuse”中的地类名称字段：用于识别不同分类体系中含义不同的编码"}),
    optional_param("floor_area_ratio", ParamType::field,
                   {"numeric field of 'landuse' with the parcel's floor area ratio",
                    "“landuse”中的容积率字段"}),
    optional_param("floor_area", ParamType::field,
                   {"numeric field of 'landuse' with the parcel's floor area in m2; this or "
                    "'floor_area_ratio'",
                    "“landuse”中的建筑面积（平方米）字段；与“floor_area_ratio”二者取一"}),
    optional_param("scheme", ParamType::text,
                   {"classification of the codes, as of rule 'cluster'; this or 'scheme_table'",
                    "编码所用分类，同规则“cluster”；与“scheme_table”二者取一"}),
    optional_param("scheme_table", ParamType::layer,
                   {"table of the codes of a local classification", "地方分类的编码表"}),
    optional_param("scheme_code", ParamType::field,
                   {"field of 'scheme_table' with the code", "“scheme_table”中的编码字段"}),
    land_group_params[0],
    land_group_params[1],
    land_group_params[2],
    land_group_params[3],
    land_group_params[4],
    land_group_params[5],
    required_param("basis", ParamType::text,
                   {"what the parcels show: 现状 (as it is) or 规划 (as planned)",
                    "用地图斑的性质：现状或规划"}),
    optional_param("as_of", ParamType::text,
                   {"date or year that the parcels show", "用地图斑的时点"}),
    decimals_param,
};

constexpr plan::RuleInfo rule_info{
    .kind = "land_use_mix",
    .summary = {"land of each cluster by group of classes, and its floor area ratio (reported)",
                "各组团用地构成与容积率（只报告，不判定）"},
    .why =
        {"Plans ask for clusters of a certain building volume with the functions of a town "
         "(一定建设规模和复合城市功能) and give no number. So the land inside each boundary is "
         "tabulated by industry, housing, public services, business services, roads, green "
         "land and other, with what is not known, and the floor area ratio as the mean weighted by "
         "area. A parcel "
         "that the boundary cuts counts by its part inside. Nothing is decided.",
         "规划要求组团形成一定建设规模和复合城市功能，但未给出数值。因此列出边界以内产业、居住、"
         "公服、商业服务业、道路、绿地与其他用地及地类不明用地的面积与比例，容积率按面积加权平均；"
         "图斑跨边界时按界内部分计。只报告，不作判定。"},
    .params = params,
    .level = Level::info,
};

/// One run of the rule.
class Run {
public:
    explicit Run(const review::RuleInput& input)
        : m_input(input), m_clusters(input.layer("layer")), m_land(input.layer("landuse")),
          m_groups(input.config), m_classes(input, {}, m_groups.choices()),
          m_floors(input, *m_clusters.measurer), m_step(table_step(input.config)) {
        for (std::size_t row = 0; row < m_clusters.layer.size(); ++row) {
            m_has_names |= !m_input.subject("layer", row).name.empty();
        }
    }

    [[nodiscard]] review::RuleResult check() {
        m_result.findings = m_classes.findings();
        for (review::Finding& finding : m_floors.findings()) {
            m_result.findings.push_back(std::move(finding));
        }
        const std::vector<std::uint8_t> usable = m_clusters.usable_rows();
        const std::vector<std::uint8_t> parcels = m_land.usable_rows();
        const LandInside land = land_inside({m_clusters.layer, usable}, {m_land.layer, parcels},
                                            *m_clusters.measurer, m_input.tasks);
        m_result.ledger.push_back({m_input.config.id, "land_within_rounding_m2", land.rounding_area,
                                   land.rounding_pairs});
        start_tables();
        for (std::size_t row = 0; row < m_clusters.layer.size(); ++row) {
            if (land.zones[row]) {
                add_cluster(row, *land.zones[row], land.faces);
            } else {
                add_unknown(row);
            }
        }
        m_result.tables = {std::move(m_areas), std::move(m_percents)};
        if (m_floors.stated()) {
            m_result.tables.push_back(std::move(m_floor_table));
        }
        return std::move(m_result);
    }

private:
    void add_cluster(std::size_t row, const ZoneLand& land, const overlay::LandFaces& faces) {
        const GroupShares shares = shares_of(land, faces, m_classes);
        const FloorArea floor = m_floors.stated() ? m_floors.of(land, faces) : FloorArea{};
        std::vector<TableCell> areas = head_cells(row);
        std::vector<TableCell> percents = areas;
        const LevelledColumn levelled = levelled_column(shares, share_keys(), land.whole, m_step);
        BiText note;
        for (std::size_t i = 0; i < share_count; ++i) {
            areas.emplace_back(levelled.values[i]);
            percents.push_back(percent_cell(shares.at(i), land.whole));
            add_to_note(note, i, percents.back());
        }
        areas.emplace_back(levelled.total);
        m_areas.rows.push_back(std::move(areas));
        m_percents.rows.push_back(std::move(percents));
        if (m_floors.stated()) {
            add_floor(row, floor, note);
        }
        m_result.verdicts.push_back(
            only_told(m_input, m_input.subject("layer", row), std::move(note)));
    }

    static void add_to_note(BiText& note, std::size_t share, const TableCell& percent) {
        const auto* number = std::get_if<double>(&percent);
        const std::string figure = number != nullptr ? format_fixed(*number, 2) + "%" : "-";
        const BiText title = title_of_share(share);
        note.en += fmt::format("{}{} {}", note.en.empty() ? "" : ", ", title.en, figure);
        note.zh += fmt::format("{}{} {}", note.zh.empty() ? "" : "，", title.zh, figure);
    }

    void add_floor(std::size_t row, const FloorArea& floor, BiText& note) {
        const std::optional<double> ratio = floor.ratio();
        std::vector<TableCell> cells = head_cells(row);
        cells.push_back(ratio ? TableCell{*ratio} : TableCell{});
        cells.push_back(ratio ? TableCell{floor.floor.value()} : TableCell{});
        cells.emplace_back(in_unit(floor.land.value(), AreaUnit::hectare));
        cells.emplace_back(in_unit(floor.without.value(), AreaUnit::hectare));
        cells.emplace_back(static_cast<double>(floor.parcels));
        cells.emplace_back(static_cast<double>(floor.cut));
        m_floor_table.rows.push_back(std::move(cells));
        const std::string figure = ratio ? format_fixed(*ratio, 3) : "-";
        note.en += fmt::format("; floor area ratio {}", figure);
        note.zh += fmt::format("；容积率 {}", figure);
        if (floor.cut > 0) {
            note.en += fmt::format(" ({} parcels cut by the boundary count by their part inside)",
                                   floor.cut);
            note.zh += fmt::format("（{} 个图斑跨边界，按界内部分计）", floor.cut);
        }
    }

    /// A cluster that cannot be measured: nothing is known of it.
    void add_unknown(std::size_t row) {
        for (ResultTable* table : {&m_areas, &m_percents, &m_floor_table}) {
            std::vector<TableCell> cells = head_cells(row);
            cells.resize(table->columns.size());
            table->rows.push_back(std::move(cells));
        }
        m_result.verdicts.push_back(
            not_checked(m_input, m_input.subject("layer", row), m_clusters.why_unusable(row)));
    }

    [[nodiscard]] std::vector<TableCell> head_cells(std::size_t row) const {
        review::Subject subject = m_input.subject("layer", row);
        std::vector<TableCell> cells{std::move(subject.key)};
        if (m_has_names) {
            cells.push_back(subject.name.empty() ? TableCell{} : TableCell{subject.name});
        }
        return cells;
    }

    [[nodiscard]] ResultTable table(std::string name, BiText title) const {
        ResultTable table = table_of(m_input, std::move(name), std::move(title));
        table.columns.push_back({.id = "key", .title = {"cluster", "组团"}});
        if (m_has_names) {
            table.columns.push_back({.id = "name", .title = {"name", "名称"}});
        }
        return table;
    }

    void start_tables() {
        m_areas = table("areas", {"Land use by group, area", "用地构成：面积"});
        m_percents = table("shares", {"Land use by group, share", "用地构成：比例"});
        m_percents.note = {"of the boundary's area; groups as above", "占边界面积的比例；分组同上"};
        for (std::size_t share = 0; share < share_count; ++share) {
            m_areas.columns.push_back({.id = fmt::format("{}_ha", id_of_share(share)),
                                       .title = title_of_share(share),
                                       .unit = "ha",
                                       .decimals = m_step.decimals,
                                       .levelled = true});
            m_percents.columns.push_back({.id = fmt::format("{}_percent", id_of_share(share)),
                                          .title = title_of_share(share),
                                          .unit = "%"});
        }
        m_areas.columns.push_back({.id = "area_ha",
                                   .title = {"boundary", "边界"},
                                   .unit = "ha",
                                   .decimals = m_step.decimals});
        m_areas.note = note();
        m_floor_table = table("floor_area", {"Floor area ratio", "容积率"});
        for (review::TableColumn& column : floor_columns(m_step.decimals)) {
            m_floor_table.columns.push_back(std::move(column));
        }
        m_floor_table.note = {"mean weighted by area over the land whose parcels state a value; a "
                              "parcel that the boundary cuts counts by its part inside; land in "
                              "several parcels that differ counts as without a value",
                              "按面积加权，只计已填写的图斑；图斑跨边界时按界内部分计；"
                              "重叠且取值不同的土地按未填写计"};
    }

    [[nodiscard]] static std::vector<review::TableColumn> floor_columns(int decimals) {
        return {{.id = "floor_area_ratio",
                 .title = {"floor area ratio", "容积率"},
                 .unit = {},
                 .decimals = 3},
                {.id = "floor_area_m2", .title = {"floor area", "建筑面积"}, .unit = "m2"},
                {.id = "land_ha",
                 .title = {"its land", "对应用地"},
                 .unit = "ha",
                 .decimals = decimals},
                {.id = "land_without_ha",
                 .title = {"land without a value", "未填写的用地"},
                 .unit = "ha",
                 .decimals = decimals},
                {.id = "parcels", .title = {"parcels", "图斑"}, .unit = {}, .decimals = 0},
                {.id = "parcels_cut",
                 .title = {"cut by the boundary", "跨边界图斑"},
                 .unit = {},
                 .decimals = 0}};
    }

    [[nodiscard]] BiText note() const {
        const BiText method = method_title(m_clusters.measurer->piece_method());
        const BiText groups = m_groups.title();
        std::string basis = m_input.config.text("basis");
        if (m_input.config.has("as_of")) {
            basis += " " + m_input.config.text("as_of");
        }
        BiText text{fmt::format("{}; {}; {}; land in parcels of several groups stands by itself; "
                                "not known: no code of the classification, or no parcel",
                                method.en, basis, groups.en),
                    fmt::format("{}；{}；{}；分属几组的重叠土地单列；地类不明含无图斑覆盖的土地",
                                method.zh, basis, groups.zh)};
        if (const std::size_t lost = unusable_parcels(m_land); lost > 0) {
            text.en += fmt::format("; {} parcels cannot be used, their land is not known", lost);
            text.zh += fmt::format("；{} 个图斑无法使用，其土地计入地类不明", lost);
        }
        return text;
    }

    const review::RuleInput& m_input;
    const review::LoadedLayer& m_clusters;
    const review::LoadedLayer& m_land;
    LandGroups m_groups;
    LandClasses m_classes;
    FloorAreas m_floors;
    AreaStep m_step;
    bool m_has_names = false;
    ResultTable m_areas{};
    ResultTable m_percents{};
    ResultTable m_floor_table{};
    review::RuleResult m_result{};
};

class LandUseMix final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    void check_config(const plan::RuleConfig& config) const override {
        LandClasses::check_scheme(config, {});
        LandGroups::check(config);
        FloorAreas::check(config);
        check_decimals(config);
        LandClasses::check_basis(config);
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        return Run{input}.check();
    }
};

} // namespace

const review::Rule& land_use_mix() {
    return only<LandUseMix>();
}

} // namespace parkplan::rules
