// SPDX-License-Identifier: MIT
#include "core/number.hpp"
#include "overlay/land_taken.hpp"
#include "review/judge.hpp"
#include "rules/area_readings.hpp"
#include "rules/area_sheet.hpp"
#include "rules/items.hpp"
#include "rules/judged_area.hpp"
#include "rules/judged_land.hpp"
#include "rules/land_classes.hpp"
#include "rules/makers.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using plan::ParamType;
using review::Outcome;

constexpr std::array params{
    polygon_layer("layer", {"layer of the clusters", "组团图层"}),
    required_param("limit", ParamType::area,
                   {"smallest area that meets the rule, itself included, e.g. '2km2'",
                    "面积下限（含本数），如“2km2”"}),
    polygon_layer("landuse", {"layer of the land-use parcels", "用地图斑图层"}),
    required_param("code", ParamType::field,
                   {"field of 'landuse' with the class code", "“landuse”中的地类编码字段"}),
    optional_param("class_name", ParamType::field,
                   {"field of 'landuse' with the class name: codes that mean something else in "
                    "another scheme are told by it",
                    "“landuse”中的地类名称字段：用于识别不同分类体系中含义不同的编码"}),
    optional_param("scheme", ParamType::text,
                   {"classification of the codes: guide-2023, guide-2020, survey-3, "
                    "gbt21010-2017, gb50137-2011; this or 'scheme_table'",
                    "编码所用分类：guide-2023、guide-2020、survey-3、gbt21010-2017、"
                    "gb50137-2011；与“scheme_table”二者取一"}),
    optional_param("scheme_table", ParamType::layer,
                   {"table of the codes of a local classification", "地方分类的编码表"}),
    optional_param("scheme_code", ParamType::field,
                   {"field of 'scheme_table' with the code", "“scheme_table”中的编码字段"}),
    optional_param("reading", ParamType::text,
                   {"reading of 'land for industries' that is judged: narrow, middle or wide",
                    "判定所用的产业用地口径：narrow（窄）、middle（中）或 wide（宽）"},
                   "middle"),
    optional_param("narrow", ParamType::text_list,
                   {"codes of the narrow reading, subclasses included (guides: 1001, 11)",
                    "窄口径的编码，含下级地类（分类指南：1001、11）"}),
    optional_param("middle", ParamType::text_list,
                   {"codes of the middle reading (guides: 1001, 11, 0802)",
                    "中口径的编码（分类指南：1001、11、0802）"}),
    optional_param("wide", ParamType::text_list,
                   {"codes of the wide reading (guides: 1001, 11, 0802, 0902)",
                    "宽口径的编码（分类指南：1001、11、0802、0902）"}),
    required_param("basis", ParamType::text,
                   {"what the parcels show: 现状 (as it is) or 规划 (as planned)",
                    "用地图斑的性质：现状或规划"}),
    required_param("as_of", ParamType::text,
                   {"date or year that the parcels show, e.g. '2020-12-31'",
                    "用地图斑的时点，如“2020-12-31”"}),
};

constexpr plan::RuleInfo rule_info{
    .kind = "cluster",
    .summary = {"boundary and land for industries inside it both reach the limit",
                "组团边界面积与界内产业用地面积均不低于下限"},
    .why = {"The plan's limit is on land for industries (产业用地), which no classification has as "
            "a class, and a large boundary passes easily by itself. So both are measured: the area "
            "of the boundary, and inside it the land of the classes that the plan lists, counted "
            "once. Both at or over the limit: it is met. Both under: it is not. Otherwise the "
            "readings disagree, and the verdict stays open. Land whose class is not known is never "
            "guessed: where it could decide, the verdict stays open too.",
            "规划的面积下限针对产业用地，而各分类体系均无“产业用地”一类；边界较大时仅按边界面积"
            "极易达到。因此同时量算边界面积与界内所列地类的面积（重叠只计一次）：两者均不低于"
            "下限为符合，均低于下限为未达到，否则口径不一，待认定。地类不明的土地不作推断；"
            "其归属足以影响结论时，同样不作结论。"},
    .params = params,
    .level = Level::error,
};

/// What of a cluster is measured.
struct Figures {
    SquareMetres gross{};
    std::array<SquareMetres, reading_count> net{};
    SquareMetres unknown{}; ///< land of no known class, and land that no parcel covers
    JudgedLand land{};      ///< of the reading that is judged
};

