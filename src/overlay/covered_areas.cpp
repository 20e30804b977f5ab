// SPDX-License-Identifier: MIT
#include "overlay/covered_areas.hpp"

#include "core/exact_area.hpp"
#include "overlay/common_areas.hpp"
#include "overlay/land_taken.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace parkplan::overlay {
namespace {

/// The choices that a face belongs to: those of all features that it lies in.
std::vector<std::uint32_t> masks_of(const LandFaces& faces, const RowChoices& choices) {
    std::vector<std::uint32_t> masks(faces.rows.size(), 0);
    for (std::size_t face = 0; face < masks.size(); ++face) {
        for (const std::uint32_t row : faces.rows[face]) {
            masks[face] |= choices.masks[row];
        }
    }
    return masks;
}

} // namespace

std::vector<std::vector<SquareMetres>>
covered_areas(const Side& a, std::span<const SquareMetres> areas, const Side& b,
              const RowChoices& choices, const measure::Measurer& measurer, TaskPool& tasks) {
    const LandFaces faces = land_faces(b, measurer, tasks);
    const std::vector<std::uint32_t> masks = masks_of(faces, choices);
    const PairAreas common = common_areas(a, faces.side(), measurer, tasks);
    std::vector<std::vector<ExactArea>> sums(a.layer.size(), std::vector<ExactArea>(choices.count));
    for (const PairArea& pair : common.pairs) {
        for (std::size_t choice = 0; choice < choices.count; ++choice) {
            if (((masks[pair.b] >> choice) & 1U) != 0) {
                sums[pair.a][choice] += ExactArea{pair.area};
            }
        }
    }
    std::vector<std::vector<SquareMetres>> covered(a.layer.size());
    for (std::size_t row = 0; row < covered.size(); ++row) {
        for (const ExactArea& sum : sums[row]) {
            covered[row].push_back(std::min(sum.value(), areas[row]));
        }
    }
    return covered;
}

} // namespace parkplan::overlay
