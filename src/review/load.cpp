// SPDX-License-Identifier: MIT
#include "review/load.hpp"

#include "core/error.hpp"

#include <cstddef>
#include <memory>
#include <utility>

namespace parkplan::review {

LoadedLayer load_layer(const plan::Plan& plan, const plan::LayerConfig& config,
                       const LayerReader& reader) {
    try {
        return {layer::in_crs(reader(config), plan.working_crs), {}, {}};
    } catch (Error& error) {
        error.add_context({.source = {}, .layer = config.id, .feature = {}, .rule = {}});
        throw;
    }
}

void measure_layer(LoadedLayer& loaded, const plan::Plan& plan, const plan::LayerConfig& config,
                   measure::Validity validity, TaskPool& tasks) {
    measure::MeasureOptions options;
    options.point_accuracy = config.point_accuracy ? config.point_accuracy : plan.point_accuracy;
    options.validity = validity;
    loaded.measurer =
        std::make_shared<const measure::Measurer>(loaded.layer.crs(), loaded.layer.box(), options);
    const layer::Table& table = loaded.layer.table();
    loaded.measures.resize(table.size());
    constexpr std::size_t grain = 512;
    tasks.for_ranges(table.size(), grain, [&](std::size_t first, std::size_t last) {
        measure::Measurer::Session session = loaded.measurer->session();
        for (std::size_t row = first; row < last; ++row) {
            if (table.states[row] == layer::GeometryState::polygon) {
                session.measure(table.polygons[row], loaded.measures[row]);
            }
        }
    });
}

} // namespace parkplan::review
