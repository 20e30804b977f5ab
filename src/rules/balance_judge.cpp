// SPDX-License-Identifier: MIT
#include "rules/balance_judge.hpp"

#include "core/fail.hpp"
#include "core/told.hpp"
#include "review/param_error.hpp"
#include "rules/judged_land.hpp"
#include "rules/land_inside.hpp"
#include "rules/levelled_column.hpp"
#include "rules/results.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using review::Outcome;

std::optional<SquareMetres> net_limit(const plan::RuleConfig& config) {
    if (config.has("reduce_by")) {
        return SquareMetres{} - config.area("reduce_by");
    }
    return config.has("net_at_most") ? std::optional{config.area("net_at_most")} : std::nullopt;
}

/// Where a ratio lies, for people.
BiText range_of(const ConstructionChange& change, double limit) {
    const std::optional<double> low = change.lowest_ratio();
    const std::optional<double> high = change.highest_ratio();
    if (!low) {
        return {"has nothing to be compared with, no land is known to be newly built on",
                "无法计算（无已知的新增建设用地）"};
    }
    const std::string least = number_text(*low, limit);
    if (!high) {
        return {fmt::format("is {} or above", least), fmt::format("不低于 {}", least)};
    }
    const std::string most = number_text(*high, limit);
    if (least == most) {
        return {fmt::format("is {}", least), fmt::format("为 {}", least)};
    }
    return {fmt::format("lies between {} and {}", least, most),
            fmt::format("介于 {} 与 {} 之间", least, most)};
}

/// fail before undecided before pass.
int gravity(Outcome outcome) noexcept {
    return outcome == Outcome::fail ? 2 : outcome == Outcome::undecided ? 1 : 0;
}

} // namespace

/// One of the conditions, judged.
struct BalanceJudge::Condition {
    Outcome outcome = Outcome::pass;
    std::optional<double> value{};
    double limit = 0.0;
    std::optional<double> margin{};
    std::optional<double> sigma{};
    std::string unit{};
    BiText note{};
};

BalanceJudge::BalanceJudge(const review::RuleInput& input, const review::LoadedLayer* zones,
                           const measure::Measurer& measurer)
    : m_input(input), m_zones(zones), m_measurer(measurer), m_step(table_step(input.config)),
      m_limit(net_limit(input.config)) {
    if (input.config.has("ratio_at_least")) {
        m_ratio = input.config.number("ratio_at_least");
    }
}

void BalanceJudge::check(const plan::RuleConfig& config) {
    if (config.has("net_at_most") && config.has("reduce_by")) {
        fail(ErrorKind::plan, "'{}' and '{}' are both given; one of them is enough", "net_at_most",
             "reduce_by");
    }
    if (config.has("ratio_at_least")) {
        const double ratio = config.number("ratio_at_least");
        if (!(ratio >= 0.0 && ratio <= ConstructionChange::most_ratio)) { // none for no number
            throw review::ParamError{"ratio_at_least",
                                     told("'ratio_at_least' is {}; a ratio of 0 to {} is needed",
                                          ratio, ConstructionChange::most_ratio)};
        }
    }
    for (const std::string_view param : {"net_at_most", "reduce_by", "ratio_at_least"}) {
        if (config.has(param) && !ChangeClasses::counts(config)) {
            fail(ErrorKind::plan,
                 "'{}' needs 'construction': the codes of construction land are not stated", param);
        }
    }
}

void BalanceJudge::find_sigma(const overlay::ChangeBalance& balance, const ChangeClasses& classes) {
    if (!m_limit) {
        return;
    }
    const auto marks = [&classes](Moment moment, const std::vector<std::uint32_t>& numbers) {
        std::vector<std::uint8_t> all;
        all.reserve(numbers.size());
        for (const std::uint32_t one : numbers) {
            all.push_back(classes.construction(moment, one) == Construction::yes ? 1 : 0);
        }
        return all;
    };
    m_sigma = overlay::sigma_of_change(balance, marks(Moment::before, balance.before_classes),
                                       marks(Moment::after, balance.after_classes), m_measurer,
                                       m_input.tasks);
    m_accuracy = accuracy_of_land(m_input.layer("before"), m_input.layer("after"));
    if (m_accuracy && m_zones != nullptr) {
        const std::optional<Metres> own = accuracy_of_land(*m_zones, m_input.layer("after"));
        m_accuracy = own ? std::max(m_accuracy, own) : std::nullopt;
    }
}

/// Without zones the land of a feature that cannot be used may be in no sum at all.
std::optional<BiText> BalanceJudge::land_lost() const {
    const std::size_t lost =
        unusable_parcels(m_input.layer("before")) + unusable_parcels(m_input.layer("after"));
    if (m_zones != nullptr || lost == 0) {
        return std::nullopt;
    }
    return BiText{fmt::format("{} features cannot be used, their land is not known", lost),
                  fmt::format("{} 个要素无法使用，其土地情况不明", lost)};
}

