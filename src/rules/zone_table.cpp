// SPDX-License-Identifier: MIT
#include "core/fail.hpp"
#include "rules/land_inside.hpp"
#include "rules/levelled_column.hpp"
#include "rules/makers.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"
#include "rules/zone_tables.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace parkplan::rules {
namespace {

using plan::ParamType;

constexpr std::array params{
    polygon_layer("layer", {"layer of the land-use parcels", "用地图斑图层"}),
    required_param("code", ParamType::field,
                   {"field of 'layer' with the class code", "“layer”中的地类编码字段"}),
    optional_param("class_name", ParamType::field,
                   {"field of 'layer' with the class name", "“layer”中的地类名称字段"}),
    polygon_layer("boundary", {"layer of the boundary on whose land the tables close",
                               "统计范围图层，各表合计等于其土地面积"}),
    polygon_layer("zones", {"layer of the zones", "分区图层"}),
    optional_param("zone_name", ParamType::field,
                   {"field of 'zones' with the name of the zone; features of one name are one "
                    "zone; else the key",
                    "“zones”中的分区名称字段，同名要素视为一个分区；不给出时用标识码"}),
    optional_param("schemes", ParamType::fields,
                   {"fields of 'zones' with the zone's zone of each scheme",
                    "“zones”中各方案分区的字段（一个或多个）"}),
    optional_param("ambiguous", ParamType::field,
                   {"field of 'zones': 1 where the assignment to a zone of a scheme is ambiguous",
                    "“zones”中标记归属存疑的字段，1 为存疑"}),
    optional_param("scheme", ParamType::text,
                   {"classification of the codes, as of rule 'cluster'; this or 'scheme_table'",
                    "编码所用分类，同规则“cluster”；与“scheme_table”二者取一"}),
    optional_param("scheme_table", ParamType::layer,
                   {"table of the codes of a local classification", "地方分类的编码表"}),
    optional_param("scheme_code", ParamType::field,
                   {"field of 'scheme_table' with the code", "“scheme_table”中的编码字段"}),
    decimals_param,
};

constexpr plan::RuleInfo rule_info{
    .kind = "zone_table",
    .summary = {"land by zone, scheme and class, closing on a boundary (reported)",
                "按分区、方案和地类汇总的面积表，合计等于范围面积（只报告，不判定）"},
    .why = {"Blocks, districts and zones of several plans divide one park; figures by zone are "
            "believed only when they close. What lies in no zone (未入组团), in several zones, in "
            "no parcel and in several parcels stands in lines of its own, and zones whose "
            "assignment is ambiguous stand apart, so that sums with and without them can be read. "
            "Land of the zones outside the boundary is told beside the total. Nothing is decided.",
            "同一园区按区块、片区及不同规划的分区划分，分区数据只有与总面积闭合才可采信。"
            "未入组团、多个分区重叠、无图斑覆盖和多个图斑重叠的土地各自单列；归属存疑的分区单列，"
            "可读出计入与不计入的合计。分区在范围之外的部分另列，不计入合计。只报告，不作判定。"},
    .params = params,
    .level = Level::info,
};

constexpr LandParams land_params{.landuse = "layer"};

/// Every code has a line.
CodeChoices all_codes() {
    return {1, [](const std::string&) { return 1U; }};
}

/// One run of the rule.
class Run {
public:
    explicit Run(const review::RuleInput& input)
        : m_input(input), m_boundary(input.layer("boundary")), m_zones(input) {}

