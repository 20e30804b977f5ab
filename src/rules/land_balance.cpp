// SPDX-License-Identifier: MIT
#include "core/fail.hpp"
#include "core/number.hpp"
#include "review/param_error.hpp"
#include "rules/balance_sheet.hpp"
#include "rules/land_classes.hpp"
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
    polygon_layer("layer", {"layer of the land-use parcels", "用地图斑图层"}),
    required_param("code", ParamType::field,
                   {"field of 'layer' with the class code", "“layer”中的地类编码字段"}),
    optional_param("class_name", ParamType::field,
                   {"field of 'layer' with the class name", "“layer”中的地类名称字段"}),
    optional_polygon_layer("boundary",
                           {"layer of the boundaries that the land is tabulated in; without "
                            "it the land that the parcels cover",
                            "统计范围图层；不给出时为图斑所覆盖的土地"}),
    optional_param("per", ParamType::text,
                   {"'zone': a balance for each feature of 'boundary', or 'whole': one for all",
                    "zone：“boundary”每个要素一张平衡表；whole：合为一张"},
                   "zone"),
    optional_polygon_layer(
        "landuse_planned",
        {"a second layer of parcels, as planned (规划), in columns beside the first",
         "规划用地图斑图层，与现状并列"}),
    optional_param(
        "code_planned", ParamType::field,
        {"field of 'landuse_planned' with the class code", "“landuse_planned”中的地类编码字段"}),
    optional_param(
        "class_name_planned", ParamType::field,
        {"field of 'landuse_planned' with the class name", "“landuse_planned”中的地类名称字段"}),
    optional_param("scheme", ParamType::text,
                   {"classification of the codes, as of rule 'cluster'; this or 'scheme_table'",
                    "编码所用分类，同规则“cluster”；与“scheme_table”二者取一"}),
    optional_param("scheme_table", ParamType::layer,
                   {"table of the codes of a local classification", "地方分类的编码表"}),
    optional_param("scheme_code", ParamType::field,
                   {"field of 'scheme_table' with the code", "“scheme_table”中的编码字段"}),
    optional_param("scheme_planned", ParamType::text,
                   {"classification of 'code_planned' where it is another one",
                    "“code_planned”所用分类，与前者不同时给出"}),
    required_param("basis", ParamType::text,
                   {"what 'layer' shows: 现状 (as it is) or 规划 (as planned); 现状 beside "
                    "'landuse_planned'",
                    "“layer”的性质：现状或规划；给出“landuse_planned”时为现状"}),
    required_param(
        "as_of", ParamType::text,
        {"date or year that 'layer' shows, e.g. '2020-12-31'", "“layer”的时点，如“2020-12-31”"}),
    optional_param("as_of_planned", ParamType::text,
                   {"year that 'landuse_planned' is for, needed with it",
                    "“landuse_planned”的规划年，与之同时给出"}),
    decimals_param,
};

constexpr plan::RuleInfo rule_info{
    .kind = "land_balance",
    .summary = {"land balance sheet by class, as it is and as planned (reported)",
                "用地平衡表：各地类现状与规划面积（只报告，不判定）"},
    .why = {"Every plan carries a balance of its land by class that must close on the area of its "
            "boundary. Land that no parcel covers and land in several parcels would make the sum "
            "wrong without a sign of it; here both stand in lines of their own. Classes are summed "
            "up by class of the first level (大类) where the classification is one that is known. "
            "Areas in ha are levelled (平差) to add up to the boundary's area. Nothing is decided.",
            "规划均附用地平衡表，各地类之和应等于范围面积。无图斑覆盖或多个图斑重叠的土地会使合计"
            "失真而不易察觉，因此各自单列。采用国家或行业分类时按大类列出小计。公顷面积经平差，与"
            "范围面积一致。只报告，不作判定。"},
    .params = params,
    .level = Level::info,
};

/// The parameters of the first layer.
constexpr LandParams own_params{.landuse = "layer"};