BalanceJudge::Condition BalanceJudge::judge_net_change(const JudgedBalance& one,
                                                       review::RuleResult& result) const {
    const overlay::ChangeSigma& sigmas = m_sigma.value();
    const Metres sigma = one.zone ? sigmas.zones[*one.zone].value() : sigmas.whole;
    const NetJudgement judgement =
        judge_net(one.change, *m_limit, sigma, m_accuracy, m_input.plan.coverage_factor);
    Condition condition{.outcome = judgement.outcome,
                        .value = one.change.net().value().value(),
                        .limit = m_limit->value(),
                        .margin = judgement.margin.value(),
                        .unit = "m2"};
    if (m_accuracy) {
        condition.sigma = m_accuracy->value() * sigma.value();
    } else if (judgement.break_even && !land_lost()) {
        result.findings.push_back(accuracy_finding(m_input, one.subject, *judgement.break_even));
    }
    return condition;
}

BalanceJudge::Condition BalanceJudge::judge_ratio(const JudgedBalance& one) const {
    const std::optional<double> ratio = one.change.ratio();
    Condition condition{
        .outcome = one.change.judge_ratio(*m_ratio), .value = ratio, .limit = *m_ratio};
    if (ratio) {
        condition.margin = *ratio - *m_ratio;
        condition.note = {"the ratio is decided by value, without regard to the accuracy of points",
                          "减增比按数值判定，未计点位精度"};
    } else {
        condition.note = {"no land is known to be newly built on", "无已知的新增建设用地"};
    }
    return condition;
}

std::pair<std::string_view, MessageValues> BalanceJudge::open_values(const JudgedBalance& one,
                                                                     const Condition& condition) {
    if (condition.unit.empty()) {
        const std::string limit =
            number_text(condition.limit, condition.value.value_or(condition.limit));
        return {"PP-0473",
                {{"range", range_of(one.change, condition.limit)},
                 {"limit", same(limit)},
                 {"why", condition.note}}};
    }
    const std::string limit = area_text(SquareMetres{condition.limit});
    return {"PP-0472",
            {{"low_m2", same(area_text(one.change.lowest().value()))},
             {"high_m2", same(area_text(one.change.highest().value()))},
             {"limit", same(fmt::format("{} m²", limit))},
             {"why", condition.note}}};
}

void BalanceJudge::add_finding(const JudgedBalance& one, const Condition& condition,
                               review::RuleResult& result) const {
    const bool of_net = !condition.unit.empty();
    const auto figure = [](ExactArea area) { return same(area_text(area.value())); };
    const std::string ratio = number_text(condition.value.value_or(0.0), condition.limit);
    const std::string limit = of_net ? area_text(SquareMetres{condition.limit})
                                     : number_text(condition.limit, condition.value.value_or(0.0));
    MessageValues values{{"gained_m2", figure(one.change.gained())},
                         {"lost_m2", figure(one.change.lost())}};
    std::string_view code;
    if (condition.outcome == Outcome::undecided) {
        std::tie(code, values) = open_values(one, condition);
    } else if (of_net) {
        code = "PP-0470";
        values.emplace_back("net_m2", figure(one.change.net()));
        values.emplace_back("limit_m2", same(limit));
    } else {
        code = "PP-0471";
        values.emplace_back("ratio", same(ratio));
        values.emplace_back("limit", same(limit));
    }
    review::Finding finding = m_input.finding(code, one.subject, values);
    finding.measured = condition.value;
    finding.limit = condition.limit;
    finding.unit = condition.unit;
    if (one.zone) {
        finding.place = geo::MultiPolygon{m_zones->layer.table().polygons[*one.zone]};
    }
    result.findings.push_back(std::move(finding));
}

void BalanceJudge::judge(const JudgedBalance& one, review::RuleResult& result) const {
    std::vector<Condition> conditions;
    if (m_limit) {
        conditions.push_back(judge_net_change(one, result));
    }
    if (m_ratio) {
        conditions.push_back(judge_ratio(one));
    }
    for (Condition& condition : conditions) {
        if (const auto lost = land_lost()) {
            condition.outcome = Outcome::undecided;
            condition.note = *lost;
        } else if (condition.outcome == Outcome::undecided) {
            condition.note =
                one.change.has_doubt()
                    ? BiText{"land of unknown class, or that a layer does not cover, could turn it",
                             "地类不明或未覆盖的土地足以影响结论"}
                    : BiText{"the limit lies within the uncertainty", "与限值之差在不确定度以内"};
        }
        if (condition.outcome != Outcome::pass) {
            add_finding(one, condition, result);
        }
    }
    const Condition& worst = *std::ranges::max_element(
        conditions, {}, [](const Condition& condition) { return gravity(condition.outcome); });
    review::Verdict verdict = m_input.verdict(one.subject);
    verdict.outcome = worst.outcome;
    verdict.value = worst.value;
    verdict.limit = worst.limit;
    verdict.margin = worst.margin;
    verdict.sigma = worst.sigma;
    verdict.unit = worst.unit;
    verdict.method = parkplan::name_of(m_measurer.piece_method());
    const BiText figures = one.change.summary(m_step);
    verdict.note = worst.note.en.empty() ? figures
                                         : BiText{fmt::format("{}; {}", worst.note.en, figures.en),
                                                  fmt::format("{}；{}", worst.note.zh, figures.zh)};
    result.verdicts.push_back(std::move(verdict));
}

} // namespace parkplan::rules
