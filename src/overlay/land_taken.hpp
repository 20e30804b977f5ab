// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/exact_area.hpp"
#include "core/tasks.hpp"
#include "core/units.hpp"
#include "layer/layer.hpp"
#include "measure/measure.hpp"
#include "overlay/side.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace parkplan::overlay {

/// Land of a layer cut into faces that do not overlap: what lies in several features is one face.
struct LandFaces {
    layer::Layer layer; ///< a row per face, without attributes
    /// Rows of the original layer that each face lies in, ascending.
    std::vector<std::vector<std::uint32_t>> rows{};
    std::vector<std::uint8_t> usable{}; ///< 1 for every face

    [[nodiscard]] Side side() const noexcept { return {layer, usable}; }
};

/// The land of the usable rows. Features that overlap no other stay as they are. Throws
/// Error{geometry} naming the features that the engine refused.
[[nodiscard]] PARKPLAN_API LandFaces land_faces(const Side& side, const measure::Measurer& measurer,
                                                TaskPool& tasks);

/// A layer of areas alone, under the name of the layer that they are of; a row may be empty.
[[nodiscard]] PARKPLAN_API layer::Layer bare_layer(const layer::Layer& origin,
                                                   geo::PolygonColumn polygons);

/// Choices of features, such as the classes of land that count: bit i of a row's mask says that the
/// row belongs to choice i.
struct RowChoices {
    std::span<const std::uint32_t> masks{}; ///< by row
    std::size_t count = 0;                  ///< of choices, at most 32
    std::uint32_t sigma = 0;                ///< choices whose uncertainty is wanted, as bits
    std::uint32_t sigma_over = 0;           ///< the same of LandTaken::sigma_over
    double share = 1.0;                     ///< of the subject, for sigma_over
    /// What the bits of all features that a face lies in make of it; none: they stand for it.
    std::uint32_t (*of_face)(std::uint32_t bits) = nullptr;
};

/// What of one feature's land other features take up, each place counted once.
struct LandTaken {
    SquareMetres area{};                   ///< by all of them, by Measurer::piece_method
    SquareMetres whole{};                  ///< of the feature, likewise
    std::vector<SquareMetres> by_choice{}; ///< by the features of every choice
    /// Standard uncertainty per metre of point accuracy (measure/uncertainty.hpp) of the figures of
    /// by_choice, where RowChoices wants it. Vertices of the subject and of the others count; one
    /// that only one of two neighbours has, too, so that it is rather too large where neighbours
    /// have different vertices.
    std::vector<std::optional<Metres>> sigma{};
    /// The same of by_choice − share · whole: with 1 that of the land that is left.
    std::vector<std::optional<Metres>> sigma_over{};
};

struct LandsTaken {
    std::vector<std::optional<LandTaken>> rows{}; ///< by subject row; nothing where not usable
    std::uint64_t rounding_pairs = 0; ///< pairs that share no more than rounding explains
    ExactArea rounding_area{};
};

/// For each usable subject what the usable rows of `others` take up of it. A figure is `whole`
/// where the difference is one of rounding: 1e-9 of it, and 1e-6 m² for each face. Both layers have
/// the coordinate system of `measurer`. Ring start, ring direction, row order and threads change no
/// value. Throws what land_faces throws.
[[nodiscard]] PARKPLAN_API LandsTaken lands_taken(const Side& subjects, const Side& others,
                                                  const measure::Measurer& measurer,
                                                  TaskPool& tasks, const RowChoices& choices = {});

/// The same with faces that land_faces made of the others, for several runs on the same land; masks
/// are those of the original rows.
[[nodiscard]] PARKPLAN_API LandsTaken lands_taken(const Side& subjects, const LandFaces& faces,
                                                  const measure::Measurer& measurer,
                                                  TaskPool& tasks, const RowChoices& choices = {});

/// Of one usable subject alone: the standard uncertainty, as LandTaken::sigma_over, of what the
/// faces `taken` (numbers, in the order of lands_taken: ascending) have in common with it, less
/// `share` of its land. From many threads.
[[nodiscard]] PARKPLAN_API Metres sigma_over(const Side& subjects, std::size_t row,
                                             const LandFaces& faces,
                                             std::span<const std::uint32_t> taken,
                                             const measure::Measurer& measurer, double share);

} // namespace parkplan::overlay
