// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "core/number.hpp"
#include "core/parse_units.hpp"
#include "core/told.hpp"
#include "review/param_error.hpp"
#include "rules/floor_areas.hpp"
#include "rules/housing_land.hpp"
#include "rules/job_counts.hpp"
#include "rules/land_classes.hpp"
#include "rules/land_inside.hpp"
#include "rules/levelled_column.hpp"
#include "rules/makers.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/stated.hpp"
#include "rules/surroundings.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using plan::ParamType;
using review::TableCell;

constexpr plan::ParamInfo point_or_area_layer(std::string_view name, BiView help) {
    plan::ParamInfo param = geometry_layer(name, help);
    param.required = false;
    return param;
}

constexpr std::array params{
    polygon_layer("layer", {"layer of the clusters", "组团图层"}),
    optional_param("jobs", ParamType::field,
                   {"field of 'layer' with the number of jobs; this or 'jobs_layer'",
                    "“layer”中的就业岗位数字段；与“jobs_layer”二者取一"}),
    polygon_layer("landuse", {"layer of the land-use parcels", "用地图斑图层"}),
    required_param("code", ParamType::field,
                   {"field of 'landuse' with the class code", "“landuse”中的地类编码字段"}),
    optional_param("class_name", ParamType::field,
                   {"field of 'landuse' with the class name", "“landuse”中的地类名称字段"}),
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
    optional_param("housing", ParamType::text_list,
                   {"codes of housing, subclasses included (guides: 07)",
                    "居住用地的编码，含下级地类（分类指南：07）"}),
    point_or_area_layer("jobs_layer", {"layer of employers, points or polygons; with 'jobs_field'",
                                       "用人单位图层，点或面；与“jobs_field”同时给出"}),
    optional_param(
        "jobs_field", ParamType::field,
        {"field of 'jobs_layer' with the number of jobs", "“jobs_layer”中的就业岗位数字段"}),
    optional_param("distances", ParamType::text_list,
                   {"distances from the boundary within which the land counts, too, e.g. 1km, 3km",
                    "自边界起算的范围距离，如 1km、3km"}),
    required_param("basis", ParamType::text,
                   {"what the parcels show: 现状 (as it is) or 规划 (as planned)",
                    "用地图斑的性质：现状或规划"}),
    optional_param("as_of", ParamType::text,
                   {"date or year that the parcels show", "用地图斑的时点"}),
    decimals_param,
};

constexpr plan::RuleInfo rule_info{
    .kind = "jobs_housing",
    .summary = {"housing and jobs inside each cluster and near it (reported)",
                "各组团内及周边居住用地、住宅建筑面积与就业岗位（职住，只报告，不判定）"},
    .why =
        {"Plans ask for a balance of jobs and homes cluster by cluster (职住平衡, 以组团为单元) "
         "and "
         "give no number. So land for housing and its floor area are tabulated inside the "
         "boundary and within stated distances of it, with the jobs there where they are known. "
         "A parcel that a border cuts counts by its part. Land of unknown class, or of no parcel, "
         "stands by itself; what is not known is an empty cell. Nothing is decided.",
         "规划要求以组团为单元促进职住平衡，但未给出数值。因此列出组团内及边界外规定距离以内的"
         "居住用地、住宅建筑面积，以及已知的就业岗位数。图斑跨边界时按界内部分计；地类不明或无"
         "图斑覆盖的土地单列；未知的数值留空。只报告，不作判定。"},
    .params = params,
    .level = Level::info,
};

/// Of the land itself, then of the distances.
std::vector<Metres> distances_of(const plan::RuleConfig& config) {
    std::vector<Metres> all{Metres{}};
    if (stated(config, "distances")) {
        for (const std::string& text : config.list("distances")) {
            all.push_back(parse_length(text));
        }
    }
    return all;
}

