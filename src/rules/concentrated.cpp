// SPDX-License-Identifier: MIT
#include "core/fail.hpp"
#include "core/number.hpp"
#include "measure/measure.hpp"
#include "overlay/concentration.hpp"
#include "overlay/overlap.hpp"
#include "review/judge.hpp"
#include "rules/area_readings.hpp"
#include "rules/concentration_table.hpp"
#include "rules/concentration_words.hpp"
#include "rules/judged_area.hpp"
#include "rules/makers.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using overlay::Concentration;
using plan::ParamType;

constexpr std::array params{
    polygon_layer("layer", {"layer whose parts are looked at", "待检查的图层"}),
    optional_param("by", ParamType::field,
                   {"field of 'layer': features with one value are one subject",
                    "“layer”的字段：取值相同的要素作为一个对象"}),
    optional_param("limit", ParamType::area,
                   {"area that the largest group of parts must reach, itself included",
                    "最大一组应达到的面积（含本数）"}),
    optional_param("distance", ParamType::length,
                   {"largest gap inside a group, itself included; with 'limit'; without it, what "
                    "is measured is reported only",
                    "组内相邻部分的最大间距（含本数），与“limit”同时给出；不给出时只报告不判定"}),
};

constexpr plan::RuleInfo rule_info{
    .kind = "concentrated",
    .summary = {"the parts lie together: the largest group of parts within a gap reaches an area",
                "各部分相对集中：间距以内的最大一组达到规定面积"},
    .why =
        {"Planning documents ask for land that lies relatively concentrated (相对集中) and give "
         "no number for it. So it is measured: the area of the largest group of parts as a "
         "function of the gap up to which parts count as one group, and the gap at which the "
         "group first reaches the limit. A verdict needs a gap, and the gap needs a basis; "
         "without one the figures are reported and nothing is decided.",
         "规划文件要求用地“相对集中”，但未给出数值。因此先行量测：最大一组的面积随间距的变化，"
         "以及达到面积下限所需的间距。作出结论须给定间距及其依据；未给定时只报告数据，不作判定。"},
    .params = params,
    .level = Level::error,
};

/// A feature, or the features that share a value.
struct Group {
    review::Subject subject{};
    std::vector<std::size_t> rows{};
    std::optional<BiText> unusable{}; ///< why it is not looked at
    ExactArea common{};               ///< land in several of its features
};

/// One run of the rule.
class Run {
public:
    explicit Run(const review::RuleInput& input)
        : m_input(input), m_loaded(input.layer("layer")),
          m_pieces(piece_measurer(m_loaded, input.plan.method)) {
        if (input.config.has("limit")) {
            m_limit = input.config.area("limit");
        }
        if (input.config.has("distance")) {
            m_distance = input.config.length("distance");
        }
    }

    [[nodiscard]] review::RuleResult check() {
        collect();
        find_common_land();
        const std::vector<std::optional<Concentration>> found = measure();
        review::ResultTable curves = concentration_table(m_input, m_pieces->piece_method());
        for (std::size_t i = 0; i < m_groups.size(); ++i) {
            add_curve(curves, m_groups[i].subject, found[i] ? &*found[i] : nullptr);
            if (!found[i]) {
                m_result.verdicts.push_back(not_judged(m_groups[i], *m_groups[i].unusable));
            } else if (m_distance) {
                judge(m_groups[i], *found[i]);
            } else {
                report(m_groups[i], *found[i]);
            }
        }
        m_result.tables.push_back(std::move(curves));
        return std::move(m_result);
    }

private:
    void collect() {
        const BiText no_plane = m_loaded.measurer->unavailable(AreaMethod::planar);
        const bool by_field = m_input.config.has("by");
        std::map<std::string, std::size_t> groups;
        for (std::size_t row = 0; row < m_loaded.layer.size(); ++row) {
            Group* group = nullptr;
            if (!by_field) {
                group = &m_groups.emplace_back(Group{.subject = m_input.subject("layer", row)});
            } else if (const auto value =
                           value_of(m_input.column("layer", m_input.config.text("by")), row)) {
                const auto [at, is_new] = groups.emplace(*value, m_groups.size());
                group = is_new ? &m_groups.emplace_back(Group{.subject = subject_of(*value, row)})
                               : &m_groups[at->second];
            } else {
                group = &m_groups.emplace_back(Group{.subject = m_input.subject("layer", row)});
                group->unusable = in_no_group();
            }
            group->rows.push_back(row);
            if (!m_loaded.usable(row) && !group->unusable) {
                group->unusable = why_unusable(row, by_field);
            }
            if (!no_plane.en.empty() && !group->unusable) {
                group->unusable = no_plane;
            }
        }
    }

