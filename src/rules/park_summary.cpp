// SPDX-License-Identifier: MIT
#include "core/fail.hpp"
#include "rules/group_shares.hpp"
#include "rules/land_classes.hpp"
#include "rules/land_groups.hpp"
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
#include <map>
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
    polygon_layer("layer", {"layer whose features are summed up", "待汇总的图层"}),
    required_param("by", ParamType::field,
                   {"field of 'layer' with the park, district or scheme zone",
                    "“layer”中所属分园、片区或分区方案的字段"}),
    optional_polygon_layer("parks", {"layer of the parks' boundaries: their areas stand beside, "
                                     "parks without a feature have a row, too",
                                     "分园边界图层：并列分园面积，无要素的分园也列出"}),
    optional_param("parks_name", ParamType::field,
                   {"field of 'parks' with the name that 'by' holds; needed with it",
                    "“parks”中与“by”对应的名称字段，与之同时给出"}),
    optional_polygon_layer("landuse", {"layer of land-use parcels", "用地图斑图层"}),
    optional_param("code", ParamType::field,
                   {"field of 'landuse' with the class code; needed with it",
                    "“landuse”中的地类编码字段，与之同时给出"}),
    optional_param("class_name", ParamType::field,
                   {"field of 'landuse' with the class name", "“landuse”中的地类名称字段"}),
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
    optional_param(
        "as_of", ParamType::text,
        {"date or year that 'landuse' shows; needed with it", "“landuse”的时点，与之同时给出"}),
    decimals_param,
};

constexpr plan::RuleInfo rule_info{
    .kind = "park_summary",
    .summary = {"number and land of features by park, with their land use (reported)",
                "分园汇总表：各分园的要素个数、面积与用地构成（只报告，不判定）"},
    .why = {"A summary by park is what is handed on, and its total must be that of the clusters. "
            "Land that several features share counts once; where they belong to several parks it "
            "stands in a line of its own, as do features without a park. Areas in ha are levelled "
            "(平差), column by column, to add up to their totals. Nothing is decided.",
            "分园汇总表供上报使用，合计应与各组团面积之和一致。要素相互重叠的土地只计一次；"
            "分属几个分园的重叠土地单列，未填所属分园的要素也单列。公顷面积按列平差，与合计一致。"
            "只报告，不作判定。"},
    .params = params,
    .level = Level::info,
};

/// What of a line is summed up.
struct Line {
    std::uint64_t features = 0;
    std::uint64_t unusable = 0;
    ExactArea area{};
    GroupShares shares{};
    std::optional<ExactArea> park{}; ///< of the park's boundary
    bool park_open = false;          ///< its boundary cannot be measured, or is there twice

    /// False where there are features and none could be measured: that is not no land.
    [[nodiscard]] bool known() const noexcept { return features == 0 || unusable < features; }
};

/// The lines in their order: parks by name, features without one, land of several parks.
struct LineKey {
    enum class Kind : std::uint8_t { park, none, several } kind = Kind::park;
    std::string name{};
    friend auto operator<=>(const LineKey&, const LineKey&) = default;
};

/// One run of the rule.
class Run {
public:
    explicit Run(const review::RuleInput& input)
        : m_input(input), m_loaded(input.layer("layer")), m_step(table_step(input.config)),
          m_with_land(stated(input.config, "landuse")),
          m_with_parks(stated(input.config, "parks")) {}

    [[nodiscard]] review::RuleResult check() {
        name_rows();
        add_parks();
        if (m_with_land) {
            add_land();
        } else {
            add_areas();
        }
        m_result.tables.push_back(table());
        const BiText by = by_title();
        const auto parks = std::ranges::count_if(
            m_lines, [](const auto& line) { return line.first.kind == LineKey::Kind::park; });
        m_result.verdicts.push_back(only_told(
            m_input, m_input.whole("layer"),
            {fmt::format("{} features in {} groups by '{}'", m_loaded.layer.size(), parks, by.en),
             fmt::format("按“{}”分为 {} 组，共 {} 个要素", by.zh, parks, m_loaded.layer.size())}));
        return std::move(m_result);
    }

private:
    void name_rows() {
        const layer::AttributeColumn& column = m_input.column("layer", m_input.config.text("by"));
        for (std::size_t row = 0; row < m_loaded.layer.size(); ++row) {
            const std::optional<std::string> name = value_of(column, row);
            m_keys.push_back(name ? LineKey{LineKey::Kind::park, *name}
                                  : LineKey{LineKey::Kind::none, {}});
            Line& line = m_lines[m_keys.back()];
            ++line.features;
            if (!m_loaded.usable(row)) {
                ++line.unusable;
            }
        }
    }