/// One run of the rule.
class Run {
public:
    explicit Run(const review::RuleInput& input)
        : m_input(input), m_clusters(input.layer("layer")), m_land(input.layer("landuse")),
          m_distances(distances_of(input.config)),
          m_no_distances(m_distances.size() > 1 ? why_no_distances(input.plan.working_crs)
                                                : BiText{}),
          m_zones(input, m_clusters,
                  std::span{m_distances}.first(m_no_distances.en.empty() ? m_distances.size() : 1)),
          m_classes(input, {}, housing_choice(input.config)), m_floors(input, *m_clusters.measurer),
          m_jobs(input, m_zones, *m_clusters.measurer), m_step(table_step(input.config)) {
        for (std::size_t row = 0; row < m_clusters.layer.size(); ++row) {
            m_has_names |= !m_input.subject("layer", row).name.empty();
        }
    }

    [[nodiscard]] review::RuleResult check() {
        m_result.findings = m_classes.findings();
        for (std::vector<review::Finding>& more :
             std::array{m_floors.findings(), m_jobs.findings()}) {
            std::ranges::move(more, std::back_inserter(m_result.findings));
        }
        const std::vector<std::uint8_t> parcels = m_land.usable_rows();
        const LandInside land = land_inside(m_zones.side(), {m_land.layer, parcels},
                                            *m_clusters.measurer, m_input.tasks);
        m_result.ledger.push_back({m_input.config.id, "land_within_rounding_m2", land.rounding_area,
                                   land.rounding_pairs});
        start_table();
        for (std::size_t row = 0; row < m_clusters.layer.size(); ++row) {
            add_cluster(row, land);
        }
        for (std::size_t i = 0; i < m_distances.size() && m_clusters.layer.size() > 1; ++i) {
            add_row(i, std::nullopt, land);
        }
        m_result.tables.push_back(std::move(m_table));
        return std::move(m_result);
    }

private:
    void add_cluster(std::size_t row, const LandInside& land) {
        const review::Subject subject = m_input.subject("layer", row);
        BiText note;
        for (std::size_t i = 0; i < m_distances.size(); ++i) {
            const BiText one = add_row(i, row, land);
            note.en += (i == 0 ? "" : "; ") + one.en;
            note.zh += (i == 0 ? "" : "；") + one.zh;
        }
        m_result.verdicts.push_back(
            m_clusters.usable(row) ? only_told(m_input, subject, std::move(note))
                                   : not_checked(m_input, subject, m_clusters.why_unusable(row)));
    }

    [[nodiscard]] BiText extent(std::size_t distance) const {
        if (distance == 0) {
            return {"inside", "组团内"};
        }
        const std::string& text = m_input.config.list("distances")[distance - 1];
        return {fmt::format("within {}", text), fmt::format("边界外 {} 以内（含组团）", text)};
    }

    /// A row of the table; gives a line for the note.
    BiText add_row(std::size_t distance, std::optional<std::size_t> cluster,
                   const LandInside& land) {
        std::vector<TableCell>& row = m_table.rows.emplace_back();
        head(cluster, row);
        const BiText title = extent(distance);
        row.emplace_back(title);
        const bool measured = distance == 0 || m_no_distances.en.empty();
        const auto zone = measured ? m_zones.zone(distance, cluster) : std::nullopt;
        if (!zone) {
            row.resize(m_table.columns.size());
            return {title.en + " -", title.zh + " -"};
        }
        const ZoneLand& whole = land.zones[*zone].value();
        const HousingLand parts = housing_land(whole, land.faces, m_classes);
        const LevelledColumn levelled =
            levelled_column(parts.shares, HousingLand::keys(), whole.whole, m_step);
        row.emplace_back(levelled.total);
        for (const double value : levelled.values) {
            row.emplace_back(value);
        }
        row.push_back(percent_cell(parts.shares[0], whole.whole));
        BiText line{fmt::format("{}: housing {} ha", title.en,
                                format_fixed(levelled.values[0], m_step.decimals)),
                    fmt::format("{}居住用地 {} 公顷", title.zh,
                                format_fixed(levelled.values[0], m_step.decimals))};
        add_figures(distance, cluster, parts, land.faces, row, line);
        return line;
    }