    /// Several features are known by the value that they share.
    [[nodiscard]] review::Subject subject_of(const std::string& value, std::size_t row) const {
        review::Subject subject = m_input.whole("layer");
        subject.row = static_cast<std::uint32_t>(row);
        subject.key = value;
        return subject;
    }

    [[nodiscard]] BiText in_no_group() const {
        const BiText field = field_title(m_input.layer_config("layer"), m_input.config.text("by"));
        return {fmt::format("field '{}' is empty: the feature belongs to no group", field.en),
                fmt::format("字段“{}”未填写，无法归组", field.zh)};
    }

    [[nodiscard]] BiText why_unusable(std::size_t row, bool by_field) const {
        BiText why = m_loaded.why_unusable(row);
        if (!by_field) {
            return why;
        }
        const std::string key = m_input.subject("layer", row).key;
        return {fmt::format("feature '{}' of the group cannot be used: {}", key, why.en),
                fmt::format("其中要素“{}”无法使用：{}", key, why.zh)};
    }

    /// Land in several features of one group, which its sums hold more than once.
    void find_common_land() {
        if (std::ranges::none_of(m_groups, [](const Group& one) { return one.rows.size() > 1; })) {
            return;
        }
        std::vector<std::size_t> group_of(m_loaded.layer.size());
        for (std::size_t i = 0; i < m_groups.size(); ++i) {
            for (const std::size_t row : m_groups[i].rows) {
                group_of[row] = i;
            }
        }
        ExactArea total;
        std::uint64_t count = 0;
        const std::vector<std::uint8_t> usable = m_loaded.usable_rows();
        for (const overlay::Overlap& overlap :
             overlay::overlaps_within(m_loaded.layer, usable, *m_loaded.measurer, m_input.tasks)) {
            if (!overlap.rounding && group_of[overlap.a] == group_of[overlap.b]) {
                m_groups[group_of[overlap.a]].common += ExactArea{overlap.area};
                total += ExactArea{overlap.area};
                ++count;
            }
        }
        m_result.ledger.push_back({m_input.config.id, "common_land_m2", total, count});
    }

    [[nodiscard]] std::vector<std::optional<Concentration>> measure() {
        const double metres = m_loaded.layer.crs().metres_per_unit();
        return m_input.tasks.map<std::optional<Concentration>>(
            m_groups.size(), [&](std::size_t i) -> std::optional<Concentration> {
                if (m_groups[i].unusable) {
                    return std::nullopt;
                }
                std::vector<geo::MultiPolygonView> features;
                for (const std::size_t row : m_groups[i].rows) {
                    features.push_back(m_loaded.layer.table().polygons[row]);
                }
                return Concentration{features, *m_pieces, metres};
            });
    }

    [[nodiscard]] review::Verdict not_judged(const Group& group, BiText why) const {
        return not_checked(m_input, group.subject, std::move(why));
    }