    void add_parks() {
        if (!m_with_parks) {
            return;
        }
        const review::LoadedLayer& parks = m_input.layer("parks");
        const layer::AttributeColumn& names =
            m_input.column("parks", m_input.config.text("parks_name"));
        for (std::size_t row = 0; row < parks.layer.size(); ++row) {
            const std::optional<std::string> name = value_of(names, row);
            if (!name) {
                m_result.findings.push_back(
                    m_input.finding("PP-0501", m_input.subject("parks", row),
                                    {{"field", field_title(m_input.layer_config("parks"),
                                                           m_input.config.text("parks_name"))}}));
                continue;
            }
            Line& line = m_lines[{LineKey::Kind::park, *name}];
            line.park_open |= line.park.has_value() || !parks.usable(row);
            line.park = parks.usable(row) ? std::optional{ExactArea{parks.measurer->piece_area(
                                                parks.layer.table().polygons[row])}}
                                          : std::nullopt;
        }
    }

    [[nodiscard]] Line& line_of(const overlay::LandFaces& faces, std::size_t face) {
        const std::vector<std::uint32_t>& rows = faces.rows[face];
        const LineKey& first = m_keys[rows.front()];
        const bool one =
            std::ranges::all_of(rows, [&](std::uint32_t row) { return m_keys[row] == first; });
        return m_lines[one ? first : LineKey{LineKey::Kind::several, {}}];
    }

    [[nodiscard]] overlay::LandFaces faces() {
        const std::vector<std::uint8_t> usable = m_loaded.usable_rows();
        return overlay::land_faces({m_loaded.layer, usable}, *m_loaded.measurer, m_input.tasks);
    }

    void add_areas() {
        const overlay::LandFaces land = faces();
        for (const LandPiece& piece : land_covered(land, *m_loaded.measurer).pieces) {
            line_of(land, piece.face).area += piece.area;
        }
    }

    void add_land() {
        const review::LoadedLayer& parcels = m_input.layer("landuse");
        const LandGroups groups{m_input.config};
        const LandClasses classes{m_input, {}, groups.choices()};
        m_result.findings = classes.findings();
        m_unusable_parcels = unusable_parcels(parcels);
        const overlay::LandFaces zones = faces();
        const std::vector<std::uint8_t> usable = parcels.usable_rows();
        const LandInside land =
            land_inside(zones.side(), {parcels.layer, usable}, *m_loaded.measurer, m_input.tasks);
        m_result.ledger.push_back({m_input.config.id, "land_within_rounding_m2", land.rounding_area,
                                   land.rounding_pairs});
        for (std::size_t face = 0; face < land.zones.size(); ++face) {
            Line& line = line_of(zones, face);
            line.area += land.zones[face]->whole;
            const GroupShares shares = shares_of(*land.zones[face], land.faces, classes);
            for (std::size_t i = 0; i < share_count; ++i) {
                line.shares.at(i) += shares.at(i);
            }
        }
        const BiText title = groups.title();
        m_groups = {"; " + title.en, "；" + title.zh};
    }

    /// A figure of every line, levelled to its sum, as a column of the table.
    template <typename Figure>
    void add_column(review::ResultTable& table, review::TableColumn column, const Figure& figure) {
        std::vector<ExactArea> areas;
        std::vector<std::string> keys;
        ExactArea total;
        bool known = false;
        for (const auto& [key, line] : m_lines) {
            known |= line.known();
            areas.push_back(figure(line));
            keys.push_back(key.name);
            total += areas.back();
        }
        const LevelledColumn levelled = levelled_column(areas, keys, total, m_step);
        column.unit = "ha";
        column.decimals = m_step.decimals;
        column.levelled = true;
        table.columns.push_back(std::move(column));
        std::size_t at = 0;
        for (const auto& [key, line] : m_lines) {
            table.rows[at].push_back(line.known() ? TableCell{levelled.values[at]} : TableCell{});
            ++at;
        }
        table.rows.back().push_back(known ? TableCell{levelled.total} : TableCell{});
    }

    static TableCell title_of(const LineKey& key) {
        switch (key.kind) {
        case LineKey::Kind::none:
            return BiText{"(no park)", "（未填）"};
        case LineKey::Kind::several:
            return BiText{"(in several parks)", "（重叠，分属几个分园）"};
        case LineKey::Kind::park:
            break;
        }
        return key.name;
    }

    [[nodiscard]] ExactArea whole() const {
        ExactArea sum;
        for (const auto& [key, line] : m_lines) {
            sum += line.area;
        }
        return sum;
    }

    [[nodiscard]] BiText by_title() const {
        return field_title(m_input.layer_config("layer"), m_input.config.text("by"));
    }

