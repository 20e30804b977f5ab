// SPDX-License-Identifier: MIT
#pragma once

#include "core/exact_area.hpp"
#include "core/tasks.hpp"
#include "measure/measure.hpp"
#include "overlay/land_taken.hpp"
#include "overlay/side.hpp"
#include "review/rule.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace parkplan::rules {

/// What of a zone lies in one face of the parcels.
struct LandPiece {
    std::size_t face = 0;
    ExactArea area{}; ///< by Measurer::piece_method
};

/// The land of a zone by what covers it: whole = pieces + uncovered + rounding, exactly.
struct ZoneLand {
    ExactArea whole{};
    ExactArea uncovered{}; ///< by no parcel
    /// What is left where the pieces and the zone differ by no more than rounding explains, and
    /// what the pieces have more than the zone.
    ExactArea rounding{};
    std::vector<LandPiece> pieces{};

    ZoneLand& operator+=(const ZoneLand& other);
};

/// Zones cut by parcels. Parcels that overlap are cut into faces first, so that no land counts
/// twice; what lies in several parcels is a face that has several rows.
struct LandInside {
    overlay::LandFaces faces;
    std::vector<std::optional<ZoneLand>> zones{}; ///< by row; nothing where not usable
    std::uint64_t rounding_pairs = 0;             ///< as in overlay::LandsTaken
    ExactArea rounding_area{};
};

/// Both layers have the coordinate system of `measurer`. Row order, ring starts and threads change
/// no area. Throws what overlay::land_faces throws.
[[nodiscard]] LandInside land_inside(const overlay::Side& zones, const overlay::Side& parcels,
                                     const measure::Measurer& measurer, TaskPool& tasks);

/// The sum over all zones.
[[nodiscard]] ZoneLand land_of_all(const LandInside& land);

/// The land that the parcels cover, without any zone.
[[nodiscard]] ZoneLand land_covered(const overlay::LandFaces& faces,
                                    const measure::Measurer& measurer);

/// Parcels that might hold land and cannot be used: what they cover is covered by nothing.
[[nodiscard]] std::size_t unusable_parcels(const review::LoadedLayer& parcels);

} // namespace parkplan::rules
