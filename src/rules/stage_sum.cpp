// SPDX-License-Identifier: MIT
#include "core/fail.hpp"
#include "core/number.hpp"
#include "core/text.hpp"
#include "core/told.hpp"
#include "review/param_error.hpp"
#include "rules/bounded.hpp"
#include "rules/levelled_column.hpp"
#include "rules/makers.hpp"
#include "rules/params.hpp"
#include "rules/parcel_groups.hpp"
#include "rules/results.hpp"
#include "rules/stage_ledger.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using plan::ParamType;

constexpr std::array params{
    polygon_layer("layer", {"layer of the parcels", "地块图层"}),
    required_param("stage", ParamType::field,
                   {"field of 'layer' with the stage of development", "“layer”中的开发阶段字段"}),
    optional_param("stages", ParamType::text_list,
                   {"the stages in their order", "开发阶段名单，按先后次序"},
                   "待开发,一级开发,已供,在建,竣工"),
    optional_param("by", ParamType::field,
                   {"field of 'layer' by whose values the sums are made; this or 'zones'",
                    "“layer”中用于分组的字段；与“zones”二者取一"}),
    optional_param("value", ParamType::field,
                   {"numeric field of 'layer' that is added up beside the area",
                    "“layer”中与面积一并求和的数值字段"}),
    optional_polygon_layer("zones", {"layer of zones by which the sums are made; a parcel across "
                                     "their borders is shared out by area",
                                     "分区图层；跨分区的地块按面积分摊"}),
    optional_param("of_stages", ParamType::text_list,
                   {"stages whose land is compared with a limit", "与限值比较的阶段"}),
    optional_param("at_least", ParamType::area,
                   {"least area in 'of_stages' that passes, itself included",
                    "“of_stages”用地面积下限（含本数）"}),
    optional_param("at_most", ParamType::area,
                   {"largest area in 'of_stages' that passes, itself included",
                    "“of_stages”用地面积上限（含本数）"}),
    optional_param("share_at_least", ParamType::share,
                   {"least share of the parcels' area instead", "改按占地块总面积的比例：下限"}),
    optional_param("share_at_most", ParamType::share,
                   {"largest share of the parcels' area instead", "改按占地块总面积的比例：上限"}),
    decimals_param,
};

constexpr plan::RuleInfo rule_info{
    .kind = "stage_sum",
    .summary = {"land of parcels by stage of development, with a limit where one is stated",
                "地块按开发阶段的用地台账，可与规模要求比较"},
    .why = {"Land passes from reserve through primary development and supply to completion; plans "
            "state how much is to have reached a stage. The ledger gives area and number of the "
            "parcels by stage, by zone or by a field; its lines add up to the area of the parcels, "
            "and parcels whose stage is missing or not in the list have lines of their own. Where "
            "such parcels could turn a limit, the verdict is left open. Without a limit it only "
            "reports.",
            "用地由待开发经一级开发、供应、在建至竣工，规划对达到某一阶段的用地规模有要求。"
            "台账按阶段并按分区或字段列出面积和地块数，各行之和等于地块总面积，阶段未填或不在"
            "名单的地块单列。此类地块可能影响结论时不作判定。未给出限值时只报告。"},
    .params = params,
    .level = Level::error,
};

Limits limits_of(const plan::RuleConfig& config) {
    const auto area = [&config](const char* name) {
        return config.has(name) ? std::optional{config.area(name).value()} : std::nullopt;
    };
    const auto share = [&config](const char* name) {
        return config.has(name) ? std::optional{config.number(name)} : std::nullopt;
    };
    return config.has("share_at_least") || config.has("share_at_most")
               ? Limits{share("share_at_least"), share("share_at_most")}
               : Limits{area("at_least"), area("at_most")};
}

/// One run of the rule.
class Run {
public:
    explicit Run(const review::RuleInput& input)
        : m_input(input), m_groups(input), m_stages(input), m_values(input, "layer", "value"),
          m_ledger(input, m_groups, m_stages, m_values), m_limits(limits_of(input.config)),
          m_by_share(input.config.has("share_at_least") || input.config.has("share_at_most")) {
        m_counts.resize(m_stages.lines());
        for (const std::string& stage : listed_stages()) {
            for (std::size_t line = 0; m_stages.is_listed(line); ++line) {
                if (m_stages.name(line) == trim(stage)) {
                    m_counts[line] = 1;
                }
            }
        }
        if (const std::optional<std::size_t> without = m_groups.without_value()) {
            m_anywhere = land_in(*without);
        }
    }

