// SPDX-License-Identifier: MIT
#include "geo/validity.hpp"
#include "rules/makers.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

constexpr std::array params{
    polygon_layer("layer", {"layer whose geometries are checked", "待检查的图层"}),
};

constexpr plan::RuleInfo rule_info{
    .kind = "valid_geometry",
    .summary = {"each feature's geometry is valid, so that its area has one meaning",
                "各要素图形有效，面积含义唯一"},
    .why =
        {"Where a boundary crosses itself, where parts overlap or a hole lies outside its shell, "
         "inside and outside are a guess: such a feature has no area, and nothing that depends "
         "on its area or position can be checked. Other oddities, such as repeated points, are "
         "named but do not fail the rule.",
         "边界自相交、部件重叠或孔洞位于外环之外时，图形的内外无法确定，面积没有唯一含义，"
         "依赖其面积或位置的各项内容均无法检查。重复节点等其他情形只作提示，不影响结论。"},
    .params = params,
    .level = Level::error,
};

using Defects = std::vector<geo::Defect>;

/// Defects of all rows: those found when measuring, unless validity was assumed there.
std::vector<Defects> defects_of(const review::LoadedLayer& loaded, TaskPool& tasks) {
    const bool known = loaded.measurer->options().validity == measure::Validity::checked;
    return tasks.map<Defects>(loaded.layer.size(), [&](std::size_t row) {
        if (loaded.layer.table().states[row] != layer::GeometryState::polygon) {
            return Defects{};
        }
        return known ? loaded.measures[row].defects
                     : geo::find_defects(loaded.layer.table().polygons[row]);
    });
}

class ValidGeometry final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }
    [[nodiscard]] bool reports_defects() const noexcept override { return true; }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        const review::LoadedLayer& loaded = input.layer("layer");
        const std::vector<Defects> defects = defects_of(loaded, input.tasks);
        review::RuleResult result;
        for (std::size_t row = 0; row < defects.size(); ++row) {
            if (loaded.layer.table().states[row] != layer::GeometryState::polygon) {
                result.verdicts.push_back(
                    not_checked(input, input.subject("layer", row), loaded.why_unusable(row)));
                continue;
            }
            for (const geo::Defect& defect : defects[row]) {
                review::Finding finding =
                    input.finding(geo::code_of(defect.kind), input.subject("layer", row), {});
                finding.place = review::place_of(defect);
                result.findings.push_back(std::move(finding));
            }
            result.verdicts.push_back(judge(input, row, defects[row]));
        }
        return result;
    }

private:
    /// Value: number of defects that prevent measuring.
    static review::Verdict judge(const review::RuleInput& input, std::size_t row,
                                 const Defects& defects) {
        const auto count = std::ranges::count_if(defects, [](const geo::Defect& defect) {
            return geo::prevents_measuring(defect.kind);
        });
        return count_verdict(input, input.subject("layer", row), static_cast<std::size_t>(count));
    }
};

} // namespace

const review::Rule& valid_geometry() {
    return only<ValidGeometry>();
}

} // namespace parkplan::rules
