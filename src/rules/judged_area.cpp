// SPDX-License-Identifier: MIT
#include "rules/judged_area.hpp"

#include "core/number.hpp"
#include "geo/shape.hpp"
#include "rules/results.hpp"
#include "rules/wording.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace parkplan::rules {
namespace {

review::Finding too_near(const JudgedArea& one) {
    return finding_of(one, "PP-0402",
                      {{"value_m2", same(figure(one, one.value))},
                       {"limit_m2", same(figure(one, one.limit))},
                       {"sigma_m2", same(area_text(one.measures.sigma.value_or(SquareMetres{})))},
                       {"k", same(format_shortest(one.input.plan.coverage_factor))}});
}

BiText why_undecided(const JudgedArea& one, bool disagree) {
    if (disagree) {
        return {"planar and ellipsoidal area lie on different sides of the limit, and no basis for "
                "the method is given",
                "平面面积与椭球面积分居限值两侧，且未说明采用口径的依据"};
    }
    return one.open.en.empty() ? BiText{"the limit lies within the uncertainty of the area",
                                        "与限值之差在面积不确定度以内"}
                               : one.open;
}

} // namespace

std::optional<SquareMetres> area_by(AreaMethod method, const measure::FeatureMeasures& measures) {
    const std::optional<SquareMetres> area = measures.area(method);
    if (method != AreaMethod::survey || !area) {
        return area;
    }
    return measures.survey_off ? std::nullopt
                               : std::optional{SquareMetres{round_half_away(area->value(), 2)}};
}

RecordArea area_of_record(const review::RuleInput& input, const review::LoadedLayer& loaded,
                          std::size_t row) {
    if (!loaded.usable(row)) {
        return {std::nullopt, loaded.why_unusable(row)};
    }
    const AreaMethod method = input.plan.method;
    const measure::FeatureMeasures& measures = loaded.measures[row];
    if (const std::optional<SquareMetres> area = area_by(method, measures)) {
        return {area, {}};
    }
    if (method == AreaMethod::survey && measures.survey_off) {
        return {std::nullopt,
                {"the survey area differs from the ellipsoidal area beyond its bound: the plane is "
                 "too far from the data",
                 "图斑椭球面积与椭球面积之差超出允许范围：投影带离数据过远"}};
    }
    BiText why = loaded.measurer->unavailable(method);
    if (why.en.empty()) {
        why = {"the method of record gives no area for this feature",
               "按采用口径无法给出该要素的面积"};
    }
    return {std::nullopt, std::move(why)};
}

bool methods_disagree(const measure::FeatureMeasures& measures, SquareMetres limit) {
    const std::optional<SquareMetres> planar = measures.area(AreaMethod::planar);
    const std::optional<SquareMetres> ellipsoidal = measures.area(AreaMethod::ellipsoidal);
    return planar && ellipsoidal && (*planar >= limit) != (*ellipsoidal >= limit);
}

bool method_decides(const plan::Plan& plan, const measure::FeatureMeasures& measures,
                    SquareMetres limit) {
    return plan.basis.empty() && methods_disagree(measures, limit);
}

review::Finding methods_differ(const JudgedArea& one) {
    const auto text = [](std::optional<SquareMetres> area) {
        return same(format_fixed(area.value_or(SquareMetres{}).value(), 2));
    };
    return finding_of(one, "PP-0404",
                      {{"planar_m2", text(one.measures.area(AreaMethod::planar))},
                       {"ellipsoidal_m2", text(one.measures.area(AreaMethod::ellipsoidal))},
                       {"limit_m2", text(one.limit)}});
}

std::optional<review::Finding> accuracy_not_stated(const JudgedArea& one) {
    const double per_metre = one.measures.sigma_per_metre.value_or(Metres{}).value();
    const double k = one.input.plan.coverage_factor;
    std::optional<Metres> least = one.break_even;
    if (!one.measures.sigma && per_metre * k > 0.0) {
        const Metres own{std::abs(one.judgement.margin.value()) / (k * per_metre)};
        least = std::min(own, least.value_or(own));
    }
    if (!least) {
        return std::nullopt;
    }
    review::Finding finding = accuracy_finding(one.input, one.subject, *least);
    finding.place = geo::MultiPolygon{one.place};
    return finding;
}

std::string figure(const JudgedArea& one, SquareMetres area) {
    constexpr double near_m2 = 0.1;
    return format_fixed(area.value(), std::abs(one.judgement.margin.value()) < near_m2 ? 6 : 2);
}

review::Finding finding_of(const JudgedArea& one, std::string_view code,
                           const MessageValues& values) {
    review::Finding finding =
        with_area(one.input.finding(code, one.subject, values), one.value, one.limit);
    finding.place = geo::MultiPolygon{one.place};
    return finding;
}

void add_verdict(const JudgedArea& one,
                 const std::function<review::Finding(const JudgedArea&)>& below_limit,
                 review::RuleResult& result) {
    const bool disagree = method_decides(one.input.plan, one.measures, one.limit);
    const bool open = disagree || !one.open.en.empty();
    if (disagree) {
        result.findings.push_back(methods_differ(one));
    } else if (!open && one.judgement.outcome == review::Outcome::fail) {
        result.findings.push_back(below_limit(one));
    } else if (!open && one.judgement.outcome == review::Outcome::undecided) {
        result.findings.push_back(too_near(one));
    }
    if (auto finding = open ? std::nullopt : accuracy_not_stated(one)) {
        result.findings.push_back(*std::move(finding));
    }

    review::Verdict verdict = by_area(one.input.verdict(one.subject), one.method, one.limit);
    verdict.outcome = open ? review::Outcome::undecided : one.judgement.outcome;
    verdict.value = one.value.value();
    verdict.margin = one.judgement.margin.value();
    if (one.measures.sigma) {
        verdict.sigma = one.measures.sigma->value();
    }
    if (verdict.outcome == review::Outcome::undecided) {
        verdict.note = why_undecided(one, disagree);
    } else if (!one.measures.sigma) {
        verdict.note = {"point accuracy not stated, decided by value", "精度未声明，不作临界判断"};
    }
    result.verdicts.push_back(std::move(verdict));
}

} // namespace parkplan::rules