/// The parameters of the second layer: the classification of the first unless it has its own.
LandParams planned_params(const plan::RuleConfig& config) {
    LandParams names{"landuse_planned", "code_planned", "class_name_planned",
                     "scheme",          "scheme_table", "scheme_code"};
    if (stated(config, "scheme_planned")) {
        names.scheme = "scheme_planned";
        names.scheme_table = {};
        names.scheme_code = {};
    }
    return names;
}

/// The scheme of all codes; none for a local one, and where two are side by side: one code may
/// then mean two classes.
std::optional<LandUseScheme> scheme_of_sums(const plan::RuleConfig& config) {
    const bool one =
        stated(config, "scheme") && (!stated(config, "scheme_planned") ||
                                     config.text("scheme_planned") == config.text("scheme"));
    return one ? scheme_of(config.text("scheme")) : std::nullopt;
}

/// Every code has a line.
CodeChoices all_codes() {
    return {1, [](const std::string&) { return 1U; }};
}

/// A layer of parcels and its column.
struct Parcels {
    const review::LoadedLayer& loaded;
    LandClasses classes;
    LandInside land; ///< in the zones; without a boundary of no zones
};

/// One run of the rule.
class Run {
public:
    explicit Run(const review::RuleInput& input)
        : m_input(input), m_step(table_step(input.config)),
          m_boundary(stated(input.config, "boundary") ? &input.layer("boundary") : nullptr),
          m_by_zone(m_boundary != nullptr && input.config.text("per") == "zone"),
          m_scheme(scheme_of_sums(input.config)) {}

    [[nodiscard]] review::RuleResult check() {
        make_zones();
        add_parcels(own_params);
        if (stated(m_input.config, "landuse_planned")) {
            add_parcels(planned_params(m_input.config));
        }
        start_table();
        if (m_by_zone) {
            for (std::size_t row = 0; row < m_boundary->layer.size(); ++row) {
                add_zone(row);
            }
        } else {
            add_whole();
        }
        m_result.ledger.push_back(
            {m_input.config.id, "closed_by_rounding_m2", m_rounding, m_sheets});
        m_result.tables.push_back(std::move(m_table));
        return std::move(m_result);
    }

private:
    /// The zones are the features of the boundary, or the land of all of them cut where they
    /// overlap.
    void make_zones() {
        if (m_boundary == nullptr) {
            return;
        }
        m_usable = m_boundary->usable_rows();
        if (!m_by_zone) {
            m_faces = overlay::land_faces({m_boundary->layer, m_usable}, *m_boundary->measurer,
                                          m_input.tasks);
        }
    }

    [[nodiscard]] const measure::Measurer& measurer() const {
        return m_boundary != nullptr ? *m_boundary->measurer : *m_input.layer("layer").measurer;
    }

    void add_parcels(const LandParams& names) {
        const review::LoadedLayer& loaded = m_input.layer(names.landuse);
        const std::vector<std::uint8_t> usable = loaded.usable_rows();
        const overlay::Side side{loaded.layer, usable};
        LandClasses classes{m_input, names, all_codes()};
        for (review::Finding& finding : classes.findings()) {
            m_result.findings.push_back(std::move(finding));
        }
        LandInside land =
            m_boundary == nullptr
                ? LandInside{.faces = overlay::land_faces(side, measurer(), m_input.tasks)}
                : land_inside(m_faces ? m_faces->side()
                                      : overlay::Side{m_boundary->layer, m_usable},
                              side, measurer(), m_input.tasks);
        m_result.ledger.push_back(
            {m_input.config.id,
             m_parcels.empty() ? "land_within_rounding_m2" : "planned_land_within_rounding_m2",
             land.rounding_area, land.rounding_pairs});
        m_parcels.push_back({loaded, std::move(classes), std::move(land)});
    }

    void add_zone(std::size_t row) {
        const review::Subject subject = m_input.subject("boundary", row);
        std::vector<TableCell> head{subject.key};
        if (m_has_names) {
            head.push_back(subject.name.empty() ? TableCell{} : TableCell{subject.name});
        }
        if (!m_boundary->usable(row)) {
            add_unknown(subject, std::move(head), m_boundary->why_unusable(row));
            return;
        }
        BalanceSheet sheet{m_parcels.size(), true, m_scheme};
        for (std::size_t i = 0; i < m_parcels.size(); ++i) {
            const Parcels& one = m_parcels[i];
            sheet.add(i, one.land.zones[row].value(), one.land.faces, one.classes);
        }
        add_sheet(subject, head, sheet);
    }