    void add_figures(std::size_t distance, std::optional<std::size_t> cluster,
                     const HousingLand& parts, const overlay::LandFaces& faces,
                     std::vector<TableCell>& row, BiText& line) const {
        std::optional<double> floor;
        bool all_known = parts.shares[2] == ExactArea{};
        if (m_floors.stated()) {
            const FloorArea area = m_floors.of(parts.housing, faces);
            const bool none = area.land == ExactArea{} && area.without > ExactArea{};
            floor = none ? std::nullopt : std::optional{area.floor.value()};
            all_known &= area.without == ExactArea{};
            row.push_back(floor ? TableCell{*floor} : TableCell{});
            row.emplace_back(in_unit(area.without.value(), AreaUnit::hectare));
            const std::string text = floor ? format_fixed(*floor, 0) + " m²" : "-";
            line.en += fmt::format(", floor area {}", text);
            line.zh += fmt::format("，住宅建筑面积 {}", text);
        }
        if (!m_jobs.stated()) {
            return;
        }
        const Jobs jobs = m_jobs.of(distance, cluster);
        add_jobs(jobs, row, line);
        if (m_floors.stated()) {
            constexpr double per_m2 = 10000.0;
            const auto count = jobs.count();
            const bool known = floor && *floor > 0.0 && count && all_known && m_jobs.nowhere() == 0;
            row.push_back(known ? TableCell{per_m2 * count->value() / *floor} : TableCell{});
        }
    }

    /// The sum, where it is known; what of it is known; how many are missing.
    static void add_jobs(const Jobs& jobs, std::vector<TableCell>& row, BiText& line) {
        const auto cell = [](const std::optional<ExactNumber>& number) {
            return number ? TableCell{number->value()} : TableCell{};
        };
        row.push_back(cell(jobs.count()));
        row.push_back(cell(jobs.known));
        row.push_back(jobs.known || jobs.missing > 0 ? TableCell{static_cast<double>(jobs.missing)}
                                                     : TableCell{});
        const auto text = [](const std::optional<ExactNumber>& number) {
            return number ? number_text(number->value()) : "-";
        };
        line.en += fmt::format(", jobs {}", text(jobs.count()));
        line.zh += fmt::format("，就业岗位 {}", text(jobs.count()));
        if (jobs.missing > 0) {
            line.en +=
                fmt::format(" (known {}, {} without a number)", text(jobs.known), jobs.missing);
            line.zh += fmt::format("（已知 {}，{} 个缺岗位数）", text(jobs.known), jobs.missing);
        }
    }

    void head(std::optional<std::size_t> cluster, std::vector<TableCell>& row) const {
        if (!cluster) {
            row.emplace_back(BiText{"all, each place once", "全部（同一处只计一次）"});
            row.resize(m_has_names ? 2 : 1);
            return;
        }
        const review::Subject subject = m_input.subject("layer", *cluster);
        row.emplace_back(subject.key);
        if (m_has_names) {
            row.push_back(subject.name.empty() ? TableCell{} : TableCell{subject.name});
        }
    }

