// SPDX-License-Identifier: MIT
#include "rules/zone_shares.hpp"

#include "overlay/common_areas.hpp"
#include "overlay/excess.hpp"
#include "rules/levelled_column.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <utility>

namespace parkplan::rules {
namespace {

ExactNumber number(ExactArea area) {
    return ExactNumber::of(area.value().value()).value();
}

bool meet(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
    return std::ranges::any_of(
        a, [b](std::uint32_t row) { return std::ranges::binary_search(b, row); });
}

/// The zones that points and lines are compared with: none where there are none.
std::vector<std::uint8_t> zones_for_paths(const review::LoadedLayer& features,
                                          const review::LoadedLayer& zones) {
    return features.layer.table().paths.empty() ? std::vector<std::uint8_t>(zones.layer.size())
                                                : zones.usable_rows();
}

/// Those of every zone; between features of one zone there is none.
overlay::LandBorder borders_of(const overlay::PathCutter& cutter, const ZoneRegister& zones) {
    std::vector<std::vector<geo::EdgeIndex>> lands;
    for (const ZoneRegister::Zone& zone : zones.zones()) {
        std::vector<geo::EdgeIndex>& areas = lands.emplace_back();
        for (const std::uint32_t row : zone.rows) {
            areas.push_back(cutter.edges(row));
        }
    }
    return overlay::LandBorder::of_each(lands);
}

/// Keys of features, for an order that rows do not change.
std::string keys_of(const layer::Layer& layer, std::span<const std::uint32_t> rows) {
    std::vector<std::string> keys;
    for (const std::uint32_t row : rows) {
        keys.push_back(layer.key(row));
    }
    std::ranges::sort(keys);
    return fmt::format("{}", fmt::join(keys, "\n"));
}

} // namespace

ExactNumber ZonedShares::in(std::span<const std::uint32_t> rows) const {
    ExactNumber sum;
    for (const ZonePart& part : parts) {
        sum += meet(part.rows, rows) ? part.amount : ExactNumber{};
    }
    return sum;
}

ExactNumber ZonedShares::near_in(std::span<const std::uint32_t> rows) const {
    ExactNumber sum;
    for (const ZonePart& part : parts) {
        sum += part.near_border && meet(part.rows, rows) ? part.amount : ExactNumber{};
    }
    return sum;
}

ExactNumber ZonedShares::near_beside(std::span<const std::uint32_t> rows) const {
    ExactNumber sum;
    for (const ZonePart& part : parts) {
        sum += part.near_border && !meet(part.rows, rows) ? part.amount : ExactNumber{};
    }
    return sum;
}

ZoneShares::ZoneShares(const review::RuleInput& input, const ZoneRegister& zones)
    : m_input(input), m_zones(zones), m_features(input.layer("layer")),
      m_layer(input.layer("zones")), m_feature_rows(m_features.usable_rows()),
      m_zone_rows(m_layer.usable_rows()),
      m_land(land_inside({m_features.layer, m_feature_rows}, {m_layer.layer, m_zone_rows},
                         *m_features.measurer, input.tasks)),
      m_cutter({m_layer.layer, zones_for_paths(m_features, m_layer)},
               input.plan.working_crs.metres_per_unit()),
      m_borders(borders_of(m_cutter, zones)),
      m_tolerance(input.config.length("tolerance").value()) {
    for (std::size_t face = 0; face < m_land.faces.rows.size(); ++face) {
        if (m_land.faces.rows[face].size() > 1) {
            m_shared += ExactArea{
                m_features.measurer->piece_area(m_land.faces.layer.table().polygons[face])};
            ++m_shared_faces;
        }
    }
    find_outside();
}

/// The polygons of what lies in no zone, of those features that are not covered.
void ZoneShares::find_outside() {
    m_outside.resize(m_features.layer.size());
    std::vector<std::uint8_t> bare(m_features.layer.size());
    for (std::size_t row = 0; row < bare.size(); ++row) {
        const std::optional<ZoneLand>& land = m_land.zones[row];
        bare[row] = land && land->uncovered > ExactArea{} ? 1 : 0;
    }
    if (std::ranges::find(bare, 1) == bare.end()) {
        return;
    }
    auto excesses = overlay::excess_over({m_features.layer, bare}, {m_layer.layer, m_zone_rows}, {},
                                         *m_features.measurer, m_input.tasks);
    for (std::size_t row = 0; row < bare.size(); ++row) {
        if (excesses[row]) {
            m_outside[row] = std::move(excesses[row]->polygon);
        }
    }
}

void ZoneShares::add_up(ZonedShares& feature) const {
    std::map<std::size_t, ExactNumber> by_zone;
    for (const ZonePart& part : feature.parts) {
        std::vector<std::size_t> zones;
        for (const std::uint32_t row : part.rows) {
            zones.push_back(m_zones.zone_of(row));
        }
        std::ranges::sort(zones);
        zones.erase(std::unique(zones.begin(), zones.end()), zones.end());
        for (const std::size_t zone : zones) {
            by_zone[zone] += part.amount;
        }
        feature.shared += zones.size() > 1 ? part.amount : ExactNumber{};
        feature.outside += zones.empty() ? part.amount : ExactNumber{};
    }
    for (const auto& [zone, amount] : by_zone) {
        feature.shares.push_back({zone, amount});
    }
}

ZonedShares ZoneShares::of_polygon(std::size_t row) const {
    const ZoneLand& land = m_land.zones[row].value();
    ZonedShares feature{.by = ShareOf::area};
    std::map<std::vector<std::uint32_t>, ExactArea> pieces;
    for (const LandPiece& piece : land.pieces) {
        pieces[m_land.faces.rows[piece.face]] += piece.area;
    }
    if (land.uncovered > ExactArea{}) {
        pieces[{}] += land.uncovered;
    }
    std::vector<ExactArea> areas;
    std::vector<std::string> keys;
    for (const auto& [rows, area] : pieces) {
        feature.parts.push_back({.rows = rows});
        areas.push_back(area);
        keys.push_back(keys_of(m_layer.layer, rows));
    }
    add_rounding(areas, keys, land.rounding);
    for (std::size_t i = 0; i < areas.size(); ++i) {
        feature.parts[i].amount = number(areas[i]);
        feature.whole += feature.parts[i].amount;
    }
    add_up(feature);
    if (m_outside[row]) {
        feature.outside_place = *m_outside[row];
    }
    look_for_narrow(row, feature);
    return feature;
}

ZonedShares ZoneShares::of_paths(std::size_t row, const Near& near) const {
    const geo::PathsView paths = m_features.layer.table().paths.of(row);
    ZonedShares feature{.by = ShareOf::length};
    std::vector<overlay::PathPart> parts;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        m_cutter.cut(paths[i], near, parts);
    }
    if (parts.empty()) {
        feature.by = ShareOf::points;
        for (std::size_t i = 0; i < paths.size(); ++i) {
            const geo::Point at = paths[i].front();
            const overlay::LandBorder& border = near.border != nullptr ? *near.border : m_borders;
            const bool is_near = near.distance > 0.0 && border.distance(at) <= near.distance;
            parts.push_back({m_cutter.at(at), is_near, ExactNumber{1}});
        }
    }
    for (overlay::PathPart& part : parts) {
        feature.whole += part.length;
        feature.parts.push_back({std::move(part.rows), part.near_border, part.length});
    }
    add_up(feature);
    look_for_narrow(row, feature);
    return feature;
}

