// SPDX-License-Identifier: MIT
#include "core/area_method.hpp"
#include "report/measure_format.hpp"

#include <fmt/format.h>

#include <optional>
#include <span>
#include <string>

namespace parkplan::report {

std::string MeasuredRow::known_as() const {
    return key.empty() ? fmt::format("#{}", fid) : key;
}

void MeasureTotal::add(const MeasureTotal& part) {
    features += part.features;
    measured += part.measured;
    for (const AreaMethod method : all_area_methods) {
        std::optional<ExactArea>& sum = areas.at(index_of(method));
        const std::optional<ExactArea>& more = part.areas.at(index_of(method));
        if (!more) {
            sum.reset();
        } else if (sum) {
            *sum += *more;
        }
    }
}

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