    void start_table() {
        m_table = table_of(m_input, "jobs_housing", {"Housing and jobs", "居住与就业"});
        auto& columns = m_table.columns;
        const auto add = [&](std::string id, BiText title, std::string unit, int decimals,
                             bool levelled = false) {
            columns.push_back(
                {std::move(id), std::move(title), std::move(unit), decimals, levelled});
        };
        add("key", {"cluster", "组团"}, {}, 2);
        if (m_has_names) {
            add("name", {"name", "名称"}, {}, 2);
        }
        add("extent", {"extent", "范围"}, {}, 2);
        add("area_ha", {"area", "面积"}, "ha", m_step.decimals);
        add("housing_ha", {"housing", "居住用地"}, "ha", m_step.decimals, true);
        add("other_ha", {"other land", "其他用地"}, "ha", m_step.decimals, true);
        add("unknown_ha", {"class not known", "地类不明"}, "ha", m_step.decimals, true);
        add("housing_percent", {"housing", "居住用地占比"}, "%", 2);
        if (m_floors.stated()) {
            add("housing_floor_m2", {"floor area of housing", "住宅建筑面积"}, "m2", 2);
            add("housing_without_ha", {"housing without a floor area", "缺建筑面积的居住用地"},
                "ha", m_step.decimals);
        }
        if (m_jobs.stated()) {
            add("jobs", {"jobs", "就业岗位"}, {}, 0);
            add("jobs_known", {"jobs as far as known", "已知就业岗位"}, {}, 0);
            add("jobs_missing", {"employers without a number", "缺岗位数的用人单位"}, {}, 0);
        }
        if (m_floors.stated() && m_jobs.stated()) {
            add("jobs_per_10000_m2",
                {"jobs per 10 000 m2 of housing floor", "每万平方米住宅建筑面积的就业岗位"}, {}, 1);
        }
        m_table.note = note();
    }

    [[nodiscard]] BiText note() const {
        const BiText method = method_title(m_clusters.measurer->piece_method());
        const std::string basis =
            m_input.config.text("basis") +
            (m_input.config.has("as_of") ? " " + m_input.config.text("as_of") : "");
        const std::vector<std::string> codes = housing_codes(m_input.config);
        BiText text{
            fmt::format("{}; {}; housing: {}; not known: no code of the classification, "
                        "parcels of housing and of another class one upon the other, or no "
                        "parcel",
                        method.en, basis, fmt::join(codes, ", ")),
            fmt::format("{}；{}；居住用地：{}；地类不明含居住与其他地类相互重叠及无图斑覆盖的"
                        "土地",
                        method.zh, basis, fmt::join(codes, "、"))};
        if (m_distances.size() > 1) {
            text.en += "; distances from the boundary in the plane, the cluster included; arcs are "
                       "chords of 1°, which leave out less than 0.006 % of the area";
            text.zh +=
                "；距离自边界在平面上量算，含组团本身；圆弧以 1° 弦代替，面积偏小不足 0.006%";
        }
        if (!m_no_distances.en.empty()) {
            text.en += "; " + m_no_distances.en;
            text.zh += "；" + m_no_distances.zh;
        }
        if (const std::size_t lost = unusable_parcels(m_land); lost > 0) {
            text.en += fmt::format("; {} parcels cannot be used, their land is not known", lost);
            text.zh += fmt::format("；{} 个图斑无法使用，其土地计入地类不明", lost);
        }
        return text;
    }

    const review::RuleInput& m_input;
    const review::LoadedLayer& m_clusters;
    const review::LoadedLayer& m_land;
    std::vector<Metres> m_distances;
    BiText m_no_distances;
    Surroundings m_zones;
    LandClasses m_classes;
    FloorAreas m_floors;
    JobCounts m_jobs;
    AreaStep m_step;
    bool m_has_names = false;
    review::ResultTable m_table{};
    review::RuleResult m_result{};
};

class JobsHousing final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    void check_config(const plan::RuleConfig& config) const override {
        LandClasses::check_scheme(config, {});
        FloorAreas::check(config);
        JobCounts::check(config);
        check_decimals(config);
        LandClasses::check_basis(config);
        check_housing_codes(config);
        check_distances(config);
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        return Run{input}.check();
    }

private:
    static void check_distances(const plan::RuleConfig& config) {
        std::vector<Metres> all;
        try {
            all = distances_of(config);
        } catch (const Error& error) {
            throw review::ParamError{"distances", error.message()};
        }
        if (std::ranges::count(all, Metres{}) > 1) {
            throw review::ParamError{"distances", told("a distance above 0 is needed")};
        }
    }
};

} // namespace

const review::Rule& jobs_housing() {
    return only<JobsHousing>();
}

} // namespace parkplan::rules
