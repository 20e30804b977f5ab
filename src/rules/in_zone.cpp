// SPDX-License-Identifier: MIT
#include "core/fail.hpp"
#include "core/number.hpp"
#include "core/told.hpp"
#include "review/param_error.hpp"
#include "rules/doubts.hpp"
#include "rules/makers.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/row_shape.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"
#include "rules/zone_share_table.hpp"

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
using review::Outcome;

constexpr std::array params{
    geometry_layer(
        "layer", {"layer of the features: polygons, lines or points", "待核对的图层：面、线或点"}),
    optional_param("claim", ParamType::field,
                   {"field of 'layer' with the zone that a feature claims to lie in",
                    "“layer”中申报所在分区的字段"}),
    polygon_layer("zones", {"layer of the zones", "分区图层"}),
    optional_param("zone_name", ParamType::field,
                   {"field of 'zones' with the name of the zone; features of one name are one "
                    "zone; else the key",
                    "“zones”中的分区名称字段，同名要素视为一个分区；不给出时用标识码"}),
    optional_param("claim_as", ParamType::fields,
                   {"fields of 'zones', in one of which the claimed name must stand: the zone's "
                    "name, or its zone of a scheme; else its name",
                    "“zones”中与申报名称比较的字段（一个或多个，如区块名称、所属方案分区）；"
                    "不给出时用分区名称"}),
    optional_param("ambiguous", ParamType::field,
                   {"field of 'zones': 1 where the assignment to a zone is ambiguous",
                    "“zones”中标记归属存疑的字段，1 为存疑"}),
    optional_param("claim_share", ParamType::share,
                   {"smallest share that must lie in the claimed zone, itself included",
                    "应位于申报分区内的份额下限（含本数）"},
                   "50%"),
    optional_param("split", ParamType::text,
                   {"'allowed': a feature in several zones is told; 'refused': it fails",
                    "allowed：跨分区只作提示；refused：跨分区为不合格"},
                   "allowed"),
    optional_param(
        "tolerance", ParamType::length,
        {"a part of no larger mean width (2 x area / perimeter), or of a line no longer, "
         "does not split a feature",
         "平均宽度（2×面积÷周长）或长度不大于该值的部分不视为跨分区"},
        "1cm"),
};

constexpr plan::RuleInfo rule_info{
    .kind = "in_zone",
    .summary = {"each feature lies in one zone, the one that it claims",
                "各要素位于一个分区之内，且与申报的分区一致"},
    .why = {"A parcel or project that claims one district and lies in another is counted under "
            "the wrong one, and what lies in no zone is counted nowhere. A feature that lies "
            "across zones is told with its shares; land that zones share counts in each. A claim "
            "that is only wrong because a zone's assignment is ambiguous is left open, as is one "
            "within the uncertainty of the points.",
            "地块、项目申报的分区与实际位置不符，会计入错误的分区；未入分区的则无处统计。"
            "跨分区的要素列出各分区份额，分区重叠处分别计入。仅因分区归属存疑而不符的，"
            "以及在点位不确定度以内的，不作结论。"},
    .params = params,
    .level = Level::error,
};

/// One run of the rule.
class Run {
public:
    explicit Run(const review::RuleInput& input)
        : m_input(input), m_features(input.layer("layer")), m_register(input),
          m_claims(input, m_register), m_shares(input, m_register),
          m_judge(input, m_claims, m_shares), m_doubts(input, "zones"),
          m_limit(input.config.number("claim_share")),
          m_refused(input.config.text("split") == "refused"),
          m_no_distances(why_no_distances(input.plan.working_crs)), m_table(input, m_register) {}

    [[nodiscard]] review::RuleResult check() {
        const std::size_t rows = m_features.layer.size();
        const auto judged = m_input.tasks.map<std::optional<JudgedShares>>(
            rows, [this](std::size_t row) -> std::optional<JudgedShares> {
                return why_not(row).en.empty() ? std::optional{m_judge.judge(row)} : std::nullopt;
            });
        for (std::size_t row = 0; row < rows; ++row) {
            if (judged[row]) {
                tell(row, *judged[row]);
            } else {
                const BiText why = why_not(row);
                m_table.add_unknown(row, m_claims.name(row).value_or(std::string{}), why);
                m_result.verdicts.push_back(
                    not_checked(m_input, m_input.subject("layer", row), why));
            }
        }
        report();
        return std::move(m_result);
    }

private:
    /// Empty for a feature that can be shared out.
    [[nodiscard]] BiText why_not(std::size_t row) const {
        const geo::PathsView paths = m_features.layer.table().paths.of(row);
        if (m_input.layer("zones").layer.size() == 0) {
            return {"there are no zones", "分区图层没有要素"};
        }
        if (m_features.usable(row) || paths.empty()) {
            return m_features.usable(row) ? BiText{} : m_features.why_unusable(row);
        }
        const bool needs_distance =
            has_lines(paths) || m_judge.sigma().value_or(Metres{}) > Metres{};
        return needs_distance ? m_no_distances : BiText{};
    }