/// One run of the rule.
class Clusters {
public:
    explicit Clusters(const review::RuleInput& input)
        : m_input(input), m_clusters(input.layer("layer")), m_classes(input),
          m_pieces(piece_measurer(m_clusters, input.plan.method)),
          m_reading(reading_of(input.config.text("reading")).value()),
          m_limit(input.config.area("limit")),
          m_land_accuracy(accuracy_of_land(m_clusters, input.layer("landuse"))),
          m_sheet(input, land_columns()) {}

    [[nodiscard]] review::RuleResult check() {
        m_result.findings = m_classes.findings();
        tell_of_reading();
        const overlay::LandFaces faces = measure_land();
        const ReadLand land{faces, m_classes.masks(), m_input.config, m_reading, m_land_accuracy};
        const AreaReadings readings{m_input, m_clusters, m_limit, &land};
        for (std::size_t row = 0; row < m_clusters.layer.size(); ++row) {
            RecordArea gross = area_of_record(m_input, m_clusters, row);
            if (gross.value) {
                judge(row, figures_of(row, *gross.value), readings);
            } else {
                m_result.verdicts.push_back(by_area(
                    not_checked(m_input, m_input.subject("layer", row), std::move(gross.why)),
                    m_pieces->piece_method(), m_limit));
                m_sheet.add(row, Outcome::not_checked, {});
            }
        }
        m_result.tables.push_back(std::move(m_sheet).table());
        return std::move(m_result);
    }

private:
    /// Codes of which no parcel has one may be those of another classification.
    void tell_of_reading() {
        const std::uint32_t bit = 1U << static_cast<unsigned>(m_reading);
        const std::vector<std::uint32_t>& masks = m_classes.masks();
        const bool counts =
            std::ranges::any_of(masks, [bit](std::uint32_t mask) { return (mask & bit) != 0; });
        if (counts || masks.empty()) {
            return;
        }
        const std::vector<std::string> codes = LandClasses::codes_of(m_input.config, m_reading);
        m_result.findings.push_back(
            m_input.finding("PP-0459", m_input.whole("landuse"),
                            {{"reading", owned(title_of(m_reading))}, {"codes", listed(codes)}}));
    }

    overlay::LandFaces measure_land() {
        const review::LoadedLayer& land = m_input.layer("landuse");
        const std::vector<std::uint8_t> usable = m_clusters.usable_rows();
        const std::vector<std::uint8_t> parcels = land.usable_rows();
        overlay::LandFaces faces =
            overlay::land_faces({land.layer, parcels}, *m_clusters.measurer, m_input.tasks);
        const LandChoices choices{m_classes.masks(), 1U << static_cast<unsigned>(m_reading)};
        overlay::LandsTaken taken = overlay::lands_taken(
            {m_clusters.layer, usable}, faces, *m_pieces, m_input.tasks, choices.choices());
        m_land = std::move(taken.rows);
        m_result.ledger.push_back({m_input.config.id, "land_within_rounding_m2",
                                   taken.rounding_area, taken.rounding_pairs});
        return faces;
    }

    [[nodiscard]] geo::MultiPolygonView polygons(std::size_t row) const {
        return m_clusters.layer.table().polygons[row];
    }

    [[nodiscard]] Figures figures_of(std::size_t row, SquareMetres gross) const {
        const overlay::LandTaken& land = m_land[row].value();
        Figures figures;
        figures.gross = gross;
        std::copy_n(land.by_choice.begin(), reading_count, figures.net.begin());
        figures.land = LandChoices::land_of(land, m_reading);
        figures.unknown = figures.land.unknown;
        return figures;
    }

    [[nodiscard]] SquareMetres net(const Figures& figures) const {
        return figures.net.at(static_cast<std::size_t>(m_reading));
    }

