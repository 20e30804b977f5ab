// SPDX-License-Identifier: MIT
#include "rules/bounded.hpp"

#include "review/judge.hpp"
#include "rules/results.hpp"

#include <fmt/format.h>

#include <cmath>

namespace parkplan::rules {
namespace {

using review::Outcome;

BoundedJudgement judge_side(const Bounded& figure, double limit, bool lower, double doubt) {
    const auto margin = [&](double value) { return lower ? value - limit : limit - value; };
    const double worst = margin(lower ? figure.lowest : figure.highest);
    const double best = margin(lower ? figure.highest : figure.lowest);
    BoundedJudgement one{Outcome::undecided, limit, margin(figure.value), worst, lower, false};
    if (review::outcome_of(worst, doubt) == Outcome::pass) {
        one.outcome = Outcome::pass;
    } else if (review::outcome_of(best, doubt) == Outcome::fail) {
        one.outcome = Outcome::fail;
        one.decisive = best;
    } else {
        one.open = !figure.known();
    }
    return one;
}

int rank(Outcome outcome) {
    return outcome == Outcome::fail ? 0 : outcome == Outcome::undecided ? 1 : 2;
}

} // namespace

BoundedJudgement judge(const Bounded& figure, const Limits& limits, double coverage_factor) {
    const double doubt = coverage_factor * figure.sigma.value_or(0.0);
    std::optional<BoundedJudgement> worst;
    for (const bool lower : {true, false}) {
        const std::optional<double>& limit = lower ? limits.at_least : limits.at_most;
        if (!limit) {
            continue;
        }
        const BoundedJudgement one = judge_side(figure, *limit, lower, doubt);
        const auto order = [](const BoundedJudgement& its) {
            return std::pair{rank(its.outcome), its.margin};
        };
        if (!worst || order(one) < order(*worst)) {
            worst = one;
        }
    }
    return worst.value_or(BoundedJudgement{});
}

review::Verdict bounded_verdict(review::Verdict verdict, const Bounded& figure,
                                const BoundedJudgement& judgement,
                                const std::function<std::string(double)>& text) {
    verdict.outcome = judgement.outcome;
    verdict.value = figure.value;
    verdict.limit = judgement.limit;
    verdict.margin = judgement.margin;
    verdict.sigma = figure.sigma;
    if (judgement.open) {
        const std::string low = text(figure.lowest);
        verdict.note = std::isinf(figure.highest)
                           ? BiText{fmt::format("values are missing: {} or more", low),
                                    fmt::format("部分数值缺失，仅知不小于 {}", low)}
                           : BiText{fmt::format("values are missing: between {} and {}", low,
                                                text(figure.highest)),
                                    fmt::format("部分数值缺失，仅知在 {} 与 {} 之间", low,
                                                text(figure.highest))};
    } else if (judgement.outcome == Outcome::undecided) {
        verdict.note = {"the limit lies within the uncertainty", "与限值之差在不确定度以内"};
    }
    return verdict;
}

std::optional<review::Finding> without_accuracy(const review::RuleInput& input,
                                                review::Verdict& verdict, const Bounded& figure,
                                                const BoundedJudgement& judgement,
                                                Metres per_metre) {
    const double doubt = input.plan.coverage_factor * per_metre.value();
    if (figure.sigma || judgement.outcome == Outcome::undecided || !(doubt > 0.0)) {
        return std::nullopt;
    }
    verdict.note = {"point accuracy not stated, decided by value", "精度未声明，不作临界判断"};
    return accuracy_finding(input, verdict.subject, Metres{std::abs(judgement.decisive) / doubt});
}

BiText side_of(const BoundedJudgement& judgement) {
    return judgement.lower ? BiText{"below", "低于下限"} : BiText{"above", "高于上限"};
}

} // namespace parkplan::rules
