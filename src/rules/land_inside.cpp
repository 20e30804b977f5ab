// SPDX-License-Identifier: MIT
#include "rules/land_inside.hpp"

#include "overlay/common_areas.hpp"

#include <utility>

namespace parkplan::rules {
namespace {

/// Books what the pieces do not explain. The slack is that of overlay::lands_taken.
void close(ZoneLand& land) {
    constexpr double share = 1e-9;
    constexpr double per_piece_m2 = 1e-6;
    ExactArea rest = land.whole;
    for (const LandPiece& piece : land.pieces) {
        rest -= piece.area;
    }
    const SquareMetres slack{share * land.whole.value().value() +
                             per_piece_m2 * static_cast<double>(land.pieces.size())};
    (rest > ExactArea{slack} ? land.uncovered : land.rounding) = rest;
}

} // namespace

ZoneLand& ZoneLand::operator+=(const ZoneLand& other) {
    whole += other.whole;
    uncovered += other.uncovered;
    rounding += other.rounding;
    pieces.insert(pieces.end(), other.pieces.begin(), other.pieces.end());
    return *this;
}

LandInside land_inside(const overlay::Side& zones, const overlay::Side& parcels,
                       const measure::Measurer& measurer, TaskPool& tasks) {
    LandInside result{.faces = overlay::land_faces(parcels, measurer, tasks)};
    const overlay::PairAreas common =
        overlay::common_areas(zones, result.faces.side(), measurer, tasks);
    result.rounding_pairs = common.rounding_pairs;
    result.rounding_area = common.rounding_area;
    result.zones = tasks.map<std::optional<ZoneLand>>(
        zones.layer.size(), [&](std::size_t row) -> std::optional<ZoneLand> {
            if (zones.usable[row] == 0) {
                return std::nullopt;
            }
            return ZoneLand{.whole =
                                ExactArea{measurer.piece_area(zones.layer.table().polygons[row])}};
        });
    for (const overlay::PairArea& pair : common.pairs) {
        result.zones[pair.a].value().pieces.push_back({pair.b, ExactArea{pair.area}});
    }
    for (std::optional<ZoneLand>& zone : result.zones) {
        if (zone) {
            close(*zone);
        }
    }
    return result;
}

ZoneLand land_of_all(const LandInside& land) {
    ZoneLand all;
    for (const std::optional<ZoneLand>& zone : land.zones) {
        if (zone) {
            all += *zone;
        }
    }
    return all;
}

ZoneLand land_covered(const overlay::LandFaces& faces, const measure::Measurer& measurer) {
    ZoneLand land;
    for (std::size_t face = 0; face < faces.rows.size(); ++face) {
        const ExactArea area{measurer.piece_area(faces.layer.table().polygons[face])};
        land.whole += area;
        land.pieces.push_back({face, area});
    }
    return land;
}

std::size_t unusable_parcels(const review::LoadedLayer& parcels) {
    std::size_t count = 0;
    for (std::size_t row = 0; row < parcels.layer.size(); ++row) {
        const bool holds_no_land =
            parcels.layer.table().states[row] == layer::GeometryState::not_polygon;
        count += parcels.usable(row) || holds_no_land ? 0U : 1U;
    }
    return count;
}

} // namespace parkplan::rules