    void report(const Group& group, const Concentration& found) {
        BiText summary = summary_of(found, m_limit);
        if (group.common > ExactArea{}) {
            const std::string twice = area_text(group.common.value());
            summary.en +=
                fmt::format("; {} m² lie in several of its features and count in each", twice);
            summary.zh += fmt::format("；另有 {} m² 为要素之间重叠，重复计入", twice);
        }
        review::Finding finding = with_area(
            m_input.finding("PP-0430", group.subject, {{"summary", with_curve(summary, found)}}),
            found.largest_part().value(), m_limit);
        geo::MultiLine gaps = found.gaps();
        if (gaps.lines.empty()) {
            finding.place = found.largest_group(Metres{});
        } else {
            finding.place = std::move(gaps);
        }
        m_result.findings.push_back(std::move(finding));
        m_result.verdicts.push_back(only_told(m_input, group.subject, std::move(summary)));
    }

    void judge(const Group& group, const Concentration& found) {
        const SquareMetres value = found.at(*m_distance).area.value();
        const geo::MultiPolygon largest = found.largest_group(*m_distance);
        const measure::FeatureMeasures measures = group_measurer()(largest.view());
        const double k = m_input.plan.coverage_factor;
        const review::Judgement judgement =
            review::judge_at_least(value, *m_limit, measures.sigma, k);
        const SquareMetres common = group.common.value();
        const bool open =
            review::judge_at_least(value - common, *m_limit, measures.sigma, k).outcome !=
            judgement.outcome;
        const bool open_gap = gap_decides(found, measures.sigma, judgement.outcome);
        const JudgedArea one{.input = m_input,
                             .subject = group.subject,
                             .place = largest.view(),
                             .measures = measures,
                             .method = m_pieces->piece_method(),
                             .value = value,
                             .limit = *m_limit,
                             .judgement = judgement,
                             .open = why_open(open, open_gap ? &found : nullptr),
                             .break_even = break_even_of_gap(found)};
        if (open_gap) {
            m_result.findings.push_back(gap_too_near(one, found));
        }
        if (open) {
            m_result.findings.push_back(finding_of(one, "PP-0432",
                                                   {{"common_m2", same(area_text(common))},
                                                    {"low_m2", same(figure(one, value - common))},
                                                    {"high_m2", same(figure(one, value))},
                                                    {"limit_m2", same(figure(one, *m_limit))}}));
        }
        add_verdict(
            one, [&](const JudgedArea& failed) { return not_together(failed, found); }, m_result);
    }

    /// `gap`: what was found, where the gap decides.
    [[nodiscard]] BiText why_open(bool common_land, const Concentration* gap) const {
        if (common_land) {
            return {"land that lies in several features of the group decides",
                    "组内要素重叠部分是否重复计入影响结论"};
        }
        if (gap == nullptr) {
            return {};
        }
        const auto [low, high] = reach_of_distance();
        const std::string less = area_text(gap->at(low).area.value());
        const std::string more = area_text(gap->at(high).area.value());
        return {fmt::format("parts that lie {} to {} away decide: {} m2 without them, {} m2 with "
                            "them",
                            gap_words(low), gap_words(high), less, more),
                fmt::format("间距介于 {} 与 {} 的部分影响结论：不计为 {} m2，计入为 {} m2",
                            gap_words(low), gap_words(high), less, more)};
    }

    /// How far the distance lies above the gap at which the group first reaches the limit; nothing
    /// where no gap is needed, or none is enough.
    [[nodiscard]] std::optional<Metres> above_needed_gap(const Concentration& found) const {
        const std::optional<Metres> needed = found.reaches(*m_limit);
        return needed && *needed > Metres{} ? std::optional{*m_distance - *needed} : std::nullopt;
    }

    /// The distance less and more what the points leave open of it: of both points of a gap the
    /// part along it counts, m_p/√2.
    [[nodiscard]] std::pair<Metres, Metres> reach_of_distance() const {
        const double doubt = m_input.plan.coverage_factor *
                             m_loaded.measurer->options().point_accuracy.value_or(Metres{}).value();
        return {Metres{std::max(0.0, m_distance->value() - doubt)},
                Metres{m_distance->value() + doubt}};
    }

