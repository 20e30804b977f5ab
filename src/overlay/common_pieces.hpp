// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/exact_area.hpp"
#include "core/tasks.hpp"
#include "core/units.hpp"
#include "geo/shape.hpp"
#include "measure/measure.hpp"
#include "overlay/side.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace parkplan::overlay {

/// What a feature of A and a feature of B have in common, as a polygon.
struct CommonPiece {
    std::uint32_t a = 0;         ///< row of A
    std::uint32_t b = 0;         ///< row of B
    geo::MultiPolygon polygon{}; ///< in the coordinates of the layers, canonical
    SquareMetres area{};         ///< by Measurer::piece_method
    Metres width{};              ///< mean width, 2·area/perimeter
};

/// All pieces of two layers, and what was too small to be one.
struct CommonPieces {
    std::vector<CommonPiece> pieces{}; ///< sorted by a, b
    /// Pairs whose common land is no wider than rounding explains (overlap.hpp).
    std::uint64_t rounding_pairs = 0;
    ExactArea rounding_area{};
};

/// The polygons of every pair of usable rows that share interior. Both layers have the coordinate
/// system of `measurer`. Ring start, ring direction, row order and threads change no value. Throws
/// Error{geometry} naming the features that the engine refused.
[[nodiscard]] PARKPLAN_API CommonPieces common_pieces(const Side& a, const Side& b,
                                                      const measure::Measurer& measurer,
                                                      TaskPool& tasks);

/// Land of all pieces together: what lies in several of them counts once. The order of the pieces
/// changes nothing. Throws Error{geometry}.
[[nodiscard]] PARKPLAN_API SquareMetres land_of(std::span<const CommonPiece* const> pieces,
                                                const measure::Measurer& measurer);

} // namespace parkplan::overlay