    void tell(std::size_t row, const JudgedShares& one) {
        m_table.add(row, one);
        m_subject = m_input.subject("layer", row);
        m_row = row;
        m_one = &one;
        if (one.break_even && (!m_break_even || *one.break_even < *m_break_even)) {
            m_break_even = one.break_even;
        }
        m_without_claim += one.state == ClaimState::missing ? 1U : 0U;
        m_result.verdicts.push_back(verdict());
    }

    /// The verdict on a feature; adds what is to be told of it.
    [[nodiscard]] review::Verdict verdict() {
        const ZonedShares& shares = m_one->shares;
        if (m_one->state == ClaimState::unknown) {
            m_result.findings.push_back(m_claims.unknown_name(m_subject, m_one->claim));
        }
        const bool outside = shares.outside > ExactNumber{} && !shares.outside_narrow;
        const bool wrong = m_one->state == ClaimState::wrong;
        if (outside || wrong) {
            const geo::Box box = geo::box_of(shape_of(m_features.layer.table(), m_row));
            if (const auto doubt = m_doubts.within(box)) {
                return not_checked(m_input, m_subject, m_doubts.reason(*doubt));
            }
        }
        if (m_one->near_border) {
            return undecided_place();
        }
        review::Verdict verdict = judged_claim();
        if (outside) {
            add(shares.shares.empty() ? "PP-0230" : "PP-0231", outside_values(), shares.outside);
            if (verdict.outcome != Outcome::fail) {
                fail_by_share(verdict, 1.0 - shares.share(shares.outside));
            }
        }
        if (parts() > 1) {
            tell_split(verdict);
        }
        return verdict;
    }

    /// How many zones the feature lies in, but for parts within the tolerance.
    [[nodiscard]] std::size_t parts() const {
        return static_cast<std::size_t>(
            std::ranges::count(m_one->shares.shares, false, &ZoneShare::narrow));
    }

    static void fail_by_share(review::Verdict& verdict, double share) {
        verdict.outcome = Outcome::fail;
        verdict.value = share;
        verdict.limit = 1.0;
        verdict.margin = share - 1.0;
        verdict.sigma.reset();
        verdict.note = {};
    }

    /// The verdict on the claim; on lying in a zone at all where nothing is claimed.
    [[nodiscard]] review::Verdict judged_claim() {
        review::Verdict verdict = m_input.verdict(m_subject);
        verdict.outcome = Outcome::pass;
        verdict.value = 1.0;
        verdict.limit = 1.0;
        verdict.margin = 0.0;
        if (m_one->shares.by == ShareOf::area) {
            verdict.method = parkplan::name_of(m_features.measurer->piece_method());
        }
        switch (m_one->state) {
        case ClaimState::none:
            return verdict;
        case ClaimState::missing:
            return not_checked(m_input, m_subject, {"it names no zone", "未申报分区"});
        case ClaimState::unknown:
            return not_checked(m_input, m_subject,
                               {fmt::format("no zone has the name '{}'", m_one->claim),
                                fmt::format("没有名为“{}”的分区", m_one->claim)});
        case ClaimState::right:
        case ClaimState::wrong:
        case ClaimState::near:
        case ClaimState::ambiguous:
            break;
        }
        verdict.value = m_one->claimed;
        verdict.limit = m_limit;
        verdict.margin = m_one->claimed - m_limit;
        verdict.sigma = m_one->sigma;
        decide(verdict);
        return verdict;
    }

    void decide(review::Verdict& verdict) {
        const std::string claimed = share_text(m_one->claimed, m_limit);
        MessageValues values{{"claim", same(m_one->claim)},
                             {"share", same(claimed)},
                             {"limit", same(share_text(m_limit, m_one->claimed))},
                             {"where", whereabouts()}};
        switch (m_one->state) {
        case ClaimState::wrong:
            verdict.outcome = Outcome::fail;
            add("PP-0234", values, {});
            break;
        case ClaimState::near:
            verdict.outcome = Outcome::undecided;
            verdict.note = {"the share in the claimed zone is within the uncertainty of the limit",
                            "申报分区内的份额与下限之差在不确定度以内"};
            values.emplace_back("sigma", sigma_text());
            values.emplace_back("k", same(format_shortest(m_input.plan.coverage_factor)));
            add("PP-0235", values, {});
            break;
        case ClaimState::ambiguous:
            verdict.outcome = Outcome::undecided;
            verdict.note = {"zones whose assignment is ambiguous decide", "取决于归属存疑的分区"};
            values.emplace_back("possible", same(share_text(m_one->possible, m_limit)));
            add("PP-0237", values, {});
            break;
        default:
            break;
        }
    }

    [[nodiscard]] BiText sigma_text() const {
        if (m_one->sigma) {
            return same(share_text(*m_one->sigma, 0.0));
        }
        return same(accuracy_text(m_judge.sigma().value_or(Metres{}).value()));
    }

    /// "lies in 'A' (62.30%), 'B' (37.70%)".
    [[nodiscard]] BiText whereabouts() const {
        if (m_one->shares.shares.empty()) {
            return {"lies in no zone", "不在任何分区内"};
        }
        const BiText parts = shares_text(m_one->shares, m_register);
        return {"lies in " + parts.en, "位于" + parts.zh};
    }

