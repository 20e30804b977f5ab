// SPDX-License-Identifier: MIT
#pragma once

#include "core/exact_area.hpp"
#include "core/exact_number.hpp"
#include "core/units.hpp"
#include "measure/measure.hpp"
#include "plan/plan.hpp"
#include "review/rule.hpp"
#include "rules/land_inside.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::rules {

/// Parcels that are added up together: all of them, those of one zone, or with one value in a
/// field; and what is left: parcels without a value, land in several zones, land in none.
struct ParcelGroup {
    enum class Kind : std::uint8_t { whole, zone, value, no_value, several, outside };
    Kind kind = Kind::whole;
    review::Subject subject{};
    std::vector<review::TableCell> head{}; ///< cells of ParcelGroups::columns
    std::size_t zone = 0;                  ///< row of the zone

    /// False for what is left.
    [[nodiscard]] bool judged() const noexcept { return kind <= Kind::value; }
};

/// What of a parcel lies in a group, and in which face of the zones.
struct ParcelPart {
    std::size_t group = 0;
    ExactArea area{};
    std::size_t face = 0;
};

/// Groups of the parcels of 'layer' by its field 'by', by the polygons of 'zones', or all in one
/// where neither is stated. The parts of a parcel add up to it exactly.
class ParcelGroups {
public:
    explicit ParcelGroups(const review::RuleInput& input);

    [[nodiscard]] std::span<const ParcelGroup> groups() const noexcept { return m_groups; }
    [[nodiscard]] std::vector<review::TableColumn> columns() const;
    /// Cells of a line about all groups: "total".
    [[nodiscard]] std::vector<review::TableCell> head_of_all() const;
    /// Empty for a parcel that cannot be used.
    [[nodiscard]] std::span<const ParcelPart> parts(std::size_t row) const { return m_parts[row]; }
    [[nodiscard]] ExactArea whole(std::size_t row) const { return m_wholes[row]; }
    /// The group of a parcel, usable or not; nothing where zones make them.
    [[nodiscard]] std::optional<std::size_t> group_of(std::size_t row) const {
        return m_zones != nullptr ? std::nullopt : std::optional{m_group_of[row]};
    }
    /// True when a parcel that cannot be used may hold land of a group that is judged.
    [[nodiscard]] bool may_hold(std::size_t row, std::size_t group) const;
    /// Parcels that may_hold() is true of, without those of no value, which may belong to any
    /// group.
    [[nodiscard]] std::vector<std::size_t> lost(std::size_t group) const;
    /// The group of parcels without a value, where there are such.
    [[nodiscard]] std::optional<std::size_t> without_value() const noexcept {
        const bool is_last =
            !m_groups.empty() && m_groups.back().kind == ParcelGroup::Kind::no_value;
        return is_last ? std::optional{m_groups.size() - 1} : std::nullopt;
    }
    /// True when nothing can be said of the group: its zone cannot be used.
    [[nodiscard]] std::optional<BiText> why_unknown(std::size_t group) const;
    /// Why a group cannot be compared with a limit: why_unknown, no parcels at all, or a zone whose
    /// land other zones hold, too, so that it is in none of their sums.
    [[nodiscard]] std::optional<BiText> why_not_judged(std::size_t group) const;
    /// Parcels that might hold land and cannot be used.
    [[nodiscard]] std::size_t unusable() const noexcept { return m_unusable; }

    [[nodiscard]] const measure::Measurer& measurer() const noexcept { return *m_measurer; }
    /// Of the points of parcels and zones: the coarser; nothing where one is not stated.
    [[nodiscard]] std::optional<Metres> accuracy() const;
    /// Standard uncertainty per metre of point accuracy of Σ weight · area of the parts in a group
    /// that is judged.
    using Weight = std::function<double(std::size_t row)>;
    [[nodiscard]] Metres sigma_per_metre(std::size_t group, const Weight& weight) const;

    /// Throws Error{plan} when both 'by' and 'zones' are stated.
    static void check(const plan::RuleConfig& config);

private:
    void group_all();
    void group_by_value();
    void group_by_zone();
    void add_part(std::size_t row, ParcelPart part);
    void list_rows();
    [[nodiscard]] bool is_lost(std::size_t row) const;
    [[nodiscard]] ParcelGroup zone_group(std::size_t row) const;

    const review::RuleInput& m_input;
    const review::LoadedLayer& m_parcels;
    const review::LoadedLayer* m_zones = nullptr;
    std::shared_ptr<const measure::Measurer> m_measurer;
    std::vector<ParcelGroup> m_groups{};
    std::vector<std::vector<ParcelPart>> m_parts{}; ///< by row
    std::vector<ExactArea> m_wholes{};              ///< by row
    std::vector<std::size_t> m_group_of{};          ///< by row, without zones
    std::vector<std::vector<std::size_t>> m_rows{}; ///< by group: rows with a part in it
    std::vector<std::vector<std::size_t>> m_lost{}; ///< by group; of zones all in the first
    std::vector<ExactArea> m_shared{};  ///< by zone: land of parcels that other zones hold, too
    std::optional<LandInside> m_land{}; ///< the parcels cut by the faces of the zones
    std::size_t m_unusable = 0;
    bool m_has_names = false;
};

/// The parts of a parcel, one for each group; their faces mean nothing.
[[nodiscard]] std::vector<ParcelPart> by_group(std::span<const ParcelPart> parts);

/// A number shared out to the parts by their areas; the shares add up to it exactly.
[[nodiscard]] std::vector<ExactNumber> shared_out(ExactNumber value,
                                                  std::span<const ParcelPart> parts);

} // namespace parkplan::rules
