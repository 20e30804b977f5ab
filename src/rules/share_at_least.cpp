// SPDX-License-Identifier: MIT
#include "core/exact_area.hpp"
#include "core/number.hpp"
#include "geo/shape.hpp"
#include "overlay/land_taken.hpp"
#include "review/judge.hpp"
#include "rules/area_readings.hpp"
#include "rules/doubts.hpp"
#include "rules/judged_land.hpp"
#include "rules/makers.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/selection.hpp"
#include "rules/wording.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using plan::ParamType;

constexpr std::array params{
    polygon_layer("layer", {"layer of the zones that are judged", "待判定的分区图层"}),
    polygon_layer("of", {"layer whose land is measured in each zone", "计算占比的图层"}),
    optional_param("field", ParamType::field,
                   {"field of 'of' that chooses its features; with 'values'",
                    "“of”中用于选取要素的字段，与“values”同时给出"}),
    optional_param("values", ParamType::text_list,
                   {"values of 'field' that count; without them all features count",
                    "“field”中计入的取值；不给出时全部计入"}),
    required_param("limit", ParamType::share,
                   {"smallest share of the zone's area that passes, itself included, e.g. '30%'",
                    "占分区面积的最小比例（含本数），如“30%”"}),
};

constexpr SelectionParams selection{"of", "field", "values"};

constexpr plan::RuleInfo rule_info{
    .kind = "share_at_least",
    .summary = {"land of a kind takes up at least a share of each zone",
                "某类用地占各分区面积的比例不低于下限"},
    .why =
        {"Planning documents ask for a share of land that can carry high-tech industry, of green "
         "space or of housing. Land that lies in several features counts once, features across "
         "the boundary of a zone with the part inside. Both areas are measured by the method "
         "for pieces, whose parts add up to the whole.",
         "规划文件要求可承载高新技术产业、绿地或住房的用地达到一定比例。同一块土地落入多个要素时"
         "只计一次，跨分区边界的要素只计界内部分。分子、分母采用同一可加的面积口径。"},
    .params = params,
    .level = Level::error,
};

/// One run of the rule.
class Shares {
public:
    explicit Shares(const review::RuleInput& input)
        : m_input(input), m_zones(input.layer("layer")),
          m_pieces(piece_measurer(m_zones, input.plan.method)), m_selection(input, selection),
          m_doubts(input, "of", Doubts::PointsAndLines::hold_nothing, m_selection.possible()),
          m_limit(input.config.number("limit")),
          m_accuracy(accuracy_of_land(m_zones, input.layer("of"))) {}

