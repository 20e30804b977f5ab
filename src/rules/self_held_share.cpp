// SPDX-License-Identifier: MIT
#include "core/fail.hpp"
#include "core/number.hpp"
#include "core/told.hpp"
#include "review/param_error.hpp"
#include "rules/bounded.hpp"
#include "rules/makers.hpp"
#include "rules/number_field.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/selection.hpp"
#include "rules/self_held_sums.hpp"
#include "rules/share_field.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using plan::ParamType;
using review::Outcome;

constexpr std::array params{
    polygon_layer("layer", {"layer of the parcels", "地块图层"}),
    required_param("share", ParamType::field,
                   {"field of 'layer' with the self-held share", "“layer”中的自持比例字段"}),
    optional_param("field", ParamType::field,
                   {"field of 'layer' that chooses the parcels that count; with 'values'",
                    "“layer”中用于选取计入地块的字段，与“values”同时给出"}),
    optional_param("values", ParamType::text_list,
                   {"values of 'field' that count; without them all parcels",
                    "“field”中计入的取值；不给出时为全部地块"}),
    optional_param("weight", ParamType::field,
                   {"numeric field of 'layer' that weights the shares, such as floor area; without "
                    "it the area of the parcel",
                    "“layer”中的权重字段，如建筑面积；不给出时为地块面积"}),
    optional_param("by", ParamType::field,
                   {"field of 'layer' by whose values shares are judged; this or 'zones'",
                    "“layer”中用于分组的字段；与“zones”二者取一"}),
    optional_polygon_layer("zones", {"layer of zones by which shares are judged", "分区图层"}),
    optional_param("per", ParamType::text,
                   {"what is judged: each 'parcel' (also without this), each 'zone' (of 'by' or "
                    "'zones'), or the 'whole' layer",
                    "判定对象：parcel（逐地块，缺省）、zone（按“by”或“zones”）、whole（全部）"}),
    required_param("at_least", ParamType::share,
                   {"least share that passes, itself included, e.g. '30%'",
                    "自持比例下限（含本数），如“30%”"}),
    share_unit_param,
};

constexpr SelectionParams chosen{"layer", "field", "values"};

constexpr plan::RuleInfo rule_info{
    .kind = "self_held_share",
    .summary = {"the self-held share of parcels, zones or all reaches a minimum",
                "地块、分区或全部的自持比例不低于下限"},
    .why = {"Plans ask that a share of what is built stays with its owner and is not sold "
            "(保证自持比例), so that there is room for industry. Shares of zones are weighted by "
            "area or by a field. A parcel without a value leaves the verdict open where it could "
            "turn it: the least and the largest share that are possible are told.",
            "规划要求保证自持比例，为产业预留空间。分区的比例按面积或权重字段加权。缺值的地块"
            "可能影响结论时不作判定，并列出可能的最低与最高比例。"},
    .params = params,
    .level = Level::error,
};

std::string_view per_of(const plan::RuleConfig& config) {
    return stated(config, "per") ? std::string_view{config.text("per")} : "parcel";
}

/// One run of the rule.
class Run {
public:
    explicit Run(const review::RuleInput& input)
        : m_input(input), m_selection(input, chosen), m_shares(input, "layer", "share"),
          m_weights(input, "layer", "weight"), m_limit(input.config.number("at_least")),
          m_sums(input, m_selection, m_shares, m_weights) {}

    [[nodiscard]] review::RuleResult check() {
        std::vector<std::size_t> rows;
        for (std::size_t row = 0; row < m_selection.chosen().size(); ++row) {
            if (m_selection.chosen()[row] == 0) {
                continue;
            }
            rows.push_back(row);
            if (!m_shares.at(row)) {
                m_result.findings.push_back(m_shares.finding(row));
            }
        }
        if (m_weights.stated()) {
            for (review::Finding& finding : m_weights.findings(rows)) {
                m_result.findings.push_back(std::move(finding));
            }
        }
        if (per_of(m_input.config) == "parcel") {
            judge_parcels();
        } else {
            judge_groups();
        }
        m_selection.report(m_result);
        m_result.tables.push_back(m_sums.table());
        return std::move(m_result);
    }

private:
    void judge_parcels() {
        for (std::size_t row = 0; row < m_selection.chosen().size(); ++row) {
            if (m_selection.possible()[row] == 0) {
                continue;
            }
            const review::Subject subject = m_input.subject("layer", row);
            const std::optional<double> share = m_sums.share_of_row(row);
            if (m_selection.chosen()[row] == 0) {
                m_result.verdicts.push_back(
                    not_checked(m_input, subject, why_not_stated(m_input, "layer", "field", row)));
            } else if (share) {
                judge_share(subject, {*share, *share, *share, {}}, std::nullopt);
            } else {
                m_result.verdicts.push_back(not_checked(
                    m_input, subject, {"the self-held share is not known", "自持比例不明"}));
            }
        }
        if (m_result.verdicts.empty()) {
            m_result.verdicts.push_back(not_checked(m_input, m_input.whole("layer"), nothing()));
        }
    }