void ZoneShares::look_for_narrow(std::size_t row, ZonedShares& feature) const {
    const bool one = feature.shares.size() + (feature.outside == ExactNumber{} ? 0U : 1U) == 1U;
    if (one || feature.by == ShareOf::points) {
        return;
    }
    for (ZoneShare& share : feature.shares) {
        share.narrow = feature.by == ShareOf::length ? share.amount.value() <= m_tolerance
                                                     : is_narrow(row, share);
    }
    if (feature.by == ShareOf::length) {
        feature.outside_narrow = feature.outside.value() <= m_tolerance;
    } else if (!feature.outside_place.empty()) {
        const double length =
            m_features.measurer->piece_perimeter(feature.outside_place.view()).value();
        feature.outside_narrow = 2.0 * feature.outside.value() <= m_tolerance * length;
    } else {
        feature.outside_narrow = true; // the engine found nothing there
    }
    // Where all parts are narrow the feature is: its largest parts are where it lies.
    const auto largest = std::ranges::max_element(
        feature.shares, {}, [](const ZoneShare& share) { return share.amount; });
    if (largest != feature.shares.end()) {
        for (ZoneShare& share : feature.shares) {
            share.narrow = share.narrow && share.amount < largest->amount;
        }
    }
}

/// True when what of a polygon lies in a zone is on average no wider than the tolerance.
bool ZoneShares::is_narrow(std::size_t row, const ZoneShare& share) const {
    const measure::Measurer& measurer = *m_features.measurer;
    const geo::MultiPolygonView whole = m_features.layer.table().polygons[row];
    const auto narrow = [&](double perimeter) {
        return 2.0 * share.amount.value() <= m_tolerance * perimeter;
    };
    // No part has a longer boundary than both together.
    constexpr Metres unknown{std::numeric_limits<double>::infinity()};
    double most = 0.0;
    for (const std::uint32_t zone : m_zones.zones()[share.zone].rows) {
        most += m_zone_rows[zone] != 0 ? m_layer.measures[zone].perimeter.value_or(unknown).value()
                                       : 0.0;
    }
    const double own = m_features.measures[row].perimeter.value_or(unknown).value();
    constexpr double slack = 1.01; // perimeters of both are measured in planes of their own
    if (!narrow(slack * (own + most))) {
        return false;
    }
    double length = 0.0;
    const geo::Box box = geo::box_of(whole);
    for (const std::uint32_t zone : m_zones.zones()[share.zone].rows) {
        const geo::MultiPolygonView area = m_layer.layer.table().polygons[zone];
        if (m_zone_rows[zone] != 0 && geo::box_of(area).meets(box)) {
            length += measurer.piece_perimeter(overlay::common_polygon(whole, area).view()).value();
        }
    }
    return narrow(length);
}

Metres ZoneShares::sigma_over(std::size_t row, std::span<const std::uint32_t> rows,
                              double share) const {
    std::vector<std::uint32_t> taken;
    for (const LandPiece& piece : m_land.zones[row].value().pieces) {
        if (meet(m_land.faces.rows[piece.face], rows)) {
            taken.push_back(static_cast<std::uint32_t>(piece.face));
        }
    }
    return overlay::sigma_over({m_features.layer, m_feature_rows}, row, m_land.faces, taken,
                               *m_features.measurer, share);
}

} // namespace parkplan::rules
