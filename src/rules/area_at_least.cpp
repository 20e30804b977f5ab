// SPDX-License-Identifier: MIT
#include "core/area_method.hpp"
#include "review/judge.hpp"
#include "rules/area_readings.hpp"
#include "rules/area_sheet.hpp"
#include "rules/judged_area.hpp"
#include "rules/makers.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/wording.hpp"

#include <array>
#include <cstddef>
#include <optional>
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

review::Finding below_limit(const JudgedArea& one) {
    return finding_of(one, "PP-0401",
                      {{"value_m2", same(figure(one, one.value))},
                       {"method", method_title(one.method)},
                       {"limit_m2", same(figure(one, one.limit))},
                       {"margin_m2", same(figure(one, one.judgement.margin))}});
}

class AreaAtLeast final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        const review::LoadedLayer& loaded = input.layer("layer");
        const AreaMethod method = input.plan.method;
        const SquareMetres limit = input.config.area("limit");
        const AreaReadings readings{input, loaded, limit, nullptr};
        AreaSheet sheet{input, {limit_column(), margin_column()}};
        review::RuleResult result;
        for (std::size_t row = 0; row < loaded.layer.size(); ++row) {
            const RecordArea area = area_of_record(input, loaded, row);
            if (!area.value) {
                result.verdicts.push_back(by_area(
                    not_checked(input, input.subject("layer", row), area.why), method, limit));
                sheet.add(row, review::Outcome::not_checked, {limit.value()});
                continue;
            }
            const std::optional<SquareMetres> sigma = loaded.measures[row].sigma;
            add_verdict({.input = input,
                         .subject = input.subject("layer", row),
                         .place = loaded.layer.table().polygons[row],
                         .measures = loaded.measures[row],
                         .method = method,
                         .value = *area.value,
                         .limit = limit,
                         .judgement = review::judge_at_least(*area.value, limit, sigma,
                                                             input.plan.coverage_factor)},
                        below_limit, result);
            sheet.add(row, result.verdicts.back().outcome,
                      {limit.value(), result.verdicts.back().margin.value()});
            readings.tell(row, result.verdicts.back(), result);
        }
        result.tables.push_back(std::move(sheet).table());
        return result;
    }
};

} // namespace

const review::Rule& area_at_least() {
    return only<AreaAtLeast>();
}

} // namespace parkplan::rules
