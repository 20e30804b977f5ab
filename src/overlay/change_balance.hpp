// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/exact_area.hpp"
#include "core/tasks.hpp"
#include "measure/measure.hpp"
#include "overlay/common_areas.hpp"
#include "overlay/land_taken.hpp"
#include "overlay/side.hpp"

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace parkplan::overlay {

/// A layer whose rows have classes: any numbers below several_classes, such as those of land-use
/// codes, or each row its own.
struct ClassedSide {
    Side side;
    std::span<const std::uint32_t> classes; ///< by row
    /// The class of land that the rows cover, which are of different classes; empty: one for all of
    /// it. From many threads.
    std::function<std::uint32_t(std::span<const std::uint32_t> rows)> several{};
};

/// The class of land that features of different classes cover, unless there is a finer one.
inline constexpr std::uint32_t several_classes = std::numeric_limits<std::uint32_t>::max() - 1;
/// The class of land that no feature covers.
inline constexpr std::uint32_t no_class = std::numeric_limits<std::uint32_t>::max();

/// Land that was of one class and is of another, or of the same.
struct ChangeCell {
    std::uint32_t before = 0; ///< no_class: not covered before
    std::uint32_t after = 0;  ///< no_class: not covered after
    ExactArea area{};         ///< above 0
    friend bool operator==(const ChangeCell&, const ChangeCell&) = default;
};

/// The land of one class, as its own layer has it.
struct ClassArea {
    std::uint32_t number = 0;
    ExactArea area{};
    ExactArea rounding{}; ///< area − its cells; not beyond `bound`, unless faces are open
    ExactArea bound{};    ///< 1e-9 of its area, 1e-6 m² for each piece, rounding of coordinates
    friend bool operator==(const ClassArea&, const ClassArea&) = default;
};

/// The balance of a zone. For each class of `before` its cells and its rounding add up to its area
/// exactly, and so they do for each class of `after`.
struct ChangeMatrix {
    std::vector<ChangeCell> cells{}; ///< sorted by before, after
    std::vector<ClassArea> before{}; ///< ascending, without no_class
    std::vector<ClassArea> after{};
    /// Of the zone; without zones the land that either layer covers: the sum of the cells.
    ExactArea whole{};
    ExactArea rounding{}; ///< whole − cells
    ExactArea bound{};

    /// Of a cell; 0 where there is none.
    [[nodiscard]] PARKPLAN_API ExactArea area(std::uint32_t before, std::uint32_t after) const;
    friend bool operator==(const ChangeMatrix&, const ChangeMatrix&) = default;
};

/// A face of a layer that has land in a zone.
struct FaceInZone {
    std::uint32_t zone = 0; ///< face of the zones; 0 where there are none
    std::uint32_t face = 0;
};

struct ChangeBalance {
    ChangeMatrix whole{}; ///< of all zones, each place once; without zones of both layers
    std::vector<std::optional<ChangeMatrix>> zones{}; ///< by row; nothing where not usable

    /// What it was made of: each layer, and the zones, as faces that do not overlap.
    LandFaces before;
    LandFaces after;
    std::optional<LandFaces> zone_faces{};
    std::vector<std::uint32_t> before_classes{}; ///< by face
    std::vector<std::uint32_t> after_classes{};
    std::vector<FaceInZone> before_in{}; ///< by face, then zone
    std::vector<FaceInZone> after_in{};
    std::vector<PairArea> pairs{}; ///< of faces, in the zones or not

    std::uint64_t rounding_pairs = 0; ///< as in PairAreas
    ExactArea rounding_area{};
    /// Faces of which the other layer has more, beyond what rounding explains, than they are: 0
    /// unless a kernel is wrong.
    std::uint64_t open_faces = 0;
};

/// What became of the land of each class: in each of the zones, or, without zones, of all land that
/// a layer covers. Features of one layer that overlap are cut into faces, so that each place counts
/// once: it is of the class that all of them have, or of several_classes. Numbers are those of the
/// kernels; polygons are made only where features overlap within a layer, where two cross each
/// other and a boundary of zones, and where Measurer::piece_area needs them.
///
/// All layers have the coordinate system of `measurer`. Row order, ring starts and threads change
/// no value; exchanging the layers exchanges rows and columns. Throws Error{geometry} naming the
/// features that the engine refused.
[[nodiscard]] PARKPLAN_API ChangeBalance change_balance(const ClassedSide& before,
                                                        const ClassedSide& after,
                                                        const std::optional<Side>& zones,
                                                        const measure::Measurer& measurer,
                                                        TaskPool& tasks);

/// Standard uncertainties per metre of point accuracy (measure/uncertainty.hpp).
struct ChangeSigma {
    Metres whole{};
    std::vector<std::optional<Metres>> zones{}; ///< by row; nothing where not usable
};

/// How sure the difference is of the land of chosen classes after and before, the gradients of all
/// vertices added up: a boundary that both layers have with the same vertices drops out. The marks
/// say by face which count.
[[nodiscard]] PARKPLAN_API ChangeSigma sigma_of_change(const ChangeBalance& balance,
                                                       std::span<const std::uint8_t> chosen_before,
                                                       std::span<const std::uint8_t> chosen_after,
                                                       const measure::Measurer& measurer,
                                                       TaskPool& tasks);

} // namespace parkplan::overlay