    [[nodiscard]] review::RuleResult check() {
        const std::vector<std::uint8_t> usable = m_zones.usable_rows();
        const layer::Layer& land = m_input.layer("of").layer;
        const std::vector<std::uint32_t> all(land.size(), 1U);
        const overlay::LandsTaken taken = overlay::lands_taken(
            {m_zones.layer, usable}, {land, m_selection.usable()}, *m_pieces, m_input.tasks,
            {.masks = all, .count = 1, .sigma = 0, .sigma_over = 1, .share = m_limit});
        for (std::size_t row = 0; row < taken.rows.size(); ++row) {
            if (taken.rows[row]) {
                judge(row, *taken.rows[row]);
            } else {
                m_result.verdicts.push_back(
                    not_checked(m_input, m_input.subject("layer", row), m_zones.why_unusable(row)));
            }
        }
        m_selection.report(m_result);
        m_result.ledger.push_back({m_input.config.id, "taken_within_rounding_m2",
                                   taken.rounding_area, taken.rounding_pairs});
        return std::move(m_result);
    }

private:
    void judge(std::size_t row, const overlay::LandTaken& taken) {
        const double share = taken.area / taken.whole;
        const double k = m_input.plan.coverage_factor;
        // Of the share per metre of point accuracy: that of land − limit · zone, by the zone.
        const double per_metre =
            taken.sigma_over[0].value_or(Metres{}).value() / taken.whole.value();
        const std::optional<double> sigma =
            m_accuracy ? std::optional{m_accuracy->value() * per_metre} : std::nullopt;
        review::Verdict verdict = by_share(m_input.verdict(m_input.subject("layer", row)),
                                           m_pieces->piece_method(), m_limit);
        // No share is above 1: what takes up all of a zone reaches any limit.
        const bool all = taken.area == taken.whole;
        verdict.outcome = review::outcome_of(share - m_limit, all ? 0.0 : k * sigma.value_or(0.0));
        const geo::Box box = geo::box_of(m_zones.layer.table().polygons[row]);
        // More land only adds.
        const auto doubt =
            verdict.outcome == review::Outcome::fail ? m_doubts.within(box) : std::nullopt;
        if (doubt) {
            m_result.verdicts.push_back(
                not_checked(m_input, m_input.subject("layer", row), m_doubts.reason(*doubt)));
            return;
        }
        verdict.value = share;
        verdict.margin = share - m_limit;
        verdict.sigma = sigma;
        if (verdict.outcome == review::Outcome::fail) {
            m_result.findings.push_back(below_limit(row, taken));
        } else if (verdict.outcome == review::Outcome::undecided) {
            m_result.findings.push_back(too_near(row, share, *sigma));
            verdict.note = {"the limit lies within the uncertainty of the share",
                            "占比与下限之差在不确定度以内"};
        }
        if (!sigma && !all && per_metre * k > 0.0) {
            m_result.findings.push_back(accuracy_finding(
                m_input, verdict.subject, Metres{std::abs(share - m_limit) / (k * per_metre)}));
        }
        m_result.verdicts.push_back(std::move(verdict));
    }

    [[nodiscard]] review::Finding too_near(std::size_t row, double share, double sigma) const {
        review::Finding finding =
            m_input.finding("PP-0422", m_input.subject("layer", row),
                            {{"of", m_selection.title()},
                             {"share", same(share_text(share, m_limit))},
                             {"limit", same(share_text(m_limit, share))},
                             {"sigma", same(share_text(sigma, 0.0))},
                             {"k", same(format_shortest(m_input.plan.coverage_factor))}});
        finding.measured = share;
        finding.limit = m_limit;
        finding.place = geo::MultiPolygon{m_zones.layer.table().polygons[row]};
        return finding;
    }

    [[nodiscard]] review::Finding below_limit(std::size_t row,
                                              const overlay::LandTaken& taken) const {
        const double share = taken.area / taken.whole;
        const SquareMetres missing = m_limit * taken.whole - taken.area;
        review::Finding finding = m_input.finding("PP-0420", m_input.subject("layer", row),
                                                  {{"of", m_selection.title()},
                                                   {"share", same(share_text(share, m_limit))},
                                                   {"limit", same(share_text(m_limit, share))},
                                                   {"area_m2", same(area_text(taken.area))},
                                                   {"whole_m2", same(area_text(taken.whole))},
                                                   {"missing_m2", same(area_text(missing))}});
        finding.measured = share;
        finding.limit = m_limit;
        finding.place = geo::MultiPolygon{m_zones.layer.table().polygons[row]};
        return finding;
    }

    const review::RuleInput& m_input;
    const review::LoadedLayer& m_zones;
    std::shared_ptr<const measure::Measurer> m_pieces;
    Selection m_selection;
    Doubts m_doubts;
    double m_limit;
    std::optional<Metres> m_accuracy; ///< of the points of zones and land
    review::RuleResult m_result{};
};

class ShareAtLeast final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    void check_config(const plan::RuleConfig& config) const override {
        check_selection(config, selection);
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        return Shares{input}.check();
    }
};

} // namespace

const review::Rule& share_at_least() {
    return only<ShareAtLeast>();
}

} // namespace parkplan::rules