    [[nodiscard]] MessageValues outside_values() const {
        const ZonedShares& shares = m_one->shares;
        if (shares.shares.empty()) {
            return {{"zones", m_input.layer_title("zones")}};
        }
        const double share = shares.share(shares.outside);
        return {{"zones", m_input.layer_title("zones")},
                {"share", same(share_text(share, share < 0.5 ? 0.0 : 1.0))},
                {"amount", amount_text(shares, shares.outside)},
                {"parts", shares_text(shares, m_register)}};
    }

    void tell_split(review::Verdict& verdict) {
        add(m_refused ? "PP-0233" : "PP-0232",
            {{"zones", m_input.layer_title("zones")},
             {"parts", shares_text(m_one->shares, m_register)}},
            {});
        if (m_refused && verdict.outcome != Outcome::fail) {
            const auto largest =
                std::ranges::max_element(m_one->shares.shares, {}, &ZoneShare::amount);
            fail_by_share(verdict, m_one->shares.share(largest->amount));
            if (*verdict.value == 1.0) { // all of it in two zones that share the land
                verdict.margin.reset();
            }
            verdict.level = std::min(verdict.level, Level::warning);
        }
    }

    /// Points without a claim, or with one that says nothing, which then is why it is not checked.
    [[nodiscard]] review::Verdict undecided_place() {
        add("PP-0236",
            {{"sigma", sigma_text()},
             {"k", same(format_shortest(m_input.plan.coverage_factor))},
             {"where", whereabouts()}},
            {});
        if (m_one->state != ClaimState::none) {
            return judged_claim();
        }
        review::Verdict verdict = m_input.verdict(m_subject);
        verdict.outcome = Outcome::undecided;
        verdict.note = {"it lies within the uncertainty of a border",
                        "与分区边界的距离在不确定度以内"};
        return verdict;
    }

    /// A finding about the feature, drawn, with the zone that holds most of it.
    void add(std::string_view code, const MessageValues& values, ExactNumber outside) {
        const ZonedShares& shares = m_one->shares;
        review::Finding finding = m_input.finding(code, m_subject, values);
        if (outside > ExactNumber{}) {
            finding.measured = shares.share(outside);
            finding.limit = 0.0;
        } else if (code == "PP-0234" || code == "PP-0235" || code == "PP-0237") {
            finding.measured = m_one->claimed;
            finding.limit = m_limit;
        }
        if (outside > ExactNumber{} && !shares.outside_place.empty()) {
            finding.place = shares.outside_place;
        } else {
            finding.place = shape_of(m_features.layer.table(), m_row);
        }
        const auto largest = std::ranges::max_element(shares.shares, {}, &ZoneShare::amount);
        if (largest != shares.shares.end()) {
            finding.other =
                m_input.subject("zones", m_register.zones()[largest->zone].rows.front());
        }
        m_result.findings.push_back(std::move(finding));
    }

    /// What is told of the layers as a whole.
    void report() {
        m_register.report(m_result);
        tell_shared_land(m_input, m_shares.shared_land(), m_shares.shared_faces(), m_result);
        if (m_without_claim > 0) {
            m_result.findings.push_back(m_input.finding(
                "PP-0531", m_input.whole("layer"),
                {{"count", same(count_text(m_without_claim))}, {"field", m_claims.field()}}));
        }
        if (m_break_even) {
            m_result.findings.push_back(
                accuracy_finding(m_input, m_input.whole("layer"), *m_break_even));
        }
        m_result.ledger.push_back({m_input.config.id, "parts_within_rounding_m2",
                                   m_shares.land().rounding_area, m_shares.land().rounding_pairs});
        m_result.tables.push_back(m_table.take());
    }

    const review::RuleInput& m_input;
    const review::LoadedLayer& m_features;
    ZoneRegister m_register;
    ZoneClaims m_claims;
    ZoneShares m_shares;
    ZoneJudge m_judge;
    Doubts m_doubts;
    double m_limit;
    bool m_refused;
    BiText m_no_distances;
    ZoneShareTable m_table;
    // Of the feature that is told of.
    review::Subject m_subject{};
    std::size_t m_row = 0;
    const JudgedShares* m_one = nullptr;

    std::optional<Metres> m_break_even{}; ///< the smallest
    std::size_t m_without_claim = 0;
    review::RuleResult m_result{};
};

class InZone final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    void check_config(const plan::RuleConfig& config) const override {
        const std::string& split = config.text("split");
        if (split != "allowed" && split != "refused") {
            throw review::ParamError{"split",
                                     told("'split' is '{}'; it is 'allowed' or 'refused'", split)};
        }
        if (!stated(config, "claim") && stated(config, "claim_as")) {
            fail(ErrorKind::plan, "'claim_as' needs 'claim', the field with the zone claimed");
        }
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        return Run{input}.check();
    }
};

} // namespace

const review::Rule& in_zone() {
    return only<InZone>();
}

} // namespace parkplan::rules
