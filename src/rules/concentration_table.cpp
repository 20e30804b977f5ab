// SPDX-License-Identifier: MIT
#include "rules/concentration_table.hpp"

#include "rules/results.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

namespace parkplan::rules {

review::ResultTable concentration_table(const review::RuleInput& input, AreaMethod by) {
    const BiText method = method_title(by);
    review::ResultTable table =
        table_of(input, "curve", {"Largest group of parts by gap", "最大一组面积随间距的变化"});
    table.columns = {
        {.id = "key", .title = {"subject", "对象"}},
        {.id = "gap_m", .title = {"gap", "间距"}, .unit = "m", .decimals = 3},
        {.id = "area_m2", .title = {"area of the largest group", "最大一组面积"}, .unit = "m2"},
        {.id = "parts", .title = {"its parts", "其块数"}, .unit = {}, .decimals = 0}};
    table.note = {fmt::format("{}; from each gap on, up to the next", method.en),
                  fmt::format("{}；各级自该间距（含）起，至下一级为止", method.zh)};
    table.own_file = true;
    return table;
}

void add_curve(review::ResultTable& table, const review::Subject& subject,
               const overlay::Concentration* found) {
    if (found == nullptr) {
        table.rows.push_back({subject.key, {}, {}, {}});
        return;
    }
    for (const overlay::ConcentrationStep& step : found->curve()) {
        table.rows.push_back({subject.key, step.gap.value(), step.area.value().value(),
                              static_cast<double>(step.parts)});
    }
}

} // namespace parkplan::rules
