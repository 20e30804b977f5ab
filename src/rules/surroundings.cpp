// SPDX-License-Identifier: MIT
#include "rules/surroundings.hpp"

#include "geo/shape.hpp"
#include "overlay/land_taken.hpp"
#include "overlay/united.hpp"
#include "overlay/within_distance.hpp"

#include <algorithm>
#include <utility>

namespace parkplan::rules {
namespace {

/// Zones by distance: each feature, then all of them; empty where a feature cannot be used.
geo::PolygonColumn zones_of(const review::RuleInput& input, const review::LoadedLayer& loaded,
                            std::span<const Metres> distances) {
    const double unit = input.plan.working_crs.metres_per_unit();
    const std::size_t count = loaded.layer.size();
    const auto areas = input.tasks.map<geo::MultiPolygon>(
        count * distances.size(), [&](std::size_t i) -> geo::MultiPolygon {
            const std::size_t row = i % count;
            if (!loaded.usable(row)) {
                return {};
            }
            return overlay::within_distance(loaded.layer.table().polygons[row],
                                            distances[i / count].value() / unit);
        });
    geo::PolygonColumn column;
    for (std::size_t distance = 0; distance < distances.size(); ++distance) {
        std::vector<const geo::MultiPolygon*> all;
        for (std::size_t row = 0; row < count; ++row) {
            const geo::MultiPolygon& area = areas[distance * count + row];
            column.add_feature(area.view());
            if (loaded.usable(row)) {
                all.push_back(&area);
            }
        }
        column.add_feature(all.empty() ? geo::MultiPolygon{}.view() : overlay::united(all).view());
    }
    return column;
}

} // namespace

Surroundings::Surroundings(const review::RuleInput& input, const review::LoadedLayer& loaded,
                           std::span<const Metres> distances)
    : m_features(loaded.layer.size()),
      m_zones(overlay::bare_layer(loaded.layer, zones_of(input, loaded, distances))) {
    const std::vector<std::uint8_t> rows = loaded.usable_rows();
    const bool all = !rows.empty() && std::ranges::find(rows, std::uint8_t{0}) == rows.end();
    for (std::size_t distance = 0; distance < distances.size(); ++distance) {
        m_usable.insert(m_usable.end(), rows.begin(), rows.end());
        m_usable.push_back(all ? 1 : 0);
    }
}

std::optional<std::size_t> Surroundings::zone(std::size_t distance,
                                              std::optional<std::size_t> feature) const {
    const std::size_t at = index(distance, feature.value_or(m_features));
    return m_usable[at] != 0 ? std::optional{at} : std::nullopt;
}

} // namespace parkplan::rules