    void judge(std::size_t row, const Figures& figures, const AreaReadings& readings) {
        const review::Judgement gross = review::judge_at_least(
            figures.gross, m_limit, m_clusters.measures[row].sigma, m_input.plan.coverage_factor);
        const bool by_method = method_decides(m_input.plan, m_clusters.measures[row], m_limit);
        const Outcome by_boundary = by_method ? Outcome::undecided : gross.outcome;
        const Outcome by_land =
            judge_land(figures.land, m_limit, m_land_accuracy, m_input.plan.coverage_factor);
        review::Verdict verdict = by_area(m_input.verdict(m_input.subject("layer", row)),
                                          m_pieces->piece_method(), m_limit);
        verdict.outcome = judge_both(by_boundary, by_land);
        verdict.value = net(figures).value();
        verdict.margin = (net(figures) - m_limit).value();
        if (const auto sigma = sigma_of_land(figures)) {
            verdict.sigma = sigma->value();
        }
        verdict.note = note(row, figures);
        m_result.findings.push_back(figures_finding(row, figures));
        tell_of_boundary(row, figures, gross, verdict.outcome);
        if (verdict.outcome == Outcome::fail) {
            m_result.findings.push_back(fault("PP-0450", row, figures, fault_values(figures)));
        } else if (verdict.outcome == Outcome::undecided) {
            const BiText why = why_open(figures, by_boundary, by_land, by_method);
            verdict.note = {fmt::format("{}; {}", why.en, verdict.note.en),
                            fmt::format("{}；{}", why.zh, verdict.note.zh)};
            m_result.findings.push_back(disagree(row, figures, why));
        }
        m_sheet.add(row, verdict.outcome, sheet_cells(figures));
        readings.tell(row, verdict, m_result);
        m_result.verdicts.push_back(std::move(verdict));
    }

    [[nodiscard]] std::vector<review::TableCell> sheet_cells(const Figures& figures) const {
        std::vector<review::TableCell> cells;
        for (const Reading reading : {Reading::narrow, Reading::middle, Reading::wide}) {
            const bool known = !LandClasses::codes_of(m_input.config, reading).empty();
            const SquareMetres net = figures.net.at(static_cast<std::size_t>(reading));
            cells.push_back(known ? review::TableCell{net.value()} : review::TableCell{});
        }
        cells.emplace_back(figures.unknown.value());
        cells.emplace_back(m_limit.value());
        return cells;
    }

    /// What a verdict on the area of the boundary says besides: PP-0403, PP-0404.
    void tell_of_boundary(std::size_t row, const Figures& figures,
                          const review::Judgement& judgement, Outcome outcome) {
        const JudgedArea one{
            .input = m_input,
            .subject = m_input.subject("layer", row),
            .place = polygons(row),
            .measures = m_clusters.measures[row],
            .method = m_input.plan.method,
            .value = figures.gross,
            .limit = m_limit,
            .judgement = judgement,
            .break_even = m_land_accuracy
                              ? std::nullopt
                              : break_even(figures.land, m_limit, m_input.plan.coverage_factor)};
        if (method_decides(m_input.plan, one.measures, m_limit)) {
            m_result.findings.push_back(methods_differ(one));
        }
        const bool decided = outcome != Outcome::undecided;
        if (auto finding = decided ? accuracy_not_stated(one) : std::nullopt) {
            m_result.findings.push_back(*std::move(finding));
        }
    }

    [[nodiscard]] std::optional<SquareMetres> sigma_of_land(const Figures& figures) const {
        return m_land_accuracy && figures.land.sigma
                   ? std::optional{*m_land_accuracy * *figures.land.sigma}
                   : std::nullopt;
    }

    /// Which of the figures leaves the verdict open.
    [[nodiscard]] BiText why_open(const Figures& figures, Outcome gross, Outcome net,
                                  bool methods_disagree) const {
        if (methods_disagree) {
            return {"planar and ellipsoidal area of the boundary lie on different sides of the "
                    "limit, and no basis for the method is given",
                    "边界的平面面积与椭球面积分居下限两侧，且未说明采用口径的依据"};
        }
        if (gross == Outcome::undecided) {
            return {"the limit lies within the uncertainty of the boundary's area",
                    "边界面积与下限之差在不确定度以内"};
        }
        if (net == Outcome::undecided) {
            const Outcome by_value = judge_land(figures.land, m_limit, std::nullopt, 0.0);
            return by_value == Outcome::undecided
                       ? BiText{"land of no known class could decide", "地类不明的土地足以影响结论"}
                       : BiText{"the limit lies within the uncertainty of the land for industries",
                                "产业用地面积与下限之差在不确定度以内"};
        }
        return {"boundary and land for industries lie on different sides of the limit",
                "口径不一，待认定：边界面积与产业用地面积分居下限两侧"};
    }

