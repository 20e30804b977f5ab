// SPDX-License-Identifier: MIT
#pragma once

#include "core/exact_number.hpp"
#include "geo/shape.hpp"
#include "overlay/land_taken.hpp"
#include "overlay/path_cutter.hpp"
#include "review/rule.hpp"
#include "rules/land_inside.hpp"
#include "rules/zone_register.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace parkplan::rules {

/// By what a feature is shared out: m², m, or number of points.
enum class ShareOf : std::uint8_t { area, length, points };

/// What of a feature lies in the same features of the zones.
struct ZonePart {
    std::vector<std::uint32_t> rows{}; ///< ascending; none: in no zone
    bool near_border = false;          ///< so near to the border that either side may be true
    ExactNumber amount{};
};

/// What of a feature lies in one zone. What zones share counts in each.
struct ZoneShare {
    std::size_t zone = 0; ///< number in the register
    ExactNumber amount{};
    bool narrow = false; ///< no wider than the tolerance: not a part that splits the feature
};

/// A feature shared out among zones.
struct ZonedShares {
    ShareOf by = ShareOf::area;
    ExactNumber whole{};
    std::vector<ZonePart> parts{};   ///< that do not overlap, with the one in no zone: the whole
    std::vector<ZoneShare> shares{}; ///< by number of the zone
    ExactNumber shared{};            ///< what lies in several zones
    ExactNumber outside{};           ///< in no zone
    bool outside_narrow = false;
    geo::MultiPolygon outside_place{}; ///< of a polygon

    [[nodiscard]] double share(ExactNumber amount) const noexcept {
        return amount == whole ? 1.0 : amount.value() / whole.value();
    }
    /// Sum of the parts that lie in one of these rows (ascending).
    [[nodiscard]] ExactNumber in(std::span<const std::uint32_t> rows) const;
    /// The same of those near the border, or of those that are near it and do not lie there.
    [[nodiscard]] ExactNumber near_in(std::span<const std::uint32_t> rows) const;
    [[nodiscard]] ExactNumber near_beside(std::span<const std::uint32_t> rows) const;
};

/// Shares the features of 'layer' out among those of 'zones'. Row order, ring starts and threads
/// change no value.
class ZoneShares {
public:
    /// What makes the border of a feature's points and line that matters; none: nothing does.
    using Near = overlay::PathCutter::Near;

    ZoneShares(const review::RuleInput& input, const ZoneRegister& zones);

    /// Of a polygon that can be used.
    [[nodiscard]] ZonedShares of_polygon(std::size_t row) const;
    /// Of points or lines; where points stand beside lines the lines count.
    [[nodiscard]] ZonedShares of_paths(std::size_t row, const Near& near) const;
    /// The standard uncertainty, per metre of point accuracy, of what of a polygon lies in one of
    /// these rows (ascending) less `share` of the whole.
    [[nodiscard]] Metres sigma_over(std::size_t row, std::span<const std::uint32_t> rows,
                                    double share) const;

    [[nodiscard]] const LandInside& land() const noexcept { return m_land; }
    /// Land of several features of the zones, and how many faces it has.
    [[nodiscard]] ExactArea shared_land() const noexcept { return m_shared; }
    [[nodiscard]] std::size_t shared_faces() const noexcept { return m_shared_faces; }
    [[nodiscard]] const overlay::PathCutter& cutter() const noexcept { return m_cutter; }

private:
    void add_up(ZonedShares& feature) const;
    void find_outside();
    void look_for_narrow(std::size_t row, ZonedShares& feature) const;
    [[nodiscard]] bool is_narrow(std::size_t row, const ZoneShare& share) const;

    const review::RuleInput& m_input;
    const ZoneRegister& m_zones;
    const review::LoadedLayer& m_features;
    const review::LoadedLayer& m_layer; ///< of the zones
    std::vector<std::uint8_t> m_feature_rows;
    std::vector<std::uint8_t> m_zone_rows;
    LandInside m_land;
    ExactArea m_shared{};
    std::size_t m_shared_faces = 0;
    overlay::PathCutter m_cutter;
    overlay::LandBorder m_borders; ///< of the zones that points and lines are compared with
    std::vector<std::optional<geo::MultiPolygon>> m_outside{}; ///< by row
    double m_tolerance;                                        ///< m
};

} // namespace parkplan::rules
