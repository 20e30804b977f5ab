// SPDX-License-Identifier: MIT
#include "core/number.hpp"
#include "geo/shape.hpp"
#include "overlay/nearest_rows.hpp"
#include "review/judge.hpp"
#include "rules/distance_doubt.hpp"
#include "rules/doubts.hpp"
#include "rules/makers.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/wording.hpp"

#include <algorithm>
#include <array>
#include <cmath>
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

constexpr std::array params{
    polygon_layer("layer", {"layer whose features must lie near", "待判定的图层"}),
    geometry_layer("to", {"layer of what they must lie near to: polygons, lines or points",
                          "应邻近的图层：面、线或点"}),
    required_param("distance", ParamType::length,
                   {"largest distance that passes, itself included, e.g. '500m'",
                    "距离上限（含本数），如“500m”"}),
};

constexpr plan::RuleInfo rule_info{
    .kind = "near",
    .summary = {"each feature lies within a distance of some feature of another layer",
                "各要素与另一图层最近要素的距离不超过上限"},
    .why =
        {"Planning documents reserve space near stations, the airport and main axes. The "
         "distance is the straight one in the plane of the working coordinate system, from the "
         "boundary of the feature to the boundary of an area, to a line or to a point; 0 where "
         "they touch or overlap. A geometry that cannot be used leaves the verdict open where it "
         "might lie near enough.",
         "规划文件要求在站点、机场和主要轴线附近预留空间。距离为工作坐标系平面内要素边界至面边界、"
         "线或点的最短直线距离，相接或重叠时为 "
         "0。图形无法使用且可能足够近时，不作结论。"},
    .params = params,
    .level = Level::error,
};

/// By row: 1 for polygons that can be used, and for points and lines.
std::vector<std::uint8_t> target_rows(const review::LoadedLayer& loaded) {
    std::vector<std::uint8_t> rows = loaded.usable_rows();
    for (const std::size_t row : loaded.layer.table().paths.rows()) {
        rows[row] = 1;
    }
    return rows;
}

/// The rows that are not marked.
std::vector<std::uint8_t> others(std::vector<std::uint8_t> rows) {
    for (std::uint8_t& row : rows) {
        row = row == 0 ? 1 : 0;
    }
    return rows;
}

/// One run of the rule.
class Nearness {
public:
    explicit Nearness(const review::RuleInput& input)
        : m_input(input), m_subjects(input.layer("layer")),
          m_targets(target_rows(input.layer("to"))),
          m_doubts(input, "to", Doubts::PointsAndLines::may_lie_anywhere, others(m_targets)),
          m_unit(input.plan.working_crs.metres_per_unit()),
          m_limit(input.config.length("distance")), m_doubt(m_subjects, input.layer("to")) {}

    [[nodiscard]] review::RuleResult check() {
        const BiText no_distances = why_no_distances(m_input.plan.working_crs);
        const std::vector<std::uint8_t> subjects = m_subjects.usable_rows();
        const review::LoadedLayer& targets = m_input.layer("to");
        std::vector<std::optional<overlay::NearestRow>> found(m_subjects.layer.size());
        if (no_distances.en.empty()) {
            found = overlay::nearest_rows({m_subjects.layer, subjects}, {targets.layer, m_targets},
                                          m_input.tasks);
        }
        for (std::size_t row = 0; row < found.size(); ++row) {
            if (!m_subjects.usable(row)) {
                add_not_checked(row, m_subjects.why_unusable(row));
            } else if (!no_distances.en.empty()) {
                add_not_checked(row, no_distances);
            } else {
                judge(row, found[row]);
            }
        }
        return std::move(m_result);
    }

private:
    [[nodiscard]] Metres metres(const overlay::NearestRow& found) const {
        return Metres{m_unit * found.nearest.distance};
    }

    [[nodiscard]] Metres margin(const overlay::NearestRow& found) const {
        return m_limit - metres(found);
    }

    /// Coordinates are rounded, those of another system by the transformation, too: a distance that
    /// is only by that beyond the limit is not said to be.
    [[nodiscard]] review::Outcome outcome_of(const overlay::NearestRow& found) const {
        constexpr double rounding_m = 1e-6;
        const double doubt =
            m_input.plan.coverage_factor * m_doubt.sigma().value_or(Metres{}).value();
        const double over = margin(found).value();
        if (found.nearest.distance == 0.0) {
            return review::Outcome::pass; // they meet: nothing is nearer
        }
        return review::outcome_of(over, over < 0.0 ? std::max(doubt, rounding_m) : doubt);
    }