    [[nodiscard]] review::RuleResult check() {
        m_zones.report(m_result);
        tell_not_assigned();
        if (const std::optional<std::size_t> lost = unusable_boundary()) {
            const BiText why = m_boundary.why_unusable(*lost);
            const std::string key = m_input.subject("boundary", *lost).key;
            m_result.verdicts.push_back(
                not_checked(m_input, m_input.whole("boundary"),
                            {fmt::format("feature '{}' cannot be used: {}", key, why.en),
                             fmt::format("要素“{}”无法使用：{}", key, why.zh)}));
            return std::move(m_result);
        }
        const LandClasses classes{m_input, land_params, all_codes()};
        for (review::Finding& finding : classes.findings()) {
            m_result.findings.push_back(std::move(finding));
        }
        const ZoneLandUse land{m_input, m_zones, classes};
        tell_shared_land(m_input, land.shared(), land.shared_faces(), m_result);
        const std::string& id = m_input.config.id;
        m_result.ledger.push_back({id, "closed_by_rounding_m2", land.rounding(), 1});
        m_result.ledger.push_back(
            {id, "land_within_rounding_m2", land.within_rounding(), land.rounding_pairs()});
        add_tables(land);
        return std::move(m_result);
    }

private:
    /// A boundary of which nothing is known, or that is no area at all.
    [[nodiscard]] std::optional<std::size_t> unusable_boundary() const {
        std::size_t usable = 0;
        for (std::size_t row = 0; row < m_boundary.layer.size(); ++row) {
            if (m_boundary.usable(row)) {
                ++usable;
            } else if (m_boundary.layer.table().states[row] != layer::GeometryState::not_polygon) {
                return row;
            }
        }
        return usable == 0 && m_boundary.layer.size() > 0 ? std::optional<std::size_t>{0}
                                                          : std::nullopt;
    }

    /// Zones that a scheme says nothing of: one finding for each scheme.
    void tell_not_assigned() {
        if (!stated(m_input.config, "schemes")) {
            return;
        }
        for (const std::string& field : m_input.config.list("schemes")) {
            const layer::AttributeColumn& column = m_input.column("zones", field);
            std::size_t count = 0;
            std::optional<std::size_t> first;
            for (std::size_t row = 0; row < column.size(); ++row) {
                if (!value_of(column, row)) {
                    ++count;
                    first = first ? first : std::optional{row};
                }
            }
            if (first) {
                m_result.findings.push_back(
                    m_input.finding("PP-0534", m_input.whole("zones"),
                                    {{"count", same(count_text(count))},
                                     {"field", field_title(m_input.layer_config("zones"), field)},
                                     {"key", same(m_input.subject("zones", *first).key)}}));
            }
        }
    }

    void add_tables(const ZoneLandUse& land) {
        const ZoneTables tables{m_input, m_zones, land};
        m_result.tables.push_back(tables.zones());
        if (stated(m_input.config, "schemes")) {
            m_result.tables.push_back(tables.schemes());
        }
        m_result.tables.push_back(tables.land_use());
        const BiText text = note();
        for (review::ResultTable& table : m_result.tables) {
            table.note = text;
        }
        BiText summary = tables.summary();
        constexpr double share = 1e-9;
        constexpr double least_m2 = 1e-3;
        const double left = land.left_over().value().value();
        if (std::abs(left) > share * land.total().value().value() + least_m2) {
            summary.en += fmt::format("; its parts missed the boundary's area by {} m², which "
                                      "was booked to the largest",
                                      area_text(SquareMetres{left}));
            summary.zh += fmt::format("；各部分之和与范围面积相差 {} m²，已计入最大项",
                                      area_text(SquareMetres{left}));
        }
        m_result.verdicts.push_back(
            only_told(m_input, m_input.whole("boundary"), std::move(summary)));
    }

    [[nodiscard]] BiText note() const {
        BiText text = method_title(m_boundary.measurer->piece_method());
        if (const std::size_t lost = unusable_parcels(m_input.layer("layer")); lost > 0) {
            text.en += fmt::format("; {} parcels cannot be used, their land is in no parcel", lost);
            text.zh += fmt::format("；{} 个图斑无法使用，其土地按无图斑覆盖计", lost);
        }
        if (const std::size_t lost = unusable_parcels(m_input.layer("zones")); lost > 0) {
            text.en += fmt::format(
                "; {} features of the zones cannot be used, their land is in no zone", lost);
            text.zh += fmt::format("；{} 个分区要素无法使用，其土地按未入组团计", lost);
        }
        return text;
    }

    const review::RuleInput& m_input;
    const review::LoadedLayer& m_boundary;
    ZoneRegister m_zones;
    review::RuleResult m_result{};
};

class ZoneTable final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    /// Land that no parcel covers is told, too.
    [[nodiscard]] bool judges_empty_layers() const noexcept override { return true; }

    void check_config(const plan::RuleConfig& config) const override {
        LandClasses::check_scheme(config, land_params);
        check_decimals(config);
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        return Run{input}.check();
    }
};

} // namespace

const review::Rule& zone_table() {
    return only<ZoneTable>();
}

} // namespace parkplan::rules
