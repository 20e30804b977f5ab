// SPDX-License-Identifier: MIT
#include "overlay/land_taken.hpp"

#include "overlay/common_areas.hpp"
#include "overlay/land_sigma.hpp"
#include "overlay/zone_faces.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace parkplan::overlay {
namespace {

/// Land in several faces.
struct Sum {
    ExactArea area{};
    std::uint64_t faces = 0;

    void add(SquareMetres more) {
        area += ExactArea{more};
        ++faces;
    }
    /// The whole, where nothing but rounding lies between them.
    [[nodiscard]] SquareMetres of(SquareMetres whole) const {
        constexpr double share = 1e-9;
        constexpr double per_face_m2 = 1e-6;
        const double slack = share * whole.value() + per_face_m2 * static_cast<double>(faces);
        return area.value().value() >= whole.value() - slack ? whole : area.value();
    }
};

/// The pairs of one subject; they are sorted by it.
std::span<const PairArea> pairs_of(std::span<const PairArea> pairs, std::size_t row) {
    const auto first = std::ranges::lower_bound(pairs, row, {}, &PairArea::a);
    const auto last = std::ranges::upper_bound(first, pairs.end(), row, {}, &PairArea::a);
    return {first, last};
}

} // namespace

layer::Layer bare_layer(const layer::Layer& origin, geo::PolygonColumn polygons) {
    layer::SourceInfo info;
    info.path = origin.info().path;
    info.name = origin.info().name;
    info.driver = origin.info().driver;
    info.crs = origin.info().crs;
    layer::Table table{info.schema};
    for (std::size_t row = 0; row < polygons.size(); ++row) {
        table.fids.push_back(static_cast<std::int64_t>(row) + 1);
        table.states.push_back(layer::GeometryState::polygon);
    }
    table.polygons = std::move(polygons);
    return layer::Layer{std::move(info), std::move(table)};
}

LandFaces land_faces(const Side& side, const measure::Measurer& measurer, TaskPool& tasks) {
    ZoneFaces faces = resolve_zones(side, measurer, tasks);
    const std::size_t count = faces.polygons.size();
    return {bare_layer(side.layer, std::move(faces.polygons)), std::move(faces.zones),
            std::vector<std::uint8_t>(count, 1)};
}

LandsTaken lands_taken(const Side& subjects, const Side& others, const measure::Measurer& measurer,
                       TaskPool& tasks, const RowChoices& choices) {
    return lands_taken(subjects, land_faces(others, measurer, tasks), measurer, tasks, choices);
}

LandsTaken lands_taken(const Side& subjects, const LandFaces& faces,
                       const measure::Measurer& measurer, TaskPool& tasks,
                       const RowChoices& choices) {
    const PairAreas common = common_areas(subjects, faces.side(), measurer, tasks);
    std::vector<Sum> sums(subjects.layer.size());
    std::vector<Sum> by_choice(subjects.layer.size() * choices.count);
    for (const PairArea& pair : common.pairs) {
        sums[pair.a].add(pair.area);
        const std::uint32_t mask = detail::mask_of(faces.rows[pair.b], choices);
        for (std::size_t choice = 0; choice < choices.count; ++choice) {
            if (((mask >> choice) & 1U) != 0) {
                by_choice[pair.a * choices.count + choice].add(pair.area);
            }
        }
    }
    const detail::LandSigma sigma{subjects, faces, measurer, choices};
    LandsTaken result{{}, common.rounding_pairs, common.rounding_area};
    result.rows = tasks.map<std::optional<LandTaken>>(
        subjects.layer.size(), [&](std::size_t row) -> std::optional<LandTaken> {
            if (subjects.usable[row] == 0) {
                return std::nullopt;
            }
            const SquareMetres whole = measurer.piece_area(subjects.layer.table().polygons[row]);
            LandTaken taken{sums[row].of(whole), whole, {}};
            for (std::size_t choice = 0; choice < choices.count; ++choice) {
                taken.by_choice.push_back(by_choice[row * choices.count + choice].of(whole));
            }
            if ((choices.sigma | choices.sigma_over) != 0) {
                sigma.fill(row, pairs_of(common.pairs, row), taken);
            }
            return taken;
        });
    return result;
}

} // namespace parkplan::overlay