    void judge(std::size_t row, const std::optional<overlay::NearestRow>& found) {
        review::Verdict verdict = m_input.verdict(m_input.subject("layer", row));
        verdict.outcome = found ? outcome_of(*found) : review::Outcome::fail;
        if (verdict.outcome == review::Outcome::fail) {
            if (BiText why = why_perhaps_nearer(row); !why.en.empty()) {
                add_not_checked(row, std::move(why));
                return;
            }
            m_result.findings.push_back(found ? too_far(row, *found) : nothing_there(row));
        } else if (verdict.outcome == review::Outcome::undecided) {
            m_result.findings.push_back(too_near_the_limit(row, *found));
            verdict.note = {"the limit lies within the uncertainty of the distance",
                            "距离与上限之差在不确定度以内"};
        }
        verdict.limit = m_limit.value();
        verdict.unit = "m";
        if (found) {
            verdict.value = metres(*found).value();
            verdict.margin = margin(*found).value();
            if (const auto sigma = m_doubt.sigma()) {
                verdict.sigma = sigma->value();
            }
            if (const auto from = m_doubt.break_even(margin(*found), m_input.plan.coverage_factor);
                from && verdict.outcome != review::Outcome::undecided && *verdict.value > 0.0) {
                m_result.findings.push_back(accuracy_finding(m_input, verdict.subject, *from));
            }
        }
        m_result.verdicts.push_back(std::move(verdict));
    }

    /// Why something that was not measured may lie near enough; empty when nothing does.
    [[nodiscard]] BiText why_perhaps_nearer(std::size_t row) const {
        if (members_were_dropped()) {
            return {"members of a collection were left out and may lie nearer",
                    "几何集合中的非面成员未参与量算，可能更近"};
        }
        const geo::Box box = geo::box_of(m_subjects.layer.table().polygons[row]);
        const auto doubt = m_doubts.within(widened(box, m_limit.value() / m_unit));
        return doubt ? m_doubts.reason(*doubt) : BiText{};
    }

    /// Points and lines beside polygons in one collection are not kept (PP-0107).
    [[nodiscard]] bool members_were_dropped() const {
        return std::ranges::any_of(
            m_input.layer("to").layer.table().notices,
            [](const layer::Notice& notice) { return notice.code == "PP-0107"; });
    }

    void add_not_checked(std::size_t row, BiText why) {
        m_result.verdicts.push_back(
            not_checked(m_input, m_input.subject("layer", row), std::move(why)));
    }

    /// Metres with 3 decimals, 9 where these would hide that the limit is passed.
    [[nodiscard]] std::string figure(Metres distance) const {
        constexpr double close = 0.01;
        return format_fixed(distance.value(),
                            std::abs((distance - m_limit).value()) < close ? 9 : 3);
    }

    [[nodiscard]] review::Finding too_far(std::size_t row, const overlay::NearestRow& found) const {
        return of_distance("PP-0222", row, found, {});
    }

    [[nodiscard]] review::Finding too_near_the_limit(std::size_t row,
                                                     const overlay::NearestRow& found) const {
        const auto sigma = m_doubt.sigma();
        return of_distance(
            "PP-0229", row, found,
            {{"sigma", sigma ? same(accuracy_text(sigma->value())) : BiText{"not known", "未知"}},
             {"k", same(format_shortest(m_input.plan.coverage_factor))}});
    }

    [[nodiscard]] review::Finding of_distance(std::string_view code, std::size_t row,
                                              const overlay::NearestRow& found,
                                              MessageValues values) const {
        review::Subject other = m_input.subject("to", found.row);
        values.emplace_back("to", m_input.layer_title("to"));
        values.emplace_back("limit", same(format_length(m_limit)));
        values.emplace_back("other", same(subject_title(other)));
        values.emplace_back("distance_m", same(figure(metres(found))));
        review::Finding finding = m_input.finding(code, m_input.subject("layer", row), values);
        finding.other = std::move(other);
        finding.measured = metres(found).value();
        finding.limit = m_limit.value();
        finding.unit = "m";
        finding.place = geo::MultiLine{{{found.nearest.a, found.nearest.b}}};
        return finding;
    }

    [[nodiscard]] review::Finding nothing_there(std::size_t row) const {
        review::Finding finding = m_input.finding("PP-0223", m_input.subject("layer", row),
                                                  {{"to", m_input.layer_title("to")}});
        finding.limit = m_limit.value();
        finding.unit = "m";
        finding.place = geo::MultiPolygon{m_subjects.layer.table().polygons[row]};
        return finding;
    }

    const review::RuleInput& m_input;
    const review::LoadedLayer& m_subjects;
    std::vector<std::uint8_t> m_targets; ///< by row: 1 where the distance to it can be measured
    Doubts m_doubts;
    double m_unit;
    Metres m_limit;
    DistanceDoubt m_doubt;
    review::RuleResult m_result{};
};

class Near final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        return Nearness{input}.check();
    }
};

} // namespace

const review::Rule& near() {
    return only<Near>();
}

} // namespace parkplan::rules