    [[nodiscard]] review::RuleResult check() {
        m_result.findings = m_stages.findings();
        if (m_values.stated()) {
            std::vector<std::size_t> rows(m_input.layer("layer").layer.size());
            for (std::size_t row = 0; row < rows.size(); ++row) {
                rows[row] = row;
            }
            for (review::Finding& finding : m_values.findings(rows)) {
                m_result.findings.push_back(std::move(finding));
            }
        }
        for (std::size_t group = 0; group < m_groups.groups().size(); ++group) {
            if (m_groups.groups()[group].judged()) {
                judge_group(group);
            }
        }
        m_result.tables.push_back(m_ledger.table());
        return std::move(m_result);
    }

private:
    [[nodiscard]] std::vector<std::string> listed_stages() const {
        return stated(m_input.config, "of_stages") ? m_input.config.list("of_stages")
                                                   : std::vector<std::string>{};
    }

    void judge_group(std::size_t group) {
        const review::Subject& subject = m_groups.groups()[group].subject;
        if (auto why = m_groups.why_unknown(group)) {
            m_result.verdicts.push_back(not_checked(m_input, subject, *std::move(why)));
            return;
        }
        if (!m_limits.any()) {
            m_result.verdicts.push_back(only_told(m_input, subject, m_ledger.summary(group)));
            return;
        }
        if (auto why = m_groups.why_not_judged(group)) {
            m_result.verdicts.push_back(not_checked(m_input, subject, *std::move(why)));
            return;
        }
        if (m_by_share && m_ledger.area(group) == ExactArea{}) {
            m_result.verdicts.push_back(
                not_checked(m_input, subject, {"no parcel lies here", "没有地块"}));
            return;
        }
        Bounded figure = m_by_share ? share_of(group) : area_of(group);
        const Metres per_metre = sigma_of(group, figure.value);
        if (const std::optional<Metres> accuracy = m_groups.accuracy()) {
            figure.sigma = accuracy->value() * per_metre.value();
        }
        add_verdict(subject, figure, per_metre);
    }

    void add_verdict(const review::Subject& subject, const Bounded& figure, Metres per_metre) {
        const BoundedJudgement judgement = judge(figure, m_limits, m_input.plan.coverage_factor);
        review::Verdict verdict =
            bounded_verdict(m_input.verdict(subject), figure, judgement,
                            [this](double value) { return text(value, value); });
        verdict.unit = m_by_share ? "" : "m2";
        verdict.method = parkplan::name_of(m_groups.measurer().piece_method());
        if (judgement.outcome == review::Outcome::fail) {
            m_result.findings.push_back(out_of_bounds(subject, figure, judgement));
        } else if (judgement.outcome == review::Outcome::undecided && !judgement.open) {
            m_result.findings.push_back(too_near(subject, figure, judgement));
        }
        if (auto finding = without_accuracy(m_input, verdict, figure, judgement, per_metre)) {
            m_result.findings.push_back(*std::move(finding));
        }
        m_result.verdicts.push_back(std::move(verdict));
    }

    /// Land in the stages, and land that may be: its stage, or the group that it belongs to, is not
    /// known. Of a parcel that cannot be used any area is possible.
    struct Land {
        ExactArea known{};
        ExactArea open{};
        ExactArea others{};      ///< in the group, and surely in other stages
        ExactArea open_others{}; ///< likewise, and only may be in the group
        bool more = false;       ///< lost parcels that may be in the stages
        bool more_others = false;
    };

    [[nodiscard]] Land land_in(std::size_t group) const {
        Land land;
        for (std::size_t line = 0; line < m_stages.lines(); ++line) {
            ExactArea& its = m_counts[line] != 0         ? land.known
                             : !m_stages.is_listed(line) ? land.open
                                                         : land.others;
            its += m_ledger.area(group, line);
        }
        for (const std::size_t row : m_groups.lost(group)) {
            const std::size_t line = m_stages.line_of(row);
            land.more |= m_counts[line] != 0 || !m_stages.is_listed(line);
            land.more_others |= m_counts[line] == 0;
        }
        return land;
    }

    /// Of a group that is judged; what has no value may belong to it.
    [[nodiscard]] Land land_of(std::size_t group) const {
        Land land = land_in(group);
        land.open += m_anywhere.known + m_anywhere.open;
        land.open_others = m_anywhere.others;
        land.more |= m_anywhere.more;
        land.more_others |= m_anywhere.more_others;
        return land;
    }

    [[nodiscard]] Bounded area_of(std::size_t group) const {
        const Land land = land_of(group);
        const double highest = (land.known + land.open).value().value();
        return {land.known.value().value(), land.known.value().value(),
                land.more ? std::numeric_limits<double>::infinity() : highest};
    }

    [[nodiscard]] Bounded share_of(std::size_t group) const {
        const Land land = land_of(group);
        const auto ratio = [](ExactArea part, ExactArea rest) {
            const ExactArea whole = part + rest;
            return whole == ExactArea{} ? 0.0 : part.value() / whole.value();
        };
        const ExactArea total = m_ledger.area(group);
        const double lowest = ratio(land.known, land.open + land.others + land.open_others);
        const double highest = ratio(land.known + land.open, land.others);
        return {land.known.value() / total.value(), land.more_others ? 0.0 : lowest,
                land.more ? 1.0 : highest};
    }

