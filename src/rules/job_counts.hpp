// SPDX-License-Identifier: MIT
#pragma once

#include "core/exact_number.hpp"
#include "measure/measure.hpp"
#include "review/rule.hpp"
#include "rules/cell_number.hpp"
#include "rules/surroundings.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace parkplan::rules {

/// The jobs in a zone.
struct Jobs {
    std::optional<ExactNumber> known{}; ///< of those whose number is known; nothing: of none
    std::uint64_t missing = 0;          ///< employers in the zone without a number

    /// Nothing where the number of any that counts is missing.
    [[nodiscard]] std::optional<ExactNumber> count() const {
        return missing == 0 ? known : std::nullopt;
    }
};

/// Jobs by a field of the clusters ('jobs'), which tells of their own land only, or by employers:
/// points and polygons ('jobs_layer', 'jobs_field'). A polygon gives each zone its part by area.
class JobCounts {
public:
    /// `measurer` is that of the zones. All must outlive it.
    JobCounts(const review::RuleInput& input, const Surroundings& zones,
              const measure::Measurer& measurer);

    /// True when the plan names a field.
    [[nodiscard]] bool stated() const noexcept { return m_own != nullptr || m_field != nullptr; }
    /// Of a feature, or of all; within the distance of that number, 0 for the land itself.
    [[nodiscard]] Jobs of(std::size_t distance, std::optional<std::size_t> feature) const;
    /// Employers without a number (PP-0480), and such that lie nowhere (PP-0481).
    [[nodiscard]] std::vector<review::Finding> findings() const;
    /// Employers that lie nowhere: in no zone.
    [[nodiscard]] std::size_t nowhere() const noexcept { return m_nowhere.size(); }

    /// Throws Error{plan} for parameters that do not go together.
    static void check(const plan::RuleConfig& config);

private:
    void read(const layer::AttributeColumn& column);
    void add_points(const Surroundings& zones);
    void add_polygons(const Surroundings& zones, const measure::Measurer& measurer);
    void add(std::size_t zone, std::size_t row, const std::optional<ExactNumber>& number);

    const review::RuleInput& m_input;
    const Surroundings& m_zones;
    const layer::AttributeColumn* m_own = nullptr;       ///< of the clusters
    const layer::AttributeColumn* m_field = nullptr;     ///< of the employers
    std::vector<std::optional<ExactNumber>> m_numbers{}; ///< by row of that layer
    std::vector<std::size_t> m_without{};                ///< rows without a number
    std::vector<std::size_t> m_nowhere{};                ///< rows that are in no place
    std::vector<Jobs> m_jobs{};                          ///< by zone, of employers
};

} // namespace parkplan::rules
