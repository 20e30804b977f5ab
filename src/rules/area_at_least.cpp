// SPDX-License-Identifier: MIT
#include "core/area_method.hpp"
#include "core/number.hpp"
#include "geo/shape.hpp"
#include "review/judge.hpp"
#include "rules/makers.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/wording.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace parkplan::rules {
namespace {

using plan::ParamType;

constexpr std::array params{
    polygon_layer("layer", {"layer whose features are judged", "待判定的图层"}),
    required_param("limit", ParamType::area,
                   {"smallest area that passes, itself included, e.g. '2km2'",
                    "面积下限（含本数），如“2km2”"}),
};

constexpr plan::RuleInfo rule_info{
    .kind = "area_at_least",
    .summary = {"each feature's area, by the method of record, reaches the limit",
                "各要素按采用口径计算的面积不低于下限"},
    .why = {"Planning documents admit an area only from a certain size on (以上 includes the size "
            "itself). Compared is the unrounded area by the method that the plan names with its "
            "basis; within k times its standard uncertainty of the limit the verdict stays open, "
            "because points of the stated accuracy cannot decide it.",
            "规划文件以面积下限作为认定条件（“以上”包括本数）。比较所用为方案文件声明口径下"
            "未经取整的面积；与限值之差在 k 倍面积中误差以内时不作结论，"
            "因为所声明的点位精度不足以判定。"},
    .params = params,
    .level = Level::error,
};

/// Everything about one feature that the verdict hangs on.
struct Case {
    const review::RuleInput& input;
    std::size_t row = 0;
    const measure::FeatureMeasures& measures;
    AreaMethod method = AreaMethod::planar;
    SquareMetres value{};
    SquareMetres limit{};
    review::Judgement judgement{};
};

/// Figures of a comparison: 6 decimals when 2 would make value and limit look equal.
std::string figure(const Case& one, SquareMetres area) {
    constexpr double near_m2 = 0.1;
    return format_fixed(area.value(), std::abs(one.judgement.margin.value()) < near_m2 ? 6 : 2);
}

BiText method_title(AreaMethod method) {
    const BiView title = title_of(method);
    return {std::string{title.en}, std::string{title.zh}};
}

/// The area that is compared: of the survey procedure its published value, 0.01 m² steps.
SquareMetres compared_value(AreaMethod method, SquareMetres area) {
    return method == AreaMethod::survey ? SquareMetres{round_half_away(area.value(), 2)} : area;
}

/// True when planar and ellipsoidal area lie on different sides of the limit.
bool methods_disagree(const measure::FeatureMeasures& measures, SquareMetres limit) {
    const std::optional<SquareMetres> planar = measures.area(AreaMethod::planar);
    const std::optional<SquareMetres> ellipsoidal = measures.area(AreaMethod::ellipsoidal);
    return planar && ellipsoidal && (*planar >= limit) != (*ellipsoidal >= limit);
}

/// A computed accuracy: to 1 mm, from 1 m on to 1 cm.
std::string accuracy_text(double metres) {
    return format_length(Metres{round_half_away(metres, metres < 1.0 ? 3 : 2)});
}

review::Finding finding_of(const Case& one, std::string_view code, const MessageValues& values) {
    review::Finding finding = with_area(
        one.input.finding(code, one.input.subject("layer", one.row), values), one.value, one.limit);
    finding.place = geo::MultiPolygon{one.input.layer("layer").layer.table().polygons[one.row]};
    return finding;
}

review::Finding below_limit(const Case& one) {
    return finding_of(one, "PP-0401",
                      {{"value_m2", same(figure(one, one.value))},
                       {"method", method_title(one.method)},
                       {"limit_m2", same(figure(one, one.limit))},
                       {"margin_m2", same(figure(one, one.judgement.margin))}});
}

review::Finding too_near(const Case& one) {
    return finding_of(one, "PP-0402",
                      {{"value_m2", same(figure(one, one.value))},
                       {"limit_m2", same(figure(one, one.limit))},
                       {"sigma_m2", same(area_text(one.measures.sigma.value_or(SquareMetres{})))},
                       {"k", same(format_shortest(one.input.plan.coverage_factor))}});
}

review::Finding methods_differ(const Case& one) {
    const auto text = [](std::optional<SquareMetres> area) {
        return same(format_fixed(area.value_or(SquareMetres{}).value(), 2));
    };
    return finding_of(one, "PP-0404",
                      {{"planar_m2", text(one.measures.area(AreaMethod::planar))},
                       {"ellipsoidal_m2", text(one.measures.area(AreaMethod::ellipsoidal))},
                       {"limit_m2", text(one.limit)}});
}

/// From this point accuracy on, k·sigma reaches the margin.
std::optional<review::Finding> accuracy_not_stated(const Case& one) {
    const double per_metre = one.measures.sigma_per_metre.value_or(Metres{}).value();
    const double k = one.input.plan.coverage_factor;
    if (one.measures.sigma || !(per_metre * k > 0.0)) {
        return std::nullopt;
    }
    const double break_even = std::abs(one.judgement.margin.value()) / (k * per_metre);
    review::Finding finding =
        finding_of(one, "PP-0403", {{"break_even", same(accuracy_text(break_even))}});
    finding.measured = break_even;
    finding.limit.reset();
    finding.unit = "m";
    return finding;
}

BiText why_undecided(bool disagree) {
    return disagree ? BiText{"planar and ellipsoidal area lie on different sides of the limit, "
                             "and no basis for the method is given",
                             "平面面积与椭球面积分居限值两侧，且未说明采用口径的依据"}
                    : BiText{"the limit lies within the uncertainty of the area",
                             "与限值之差在面积不确定度以内"};
}

void judge(Case one, review::RuleResult& result) {
    const bool disagree = one.input.plan.basis.empty() && methods_disagree(one.measures, one.limit);
    if (disagree) {
        one.judgement.outcome = review::Outcome::undecided;
        result.findings.push_back(methods_differ(one));
    } else if (one.judgement.outcome == review::Outcome::fail) {
        result.findings.push_back(below_limit(one));
    } else if (one.judgement.outcome == review::Outcome::undecided) {
        result.findings.push_back(too_near(one));
    }
    if (auto finding = accuracy_not_stated(one)) {
        result.findings.push_back(*std::move(finding));
    }

    review::Verdict verdict =
        by_area(one.input.verdict(one.input.subject("layer", one.row)), one.method, one.limit);
    verdict.outcome = one.judgement.outcome;
    verdict.value = one.value.value();
    verdict.margin = one.judgement.margin.value();
    if (one.measures.sigma) {
        verdict.sigma = one.measures.sigma->value();
    }
    if (verdict.outcome == review::Outcome::undecided) {
        verdict.note = why_undecided(disagree);
    } else if (!one.measures.sigma) {
        verdict.note = {"point accuracy not stated, decided by value", "精度未声明，不作临界判断"};
    }
    result.verdicts.push_back(std::move(verdict));
}

class AreaAtLeast final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        const review::LoadedLayer& loaded = input.layer("layer");
        const AreaMethod method = input.plan.method;
        const SquareMetres limit = input.config.area("limit");
        review::RuleResult result;
        for (std::size_t row = 0; row < loaded.layer.size(); ++row) {
            const measure::FeatureMeasures& measures = loaded.measures[row];
            const std::optional<SquareMetres> area = measures.area(method);
            const bool off = method == AreaMethod::survey && measures.survey_off;
            if (!loaded.usable(row) || !area || off) {
                result.verdicts.push_back(cannot_judge(input, row, limit));
                continue;
            }
            const SquareMetres value = compared_value(method, *area);
            judge(
                {input, row, measures, method, value, limit,
                 review::judge_at_least(value, limit, measures.sigma, input.plan.coverage_factor)},
                result);
        }
        return result;
    }

private:
    static review::Verdict cannot_judge(const review::RuleInput& input, std::size_t row,
                                        SquareMetres limit) {
        const review::LoadedLayer& loaded = input.layer("layer");
        BiText why = loaded.usable(row) ? loaded.measurer->unavailable(input.plan.method)
                                        : loaded.why_unusable(row);
        if (why.en.empty() && loaded.measures[row].survey_off) {
            why = {
                "the survey area differs from the ellipsoidal area beyond its bound: the plane is "
                "too far from the data",
                "图斑椭球面积与椭球面积之差超出允许范围：投影带离数据过远"};
        }
        if (why.en.empty()) {
            why = {"the method of record gives no area for this feature",
                   "按采用口径无法给出该要素的面积"};
        }
        return by_area(not_checked(input, input.subject("layer", row), std::move(why)),
                       input.plan.method, limit);
    }
};

} // namespace

const review::Rule& area_at_least() {
    return only<AreaAtLeast>();
}

} // namespace parkplan::rules