    [[nodiscard]] review::ResultTable table() {
        const BiText by = by_title();
        review::ResultTable table = table_of(
            m_input, "park_summary",
            {fmt::format("Summary by '{}'", by.en), fmt::format("分园汇总表（按“{}”）", by.zh)});
        table.columns = {{.id = "park", .title = by},
                         {.id = "features", .title = {"features", "个数"}, .decimals = 0}};
        for (const auto& [key, line] : m_lines) {
            const bool counts = key.kind != LineKey::Kind::several;
            table.rows.push_back({title_of(key), counts
                                                     ? TableCell{static_cast<double>(line.features)}
                                                     : TableCell{}});
        }
        table.rows.push_back({BiText{"total", "合计"}, static_cast<double>(m_loaded.layer.size())});
        add_cells(table, {.id = "area_m2", .title = {"land", "面积"}, .unit = "m2"},
                  [](ExactArea area) { return TableCell{area.value().value()}; });
        add_column(table, {.id = "area_ha", .title = {"land", "面积"}},
                   [](const Line& line) { return line.area; });
        add_cells(table, {.id = "share_percent", .title = {"share", "占比"}, .unit = "%"},
                  [total = whole()](ExactArea area) { return percent_cell(area, total); });
        if (m_with_parks) {
            add_park_columns(table);
        }
        for (std::size_t share = 0; m_with_land && share < share_count; ++share) {
            add_column(
                table,
                {.id = fmt::format("{}_ha", id_of_share(share)), .title = title_of_share(share)},
                [share](const Line& line) { return line.shares.at(share); });
        }
        table.note = note();
        return table;
    }

    /// A column of what is known of each line, and of all of them.
    template <typename Cell>
    void add_cells(review::ResultTable& table, review::TableColumn column, const Cell& cell) const {
        table.columns.push_back(std::move(column));
        std::size_t at = 0;
        bool known = false;
        for (const auto& [key, line] : m_lines) {
            known |= line.known();
            table.rows[at++].push_back(line.known() ? cell(line.area) : TableCell{});
        }
        table.rows.back().push_back(known ? cell(whole()) : TableCell{});
    }

    /// The area of a park's boundary, and the features' share of it; empty where there is no such
    /// boundary, or several.
    void add_park_columns(review::ResultTable& table) const {
        table.columns.push_back(
            {.id = "boundary_m2", .title = {"park's boundary", "分园边界面积"}, .unit = "m2"});
        table.columns.push_back({.id = "of_boundary_percent",
                                 .title = {"share of the boundary", "占分园边界"},
                                 .unit = "%"});
        std::size_t at = 0;
        for (const auto& [key, line] : m_lines) {
            const bool known = line.park && !line.park_open && line.known();
            std::vector<TableCell>& cells = table.rows[at++];
            cells.push_back(known ? TableCell{line.park->value().value()} : TableCell{});
            cells.push_back(known ? percent_cell(line.area, *line.park) : TableCell{});
        }
        table.rows.back().resize(table.columns.size());
    }

    [[nodiscard]] BiText note() const {
        const BiText layer = m_input.layer_title("layer");
        const BiText method = method_title(m_loaded.measurer->piece_method());
        BiText text{fmt::format("{}; {}{}", layer.en, method.en, m_groups.en),
                    fmt::format("{}；{}{}", layer.zh, method.zh, m_groups.zh)};
        if (m_with_land) {
            text.en += fmt::format("; land use as of {}", m_input.config.text("as_of"));
            text.zh += fmt::format("；用地时点 {}", m_input.config.text("as_of"));
        }
        std::uint64_t unusable = 0;
        for (const auto& [key, line] : m_lines) {
            unusable += line.unusable;
        }
        if (unusable > 0) {
            text.en +=
                fmt::format("; {} features cannot be measured, their land is in no sum", unusable);
            text.zh += fmt::format("；{} 个要素无法量算，面积未计入", unusable);
        }
        if (m_unusable_parcels > 0) {
            text.en += fmt::format("; {} parcels cannot be used, their land is not known",
                                   m_unusable_parcels);
            text.zh += fmt::format("；{} 个图斑无法使用，其土地计入地类不明", m_unusable_parcels);
        }
        return text;
    }

    const review::RuleInput& m_input;
    const review::LoadedLayer& m_loaded;
    AreaStep m_step;
    bool m_with_land;
    bool m_with_parks;
    std::vector<LineKey> m_keys{}; ///< by row
    std::map<LineKey, Line> m_lines{};
    BiText m_groups{};
    std::size_t m_unusable_parcels = 0;
    review::RuleResult m_result{};
};

/// Throws Error{plan} when only one of the two is stated.
void require_both(const plan::RuleConfig& config, std::string_view one, std::string_view other) {
    if (stated(config, one) != stated(config, other)) {
        fail(ErrorKind::plan, "'{}' and '{}' belong together; '{}' is missing", one, other,
             stated(config, one) ? other : one);
    }
}

class ParkSummary final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    void check_config(const plan::RuleConfig& config) const override {
        check_decimals(config);
        require_both(config, "parks", "parks_name");
        require_both(config, "landuse", "code");
        require_both(config, "landuse", "as_of");
        for (const std::string_view param : {"class_name", "scheme", "scheme_table"}) {
            if (stated(config, param)) {
                require_both(config, param, "landuse");
            }
        }
        if (!stated(config, "landuse")) {
            return;
        }
        LandClasses::check_scheme(config, {});
        LandGroups::check(config);
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        return Run{input}.check();
    }
};

} // namespace

const review::Rule& park_summary() {
    return only<ParkSummary>();
}

} // namespace parkplan::rules
