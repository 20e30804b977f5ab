// SPDX-License-Identifier: MIT
#pragma once

#include "measure/measure.hpp"
#include "overlay/common_areas.hpp"
#include "overlay/land_taken.hpp"
#include "overlay/side.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace parkplan::overlay::detail {

/// The choices that a face belongs to: those of all features that it lies in.
[[nodiscard]] std::uint32_t mask_of(std::span<const std::uint32_t> rows, const RowChoices& choices);

/// How sure the land is that faces take of subjects. The gradients of areas add up like the areas:
/// a face that no edge of the subject comes near adds those of its own vertices, another one those
/// of what it has in common with the subject.
class LandSigma {
public:
    /// All must outlive it.
    LandSigma(const Side& subjects, const LandFaces& faces, const measure::Measurer& measurer,
              const RowChoices& choices)
        : m_subjects(subjects), m_faces(faces), m_measurer(measurer), m_choices(choices) {}

    /// Fills `sigma` and `sigma_over` of a usable subject; `pairs` are all of its pairs. From
    /// many threads.
    void fill(std::size_t row, std::span<const PairArea> pairs, LandTaken& taken) const;

private:
    const Side& m_subjects;
    const LandFaces& m_faces;
    const measure::Measurer& m_measurer;
    const RowChoices& m_choices;
};

} // namespace parkplan::overlay::detail
