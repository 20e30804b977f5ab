// SPDX-License-Identifier: MIT
#include "rules/layer_sample.hpp"

#include "core/text.hpp"
#include "layer/readable.hpp"

#include <algorithm>
#include <optional>

namespace parkplan::rules {

LayerSample sample_of(layer::BatchSource& source) {
    constexpr std::size_t enough = 20000;
    LayerSample sample;
    sample.schema = source.info().schema;
    layer::Table batch{sample.schema};
    sample.columns = batch.columns;
    while (source.next(batch)) {
        if (sample.rows >= enough) {
            sample.whole = false;
            break;
        }
        for (std::size_t i = 0; i < batch.columns.size(); ++i) {
            sample.columns[i].append(batch.columns[i]);
        }
        sample.rows += batch.size();
        sample.polygons += static_cast<std::size_t>(
            std::ranges::count(batch.states, layer::GeometryState::polygon));
    }
    return sample;
}

FieldFigures figures_of(const LayerSample& sample, std::size_t field) {
    FieldFigures figures;
    std::size_t bytes = 0;
    for (std::size_t row = 0; row < sample.rows; ++row) {
        const std::optional<std::string> text = sample.columns[field].as_text(row);
        const std::string_view value = text ? trim(*text) : std::string_view{};
        if (value.empty() || !layer::is_readable(value)) {
            continue;
        }
        ++figures.filled;
        bytes += value.size();
        if (figures.values.emplace(value).second) {
            figures.wide += std::ranges::any_of(value, [](char c) { return c < 0; }) ? 1U : 0U;
        }
    }
    if (figures.filled != 0) {
        figures.mean_bytes = static_cast<double>(bytes) / static_cast<double>(figures.filled);
    }
    return figures;
}

} // namespace parkplan::rules
