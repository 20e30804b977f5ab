// SPDX-License-Identifier: MIT
#pragma once

#include "core/exact_area.hpp"
#include "review/rule.hpp"
#include "rules/balance_sheet.hpp"
#include "rules/land_classes.hpp"
#include "rules/zone_register.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace parkplan::rules {

/// The land of a boundary ('boundary') by the zones ('zones') and classes ('layer') that it lies
/// in. All of it is in one line, and in one class of that line: their sums are the land of the
/// boundary, exactly. Row order, ring starts and threads change no area.
class ZoneLandUse {
public:
    ZoneLandUse(const review::RuleInput& input, const ZoneRegister& zones,
                const LandClasses& classes);

    using Classes = std::map<BalanceKey, ExactArea>;
    /// Land that lies in the same features of the zones.
    struct Line {
        std::vector<std::uint32_t> rows{}; ///< ascending; none: in no zone
        std::string key{};                 ///< names of the features: tells lines apart
        ExactArea area{};                  ///< inside the boundary
        ExactArea outside{};               ///< of the zones, beyond the boundary
        Classes classes{};                 ///< of the land inside
    };
    [[nodiscard]] const std::vector<Line>& lines() const noexcept { return m_lines; }
    /// Of the boundary's land.
    [[nodiscard]] ExactArea total() const noexcept { return m_total; }
    /// What parcels call a class.
    [[nodiscard]] const std::set<std::string>& names(const BalanceKey& key) const;
    /// What was booked to the largest lines so that sums close, without its sign.
    [[nodiscard]] ExactArea rounding() const noexcept { return m_rounding; }
    /// What the parts of the boundary cut by zones and its area differ by: booked likewise.
    [[nodiscard]] ExactArea left_over() const noexcept { return m_left_over; }
    /// Land that is no wider than rounding, of pairs of two layers, and how many there are.
    [[nodiscard]] ExactArea within_rounding() const noexcept { return m_within_rounding; }
    [[nodiscard]] std::uint64_t rounding_pairs() const noexcept { return m_rounding_pairs; }
    /// Land that several zones share, inside and outside, and how many faces it has.
    [[nodiscard]] ExactArea shared() const noexcept { return m_shared; }
    [[nodiscard]] std::size_t shared_faces() const noexcept { return m_shared_faces; }

private:
    struct Cells;
    [[nodiscard]] Cells cells_of(const overlay::LandFaces& boundary,
                                 const overlay::LandFaces& zones);
    [[nodiscard]] Line& line_of(const std::vector<std::uint32_t>& rows);
    void add_cell(Line& line, const ZoneLand& land, const overlay::LandFaces& parcels);
    void find_outside(const overlay::LandFaces& zones, const std::vector<ExactArea>& inside);
    void close();

    const review::RuleInput& m_input;
    const ZoneRegister& m_zones;
    const LandClasses& m_classes;
    const measure::Measurer& m_measurer;
    std::vector<Line> m_lines{};
    std::map<std::vector<std::uint32_t>, std::size_t> m_line_of{}; ///< while lines are made
    std::map<BalanceKey, std::set<std::string>> m_names{};
    ExactArea m_total{};
    ExactArea m_rounding{};
    ExactArea m_left_over{};
    ExactArea m_within_rounding{};
    std::uint64_t m_rounding_pairs = 0;
    ExactArea m_shared{};
    std::size_t m_shared_faces = 0;
};

} // namespace parkplan::rules
