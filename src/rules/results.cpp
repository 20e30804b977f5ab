// SPDX-License-Identifier: MIT
#include "rules/results.hpp"

#include "core/error.hpp"
#include "core/told.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <utility>

namespace parkplan::rules {

review::Verdict not_checked(const review::RuleInput& input, review::Subject subject, BiText why) {
    review::Verdict verdict = input.verdict(std::move(subject));
    verdict.outcome = review::Outcome::not_checked;
    verdict.note = std::move(why);
    return verdict;
}

review::Verdict only_told(const review::RuleInput& input, review::Subject subject, BiText what) {
    review::Verdict verdict = not_checked(input, std::move(subject), std::move(what));
    verdict.looked = true;
    return verdict;
}

review::Verdict count_verdict(const review::RuleInput& input, review::Subject subject,
                              std::size_t faults) {
    review::Verdict verdict = input.verdict(std::move(subject));
    verdict.outcome = faults > 0 ? review::Outcome::fail : review::Outcome::pass;
    verdict.value = static_cast<double>(faults);
    verdict.limit = 0.0;
    verdict.margin = 0.0 - *verdict.value;
    return verdict;
}

review::Verdict by_area(review::Verdict verdict, AreaMethod method, SquareMetres limit) {
    verdict.limit = limit.value();
    verdict.unit = "m2";
    verdict.method = parkplan::name_of(method);
    return verdict;
}

review::Verdict by_share(review::Verdict verdict, AreaMethod method, double limit) {
    verdict.limit = limit;
    verdict.method = parkplan::name_of(method);
    return verdict;
}

review::Finding with_area(review::Finding finding, SquareMetres measured,
                          std::optional<SquareMetres> limit) {
    finding.measured = measured.value();
    if (limit) {
        finding.limit = limit->value();
    }
    finding.unit = "m2";
    return finding;
}

review::ResultTable table_of(const review::RuleInput& input, std::string name, BiText title) {
    return {.rule = input.config.id,
            .name = std::move(name),
            .title = std::move(title),
            .group = input.config.group,
            .clause = input.config.clause};
}

review::Finding accuracy_finding(const review::RuleInput& input, review::Subject subject,
                                 Metres break_even) {
    review::Finding finding = input.finding(
        "PP-0403", std::move(subject), {{"break_even", same(accuracy_text(break_even.value()))}});
    finding.measured = break_even.value();
    finding.unit = "m";
    return finding;
}

void refuse(const review::RuleInput& input, std::string_view param, const BiText& message) {
    const auto stated = input.config.param_locations.find(param);
    const plan::Location at =
        stated == input.config.param_locations.end() ? input.config.location : stated->second;
    throw Error{ErrorKind::plan,
                told("parameter '{}': {}", param, message),
                {.source = input.plan.place_of(at), .layer = {}, .feature = {}, .rule = {}}};
}

} // namespace parkplan::rules