    static BiText nothing() { return {"no parcel counts", "没有计入的地块"}; }

    void judge_groups() {
        const ParcelGroups& groups = m_sums.groups();
        for (std::size_t i = 0; i < groups.groups().size(); ++i) {
            const ParcelGroup& group = groups.groups()[i];
            if (!group.judged()) {
                continue;
            }
            if (auto why = groups.why_not_judged(i)) {
                m_result.verdicts.push_back(not_checked(m_input, group.subject, *std::move(why)));
                continue;
            }
            std::optional<Bounded> share = m_sums.share(i);
            if (!share) {
                m_result.verdicts.push_back(not_checked(m_input, group.subject, nothing()));
                continue;
            }
            const std::optional<Metres> per_metre = m_sums.sigma_per_metre(i);
            if (const std::optional<Metres> accuracy = groups.accuracy(); accuracy && per_metre) {
                share->sigma = accuracy->value() * per_metre->value();
            }
            judge_share(group.subject, *share, per_metre);
        }
    }

    /// The text of a share below the limit never reads like the limit itself.
    [[nodiscard]] std::string text_of(double share) const {
        constexpr double last_digit = 1e-8; // of a percentage with 6 decimals
        std::string text = share_text(share, m_limit);
        const bool hidden = share < m_limit && text == share_text(m_limit, share);
        return hidden ? share_text(m_limit - last_digit, m_limit) : text;
    }

    /// `per_metre` is stated where the share depends on areas.
    void judge_share(const review::Subject& subject, const Bounded& share,
                     std::optional<Metres> per_metre) {
        const BoundedJudgement judgement =
            judge(share, {m_limit, std::nullopt}, m_input.plan.coverage_factor);
        review::Verdict verdict =
            bounded_verdict(m_input.verdict(subject), share, judgement,
                            [](double value) { return share_text(value, value); });
        if (judgement.outcome == Outcome::fail) {
            const double highest = share.highest;
            add_finding(m_input.finding("PP-0574", subject,
                                        {{"share", same(text_of(highest))},
                                         {"limit", same(share_text(m_limit, highest))}}),
                        highest);
        } else if (judgement.outcome == Outcome::undecided && !judgement.open) {
            add_finding(
                m_input.finding("PP-0422", subject,
                                {{"of", {"self-held", "自持部分"}},
                                 {"share", same(text_of(share.value))},
                                 {"limit", same(share_text(m_limit, share.value))},
                                 {"sigma", same(share_text(share.sigma.value_or(0.0), 0.0))},
                                 {"k", same(format_shortest(m_input.plan.coverage_factor))}}),
                share.value);
        }
        if (per_metre) {
            verdict.method = parkplan::name_of(m_sums.groups().measurer().piece_method());
            if (auto finding = without_accuracy(m_input, verdict, share, judgement, *per_metre)) {
                m_result.findings.push_back(*std::move(finding));
            }
        }
        m_result.verdicts.push_back(std::move(verdict));
    }

    void add_finding(review::Finding finding, double measured) {
        finding.measured = measured;
        finding.limit = m_limit;
        m_result.findings.push_back(std::move(finding));
    }

    const review::RuleInput& m_input;
    Selection m_selection;
    ShareField m_shares;
    NumberField m_weights;
    double m_limit;
    SelfHeldSums m_sums;
    review::RuleResult m_result{};
};

class SelfHeldShare final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    void check_config(const plan::RuleConfig& config) const override {
        check_selection(config, chosen);
        ParcelGroups::check(config);
        ShareField::check(config);
        const std::string_view per = per_of(config);
        if (per != "parcel" && per != "zone" && per != "whole") {
            throw review::ParamError{
                "per", told("'per' is '{}'; 'parcel', 'zone' or 'whole' is needed", per)};
        }
        const bool has_groups = stated(config, "by") || stated(config, "zones");
        if ((per == "zone") != has_groups) {
            throw review::ParamError{
                "per", has_groups ? told("'by' and 'zones' need 'per' to be 'zone'")
                                  : told("'per' is 'zone', which needs 'by' or 'zones'")};
        }
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        return Run{input}.check();
    }
};

} // namespace

const review::Rule& self_held_share() {
    return only<SelfHeldShare>();
}

} // namespace parkplan::rules
