// SPDX-License-Identifier: MIT
#pragma once

#include "core/exact_area.hpp"
#include "core/exact_number.hpp"
#include "review/rule.hpp"
#include "rules/land_inside.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace parkplan::rules {

/// The floor area on the land of a zone.
struct FloorArea {
    ExactNumber floor{};       ///< m²
    ExactArea land{};          ///< of parcels that state a value
    ExactArea without{};       ///< covered, but by no parcel that does, or by several that differ
    std::uint64_t parcels = 0; ///< that state a value
    std::uint64_t cut = 0;     ///< of those: only in part inside, and counted by that part

    /// Floor area ratio (容积率); nothing where no land has one.
    [[nodiscard]] std::optional<double> ratio() const;
};

/// The floor areas of parcels, from a field with their ratio ('floor_area_ratio') or their floor
/// area in m² ('floor_area'): both parameters belong to 'landuse'.
class FloorAreas {
public:
    /// `measurer` is that of the zones.
    FloorAreas(const review::RuleInput& input, const measure::Measurer& measurer);

    /// True when the plan names one of the fields.
    [[nodiscard]] bool stated() const noexcept { return m_column != nullptr; }
    [[nodiscard]] FloorArea of(const ZoneLand& land, const overlay::LandFaces& faces) const;
    /// Parcels whose value is no floor area (PP-0460).
    [[nodiscard]] std::vector<review::Finding> findings() const;

    /// Throws Error{plan} when both fields are named.
    static void check(const plan::RuleConfig& config);

private:
    /// So many m² of floor on so much land.
    struct Density {
        ExactNumber floor{};
        ExactArea land{};
        friend bool operator==(const Density&, const Density&) = default;
    };

    void look_at(std::size_t row, const measure::Measurer& measurer);
    [[nodiscard]] std::optional<Density> density_of(const std::vector<std::uint32_t>& rows) const;

    const review::RuleInput& m_input;
    const review::LoadedLayer& m_land;
    const layer::AttributeColumn* m_column = nullptr;
    bool m_is_ratio = false;
    std::vector<ExactArea> m_areas{};                  ///< by row, of usable rows
    std::vector<std::optional<Density>> m_densities{}; ///< by row
    std::vector<std::size_t> m_unusable{};             ///< rows whose value is no floor area
};

} // namespace parkplan::rules