    /// Per metre of point accuracy; of a share by the area of the group.
    [[nodiscard]] Metres sigma_of(std::size_t group, double share) const {
        const Metres sigma = m_groups.sigma_per_metre(group, [&](std::size_t row) {
            const double counts = m_counts[m_stages.line_of(row)] != 0 ? 1.0 : 0.0;
            return m_by_share ? counts - share : counts;
        });
        return m_by_share ? Metres{sigma.value() / m_ledger.area(group).value().value()} : sigma;
    }

    [[nodiscard]] std::string text(double value, double beside) const {
        if (m_by_share) {
            return share_text(value, beside);
        }
        constexpr double near_m2 = 0.1;
        const bool near = value != beside && std::abs(value - beside) < near_m2;
        return format_fixed(value, near ? 6 : 2) + " m²";
    }

    [[nodiscard]] BiText stages_text() const { return list_of(listed_stages()); }

    [[nodiscard]] review::Finding out_of_bounds(const review::Subject& subject,
                                                const Bounded& figure,
                                                const BoundedJudgement& judgement) const {
        // The figure nearest to the limit fails, too: it is the one that is told.
        const double value = judgement.lower ? figure.highest : figure.lowest;
        review::Finding finding = m_input.finding("PP-0562", subject,
                                                  {{"stages", stages_text()},
                                                   {"value", same(text(value, judgement.limit))},
                                                   {"side", side_of(judgement)},
                                                   {"limit", same(text(judgement.limit, value))}});
        return with_figures(std::move(finding), value, judgement.limit);
    }

    [[nodiscard]] review::Finding too_near(const review::Subject& subject, const Bounded& figure,
                                           const BoundedJudgement& judgement) const {
        const std::string k = format_shortest(m_input.plan.coverage_factor);
        const double sigma = figure.sigma.value_or(0.0);
        review::Finding finding =
            m_by_share ? m_input.finding("PP-0422", subject,
                                         {{"of", stages_text()},
                                          {"share", same(text(figure.value, judgement.limit))},
                                          {"limit", same(text(judgement.limit, figure.value))},
                                          {"sigma", same(share_text(sigma, 0.0))},
                                          {"k", same(k)}})
                       : m_input.finding("PP-0402", subject,
                                         {{"value_m2", same(format_fixed(figure.value, 2))},
                                          {"limit_m2", same(format_fixed(judgement.limit, 2))},
                                          {"sigma_m2", same(area_text(SquareMetres{sigma}))},
                                          {"k", same(k)}});
        return with_figures(std::move(finding), figure.value, judgement.limit);
    }

    [[nodiscard]] review::Finding with_figures(review::Finding finding, double value,
                                               double limit) const {
        finding.measured = value;
        finding.limit = limit;
        finding.unit = m_by_share ? "" : "m2";
        return finding;
    }

    const review::RuleInput& m_input;
    ParcelGroups m_groups;
    Stages m_stages;
    NumberField m_values;
    StageLedger m_ledger;
    Limits m_limits;
    bool m_by_share;
    std::vector<std::uint8_t> m_counts{}; ///< by line: its stage is one of 'of_stages'
    Land m_anywhere{};                    ///< land without a value in 'by'
    review::RuleResult m_result{};
};

void check_limits(const plan::RuleConfig& config) {
    const bool by_area = config.has("at_least") || config.has("at_most");
    const bool by_share = config.has("share_at_least") || config.has("share_at_most");
    if (by_area && by_share) {
        fail(ErrorKind::plan, "limits of an area and of a share are given; one kind is needed");
    }
    if (stated(config, "of_stages") != (by_area || by_share)) {
        fail(ErrorKind::plan, "'of_stages' and a limit belong together; the other is missing");
    }
    const Limits limits = limits_of(config);
    if (limits.at_least && limits.at_most && *limits.at_least > *limits.at_most) {
        throw review::ParamError{by_share ? "share_at_least" : "at_least",
                                 told("the lower limit ({}) is above the upper one ({})",
                                      number_text(*limits.at_least), number_text(*limits.at_most))};
    }
}

class StageSum final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    void check_config(const plan::RuleConfig& config) const override {
        ParcelGroups::check(config);
        check_decimals(config);
        check_limits(config);
        std::vector<std::string> stages;
        for (const std::string& stage : config.list("stages")) {
            stages.emplace_back(trim(stage));
        }
        if (!stated(config, "of_stages")) {
            return;
        }
        for (const std::string& stage : config.list("of_stages")) {
            if (std::ranges::find(stages, trim(stage)) == stages.end()) {
                throw review::ParamError{
                    "of_stages", told("'{}' is not one of 'stages'", std::string{trim(stage)}),
                    did_you_mean(stage, stages)};
            }
        }
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        return Run{input}.check();
    }
};

} // namespace

const review::Rule& stage_sum() {
    return only<StageSum>();
}

} // namespace parkplan::rules