    /// What every message about a cluster says.
    [[nodiscard]] MessageValues common_values(const Figures& figures) const {
        return {{"gross_m2", same(area_text(figures.gross))},
                {"basis", same(m_input.config.text("basis"))},
                {"as_of", same(m_input.config.text("as_of"))}};
    }

    /// What messages about a fault say besides.
    [[nodiscard]] MessageValues fault_values(const Figures& figures) const {
        const BiView reading = title_of(m_reading);
        MessageValues values = common_values(figures);
        values.emplace_back("net_m2", same(area_text(net(figures))));
        values.emplace_back("limit_m2", same(area_text(m_limit)));
        values.emplace_back("reading", BiText{std::string{reading.en}, std::string{reading.zh}});
        return values;
    }

    /// " (sigma 12.34)" after an area, where there is one.
    static BiText with_sigma(SquareMetres area, std::optional<SquareMetres> sigma) {
        const std::string text = area_text(area) + " m2";
        if (!sigma) {
            return same(text);
        }
        return {fmt::format("{} (sigma {})", text, area_text(*sigma)),
                fmt::format("{}（中误差 {}）", text, area_text(*sigma))};
    }

    [[nodiscard]] BiText note(std::size_t row, const Figures& figures) const {
        const BiView reading = title_of(m_reading);
        const std::string& basis = m_input.config.text("basis");
        const std::string& as_of = m_input.config.text("as_of");
        const BiText gross = with_sigma(figures.gross, m_clusters.measures[row].sigma);
        const BiText land = with_sigma(net(figures), sigma_of_land(figures));
        return {fmt::format("boundary {}; land for industries {} ({} reading, {} {}); class not "
                            "known {} m2",
                            gross.en, land.en, reading.en, basis, as_of,
                            area_text(figures.unknown)),
                fmt::format("边界 {}；产业用地 {}（{}口径，{} {}）；地类不明 {} m2", gross.zh,
                            land.zh, reading.zh, basis, as_of, area_text(figures.unknown))};
    }

    /// A reading whose classes nobody states has no figure.
    [[nodiscard]] BiText net_text(const Figures& figures, Reading reading) const {
        if (LandClasses::codes_of(m_input.config, reading).empty()) {
            return {"(classes not stated)", "（未列明地类）"};
        }
        return same(area_text(figures.net.at(static_cast<std::size_t>(reading))) + " m²");
    }

    [[nodiscard]] review::Finding figures_finding(std::size_t row, const Figures& figures) const {
        MessageValues values = common_values(figures);
        values.emplace_back("narrow", net_text(figures, Reading::narrow));
        values.emplace_back("middle", net_text(figures, Reading::middle));
        values.emplace_back("wide", net_text(figures, Reading::wide));
        values.emplace_back("unknown_m2", same(area_text(figures.unknown)));
        return with_area(m_input.finding("PP-0452", m_input.subject("layer", row), values),
                         net(figures), m_limit);
    }

    [[nodiscard]] review::Finding fault(std::string_view code, std::size_t row,
                                        const Figures& figures, const MessageValues& values) const {
        review::Finding finding = with_area(
            m_input.finding(code, m_input.subject("layer", row), values), net(figures), m_limit);
        finding.place = geo::MultiPolygon{polygons(row)};
        return finding;
    }

    [[nodiscard]] review::Finding disagree(std::size_t row, const Figures& figures,
                                           BiText why) const {
        MessageValues values = fault_values(figures);
        values.emplace_back("unknown_m2", same(area_text(figures.unknown)));
        values.emplace_back("why", std::move(why));
        return fault("PP-0451", row, figures, values);
    }

    const review::RuleInput& m_input;
    const review::LoadedLayer& m_clusters;
    LandClasses m_classes;
    /// Boundary and land are measured by one method, where that makes sums.
    std::shared_ptr<const measure::Measurer> m_pieces;
    Reading m_reading;
    SquareMetres m_limit;
    std::optional<Metres> m_land_accuracy;
    AreaSheet m_sheet;
    std::vector<std::optional<overlay::LandTaken>> m_land{}; ///< by cluster
    review::RuleResult m_result{};
};

class Cluster final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    void check_config(const plan::RuleConfig& config) const override {
        LandClasses::check(config);
        LandClasses::check_basis(config);
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        return Clusters{input}.check();
    }
};

} // namespace

const review::Rule& cluster() {
    return only<Cluster>();
}

} // namespace parkplan::rules