    void add_whole() {
        const review::Subject subject = m_input.whole(m_boundary != nullptr ? "boundary" : "layer");
        if (const auto lost = unusable_zone()) {
            const BiText why = m_boundary->why_unusable(*lost);
            const std::string key = m_input.subject("boundary", *lost).key;
            add_unknown(subject, {},
                        {fmt::format("feature '{}' cannot be used: {}", key, why.en),
                         fmt::format("要素“{}”无法使用：{}", key, why.zh)});
            return;
        }
        if (m_boundary == nullptr && nothing_known()) {
            add_unknown(subject, {}, {"no parcel can be used", "没有可用的图斑"});
            return;
        }
        BalanceSheet sheet{m_parcels.size(), m_boundary != nullptr, m_scheme};
        for (std::size_t i = 0; i < m_parcels.size(); ++i) {
            const Parcels& one = m_parcels[i];
            sheet.add(i,
                      m_boundary != nullptr ? land_of_all(one.land)
                                            : land_covered(one.land.faces, measurer()),
                      one.land.faces, one.classes);
        }
        add_sheet(subject, {}, sheet);
    }

    /// True when a layer has parcels and none can be used: its total is not 0.
    [[nodiscard]] bool nothing_known() const {
        return std::ranges::any_of(m_parcels, [](const Parcels& one) {
            const std::size_t count = one.loaded.layer.size();
            return count > 0 && unusable_parcels(one.loaded) == count;
        });
    }

    /// A boundary of which nothing is known, or that is no area: neither is the land of all.
    [[nodiscard]] std::optional<std::size_t> unusable_zone() const {
        for (std::size_t row = 0; m_boundary != nullptr && row < m_usable.size(); ++row) {
            if (m_usable[row] == 0 &&
                m_boundary->layer.table().states[row] != layer::GeometryState::not_polygon) {
                return row;
            }
        }
        const bool no_area = m_boundary != nullptr && !m_usable.empty() &&
                             std::ranges::find(m_usable, std::uint8_t{1}) == m_usable.end();
        return no_area ? std::optional<std::size_t>{0} : std::nullopt;
    }

    void add_unknown(const review::Subject& subject, std::vector<TableCell> head, BiText why) {
        head.emplace_back();
        head.emplace_back(BiText{"total", "合计"});
        head.resize(m_table.columns.size());
        m_table.rows.push_back(std::move(head));
        m_result.verdicts.push_back(not_checked(m_input, subject, std::move(why)));
    }

    void add_sheet(const review::Subject& subject, const std::vector<TableCell>& head,
                   const BalanceSheet& sheet) {
        sheet.add_rows(head, m_step, m_table.rows);
        m_rounding += sheet.rounding();
        ++m_sheets;
        BiText note;
        for (std::size_t i = 0; i < m_parcels.size(); ++i) {
            const BiText one = sheet.summary(i, basis(i), m_step.decimals);
            note.en += (i == 0 ? "" : "; ") + one.en;
            note.zh += (i == 0 ? "" : "；") + one.zh;
        }
        m_result.verdicts.push_back(only_told(m_input, subject, std::move(note)));
    }

    [[nodiscard]] std::string basis(std::size_t layer) const {
        const plan::RuleConfig& config = m_input.config;
        return layer == 1 ? fmt::format("规划 {}", config.text("as_of_planned"))
                          : fmt::format("{} {}", config.text("basis"), config.text("as_of"));
    }