    /// Whether the group would be judged otherwise with the parts that lie at the distance, or
    /// without them.
    [[nodiscard]] bool gap_decides(const Concentration& found, std::optional<SquareMetres> sigma,
                                   review::Outcome outcome) const {
        const auto [low, high] = reach_of_distance();
        return std::ranges::any_of(std::array{low, high}, [&](Metres gap) {
            return review::judge_at_least(found.at(gap).area.value(), *m_limit, sigma,
                                          m_input.plan.coverage_factor)
                       .outcome != outcome;
        });
    }

    [[nodiscard]] std::optional<Metres> break_even_of_gap(const Concentration& found) const {
        const std::optional<Metres> above = above_needed_gap(found);
        const double k = m_input.plan.coverage_factor;
        return above && k > 0.0 && !m_loaded.measurer->options().point_accuracy
                   ? std::optional{Metres{std::abs(above->value()) / k}}
                   : std::nullopt;
    }

    [[nodiscard]] review::Finding gap_too_near(const JudgedArea& one,
                                               const Concentration& found) const {
        const Metres sigma = m_loaded.measurer->options().point_accuracy.value_or(Metres{});
        const auto [low, high] = reach_of_distance();
        return finding_of(one, "PP-0433",
                          {{"distance", same(gap_words(*m_distance))},
                           {"low", same(gap_words(low))},
                           {"low_m2", same(figure(one, found.at(low).area.value()))},
                           {"high", same(gap_words(high))},
                           {"high_m2", same(figure(one, found.at(high).area.value()))},
                           {"limit_m2", same(figure(one, one.limit))},
                           {"sigma", same(accuracy_text(sigma.value()))},
                           {"k", same(format_shortest(m_input.plan.coverage_factor))}});
    }

    [[nodiscard]] review::Finding not_together(const JudgedArea& one,
                                               const Concentration& found) const {
        return finding_of(one, "PP-0431",
                          {{"distance", same(gap_words(*m_distance))},
                           {"value_m2", same(figure(one, one.value))},
                           {"limit_m2", same(figure(one, one.limit))},
                           {"margin_m2", same(figure(one, one.judgement.margin))},
                           {"summary", with_curve(summary_of(found, m_limit), found)}});
    }

    /// Measures groups of parts, which need not be valid as one feature: they may overlap.
    [[nodiscard]] const measure::Measurer& group_measurer() {
        if (!m_group_measurer) {
            measure::MeasureOptions options = m_loaded.measurer->options();
            options.validity = measure::Validity::assumed;
            options.shape = false;
            options.methods = {};
            options.methods.at(index_of(AreaMethod::planar)) = true;
            options.methods.at(index_of(AreaMethod::ellipsoidal)) = true;
            m_group_measurer.emplace(m_loaded.layer.crs(), m_loaded.layer.box(), options);
        }
        return *m_group_measurer;
    }

    const review::RuleInput& m_input;
    const review::LoadedLayer& m_loaded;
    std::shared_ptr<const measure::Measurer>
        m_pieces; ///< by the method of record, where it adds up
    std::optional<SquareMetres> m_limit{};
    std::optional<Metres> m_distance{};
    std::vector<Group> m_groups{};
    std::optional<measure::Measurer> m_group_measurer{};
    review::RuleResult m_result{};
};

class Concentrated final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    void check_config(const plan::RuleConfig& config) const override {
        if (config.has("distance") && !config.has("limit")) {
            fail(ErrorKind::plan, "'distance' needs 'limit', the area that the largest group of "
                                  "parts must reach");
        }
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        return Run{input}.check();
    }
};

} // namespace

const review::Rule& concentrated() {
    return only<Concentrated>();
}

} // namespace parkplan::rules
