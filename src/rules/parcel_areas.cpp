// SPDX-License-Identifier: MIT
#include "rules/parcel_areas.hpp"

#include "rules/area_readings.hpp"

namespace parkplan::rules {

ParcelAreas::ParcelAreas(const review::RuleInput& input)
    : m_areas(input.layer("layer").layer.size()),
      m_stated(!input.layer("layer").layer.is_plain_table()) {
    if (!m_stated) {
        return;
    }
    const review::LoadedLayer& loaded = input.layer("layer");
    const auto measurer = piece_measurer(loaded, input.plan.method);
    m_method = measurer->piece_method();
    for (std::size_t row = 0; row < m_areas.size(); ++row) {
        if (loaded.usable(row)) {
            m_areas[row] = ExactArea{measurer->piece_area(loaded.layer.table().polygons[row])};
        }
    }
}

} // namespace parkplan::rules