    void start_table() {
        m_table = table_of(m_input, "balance", {"Land balance sheet", "用地平衡表"});
        m_table.note = note();
        auto& columns = m_table.columns;
        if (m_by_zone) {
            columns.push_back({.id = "zone", .title = {"zone", "范围"}});
            for (std::size_t row = 0; row < m_boundary->layer.size(); ++row) {
                m_has_names |= !m_input.subject("boundary", row).name.empty();
            }
        }
        if (m_has_names) {
            columns.push_back({.id = "zone_name", .title = {"name", "名称"}});
        }
        const BalanceSheet::Columns wanted{.layers = m_parcels.size(),
                                           .planned = m_input.config.text("basis") == "规划",
                                           .levels = m_scheme.has_value(),
                                           .decimals = m_step.decimals};
        for (review::TableColumn& column : BalanceSheet::columns(wanted)) {
            columns.push_back(std::move(column));
        }
    }

    [[nodiscard]] BiText note() const {
        const BiText method = method_title(measurer().piece_method());
        BiText text = method;
        for (std::size_t i = 0; i < m_parcels.size(); ++i) {
            const BiText title = m_input.layer_title(i == 1 ? "landuse_planned" : "layer");
            text.en += fmt::format("; {}: {}", basis(i), title.en);
            text.zh += fmt::format("；{}：{}", basis(i), title.zh);
            if (const std::size_t lost = unusable_parcels(m_parcels[i].loaded); lost > 0) {
                const bool whole = m_boundary == nullptr;
                text.en += fmt::format(" ({} parcels cannot be used, their land is in no {})", lost,
                                       whole ? "total" : "parcel");
                text.zh += fmt::format("（{} 个图斑无法使用，其土地{}）", lost,
                                       whole ? "未计入合计" : "按无图斑覆盖计");
            }
        }
        if (m_scheme) {
            text.en += "; rows of level 1 and those without a level add up to the total in "
                       "levelled hectares";
            text.zh += "；平差后的公顷数，层级 1 与无层级各行之和等于合计";
        }
        text.en += "; shares are rounded one by one and may add up to 99.99 or 100.01";
        text.zh += "；百分比逐项取舍，相加可能与合计差末位";
        if (m_boundary == nullptr) {
            text.en += "; no boundary is given: the total is the land that the parcels cover";
            text.zh += "；未给出统计范围，合计为图斑所覆盖的土地";
        }
        return text;
    }

    const review::RuleInput& m_input;
    AreaStep m_step;
    const review::LoadedLayer* m_boundary; ///< none: the land of the parcels
    bool m_by_zone;
    std::optional<LandUseScheme> m_scheme; ///< by whose classes lines are summed up
    bool m_has_names = false;
    std::vector<std::uint8_t> m_usable{}; ///< rows of the boundary
    std::optional<overlay::LandFaces> m_faces{};
    std::vector<Parcels> m_parcels{};
    review::ResultTable m_table{};
    ExactArea m_rounding{};
    std::uint64_t m_sheets = 0;
    review::RuleResult m_result{};
};

class LandBalance final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    void check_config(const plan::RuleConfig& config) const override {
        LandClasses::check_scheme(config, own_params);
        LandClasses::check_basis(config);
        check_decimals(config);
        const std::string& per = config.text("per");
        if (per != "zone" && per != "whole") {
            throw review::ParamError{"per", told("'per' is '{}'; it is 'zone' or 'whole'", per)};
        }
        const bool planned = stated(config, "landuse_planned");
        for (const std::string_view param : {"code_planned", "as_of_planned"}) {
            if (planned && !stated(config, param)) {
                fail(ErrorKind::plan, "'landuse_planned' needs '{}'", param);
            }
        }
        if (planned && config.text("basis") != "现状") {
            fail(ErrorKind::plan, "'basis' is '{}'; beside 'landuse_planned' it is 现状",
                 config.text("basis"));
        }
        for (const std::string_view param :
             {"code_planned", "class_name_planned", "scheme_planned", "as_of_planned"}) {
            if (!planned && stated(config, param)) {
                fail(ErrorKind::plan, "'{}' needs 'landuse_planned'", param);
            }
        }
        if (stated(config, "scheme_planned")) {
            LandClasses::check_scheme(config, planned_params(config));
        }
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        return Run{input}.check();
    }
};

} // namespace

const review::Rule& land_balance() {
    return only<LandBalance>();
}

} // namespace parkplan::rules
