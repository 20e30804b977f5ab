// SPDX-License-Identifier: MIT
#include "core/area_method.hpp"
#include "report/measure_format.hpp"

#include <optional>
#include <span>

namespace parkplan::report {

void MeasureTotal::add(std::span<const MeasuredRow> rows) {
    features += rows.size();
    for (const MeasuredRow& row : rows) {
        if (!row.measured()) {
            continue;
        }
        ++measured;
        for (const AreaMethod method : all_area_methods) {
            const std::optional<SquareMetres> area = row.measures.area(method);
            std::optional<ExactArea>& sum = areas.at(index_of(method));
            if (!area) {
                sum.reset(); // a sum that lacks a feature would look whole
            } else if (sum) {
                *sum += ExactArea{*area};
            }
        }
    }
}

} // namespace parkplan::report
