// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/language.hpp"
#include "crs/crs.hpp"
#include "geo/point.hpp"

#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace parkplan::crs {

/// Where the points of a layer lie: the box of the plausible ones (crs::plausible), so that one
/// broken coordinate hides nothing; of all finite ones where none is plausible.
class PARKPLAN_API SeenExtent {
public:
    explicit SeenExtent(Crs crs) : m_crs(std::move(crs)) {}
    void add(std::span<const geo::Point> points);
    /// Adds what another one saw of the same layer.
    void add(const SeenExtent& other) noexcept;
    [[nodiscard]] const geo::Box& box() const noexcept {
        return m_plausible.empty() ? m_finite : m_plausible;
    }

private:
    Crs m_crs;
    geo::Box m_plausible{};
    geo::Box m_finite{};
};

/// Compares where coordinates lie with what the CRS says: degrees in a plane, metres in a
/// geographic system, a zone prefix too many or too few, the city's own grid, swapped axes. Empty
/// when all fits. The magnitudes are those of Beijing; elsewhere less is recognised.
[[nodiscard]] PARKPLAN_API std::vector<BiText> suspicions_of(const std::optional<Crs>& crs,
                                                             const geo::Box& extent);

} // namespace parkplan::crs
