// SPDX-License-Identifier: MIT
#pragma once

#include "core/exact_area.hpp"
#include "core/exact_number.hpp"
#include "review/rule.hpp"
#include "rules/bounded.hpp"
#include "rules/number_field.hpp"
#include "rules/parcel_groups.hpp"
#include "rules/renewal_projects.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

namespace parkplan::rules {

/// What of a building is added up.
enum class RenewalQuantity : std::uint8_t { before, after, land };
[[nodiscard]] std::optional<RenewalQuantity> quantity_of(std::string_view name) noexcept;
[[nodiscard]] BiText title_of(RenewalQuantity quantity);

/// Renewed buildings by group and mode, each once however many projects name it.
class RenewalLedger {
public:
    RenewalLedger(const review::RuleInput& input, const RenewalProjects& projects);

    [[nodiscard]] const ParcelGroups& groups() const noexcept { return m_groups; }
    [[nodiscard]] const NumberField& before() const noexcept { return m_before; }
    [[nodiscard]] const NumberField& after() const noexcept { return m_after; }
    /// What of a building is known.
    [[nodiscard]] std::optional<ExactNumber> value(std::size_t building,
                                                   RenewalQuantity quantity) const;
    /// The sum of a group: at least what is known, more where a value is missing or a building of
    /// no group could belong to it.
    [[nodiscard]] Bounded sum(std::size_t group, RenewalQuantity quantity) const;
    /// Of the land per metre of point accuracy.
    [[nodiscard]] Metres sigma_per_metre(std::size_t group) const;
    [[nodiscard]] BiText summary(std::size_t group) const;
    [[nodiscard]] review::ResultTable table() const;

private:
    struct Sum {
        ExactNumber value{};
        std::size_t without = 0; ///< buildings without a value
    };
    struct Line {
        std::set<std::size_t> projects{};
        std::size_t buildings = 0;
        Sum before{};
        Sum after{};
        Sum land{};
        std::size_t without = 0; ///< buildings without one of the floor areas

        Line& operator+=(const Line& other);
    };
    using Lines = std::vector<Line>;

    void add(std::size_t building);
    void add_to(Line& line, std::size_t building, const std::optional<ExactNumber>& before,
                const std::optional<ExactNumber>& after,
                const std::optional<ExactNumber>& land) const;
    void add_parts(std::size_t building, std::size_t line);
    [[nodiscard]] static const Sum& sum_of(const Line& line, RenewalQuantity quantity);
    [[nodiscard]] static Line total_of(const Lines& lines);
    /// Modes without a building have a line only where all modes are wanted.
    void add_rows(const std::vector<review::TableCell>& head, const Lines& lines, bool all_modes,
                  review::ResultTable& table) const;
    void add_row(const std::vector<review::TableCell>& head, BiText title, const Line& line,
                 review::ResultTable& table) const;

    const review::RuleInput& m_input;
    const RenewalProjects& m_projects;
    ParcelGroups m_groups;
    NumberField m_before;
    NumberField m_after;
    bool m_has_land;
    std::vector<Lines> m_lines; ///< by group
    Lines m_all;
    std::size_t m_unplaced = 0; ///< buildings without a place, where zones make the groups
    bool m_nowhere = false;     ///< a building is in no group that is known
};

} // namespace parkplan::rules
